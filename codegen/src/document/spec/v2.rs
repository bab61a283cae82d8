//! The table of objects and keywords of Swagger 2.0.

use serde_json::{Map, Value};

use super::{
    FLAG, Keyword, Object, ObjectKind, TEXT,
    ValueKind::{self, Any, Bool, Either, Lenient, List, NonNegativeInt, Number, OneOfKeywords, String},
    rows::{documented, honoured, unused, warned},
    shared::{EXAMPLES, EXTERNAL_DOCS, INFO, READERS, SECURITY, TAG, is_path, is_status, word},
};
use crate::diagnostics::Code;

const SCHEME: ValueKind = Lenient(&OneOfKeywords(&["http", "https", "ws", "wss"]));
const COLLECTION_FORMAT: ValueKind = OneOfKeywords(&["csv", "ssv", "tsv", "pipes", "multi"]);

/// What a document is expected to be.
pub(in crate::document) static DOCUMENT: ValueKind = ValueKind::Object(&ROOT);

/// The whole document.
pub(in crate::document) static ROOT: Object = Object::new(
    ObjectKind::Document,
    &[
        honoured("swagger", String, "swagger_2_0_files"),
        documented("info", Lenient(&ValueKind::Object(&INFO)), "swagger_2_0_files"),
        honoured("host", String, "swagger_2_0_files"),
        honoured("basePath", String, "swagger_2_0_files"),
        honoured("schemes", Lenient(&List(&SCHEME)), "swagger_2_0_constraints"),
        honoured("consumes", Lenient(&List(&TEXT)), "swagger_2_0_constraints"),
        honoured("produces", Lenient(&List(&TEXT)), "swagger_2_0_constraints"),
        honoured("paths", ValueKind::Object(&PATHS), "swagger_2_0_files"),
        honoured("definitions", ValueKind::Map(&ValueKind::Schema), "swagger_2_0_files"),
        honoured("parameters", ValueKind::Map(&ValueKind::Object(&PARAMETER)), "swagger_2_0"),
        honoured("responses", ValueKind::Map(&ValueKind::Object(&RESPONSE)), "swagger_2_0"),
        honoured(
            "securityDefinitions",
            Lenient(&ValueKind::Map(&Lenient(&ValueKind::Object(&SECURITY_SCHEME)))),
            "swagger_2_0",
        ),
        honoured("security", SECURITY, "swagger_2_0"),
        documented("tags", Lenient(&List(&Lenient(&ValueKind::Object(&TAG)))), "shop-2.0"),
        unused("externalDocs", Lenient(&ValueKind::Object(&EXTERNAL_DOCS)), READERS),
    ],
)
.required(&["paths"])
.expected(&["info"]);

static PATHS: Object = Object::new(ObjectKind::Paths, &[]).rest(is_path, ValueKind::Object(&PATH_ITEM));

pub(in crate::document) static PATH_ITEM: Object = Object::new(
    ObjectKind::PathItem,
    &[
        honoured("$ref", String, "swagger_2_0_operations"),
        honoured("get", ValueKind::Object(&OPERATION), "swagger_2_0_files"),
        honoured("put", ValueKind::Object(&OPERATION), "swagger_2_0"),
        honoured("post", ValueKind::Object(&OPERATION), "swagger_2_0_files"),
        honoured("delete", ValueKind::Object(&OPERATION), "shop-2.0"),
        honoured("options", ValueKind::Object(&OPERATION), "swagger_2_0_operations"),
        honoured("head", ValueKind::Object(&OPERATION), "swagger_2_0_operations"),
        honoured("patch", ValueKind::Object(&OPERATION), "swagger_2_0_operations"),
        honoured("parameters", List(&ValueKind::Object(&PARAMETER)), "shop-2.0"),
    ],
)
.or_reference();

pub(in crate::document) static OPERATION: Object = Object::new(
    ObjectKind::Operation,
    &[
        honoured("tags", Lenient(&List(&TEXT)), "collection_formats"),
        documented("summary", TEXT, "swagger_2_0_operations"),
        documented("description", TEXT, "swagger_2_0_operations"),
        unused("externalDocs", Lenient(&ValueKind::Object(&EXTERNAL_DOCS)), READERS),
        honoured("operationId", String, "swagger_2_0_files"),
        honoured("consumes", Lenient(&List(&TEXT)), "swagger_2_0_operations"),
        honoured("produces", Lenient(&List(&TEXT)), "swagger_2_0_files"),
        honoured("parameters", List(&ValueKind::Object(&PARAMETER)), "swagger_2_0_files"),
        honoured("responses", ValueKind::Object(&RESPONSES), "swagger_2_0_files"),
        warned("schemes", Lenient(&List(&SCHEME)), (Code::WServer, "swagger_2_0_schemes")),
        honoured("deprecated", FLAG, "shop-2.0"),
        honoured("security", SECURITY, "swagger_2_0_operations"),
        honoured("x-pagination", Any, "pages_swagger_2_0")
            .like("`false`, or where items and next page are: see the README"),
        honoured("x-stream", Any, "streams_swagger_2_0")
            .like("`false`, or what an answer is a stream of: see the README"),
    ],
)
.expected(&["responses"]);

static RESPONSES: Object = Object::new(ObjectKind::Responses, &[]).rest(is_status, ValueKind::Object(&RESPONSE));

pub(in crate::document) static RESPONSE: Object = Object::new(
    ObjectKind::Response,
    &[
        documented("description", TEXT, "swagger_2_0_files"),
        honoured("schema", ValueKind::Schema, "swagger_2_0_files"),
        honoured("headers", Lenient(&ValueKind::Map(&Lenient(&ValueKind::Object(&ITEMS)))), "pages_swagger_2_0"),
        unused("examples", Lenient(&ValueKind::Map(&Any)), EXAMPLES),
    ],
)
.or_reference();

/// The members that describe a plain value, the same in parameters, headers and items.
macro_rules! plain_value {
    ($honoured:ident, $listed:ident, $documented:ident, $unused:ident; $($member:expr),* $(,)?) => {
        &[
            $($member,)*
            $honoured("type", String, "swagger_2_0_files"),
            $honoured("format", TEXT, "swagger_2_0"),
            // By the letter another plain value; documents have whole schemas there.
            $honoured("items", ValueKind::Schema, "swagger_2_0_constraints"),
            $honoured("collectionFormat", Lenient(&COLLECTION_FORMAT), "swagger_2_0_arrays"),
            $documented("default", Any, "swagger_2_0_constraints"),
            $unused("example", Any, EXAMPLES),
            $listed("enum", Lenient(&List(&Any)), "swagger_2_0"),
            $listed("minimum", Lenient(&Number), "swagger_2_0_constraints"),
            $documented("maximum", Lenient(&Number), "swagger_2_0_constraints"),
            $documented("exclusiveMinimum", Lenient(&Either(&[Bool, Number])), "swagger_2_0_constraints"),
            $documented("exclusiveMaximum", Lenient(&Either(&[Bool, Number])), "swagger_2_0_constraints"),
            $documented("multipleOf", Lenient(&Number), "swagger_2_0_constraints"),
            $documented("minLength", Lenient(&NonNegativeInt), "swagger_2_0_constraints"),
            $documented("maxLength", Lenient(&NonNegativeInt), "swagger_2_0_constraints"),
            $documented("pattern", TEXT, "swagger_2_0_constraints"),
            $documented("minItems", Lenient(&NonNegativeInt), "swagger_2_0_constraints"),
            $documented("maxItems", Lenient(&NonNegativeInt), "swagger_2_0_constraints"),
            $documented("uniqueItems", FLAG, "swagger_2_0_constraints"),
            $unused("x-nullable", FLAG, "no parameter is null"),
        ]
    };
}

/// What says how a header of a response is written.
const fn written(name: &'static str, value: ValueKind, _: &'static str) -> Keyword {
    honoured(name, value, "headers_of_responses_2_0")
}

/// What says more of the value of a header.
const fn of_value(name: &'static str, value: ValueKind, _: &'static str) -> Keyword {
    unused(name, value, "what is received is not checked")
}

pub(in crate::document) static ITEMS: Object = Object::new(
    ObjectKind::PlainValue,
    plain_value![
        written, of_value, of_value, of_value;
        documented("description", TEXT, "headers_of_responses_2_0"),
        unused("$ref", String, "2.0 has no headers to refer to")
    ],
)
.or_reference();

pub(in crate::document) static PARAMETER: Object = Object::new(
    ObjectKind::Parameter,
    plain_value![
        honoured, honoured, documented, unused;
        honoured("name", String, "swagger_2_0_files"),
        honoured("in", OneOfKeywords(&["query", "header", "path", "formData", "body"]), "swagger_2_0_files"),
        documented("description", TEXT, "shop-2.0"),
        honoured("required", FLAG, "swagger_2_0_files"),
        honoured("schema", ValueKind::Schema, "swagger_2_0_constraints"),
        unused("allowEmptyValue", FLAG, "an empty text can be sent anyway"),
        honoured("x-idempotency-key", FLAG, "swagger_2_0_operations").like("`true`: made for each call, kept by its retries"),
        honoured("x-correlation-id", FLAG, "swagger_2_0_operations").like("`true`: made for each call"),
    ],
)
.required(&["name", "in"])
.or_reference();

static SECURITY_SCHEME: Object = Object::new(
    ObjectKind::SecurityScheme,
    &[
        honoured("type", OneOfKeywords(&["basic", "apiKey", "oauth2"]), "swagger_2_0"),
        honoured("description", TEXT, "bearer_as_key_in_2_0"),
        honoured("name", String, "swagger_2_0_keys"),
        honoured("in", OneOfKeywords(&["query", "header"]), "swagger_2_0_keys"),
        honoured(
            "flow",
            OneOfKeywords(&["implicit", "password", "application", "accessCode"]),
            "log_in_with_flows_of_2_0",
        ),
        honoured("authorizationUrl", TEXT, "log_in_with_flows_of_2_0"),
        honoured("tokenUrl", TEXT, "log_in_with_2_0"),
        documented("scopes", Lenient(&ValueKind::Map(&TEXT)), "log_in_with_2_0"),
    ],
)
.required(&["type"])
.needed(needed_by_scheme);

fn needed_by_scheme(scheme: &Map<std::string::String, Value>) -> &'static [&'static str] {
    match word(scheme, "type") {
        "apiKey" => &["name", "in"],
        "oauth2" => &["flow"],
        _ => &[],
    }
}
