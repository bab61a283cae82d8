//! OpenAPI 3.0, 3.1 and 3.2.

use serde_json::{Map, Value};

use super::{
    Kind::{self, Any, Bool, List, String, Word},
    Object,
    shared::{EXAMPLE, EXTERNAL_DOCS, INFO, SECURITY, TAG, is_path, is_status, word},
};

/// What a document is expected to be.
pub(in crate::document) static DOCUMENT: Kind = Kind::Object(&ROOT);

/// The whole document. `paths` is required in 3.0 only, so the validator asks for it.
static ROOT: Object = Object::new(
    "the document",
    &[
        ("openapi", String),
        ("$self", String),
        ("info", Kind::Object(&INFO)),
        ("jsonSchemaDialect", String),
        ("servers", List(&Kind::Object(&SERVER))),
        ("paths", Kind::Object(&PATHS)),
        ("webhooks", Kind::Map(&Kind::Object(&PATH_ITEM))),
        ("components", Kind::Object(&COMPONENTS)),
        ("security", SECURITY),
        ("tags", List(&Kind::Object(&TAG))),
        ("externalDocs", Kind::Object(&EXTERNAL_DOCS)),
    ],
)
.required(&["info"]);

static COMPONENTS: Object = Object::new(
    "the components",
    &[
        ("schemas", Kind::Map(&Kind::Schema)),
        ("responses", Kind::Map(&Kind::Object(&RESPONSE))),
        ("parameters", Kind::Map(&Kind::Object(&PARAMETER))),
        ("examples", Kind::Map(&Kind::Object(&EXAMPLE))),
        ("requestBodies", Kind::Map(&Kind::Object(&REQUEST_BODY))),
        ("headers", Kind::Map(&Kind::Object(&HEADER))),
        ("securitySchemes", Kind::Map(&Kind::Object(&SECURITY_SCHEME))),
        ("links", Kind::Map(&Kind::Object(&LINK))),
        ("callbacks", Kind::Map(&Kind::Object(&CALLBACK))),
        ("pathItems", Kind::Map(&Kind::Object(&PATH_ITEM))),
        ("mediaTypes", Kind::Map(&Kind::Object(&MEDIA_TYPE))),
    ],
);

static SERVER: Object = Object::new(
    "a server",
    &[
        ("url", String),
        ("name", String),
        ("description", String),
        ("variables", Kind::Map(&Kind::Object(&SERVER_VARIABLE))),
    ],
)
.required(&["url"]);

static SERVER_VARIABLE: Object =
    Object::new("a server variable", &[("default", String), ("enum", List(&String)), ("description", String)])
        .required(&["default"]);

static PATHS: Object = Object::new("the paths", &[]).rest(is_path, Kind::Object(&PATH_ITEM));

pub(in crate::document) static PATH_ITEM: Object = Object::new(
    "a path item",
    &[
        ("$ref", String),
        ("summary", String),
        ("description", String),
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
        ("servers", List(&Kind::Object(&SERVER))),
        ("parameters", List(&Kind::Object(&PARAMETER))),
    ],
)
.or_reference();

pub(in crate::document) static OPERATION: Object = Object::new(
    "an operation",
    &[
        ("tags", List(&String)),
        ("summary", String),
        ("description", String),
        ("externalDocs", Kind::Object(&EXTERNAL_DOCS)),
        ("operationId", String),
        ("parameters", List(&Kind::Object(&PARAMETER))),
        ("requestBody", Kind::Object(&REQUEST_BODY)),
        ("responses", Kind::Object(&RESPONSES)),
        ("callbacks", Kind::Map(&Kind::Object(&CALLBACK))),
        ("deprecated", Bool),
        ("security", SECURITY),
        ("servers", List(&Kind::Object(&SERVER))),
    ],
);

static RESPONSES: Object = Object::new("the responses", &[]).rest(is_status, Kind::Object(&RESPONSE));

pub(in crate::document) static RESPONSE: Object = Object::new(
    "a response",
    &[
        ("summary", String),
        ("description", String),
        ("headers", Kind::Map(&Kind::Object(&HEADER))),
        ("content", Kind::Map(&Kind::Object(&MEDIA_TYPE))),
        ("links", Kind::Map(&Kind::Object(&LINK))),
    ],
)
.or_reference();

pub(in crate::document) static REQUEST_BODY: Object = Object::new(
    "a request body",
    &[("description", String), ("content", Kind::Map(&Kind::Object(&MEDIA_TYPE))), ("required", Bool)],
)
.required(&["content"])
.or_reference();

pub(in crate::document) static MEDIA_TYPE: Object = Object::new(
    "a media type",
    &[
        ("schema", Kind::Schema),
        ("itemSchema", Kind::Schema),
        ("example", Any),
        ("examples", Kind::Map(&Kind::Object(&EXAMPLE))),
        ("encoding", Kind::Map(&Kind::Object(&ENCODING))),
        ("prefixEncoding", List(&Kind::Object(&ENCODING))),
        ("itemEncoding", Kind::Object(&ENCODING)),
    ],
)
.or_reference();

pub(in crate::document) static ENCODING: Object = Object::new(
    "an encoding",
    &[
        ("contentType", String),
        ("headers", Kind::Map(&Kind::Object(&HEADER))),
        ("style", String),
        ("explode", Bool),
        ("allowReserved", Bool),
        ("encoding", Kind::Map(&Kind::Object(&ENCODING))),
    ],
);

pub(in crate::document) static PARAMETER: Object = Object::new(
    "a parameter",
    &[
        ("name", String),
        ("in", Word(&["query", "header", "path", "cookie", "querystring"])),
        ("description", String),
        ("required", Bool),
        ("deprecated", Bool),
        ("allowEmptyValue", Bool),
        ("style", String),
        ("explode", Bool),
        ("allowReserved", Bool),
        ("schema", Kind::Schema),
        ("example", Any),
        ("examples", Kind::Map(&Kind::Object(&EXAMPLE))),
        ("content", Kind::Map(&Kind::Object(&MEDIA_TYPE))),
    ],
)
.required(&["name", "in"])
.or_reference();

pub(in crate::document) static HEADER: Object = Object::new(
    "a header",
    &[
        ("description", String),
        ("required", Bool),
        ("deprecated", Bool),
        ("allowEmptyValue", Bool),
        ("style", String),
        ("explode", Bool),
        ("allowReserved", Bool),
        ("schema", Kind::Schema),
        ("example", Any),
        ("examples", Kind::Map(&Kind::Object(&EXAMPLE))),
        ("content", Kind::Map(&Kind::Object(&MEDIA_TYPE))),
    ],
)
.or_reference();

pub(in crate::document) static LINK: Object = Object::new(
    "a link",
    &[
        ("operationRef", String),
        ("operationId", String),
        ("parameters", Kind::Map(&Any)),
        ("requestBody", Any),
        ("description", String),
        ("server", Kind::Object(&SERVER)),
    ],
)
.or_reference();

pub(in crate::document) static CALLBACK: Object =
    Object::new("a callback", &[]).rest(|key| !key.starts_with("x-"), Kind::Object(&PATH_ITEM)).or_reference();

pub(in crate::document) static SECURITY_SCHEME: Object = Object::new(
    "a security scheme",
    &[
        ("type", Word(&["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"])),
        ("description", String),
        ("name", String),
        ("in", Word(&["query", "header", "cookie"])),
        ("scheme", String),
        ("bearerFormat", String),
        ("flows", Kind::Object(&FLOWS)),
        ("openIdConnectUrl", String),
        ("oauth2MetadataUrl", String),
        ("deprecated", Bool),
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
        ("implicit", Kind::Object(&FLOW)),
        ("password", Kind::Object(&FLOW)),
        ("clientCredentials", Kind::Object(&FLOW)),
        ("authorizationCode", Kind::Object(&FLOW)),
        ("deviceAuthorization", Kind::Object(&FLOW)),
    ],
);

static FLOW: Object = Object::new(
    "an OAuth flow",
    &[
        ("authorizationUrl", String),
        ("deviceAuthorizationUrl", String),
        ("tokenUrl", String),
        ("refreshUrl", String),
        ("scopes", Kind::Map(&String)),
    ],
);
