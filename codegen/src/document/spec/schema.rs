//! The Schema Object of all dialects: JSON Schema as far as any of them knows it.

use super::{
    FLAG, Object, ObjectKind, TEXT,
    ValueKind::{self, Any, Bool, Either, Lenient, List, Map, NonNegativeInt, Number, Schema, String, Tolerant},
    key, key_of,
    shared::EXTERNAL_DOCS,
};

/// The types that keywords are about.
const STRING: &[&str] = &["string"];
const NUMBER: &[&str] = &["number", "integer"];
const ARRAY: &[&str] = &["array"];
const OBJECT: &[&str] = &["object"];

/// The tables of the dialects differ less than the documents do, which is why one table serves all: 3.1 writes a number
/// where 3.0 writes a boolean (`exclusiveMinimum`), a list where 3.0 writes a word (`type`).
pub(in crate::document) static SCHEMA: Object = Object::new(
    ObjectKind::Schema,
    &[
        key("type", Lenient(&Either(&[String, List(&TEXT)]))),
        key("format", TEXT),
        key("title", TEXT),
        key("description", TEXT),
        key_of(OBJECT, "properties", Map(&Schema)),
        // A list is a tuple of the older drafts.
        key_of(ARRAY, "items", Tolerant(&[Schema, List(&Schema)])),
        // In the oldest draft, a boolean. It names nothing, so it is reported and ignored.
        key_of(OBJECT, "required", Lenient(&Tolerant(&[List(&String), Bool]))),
        key("enum", Lenient(&List(&Any))),
        key("example", Any),
        key("examples", Any),
        key("default", Any),
        key("nullable", FLAG),
        key("allOf", Lenient(&List(&Schema))),
        key("anyOf", Lenient(&List(&Schema))),
        key("oneOf", Lenient(&List(&Schema))),
        key("not", Schema),
        key_of(OBJECT, "additionalProperties", Lenient(&Either(&[Bool, Schema]))),
        key_of(NUMBER, "minimum", Lenient(&Number)),
        key_of(NUMBER, "maximum", Lenient(&Number)),
        key_of(NUMBER, "exclusiveMinimum", Lenient(&Either(&[Bool, Number]))),
        key_of(NUMBER, "exclusiveMaximum", Lenient(&Either(&[Bool, Number]))),
        key_of(NUMBER, "multipleOf", Lenient(&Number)),
        key_of(STRING, "minLength", Lenient(&NonNegativeInt)),
        key_of(STRING, "maxLength", Lenient(&NonNegativeInt)),
        key_of(STRING, "pattern", TEXT),
        key_of(ARRAY, "minItems", Lenient(&NonNegativeInt)),
        key_of(ARRAY, "maxItems", Lenient(&NonNegativeInt)),
        key_of(ARRAY, "uniqueItems", FLAG),
        key_of(OBJECT, "minProperties", Lenient(&NonNegativeInt)),
        key_of(OBJECT, "maxProperties", Lenient(&NonNegativeInt)),
        key("readOnly", FLAG),
        key("writeOnly", FLAG),
        key("deprecated", FLAG),
        key("discriminator", Lenient(&Tolerant(&[ValueKind::Object(&DISCRIMINATOR), String]))),
        key("xml", Lenient(&ValueKind::Object(&XML))),
        key("externalDocs", Lenient(&ValueKind::Object(&EXTERNAL_DOCS))),
        key("const", Any),
        key_of(ARRAY, "prefixItems", Lenient(&List(&Schema))),
        key_of(OBJECT, "patternProperties", Lenient(&Map(&Schema))),
        key("propertyNames", Schema),
        key("contains", Schema),
        key("if", Schema),
        key("then", Schema),
        key("else", Schema),
        key("dependentSchemas", Lenient(&Map(&Schema))),
        key("unevaluatedProperties", Schema),
        key("unevaluatedItems", Schema),
        key_of(STRING, "contentEncoding", TEXT),
        key_of(STRING, "contentMediaType", TEXT),
        key("contentSchema", Schema),
        key("$defs", Lenient(&Map(&Schema))),
        key("definitions", Map(&Schema)),
        key("$ref", String),
        key("$id", TEXT),
        key("$schema", TEXT),
        key("$anchor", TEXT),
        key("$dynamicRef", String),
        key("$dynamicAnchor", TEXT),
        key("$comment", TEXT),
        // The usual way to say in 2.0 what it has no words for.
        key("x-nullable", FLAG),
        key("x-anyOf", Lenient(&List(&Schema))),
        key("x-oneOf", Lenient(&List(&Schema))),
    ],
)
.or_reference();

static DISCRIMINATOR: Object = Object::new(
    ObjectKind::Discriminator,
    &[key("propertyName", String), key("mapping", Lenient(&Map(&TEXT))), key("defaultMapping", TEXT)],
)
.required(&["propertyName"]);

static XML: Object = Object::new(
    ObjectKind::Xml,
    &[
        key("name", TEXT),
        key("namespace", TEXT),
        key("prefix", TEXT),
        key("attribute", FLAG),
        key("wrapped", FLAG),
        key("nodeType", TEXT),
    ],
);
