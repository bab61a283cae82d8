//! The table of objects and keywords of OpenAPI 3.0, 3.1 and 3.2.

use serde_json::{Map, Value};

use super::{
    FLAG, Object, ObjectKind, TEXT,
    ValueKind::{self, Any, Lenient, List, OneOfKeywords, String},
    rows::{documented, honoured, unread, unused, warned, without_effect},
    shared::{DRAFTS, EXAMPLE, EXAMPLES, EXTERNAL_DOCS, INFO, READERS, SECURITY, TAG, is_path, is_status, word},
};
use crate::diagnostics::Code;

/// What a document is expected to be.
pub(in crate::document) static DOCUMENT: ValueKind = ValueKind::Object(&ROOT);

/// The whole document. `paths` is required in 3.0 only, so the validator asks for it.
static ROOT: Object = Object::new(
    ObjectKind::Document,
    &[
        honoured("openapi", String, "parameters"),
        honoured("$self", TEXT, "identifiers"),
        documented("info", Lenient(&ValueKind::Object(&INFO)), "parameters"),
        unused("jsonSchemaDialect", TEXT, DRAFTS),
        honoured("servers", Lenient(&List(&Lenient(&ValueKind::Object(&SERVER)))), "relative_server"),
        honoured("paths", ValueKind::Object(&PATHS), "parameters"),
        honoured("webhooks", ValueKind::Map(&ValueKind::Object(&PATH_ITEM)), "openapi_3_1_webhooks"),
        honoured("components", ValueKind::Object(&COMPONENTS), "tuples"),
        honoured("security", SECURITY, "key_in_authorization_in_3_0"),
        documented("tags", Lenient(&List(&Lenient(&ValueKind::Object(&TAG)))), "texts_in_other_places"),
        unused("externalDocs", Lenient(&ValueKind::Object(&EXTERNAL_DOCS)), READERS),
    ],
)
.expected(&["info"]);

static COMPONENTS: Object = Object::new(
    ObjectKind::Components,
    &[
        honoured("schemas", ValueKind::Map(&ValueKind::Schema), "tuples"),
        honoured("responses", ValueKind::Map(&ValueKind::Object(&RESPONSE)), "components_of_all_kinds"),
        honoured("parameters", ValueKind::Map(&ValueKind::Object(&PARAMETER)), "components_of_all_kinds"),
        unused("examples", Lenient(&ValueKind::Map(&Lenient(&ValueKind::Object(&EXAMPLE)))), EXAMPLES),
        honoured("requestBodies", ValueKind::Map(&ValueKind::Object(&REQUEST_BODY)), "components_of_all_kinds"),
        honoured("headers", Lenient(&ValueKind::Map(&Lenient(&ValueKind::Object(&HEADER)))), "pages_link_header"),
        honoured(
            "securitySchemes",
            Lenient(&ValueKind::Map(&Lenient(&ValueKind::Object(&SECURITY_SCHEME)))),
            "security_optional",
        ),
        unused("links", Lenient(&ValueKind::Map(&Lenient(&ValueKind::Object(&LINK)))), "a hint what to call next"),
        honoured("callbacks", Lenient(&ValueKind::Map(&ValueKind::Object(&CALLBACK))), "components_of_all_kinds"),
        honoured("pathItems", ValueKind::Map(&ValueKind::Object(&PATH_ITEM)), "components_of_all_kinds"),
        honoured("mediaTypes", ValueKind::Map(&ValueKind::Object(&MEDIA_TYPE)), "openapi_3_2"),
    ],
);

static SERVER: Object = Object::new(
    ObjectKind::Server,
    &[
        honoured("url", String, "relative_server"),
        honoured("name", String, "texts_in_other_places"),
        honoured("description", TEXT, "servers_several"),
        honoured(
            "variables",
            Lenient(&ValueKind::Map(&Lenient(&ValueKind::Object(&SERVER_VARIABLE)))),
            "servers_several",
        ),
    ],
)
.required(&["url"]);

static SERVER_VARIABLE: Object = Object::new(
    ObjectKind::ServerVariable,
    &[
        honoured("default", TEXT, "servers_several"),
        honoured("enum", Lenient(&List(&TEXT)), "servers_several"),
        documented("description", TEXT, "texts_in_other_places"),
    ],
)
.required(&["default"]);

static PATHS: Object = Object::new(ObjectKind::Paths, &[]).rest(is_path, ValueKind::Object(&PATH_ITEM));

pub(in crate::document) static PATH_ITEM: Object = Object::new(
    ObjectKind::PathItem,
    &[
        honoured("$ref", String, "components_of_all_kinds"),
        documented("summary", TEXT, "texts_in_other_places"),
        documented("description", TEXT, "texts_in_other_places"),
        honoured("get", ValueKind::Object(&OPERATION), "parameters"),
        honoured("put", ValueKind::Object(&OPERATION), "relative_server"),
        honoured("post", ValueKind::Object(&OPERATION), "media_types"),
        honoured("delete", ValueKind::Object(&OPERATION), "texts_in_other_places"),
        honoured("options", ValueKind::Object(&OPERATION), "response_keys"),
        honoured("head", ValueKind::Object(&OPERATION), "outputs"),
        honoured("patch", ValueKind::Object(&OPERATION), "parameters_of_2_0_in_3_0"),
        honoured("trace", ValueKind::Object(&OPERATION), "components_of_all_kinds"),
        honoured("query", ValueKind::Object(&OPERATION), "methods_and_streams_3_2"),
        honoured("additionalOperations", ValueKind::Map(&ValueKind::Object(&OPERATION)), "methods_and_streams_3_2"),
        honoured("servers", Lenient(&List(&Lenient(&ValueKind::Object(&SERVER)))), "servers_of_operations"),
        honoured("parameters", List(&ValueKind::Object(&PARAMETER)), "parameters"),
    ],
)
.or_reference();

pub(in crate::document) static OPERATION: Object = Object::new(
    ObjectKind::Operation,
    &[
        honoured("tags", Lenient(&List(&TEXT)), "tags"),
        documented("summary", TEXT, "texts_in_other_places"),
        documented("description", TEXT, "response_keys"),
        unused("externalDocs", Lenient(&ValueKind::Object(&EXTERNAL_DOCS)), READERS),
        honoured("operationId", String, "relative_server"),
        honoured("parameters", List(&ValueKind::Object(&PARAMETER)), "automatic_headers"),
        honoured("requestBody", ValueKind::Object(&REQUEST_BODY), "media_types"),
        honoured("responses", ValueKind::Object(&RESPONSES), "outputs"),
        honoured("callbacks", Lenient(&ValueKind::Map(&ValueKind::Object(&CALLBACK))), "callbacks"),
        honoured("deprecated", FLAG, "credentials"),
        honoured("security", SECURITY, "security_optional"),
        honoured("servers", Lenient(&List(&Lenient(&ValueKind::Object(&SERVER)))), "relative_server"),
        honoured("x-pagination", Any, "pages_stated").like("`false`, or where items and next page are: see the README"),
        honoured("x-stream", Any, "streams_stated").like("`false`, or what an answer is a stream of: see the README"),
    ],
);

static RESPONSES: Object = Object::new(ObjectKind::Responses, &[]).rest(is_status, ValueKind::Object(&RESPONSE));

pub(in crate::document) static RESPONSE: Object = Object::new(
    ObjectKind::Response,
    &[
        documented("summary", TEXT, "texts_in_other_places"),
        documented("description", TEXT, "outputs"),
        honoured("headers", Lenient(&ValueKind::Map(&Lenient(&ValueKind::Object(&HEADER)))), "pages_link_header"),
        honoured("content", ValueKind::Map(&ValueKind::Object(&MEDIA_TYPE)), "outputs"),
        unused("links", Lenient(&ValueKind::Map(&Lenient(&ValueKind::Object(&LINK)))), "a hint what to call next"),
    ],
)
.or_reference();

pub(in crate::document) static REQUEST_BODY: Object = Object::new(
    ObjectKind::RequestBody,
    &[
        documented("description", TEXT, "media_types"),
        honoured("content", ValueKind::Map(&ValueKind::Object(&MEDIA_TYPE)), "media_types"),
        honoured("required", FLAG, "xml_namespace"),
    ],
)
.required(&["content"])
.or_reference();

pub(in crate::document) static MEDIA_TYPE: Object = Object::new(
    ObjectKind::MediaType,
    &[
        honoured("schema", ValueKind::Schema, "media_types"),
        honoured("itemSchema", ValueKind::Schema, "openapi_3_2"),
        unused("example", Any, EXAMPLES),
        unused("examples", Lenient(&ValueKind::Map(&Lenient(&ValueKind::Object(&EXAMPLE)))), EXAMPLES),
        honoured("encoding", Lenient(&ValueKind::Map(&Lenient(&ValueKind::Object(&ENCODING)))), "form_encodings"),
        without_effect("prefixEncoding", Lenient(&List(&Lenient(&ValueKind::Object(&ENCODING))))),
        without_effect("itemEncoding", Lenient(&ValueKind::Object(&ENCODING))),
    ],
)
.or_reference();

pub(in crate::document) static ENCODING: Object = Object::new(
    ObjectKind::Encoding,
    &[
        honoured("contentType", TEXT, "form_encodings"),
        warned(
            "headers",
            Lenient(&ValueKind::Map(&Lenient(&ValueKind::Object(&HEADER)))),
            (Code::WEncoding, "multipart"),
        ),
        honoured("style", TEXT, "form_encodings"),
        honoured("explode", FLAG, "form_encodings"),
        honoured("allowReserved", FLAG, "form_reserved"),
        without_effect("encoding", Lenient(&ValueKind::Map(&Lenient(&ValueKind::Object(&ENCODING))))),
    ],
);

pub(in crate::document) static PARAMETER: Object = Object::new(
    ObjectKind::Parameter,
    &[
        honoured("name", String, "automatic_headers"),
        honoured("in", OneOfKeywords(&["query", "header", "path", "cookie", "querystring"]), "automatic_headers"),
        documented("description", TEXT, "parameters"),
        honoured("required", FLAG, "content_parameters"),
        honoured("deprecated", FLAG, "deprecated"),
        unused("allowEmptyValue", FLAG, "an empty text can be sent anyway"),
        honoured("style", TEXT, "styles_in_paths"),
        honoured("explode", FLAG, "styles_in_paths"),
        honoured("allowReserved", FLAG, "styles_in_queries"),
        honoured("schema", ValueKind::Schema, "left_out"),
        unused("example", Any, EXAMPLES),
        unused("examples", Lenient(&ValueKind::Map(&Lenient(&ValueKind::Object(&EXAMPLE)))), EXAMPLES),
        honoured("content", ValueKind::Map(&ValueKind::Object(&MEDIA_TYPE)), "content_parameters"),
        honoured("x-idempotency-key", FLAG, "automatic_headers")
            .like("`true`: made for each call, kept by its retries"),
        honoured("x-correlation-id", FLAG, "automatic_headers").like("`true`: made for each call"),
    ],
)
.required(&["name", "in"])
.or_reference();

pub(in crate::document) static HEADER: Object = Object::new(
    ObjectKind::Header,
    &[
        documented("description", TEXT, "headers_of_responses"),
        unused("required", FLAG, "each may be missing"),
        honoured("deprecated", FLAG, "headers_of_responses"),
        unused("allowEmptyValue", FLAG, "an empty text is read anyway"),
        unused("style", TEXT, "there is one style"),
        unused("explode", FLAG, "lists are written in one way"),
        unused("allowReserved", FLAG, "nothing is encoded"),
        honoured("schema", ValueKind::Schema, "headers_of_responses"),
        unused("example", Any, EXAMPLES),
        unused("examples", Lenient(&ValueKind::Map(&Lenient(&ValueKind::Object(&EXAMPLE)))), EXAMPLES),
        unused("content", ValueKind::Map(&ValueKind::Object(&MEDIA_TYPE)), "what it holds is read as a text"),
    ],
)
.or_reference();

pub(in crate::document) static LINK: Object = Object::new(
    ObjectKind::Link,
    &[
        unread("operationRef", TEXT),
        unread("operationId", String),
        unread("parameters", Lenient(&ValueKind::Map(&Any))),
        unread("requestBody", Any),
        unread("description", TEXT),
        unread("server", Lenient(&ValueKind::Object(&SERVER))),
    ],
)
.or_reference();

pub(in crate::document) static CALLBACK: Object = Object::new(ObjectKind::Callback, &[])
    .rest(|key| !key.starts_with("x-"), ValueKind::Object(&PATH_ITEM))
    .or_reference();

pub(in crate::document) static SECURITY_SCHEME: Object = Object::new(
    ObjectKind::SecurityScheme,
    &[
        honoured(
            "type",
            OneOfKeywords(&["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"]),
            "security_optional",
        ),
        documented("description", TEXT, "log_in_with_keys"),
        honoured("name", String, "log_in_with_keys"),
        honoured("in", OneOfKeywords(&["query", "header", "cookie"]), "log_in_with_keys"),
        honoured("scheme", String, "security_optional"),
        unused("bearerFormat", TEXT, "a hint what tokens look like"),
        honoured("flows", Lenient(&ValueKind::Object(&FLOWS)), "log_in_with_oauth2"),
        documented("openIdConnectUrl", TEXT, "log_in_with_several_tokens"),
        documented("oauth2MetadataUrl", TEXT, "log_in_with_oauth2"),
        honoured("deprecated", FLAG, "log_in_with_oauth2"),
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
        documented("implicit", Lenient(&ValueKind::Object(&FLOW)), "log_in_with_oauth2"),
        honoured("password", Lenient(&ValueKind::Object(&FLOW)), "log_in_with_oauth2"),
        honoured("clientCredentials", Lenient(&ValueKind::Object(&FLOW)), "log_in_with_oauth2"),
        honoured("authorizationCode", Lenient(&ValueKind::Object(&FLOW)), "log_in_with_oauth2"),
        honoured("deviceAuthorization", Lenient(&ValueKind::Object(&FLOW)), "log_in_with_oauth2"),
    ],
);

static FLOW: Object = Object::new(
    ObjectKind::OAuthFlow,
    &[
        honoured("authorizationUrl", TEXT, "log_in_with_oauth2"),
        honoured("deviceAuthorizationUrl", TEXT, "log_in_with_oauth2"),
        honoured("tokenUrl", TEXT, "log_in_with_oauth2"),
        honoured("refreshUrl", TEXT, "log_in_with_oauth2"),
        documented("scopes", Lenient(&ValueKind::Map(&TEXT)), "log_in_with_oauth2"),
    ],
);
