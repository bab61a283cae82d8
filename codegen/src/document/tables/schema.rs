//! The Schema Object of all dialects: JSON Schema as far as any of them knows it.

use super::{
    FLAG,
    Kind::{self, Any, Bool, Count, Either, List, Map, Minor, Number, Schema, String, Tolerant},
    Object, TEXT,
    shared::EXTERNAL_DOCS,
};

/// The tables of the dialects differ less than the documents do, which is why one table serves all: 3.1 writes a number
/// where 3.0 writes a boolean (`exclusiveMinimum`), a list where 3.0 writes a word (`type`).
pub(in crate::document) static SCHEMA: Object = Object::new(
    "a schema",
    &[
        ("type", Minor(&Either(&[String, List(&TEXT)]))),
        ("format", TEXT),
        ("title", TEXT),
        ("description", TEXT),
        ("properties", Map(&Schema)),
        // A list is a tuple of the older drafts.
        ("items", Tolerant(&[Schema, List(&Schema)])),
        // In the oldest draft, a boolean. It names nothing, so it is reported and ignored.
        ("required", Tolerant(&[List(&String), Bool])),
        ("enum", Minor(&List(&Any))),
        ("example", Any),
        ("examples", Any),
        ("default", Any),
        ("nullable", FLAG),
        ("allOf", Minor(&List(&Schema))),
        ("anyOf", Minor(&List(&Schema))),
        ("oneOf", Minor(&List(&Schema))),
        ("not", Schema),
        ("additionalProperties", Minor(&Either(&[Bool, Schema]))),
        ("minimum", Minor(&Number)),
        ("maximum", Minor(&Number)),
        ("exclusiveMinimum", Minor(&Either(&[Bool, Number]))),
        ("exclusiveMaximum", Minor(&Either(&[Bool, Number]))),
        ("multipleOf", Minor(&Number)),
        ("minLength", Minor(&Count)),
        ("maxLength", Minor(&Count)),
        ("pattern", TEXT),
        ("minItems", Minor(&Count)),
        ("maxItems", Minor(&Count)),
        ("uniqueItems", FLAG),
        ("minProperties", Minor(&Count)),
        ("maxProperties", Minor(&Count)),
        ("readOnly", FLAG),
        ("writeOnly", FLAG),
        ("deprecated", FLAG),
        ("discriminator", Minor(&Tolerant(&[Kind::Object(&DISCRIMINATOR), String]))),
        ("xml", Minor(&Kind::Object(&XML))),
        ("externalDocs", Minor(&Kind::Object(&EXTERNAL_DOCS))),
        ("const", Any),
        ("prefixItems", Minor(&List(&Schema))),
        ("patternProperties", Minor(&Map(&Schema))),
        ("propertyNames", Schema),
        ("contains", Schema),
        ("if", Schema),
        ("then", Schema),
        ("else", Schema),
        ("dependentSchemas", Minor(&Map(&Schema))),
        ("unevaluatedProperties", Schema),
        ("unevaluatedItems", Schema),
        ("contentEncoding", TEXT),
        ("contentMediaType", TEXT),
        ("contentSchema", Schema),
        ("$defs", Minor(&Map(&Schema))),
        ("definitions", Map(&Schema)),
        ("$ref", String),
        ("$id", TEXT),
        ("$schema", TEXT),
        ("$anchor", TEXT),
        ("$dynamicRef", String),
        ("$dynamicAnchor", TEXT),
        ("$comment", TEXT),
        // The usual way to say in 2.0 what it has no words for.
        ("x-nullable", FLAG),
        ("x-anyOf", Minor(&List(&Schema))),
        ("x-oneOf", Minor(&List(&Schema))),
    ],
)
.or_reference();

static DISCRIMINATOR: Object = Object::new(
    "a discriminator",
    &[("propertyName", String), ("mapping", Minor(&Map(&TEXT))), ("defaultMapping", TEXT)],
)
.required(&["propertyName"]);

static XML: Object = Object::new(
    "an XML description",
    &[
        ("name", TEXT),
        ("namespace", TEXT),
        ("prefix", TEXT),
        ("attribute", FLAG),
        ("wrapped", FLAG),
        ("nodeType", TEXT),
    ],
);
