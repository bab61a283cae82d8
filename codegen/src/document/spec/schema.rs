//! The Schema Object of all dialects: JSON Schema as far as any of them knows it.

use super::{
    FLAG, Object, ObjectKind, TEXT,
    ValueKind::{self, Any, Bool, Either, Lenient, List, Map, NonNegativeInt, Number, Schema, String, Tolerant},
    rows::{documented, honoured, unused, warned, without_effect},
    shared::{DRAFTS, EXAMPLES, EXTERNAL_DOCS, READERS},
};
use crate::diagnostics::Code;

/// The types that keywords are about.
const STRING: &[&str] = &["string"];
const NUMBER: &[&str] = &["number", "integer"];
const ARRAY: &[&str] = &["array"];
const OBJECT: &[&str] = &["object"];

/// Why a client does nothing about what only a validator does.
const CHECK: &str = "the server checks it";

/// The tables of the dialects differ less than the documents do, which is why one table serves all: 3.1 writes a number
/// where 3.0 writes a boolean (`exclusiveMinimum`), a list where 3.0 writes a word (`type`).
pub(in crate::document) static SCHEMA: Object = Object::new(
    ObjectKind::Schema,
    &[
        honoured("type", Lenient(&Either(&[String, List(&TEXT)])), "formats"),
        honoured("format", TEXT, "formats"),
        honoured("title", TEXT, "enums_of_parts"),
        documented("description", TEXT, "descriptions_nested"),
        honoured("properties", Map(&Schema), "objects").of(OBJECT),
        // A list is a tuple of the older drafts.
        honoured("items", Tolerant(&[Schema, List(&Schema)]), "containers").of(ARRAY),
        // In the oldest draft, a boolean. It names nothing, so it is reported and ignored.
        honoured("required", Lenient(&Tolerant(&[List(&String), Bool])), "presence").of(OBJECT),
        honoured("enum", Lenient(&List(&Any)), "enums"),
        unused("example", Any, EXAMPLES),
        unused("examples", Any, EXAMPLES),
        documented("default", Any, "defaults"),
        honoured("nullable", FLAG, "media_types"),
        honoured("allOf", Lenient(&List(&Schema)), "all_of"),
        honoured("anyOf", Lenient(&List(&Schema)), "unions"),
        honoured("oneOf", Lenient(&List(&Schema)), "unions"),
        honoured("not", Schema, "not"),
        honoured("additionalProperties", Lenient(&Either(&[Bool, Schema])), "containers").of(OBJECT),
        honoured("minimum", Lenient(&Number), "numbers").of(NUMBER),
        honoured("maximum", Lenient(&Number), "numbers").of(NUMBER),
        documented("exclusiveMinimum", Lenient(&Either(&[Bool, Number])), "constraints").of(NUMBER),
        honoured("exclusiveMaximum", Lenient(&Either(&[Bool, Number])), "numbers").of(NUMBER),
        documented("multipleOf", Lenient(&Number), "constraints").of(NUMBER),
        documented("minLength", Lenient(&NonNegativeInt), "constraints").of(STRING),
        documented("maxLength", Lenient(&NonNegativeInt), "constraints").of(STRING),
        documented("pattern", TEXT, "constraints").of(STRING),
        honoured("minItems", Lenient(&NonNegativeInt), "items_after_tuples").of(ARRAY),
        honoured("maxItems", Lenient(&NonNegativeInt), "tuples").of(ARRAY),
        documented("uniqueItems", FLAG, "constraints").of(ARRAY),
        documented("minProperties", Lenient(&NonNegativeInt), "constraints").of(OBJECT),
        documented("maxProperties", Lenient(&NonNegativeInt), "constraints").of(OBJECT),
        honoured("readOnly", FLAG, "access"),
        honoured("writeOnly", FLAG, "access"),
        honoured("deprecated", FLAG, "deprecated"),
        honoured("discriminator", Lenient(&Tolerant(&[ValueKind::Object(&DISCRIMINATOR), String])), "unions_tagged"),
        honoured("xml", Lenient(&ValueKind::Object(&XML)), "xml"),
        unused("externalDocs", Lenient(&ValueKind::Object(&EXTERNAL_DOCS)), READERS),
        honoured("const", Any, "enums_of_parts"),
        honoured("prefixItems", Lenient(&List(&Schema)), "items_after_tuples").of(ARRAY),
        honoured("patternProperties", Lenient(&Map(&Schema)), "pattern_properties").of(OBJECT),
        unused("propertyNames", Schema, CHECK),
        unused("contains", Schema, CHECK),
        unused("minContains", Lenient(&NonNegativeInt), CHECK),
        unused("maxContains", Lenient(&NonNegativeInt), CHECK),
        unused("dependentRequired", Any, CHECK),
        without_effect("dependencies", Any),
        honoured("additionalItems", Schema, "items_after_tuples").of(ARRAY),
        honoured("if", Schema, "members_under_conditions"),
        honoured("then", Schema, "members_under_conditions"),
        honoured("else", Schema, "members_under_conditions"),
        honoured("dependentSchemas", Lenient(&Map(&Schema)), "members_under_conditions"),
        honoured("unevaluatedProperties", Schema, "openapi_3_1_shapes"),
        honoured("unevaluatedItems", Schema, "items_after_tuples").of(ARRAY),
        honoured("contentEncoding", TEXT, "openapi_3_1_shapes").of(STRING),
        honoured("contentMediaType", TEXT, "files_by_media_type").of(STRING),
        without_effect("contentSchema", Schema),
        honoured("$defs", Lenient(&Map(&Schema)), "left_out"),
        honoured("definitions", Map(&Schema), "identifiers"),
        honoured("$ref", String, "openapi_3_1_webhooks"),
        honoured("$id", TEXT, "identifiers"),
        unused("$schema", TEXT, DRAFTS),
        honoured("$anchor", TEXT, "identifiers"),
        honoured("$dynamicRef", String, "dynamic_references"),
        honoured("$dynamicAnchor", TEXT, "dynamic_references"),
        without_effect("$recursiveRef", TEXT),
        unused("$recursiveAnchor", FLAG, "only `$recursiveRef` asks for it"),
        unused("$vocabulary", Any, DRAFTS),
        unused("$comment", TEXT, "for the authors"),
        // The usual way to say in 2.0 what it has no words for.
        honoured("x-nullable", FLAG, "swagger_2_0_files").like("`true`: as `nullable`, for 2.0"),
        honoured("x-anyOf", Lenient(&List(&Schema)), "swagger_2_0_constraints").like("as `anyOf`, for 2.0"),
        honoured("x-oneOf", Lenient(&List(&Schema)), "swagger_2_0_constraints").like("as `oneOf`, for 2.0"),
        honoured("x-sensitive", FLAG, "secret").like("`true`: prints as `[redacted]`"),
        honoured("x-enum-varnames", Lenient(&List(&TEXT)), "enums").like("`[Low, High]`: the names of the values"),
        honoured("x-enumNames", Lenient(&List(&TEXT)), "names_of_values").like("as `x-enum-varnames`"),
        documented("x-enum-descriptions", Lenient(&Either(&[List(&TEXT), Map(&TEXT)])), "enum_names")
            .like("`[It is off., It is on.]`: what the values mean"),
        documented("x-enumDescriptions", Lenient(&Either(&[List(&TEXT), Map(&TEXT)])), "names_of_values")
            .like("as `x-enum-descriptions`"),
        honoured("x-kubernetes-preserve-unknown-fields", FLAG, "members_under_conditions")
            .like("`true`: has more members"),
        honoured("x-kubernetes-embedded-resource", FLAG, "open_objects").like("`true`: has more members"),
    ],
)
.or_reference();

static DISCRIMINATOR: Object = Object::new(
    ObjectKind::Discriminator,
    &[
        honoured("propertyName", String, "unions_tagged"),
        honoured("mapping", Lenient(&Map(&TEXT)), "unions_tagged"),
        honoured("defaultMapping", TEXT, "discriminator_default_3_2"),
    ],
)
.required(&["propertyName"]);

static XML: Object = Object::new(
    ObjectKind::Xml,
    &[
        honoured("name", TEXT, "xml"),
        warned("namespace", TEXT, (Code::WXmlNamespace, "xml_namespace")),
        warned("prefix", TEXT, (Code::WXmlNamespace, "xml_nodes")),
        honoured("attribute", FLAG, "xml"),
        honoured("wrapped", FLAG, "xml"),
        honoured("nodeType", TEXT, "xml_nodes"),
    ],
);
