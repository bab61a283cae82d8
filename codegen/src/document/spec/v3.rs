//! The table of objects and keywords of OpenAPI 3.0, 3.1 and 3.2.

use serde_json::{Map, Value};

use super::{
    FLAG, Object, ObjectKind, TEXT,
    ValueKind::{self, Any, Lenient, List, OneOfKeywords, String},
    key,
    shared::{EXAMPLE, EXTERNAL_DOCS, INFO, SECURITY, TAG, is_path, is_status, word},
};

/// What a document is expected to be.
pub(in crate::document) static DOCUMENT: ValueKind = ValueKind::Object(&ROOT);

/// The whole document. `paths` is required in 3.0 only, so the validator asks for it.
static ROOT: Object = Object::new(
    ObjectKind::Document,
    &[
        key("openapi", String),
        key("$self", TEXT),
        key("info", Lenient(&ValueKind::Object(&INFO))),
        key("jsonSchemaDialect", TEXT),
        key("servers", Lenient(&List(&Lenient(&ValueKind::Object(&SERVER))))),
        key("paths", ValueKind::Object(&PATHS)),
        key("webhooks", ValueKind::Map(&ValueKind::Object(&PATH_ITEM))),
        key("components", ValueKind::Object(&COMPONENTS)),
        key("security", SECURITY),
        key("tags", Lenient(&List(&Lenient(&ValueKind::Object(&TAG))))),
        key("externalDocs", Lenient(&ValueKind::Object(&EXTERNAL_DOCS))),
    ],
)
.expected(&["info"]);

static COMPONENTS: Object = Object::new(
    ObjectKind::Components,
    &[
        key("schemas", ValueKind::Map(&ValueKind::Schema)),
        key("responses", ValueKind::Map(&ValueKind::Object(&RESPONSE))),
        key("parameters", ValueKind::Map(&ValueKind::Object(&PARAMETER))),
        key("examples", Lenient(&ValueKind::Map(&Lenient(&ValueKind::Object(&EXAMPLE))))),
        key("requestBodies", ValueKind::Map(&ValueKind::Object(&REQUEST_BODY))),
        key("headers", Lenient(&ValueKind::Map(&Lenient(&ValueKind::Object(&HEADER))))),
        key("securitySchemes", Lenient(&ValueKind::Map(&Lenient(&ValueKind::Object(&SECURITY_SCHEME))))),
        key("links", Lenient(&ValueKind::Map(&Lenient(&ValueKind::Object(&LINK))))),
        key("callbacks", Lenient(&ValueKind::Map(&ValueKind::Object(&CALLBACK)))),
        key("pathItems", ValueKind::Map(&ValueKind::Object(&PATH_ITEM))),
        key("mediaTypes", ValueKind::Map(&ValueKind::Object(&MEDIA_TYPE))),
    ],
);

static SERVER: Object = Object::new(
    ObjectKind::Server,
    &[
        key("url", String),
        key("name", String),
        key("description", TEXT),
        key("variables", Lenient(&ValueKind::Map(&Lenient(&ValueKind::Object(&SERVER_VARIABLE))))),
    ],
)
.required(&["url"]);

static SERVER_VARIABLE: Object = Object::new(
    ObjectKind::ServerVariable,
    &[key("default", TEXT), key("enum", Lenient(&List(&TEXT))), key("description", TEXT)],
)
.required(&["default"]);

static PATHS: Object = Object::new(ObjectKind::Paths, &[]).rest(is_path, ValueKind::Object(&PATH_ITEM));

pub(in crate::document) static PATH_ITEM: Object = Object::new(
    ObjectKind::PathItem,
    &[
        key("$ref", String),
        key("summary", TEXT),
        key("description", TEXT),
        key("get", ValueKind::Object(&OPERATION)),
        key("put", ValueKind::Object(&OPERATION)),
        key("post", ValueKind::Object(&OPERATION)),
        key("delete", ValueKind::Object(&OPERATION)),
        key("options", ValueKind::Object(&OPERATION)),
        key("head", ValueKind::Object(&OPERATION)),
        key("patch", ValueKind::Object(&OPERATION)),
        key("trace", ValueKind::Object(&OPERATION)),
        key("query", ValueKind::Object(&OPERATION)),
        key("additionalOperations", ValueKind::Map(&ValueKind::Object(&OPERATION))),
        key("servers", Lenient(&List(&Lenient(&ValueKind::Object(&SERVER))))),
        key("parameters", List(&ValueKind::Object(&PARAMETER))),
    ],
)
.or_reference();

pub(in crate::document) static OPERATION: Object = Object::new(
    ObjectKind::Operation,
    &[
        key("tags", Lenient(&List(&TEXT))),
        key("summary", TEXT),
        key("description", TEXT),
        key("externalDocs", Lenient(&ValueKind::Object(&EXTERNAL_DOCS))),
        key("operationId", String),
        key("parameters", List(&ValueKind::Object(&PARAMETER))),
        key("requestBody", ValueKind::Object(&REQUEST_BODY)),
        key("responses", ValueKind::Object(&RESPONSES)),
        key("callbacks", Lenient(&ValueKind::Map(&ValueKind::Object(&CALLBACK)))),
        key("deprecated", FLAG),
        key("security", SECURITY),
        key("servers", Lenient(&List(&Lenient(&ValueKind::Object(&SERVER))))),
    ],
);

static RESPONSES: Object = Object::new(ObjectKind::Responses, &[]).rest(is_status, ValueKind::Object(&RESPONSE));

pub(in crate::document) static RESPONSE: Object = Object::new(
    ObjectKind::Response,
    &[
        key("summary", TEXT),
        key("description", TEXT),
        key("headers", Lenient(&ValueKind::Map(&Lenient(&ValueKind::Object(&HEADER))))),
        key("content", ValueKind::Map(&ValueKind::Object(&MEDIA_TYPE))),
        key("links", Lenient(&ValueKind::Map(&Lenient(&ValueKind::Object(&LINK))))),
    ],
)
.or_reference();

pub(in crate::document) static REQUEST_BODY: Object = Object::new(
    ObjectKind::RequestBody,
    &[key("description", TEXT), key("content", ValueKind::Map(&ValueKind::Object(&MEDIA_TYPE))), key("required", FLAG)],
)
.required(&["content"])
.or_reference();

pub(in crate::document) static MEDIA_TYPE: Object = Object::new(
    ObjectKind::MediaType,
    &[
        key("schema", ValueKind::Schema),
        key("itemSchema", ValueKind::Schema),
        key("example", Any),
        key("examples", Lenient(&ValueKind::Map(&Lenient(&ValueKind::Object(&EXAMPLE))))),
        key("encoding", Lenient(&ValueKind::Map(&Lenient(&ValueKind::Object(&ENCODING))))),
        key("prefixEncoding", Lenient(&List(&Lenient(&ValueKind::Object(&ENCODING))))),
        key("itemEncoding", Lenient(&ValueKind::Object(&ENCODING))),
    ],
)
.or_reference();

pub(in crate::document) static ENCODING: Object = Object::new(
    ObjectKind::Encoding,
    &[
        key("contentType", TEXT),
        key("headers", Lenient(&ValueKind::Map(&Lenient(&ValueKind::Object(&HEADER))))),
        key("style", TEXT),
        key("explode", FLAG),
        key("allowReserved", FLAG),
        key("encoding", Lenient(&ValueKind::Map(&Lenient(&ValueKind::Object(&ENCODING))))),
    ],
);

pub(in crate::document) static PARAMETER: Object = Object::new(
    ObjectKind::Parameter,
    &[
        key("name", String),
        key("in", OneOfKeywords(&["query", "header", "path", "cookie", "querystring"])),
        key("description", TEXT),
        key("required", FLAG),
        key("deprecated", FLAG),
        key("allowEmptyValue", FLAG),
        key("style", TEXT),
        key("explode", FLAG),
        key("allowReserved", FLAG),
        key("schema", ValueKind::Schema),
        key("example", Any),
        key("examples", Lenient(&ValueKind::Map(&Lenient(&ValueKind::Object(&EXAMPLE))))),
        key("content", ValueKind::Map(&ValueKind::Object(&MEDIA_TYPE))),
    ],
)
.required(&["name", "in"])
.or_reference();

pub(in crate::document) static HEADER: Object = Object::new(
    ObjectKind::Header,
    &[
        key("description", TEXT),
        key("required", FLAG),
        key("deprecated", FLAG),
        key("allowEmptyValue", FLAG),
        key("style", TEXT),
        key("explode", FLAG),
        key("allowReserved", FLAG),
        key("schema", ValueKind::Schema),
        key("example", Any),
        key("examples", Lenient(&ValueKind::Map(&Lenient(&ValueKind::Object(&EXAMPLE))))),
        key("content", ValueKind::Map(&ValueKind::Object(&MEDIA_TYPE))),
    ],
)
.or_reference();

pub(in crate::document) static LINK: Object = Object::new(
    ObjectKind::Link,
    &[
        key("operationRef", TEXT),
        key("operationId", String),
        key("parameters", Lenient(&ValueKind::Map(&Any))),
        key("requestBody", Any),
        key("description", TEXT),
        key("server", Lenient(&ValueKind::Object(&SERVER))),
    ],
)
.or_reference();

pub(in crate::document) static CALLBACK: Object = Object::new(ObjectKind::Callback, &[])
    .rest(|key| !key.starts_with("x-"), ValueKind::Object(&PATH_ITEM))
    .or_reference();

pub(in crate::document) static SECURITY_SCHEME: Object = Object::new(
    ObjectKind::SecurityScheme,
    &[
        key("type", OneOfKeywords(&["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"])),
        key("description", TEXT),
        key("name", String),
        key("in", OneOfKeywords(&["query", "header", "cookie"])),
        key("scheme", String),
        key("bearerFormat", TEXT),
        key("flows", Lenient(&ValueKind::Object(&FLOWS))),
        key("openIdConnectUrl", TEXT),
        key("oauth2MetadataUrl", TEXT),
        key("deprecated", FLAG),
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
    ObjectKind::OAuthFlows,
    &[
        key("implicit", Lenient(&ValueKind::Object(&FLOW))),
        key("password", Lenient(&ValueKind::Object(&FLOW))),
        key("clientCredentials", Lenient(&ValueKind::Object(&FLOW))),
        key("authorizationCode", Lenient(&ValueKind::Object(&FLOW))),
        key("deviceAuthorization", Lenient(&ValueKind::Object(&FLOW))),
    ],
);

static FLOW: Object = Object::new(
    ObjectKind::OAuthFlow,
    &[
        key("authorizationUrl", TEXT),
        key("deviceAuthorizationUrl", TEXT),
        key("tokenUrl", TEXT),
        key("refreshUrl", TEXT),
        key("scopes", Lenient(&ValueKind::Map(&TEXT))),
    ],
);
