//! The Schema Object of all dialects: JSON Schema as far as any of them knows it.

use super::{
    Kind::{self, Any, Bool, Count, Either, List, Map, Number, Schema, String, Tolerant},
    Object,
    shared::EXTERNAL_DOCS,
};

/// The tables of the dialects differ less than the documents do, which is why one table serves all: 3.1 writes a number
/// where 3.0 writes a boolean (`exclusiveMinimum`), a list where 3.0 writes a word (`type`).
pub(in crate::document) static SCHEMA: Object = Object::new(
    "a schema",
    &[
        ("type", Either(&[String, List(&String)])),
        ("format", String),
        ("title", String),
        ("description", String),
        ("properties", Map(&Schema)),
        // A list is a tuple of the older drafts.
        ("items", Tolerant(&[Schema, List(&Schema)])),
        // In the oldest draft, a boolean. It names nothing, so it is reported and ignored.
        ("required", Tolerant(&[List(&String), Bool])),
        ("enum", List(&Any)),
        ("example", Any),
        ("examples", Any),
        ("default", Any),
        ("nullable", Bool),
        ("allOf", List(&Schema)),
        ("anyOf", List(&Schema)),
        ("oneOf", List(&Schema)),
        ("not", Schema),
        ("additionalProperties", Either(&[Bool, Schema])),
        ("minimum", Number),
        ("maximum", Number),
        ("exclusiveMinimum", Either(&[Bool, Number])),
        ("exclusiveMaximum", Either(&[Bool, Number])),
        ("multipleOf", Number),
        ("minLength", Count),
        ("maxLength", Count),
        ("pattern", String),
        ("minItems", Count),
        ("maxItems", Count),
        ("uniqueItems", Bool),
        ("minProperties", Count),
        ("maxProperties", Count),
        ("readOnly", Bool),
        ("writeOnly", Bool),
        ("deprecated", Bool),
        ("discriminator", Tolerant(&[Kind::Object(&DISCRIMINATOR), String])),
        ("xml", Kind::Object(&XML)),
        ("externalDocs", Kind::Object(&EXTERNAL_DOCS)),
        ("const", Any),
        ("prefixItems", List(&Schema)),
        ("patternProperties", Map(&Schema)),
        ("propertyNames", Schema),
        ("contains", Schema),
        ("if", Schema),
        ("then", Schema),
        ("else", Schema),
        ("dependentSchemas", Map(&Schema)),
        ("unevaluatedProperties", Schema),
        ("unevaluatedItems", Schema),
        ("contentEncoding", String),
        ("contentMediaType", String),
        ("contentSchema", Schema),
        ("$defs", Map(&Schema)),
        ("definitions", Map(&Schema)),
        ("$ref", String),
        ("$id", String),
        ("$schema", String),
        ("$anchor", String),
        ("$dynamicRef", String),
        ("$dynamicAnchor", String),
        ("$comment", String),
        // The usual way to say in 2.0 what it has no words for.
        ("x-nullable", Bool),
        ("x-anyOf", List(&Schema)),
        ("x-oneOf", List(&Schema)),
    ],
)
.or_reference();

static DISCRIMINATOR: Object =
    Object::new("a discriminator", &[("propertyName", String), ("mapping", Map(&String)), ("defaultMapping", String)])
        .required(&["propertyName"]);

static XML: Object = Object::new(
    "an XML description",
    &[
        ("name", String),
        ("namespace", String),
        ("prefix", String),
        ("attribute", Bool),
        ("wrapped", Bool),
        ("nodeType", String),
    ],
);
