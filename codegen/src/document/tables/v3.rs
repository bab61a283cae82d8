//! OpenAPI 3.0, 3.1 and 3.2.

use serde_json::{Map, Value};

use super::{
    FLAG,
    Kind::{self, Any, List, Minor, String, Word},
    Object, TEXT,
    shared::{EXAMPLE, EXTERNAL_DOCS, INFO, SECURITY, TAG, is_path, is_status, word},
};

/// What a document is expected to be.
pub(in crate::document) static DOCUMENT: Kind = Kind::Object(&ROOT);

/// The whole document. `paths` is required in 3.0 only, so the validator asks for it.
static ROOT: Object = Object::new(
    "the document",
    &[
        ("openapi", String),
        ("$self", TEXT),
        ("info", Minor(&Kind::Object(&INFO))),
        ("jsonSchemaDialect", TEXT),
        ("servers", Minor(&List(&Minor(&Kind::Object(&SERVER))))),
        ("paths", Kind::Object(&PATHS)),
        ("webhooks", Kind::Map(&Kind::Object(&PATH_ITEM))),
        ("components", Kind::Object(&COMPONENTS)),
        ("security", SECURITY),
        ("tags", Minor(&List(&Minor(&Kind::Object(&TAG))))),
        ("externalDocs", Minor(&Kind::Object(&EXTERNAL_DOCS))),
    ],
)
.expected(&["info"]);

static COMPONENTS: Object = Object::new(
    "the components",
    &[
        ("schemas", Kind::Map(&Kind::Schema)),
        ("responses", Kind::Map(&Kind::Object(&RESPONSE))),
        ("parameters", Kind::Map(&Kind::Object(&PARAMETER))),
        ("examples", Minor(&Kind::Map(&Minor(&Kind::Object(&EXAMPLE))))),
        ("requestBodies", Kind::Map(&Kind::Object(&REQUEST_BODY))),
        ("headers", Minor(&Kind::Map(&Minor(&Kind::Object(&HEADER))))),
        ("securitySchemes", Minor(&Kind::Map(&Minor(&Kind::Object(&SECURITY_SCHEME))))),
        ("links", Minor(&Kind::Map(&Minor(&Kind::Object(&LINK))))),
        ("callbacks", Minor(&Kind::Map(&Kind::Object(&CALLBACK)))),
        ("pathItems", Kind::Map(&Kind::Object(&PATH_ITEM))),
        ("mediaTypes", Kind::Map(&Kind::Object(&MEDIA_TYPE))),
    ],
);

static SERVER: Object = Object::new(
    "a server",
    &[
        ("url", String),
        ("name", String),
        ("description", TEXT),
        ("variables", Minor(&Kind::Map(&Minor(&Kind::Object(&SERVER_VARIABLE))))),
    ],
)
.required(&["url"]);

static SERVER_VARIABLE: Object =
    Object::new("a server variable", &[("default", TEXT), ("enum", Minor(&List(&TEXT))), ("description", TEXT)])
        .required(&["default"]);

static PATHS: Object = Object::new("the paths", &[]).rest(is_path, Kind::Object(&PATH_ITEM));

pub(in crate::document) static PATH_ITEM: Object = Object::new(
    "a path item",
    &[
        ("$ref", String),
        ("summary", TEXT),
        ("description", TEXT),
        ("get", Kind::Object(&OPERATION)),
        ("put", Kind::Object(&OPERATION)),
        ("post", Kind::Object(&OPERATION)),
        ("delete", Kind::Object(&OPERATION)),
        ("options", Kind::Object(&OPERATION)),
        ("head", Kind::Object(&OPERATION)),
        ("patch", Kind::Object(&OPERATION)),
        ("trace", Kind::Object(&OPERATION)),
        ("query", Kind::Object(&OPERATION)),
        ("additionalOperations", Kind::Map(&Kind::Object(&OPERATION))),
        ("servers", Minor(&List(&Minor(&Kind::Object(&SERVER))))),
        ("parameters", List(&Kind::Object(&PARAMETER))),
    ],
)
.or_reference();

pub(in crate::document) static OPERATION: Object = Object::new(
    "an operation",
    &[
        ("tags", Minor(&List(&TEXT))),
        ("summary", TEXT),
        ("description", TEXT),
        ("externalDocs", Minor(&Kind::Object(&EXTERNAL_DOCS))),
        ("operationId", String),
        ("parameters", List(&Kind::Object(&PARAMETER))),
        ("requestBody", Kind::Object(&REQUEST_BODY)),
        ("responses", Kind::Object(&RESPONSES)),
        ("callbacks", Minor(&Kind::Map(&Kind::Object(&CALLBACK)))),
        ("deprecated", FLAG),
        ("security", SECURITY),
        ("servers", Minor(&List(&Minor(&Kind::Object(&SERVER))))),
    ],
);

static RESPONSES: Object = Object::new("the responses", &[]).rest(is_status, Kind::Object(&RESPONSE));

pub(in crate::document) static RESPONSE: Object = Object::new(
    "a response",
    &[
        ("summary", TEXT),
        ("description", TEXT),
        ("headers", Minor(&Kind::Map(&Minor(&Kind::Object(&HEADER))))),
        ("content", Kind::Map(&Kind::Object(&MEDIA_TYPE))),
        ("links", Minor(&Kind::Map(&Minor(&Kind::Object(&LINK))))),
    ],
)
.or_reference();

pub(in crate::document) static REQUEST_BODY: Object = Object::new(
    "a request body",
    &[("description", TEXT), ("content", Kind::Map(&Kind::Object(&MEDIA_TYPE))), ("required", FLAG)],
)
.required(&["content"])
.or_reference();

pub(in crate::document) static MEDIA_TYPE: Object = Object::new(
    "a media type",
    &[
        ("schema", Kind::Schema),
        ("itemSchema", Kind::Schema),
        ("example", Any),
        ("examples", Minor(&Kind::Map(&Minor(&Kind::Object(&EXAMPLE))))),
        ("encoding", Minor(&Kind::Map(&Minor(&Kind::Object(&ENCODING))))),
        ("prefixEncoding", Minor(&List(&Minor(&Kind::Object(&ENCODING))))),
        ("itemEncoding", Minor(&Kind::Object(&ENCODING))),
    ],
)
.or_reference();

pub(in crate::document) static ENCODING: Object = Object::new(
    "an encoding",
    &[
        ("contentType", TEXT),
        ("headers", Minor(&Kind::Map(&Minor(&Kind::Object(&HEADER))))),
        ("style", TEXT),
        ("explode", FLAG),
        ("allowReserved", FLAG),
        ("encoding", Minor(&Kind::Map(&Minor(&Kind::Object(&ENCODING))))),
    ],
);

pub(in crate::document) static PARAMETER: Object = Object::new(
    "a parameter",
    &[
        ("name", String),
        ("in", Word(&["query", "header", "path", "cookie", "querystring"])),
        ("description", TEXT),
        ("required", FLAG),
        ("deprecated", FLAG),
        ("allowEmptyValue", FLAG),
        ("style", TEXT),
        ("explode", FLAG),
        ("allowReserved", FLAG),
        ("schema", Kind::Schema),
        ("example", Any),
        ("examples", Minor(&Kind::Map(&Minor(&Kind::Object(&EXAMPLE))))),
        ("content", Kind::Map(&Kind::Object(&MEDIA_TYPE))),
    ],
)
.required(&["name", "in"])
.or_reference();

pub(in crate::document) static HEADER: Object = Object::new(
    "a header",
    &[
        ("description", TEXT),
        ("required", FLAG),
        ("deprecated", FLAG),
        ("allowEmptyValue", FLAG),
        ("style", TEXT),
        ("explode", FLAG),
        ("allowReserved", FLAG),
        ("schema", Kind::Schema),
        ("example", Any),
        ("examples", Minor(&Kind::Map(&Minor(&Kind::Object(&EXAMPLE))))),
        ("content", Kind::Map(&Kind::Object(&MEDIA_TYPE))),
    ],
)
.or_reference();

pub(in crate::document) static LINK: Object = Object::new(
    "a link",
    &[
        ("operationRef", TEXT),
        ("operationId", String),
        ("parameters", Minor(&Kind::Map(&Any))),
        ("requestBody", Any),
        ("description", TEXT),
        ("server", Minor(&Kind::Object(&SERVER))),
    ],
)
.or_reference();

pub(in crate::document) static CALLBACK: Object =
    Object::new("a callback", &[]).rest(|key| !key.starts_with("x-"), Kind::Object(&PATH_ITEM)).or_reference();

pub(in crate::document) static SECURITY_SCHEME: Object = Object::new(
    "a security scheme",
    &[
        ("type", Word(&["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"])),
        ("description", TEXT),
        ("name", String),
        ("in", Word(&["query", "header", "cookie"])),
        ("scheme", String),
        ("bearerFormat", TEXT),
        ("flows", Minor(&Kind::Object(&FLOWS))),
        ("openIdConnectUrl", TEXT),
        ("oauth2MetadataUrl", TEXT),
        ("deprecated", FLAG),
    ],
)
.required(&["type"])
.needed(needed_by_scheme)
.or_reference();

fn needed_by_scheme(scheme: &Map<std::string::String, Value>) -> &'static [&'static str] {
    match word(scheme, "type") {
        "apiKey" => &["name", "in"],
        "http" => &["scheme"],
        "oauth2" => &["flows"],
        "openIdConnect" => &["openIdConnectUrl"],
        _ => &[],
    }
}

static FLOWS: Object = Object::new(
    "the OAuth flows",
    &[
        ("implicit", Minor(&Kind::Object(&FLOW))),
        ("password", Minor(&Kind::Object(&FLOW))),
        ("clientCredentials", Minor(&Kind::Object(&FLOW))),
        ("authorizationCode", Minor(&Kind::Object(&FLOW))),
        ("deviceAuthorization", Minor(&Kind::Object(&FLOW))),
    ],
);

static FLOW: Object = Object::new(
    "an OAuth flow",
    &[
        ("authorizationUrl", TEXT),
        ("deviceAuthorizationUrl", TEXT),
        ("tokenUrl", TEXT),
        ("refreshUrl", TEXT),
        ("scopes", Minor(&Kind::Map(&TEXT))),
    ],
);
