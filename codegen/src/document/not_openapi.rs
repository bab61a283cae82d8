//! Recognises other JSON and YAML formats, so that the error can name the one that was given.

use serde_json::{Map, Value};

/// A kind of document, and what to do with one.
pub(super) struct Foreign {
    /// With an article, as it stands in messages.
    pub(super) name: &'static str,
    /// What to do.
    pub(super) help: &'static str,
}

/// The marks of a kind of document.
type IsThis = fn(&Map<String, Value>) -> bool;

const WANTED: &str = "what is needed is OpenAPI 3.x or Swagger 2.0";
const CONVERT: &str = "export or convert it as OpenAPI first";

/// The first that fits is what it is.
const KINDS: &[(IsThis, &str, &str)] = &[
    (|it| has(it, "swaggerVersion"), "a Swagger 1.x description", "convert it to 2.0 or later first"),
    (
        |it| has(it, "asyncapi"),
        "an AsyncAPI description",
        "it is about messages; what is needed is OpenAPI 3.x or Swagger 2.0",
    ),
    (|it| has(it, "arazzo"), "an Arazzo description", "it names the API descriptions it is about; give one of those"),
    (|it| has(it, "overlay"), "an overlay", "it corrects a description and is given beside one"),
    (|it| has(it, "openrpc"), "an OpenRPC description", WANTED),
    (|it| has(it, "raml"), "a RAML description", CONVERT),
    (|it| has(it, "smithy"), "a Smithy model", CONVERT),
    (|it| has(it, "kind") && has(it, "discoveryVersion"), "a Google discovery document", CONVERT),
    (is_postman, "a Postman collection", CONVERT),
    (|it| has(it, "_type") && has(it, "__export_format"), "an Insomnia export", CONVERT),
    (
        |it| inside(it, "log", "entries"),
        "an HTTP archive (HAR)",
        "it records calls; what is needed is OpenAPI 3.x or Swagger 2.0",
    ),
    (|it| has(it, "__schema") || inside(it, "data", "__schema"), "a GraphQL schema", WANTED),
    (
        |it| has(it, "apiVersion") && has(it, "kind"),
        "a Kubernetes manifest",
        "the API of a cluster describes itself at `/openapi/v3`",
    ),
    (|it| inside(it, "info", "_postman_id"), "a Postman collection", CONVERT),
    (is_schema, "a JSON Schema", "a schema says how values look; an API description says where they are sent"),
    (is_error, "an error that a server answered with", "check the address and download it again"),
];

/// What it is, if that is known.
pub(super) fn recognised(members: &Map<String, Value>) -> Option<Foreign> {
    // With these it means to be a description, whatever else it has.
    if has(members, "paths") {
        return None;
    }
    let (_, name, help) = KINDS.iter().find(|(is_this, ..)| is_this(members))?;
    Some(Foreign { name, help })
}

fn has(members: &Map<String, Value>, key: &str) -> bool {
    members.contains_key(key)
}

fn inside(members: &Map<String, Value>, outer: &str, inner: &str) -> bool {
    members.get(outer).is_some_and(|member| member.get(inner).is_some())
}

fn is_postman(members: &Map<String, Value>) -> bool {
    let names_itself = |schema: &Value| schema.as_str().is_some_and(|schema| schema.contains("getpostman.com"));
    members.get("info").and_then(|info| info.get("schema")).is_some_and(names_itself)
        || (has(members, "item") && inside(members, "info", "name"))
}

fn is_schema(members: &Map<String, Value>) -> bool {
    let names_itself = |schema: &Value| schema.as_str().is_some_and(|schema| schema.contains("json-schema.org"));
    members.get("$schema").is_some_and(names_itself)
        || has(members, "$defs")
        || (members.get("type").is_some_and(|name| name == "object") && has(members, "properties"))
}

/// Nothing but the words in which servers excuse themselves, or a status as the only key.
fn is_error(members: &Map<String, Value>) -> bool {
    const WORDS: &[&str] = &[
        "detail",
        "details",
        "error",
        "error_description",
        "errors",
        "message",
        "msg",
        "status",
        "statusCode",
        "code",
        "title",
        "type",
        "instance",
        "path",
        "timestamp",
        "documentation_url",
        "request_id",
        "requestId",
        "traceId",
    ];
    let is_status =
        |key: &str| key.len() == 3 && key.starts_with(['4', '5']) && key.bytes().all(|it| it.is_ascii_digit());
    !members.is_empty() && members.keys().all(|key| WORDS.contains(&key.as_str()) || is_status(key))
}
