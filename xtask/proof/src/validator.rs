//! The independent validator: the `jsonschema` crate over the document's schemas as converted by the proof.

use serde_json::{Map, Value};

use super::convert::{Converted, OneOf, convert};
use super::document::{Component, Document};

/// Says whether an instance is what its schema allows.
#[derive(Debug)]
pub(crate) struct Validator {
    strict: jsonschema::Validator,
    /// The same, but for branches of `oneOf` that overlap.
    lenient: jsonschema::Validator,
    /// Patterns and references that it cannot judge.
    pub(crate) blind: Vec<String>,
}

/// Whether an instance is valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Judgement {
    /// It is valid.
    Valid,
    /// It fits several branches of a `oneOf`: a fault of the document, whose services send such values nevertheless.
    Overlapping,
    /// It is invalid, with the reason.
    Invalid(String),
}

impl Validator {
    /// A validator for all components of a document.
    pub(crate) fn new(document: Document<'_>, components: &[Component<'_>]) -> Result<Self, String> {
        let Converted { schema, dropped_patterns, dropped_references } = convert(document, components, OneOf::One);
        let patterns = dropped_patterns.iter().map(|pattern| format!("pattern not judged: {pattern}"));
        let references = dropped_references.iter().map(|reference| format!("reference not followed: {reference}"));
        Ok(Self {
            strict: build(&schema)?,
            lenient: build(&convert(document, components, OneOf::Some).schema)?,
            blind: patterns.chain(references).collect(),
        })
    }

    /// Validates an instance against the component with this index.
    pub(crate) fn judge(&self, component: usize, instance: Value) -> Judgement {
        let key = component.to_string();
        let wrapped = Value::Object(Map::from_iter([(key.clone(), instance)]));
        if self.strict.is_valid(&wrapped) {
            return Judgement::Valid;
        }
        let Err(error) = self.lenient.validate(&wrapped) else { return Judgement::Overlapping };
        let place = error.instance_path().to_string();
        let place = place.strip_prefix(&format!("/{key}")).unwrap_or(&place).to_owned();
        let message: String = error.to_string().chars().take(200).collect();
        Judgement::Invalid(format!("{place}: {message}"))
    }
}

fn build(schema: &Value) -> Result<jsonschema::Validator, String> {
    let options = jsonschema::options().with_draft(jsonschema::Draft::Draft202012).should_validate_formats(true);
    let options = options.with_format("byte", |text: &str| is_base64(text)).offline();
    options.build(schema).map_err(|error| error.to_string())
}

/// Whether a text is base64 in its usual alphabet, with padding.
fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && text.len() - digits.len() <= 2
        && digits.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Each schema is a component; each row is its index, an instance and whether that is valid.
    fn judge(version: Value, schemas: &[Value], rows: &[(usize, Value, bool)]) {
        let named: Map<String, Value> =
            schemas.iter().enumerate().map(|(index, schema)| (format!("C{index}"), schema.clone())).collect();
        let mut root = version;
        let place = if root.get("swagger").is_some() { "definitions" } else { "components" };
        root[place] = if place == "components" { json!({"schemas": named}) } else { named.into() };
        let document = Document::new(&root).unwrap();
        let validator = Validator::new(document, &document.components()).unwrap();
        for (component, instance, valid) in rows {
            let judged = validator.judge(*component, instance.clone());
            assert_eq!(judged == Judgement::Valid, *valid, "C{component} {instance}: {judged:?}");
        }
    }

    #[test]
    fn openapi_3_0_is_read_by_its_own_rules() {
        judge(
            json!({"openapi": "3.0.3"}),
            &[
                json!({"type": "string", "nullable": true}),
                json!({"type": "integer", "minimum": 1, "exclusiveMinimum": true, "format": "int32"}),
                json!({"$ref": "#/components/schemas/C0", "maxLength": 1}),
                json!({"type": "string", "enum": ["a"], "nullable": true}),
                json!({"nullable": true, "allOf": [{"$ref": "#/components/schemas/C1"}]}),
                json!({"type": "object", "required": ["a"], "properties": {"a": {"type": "string", "format": "byte"}},
                       "example": {"type": 1}, "additionalProperties": false}),
            ],
            &[
                (0, json!(null), true),
                (0, json!(1), false),
                (1, json!(1), false),
                (1, json!(2), true),
                (1, json!(2_147_483_648_u64), false),
                (2, json!("siblings of a reference do not count"), true),
                (3, json!(null), false),
                (4, json!(null), true),
                (4, json!(0), false),
                (5, json!({"a": "YQ=="}), true),
                (5, json!({"a": "YQ"}), false),
                (5, json!({"a": "YQ==", "b": 1}), false),
            ],
        );
    }

    #[test]
    fn swagger_2_0_is_read_by_its_own_rules() {
        judge(
            json!({"swagger": "2.0"}),
            &[
                json!({"type": "file", "x-nullable": true}),
                json!({"type": "string", "nullable": true}),
                json!({"$ref": "#/definitions/C0"}),
            ],
            &[(0, json!("x"), true), (0, json!(null), true), (1, json!(null), false), (2, json!(null), true)],
        );
    }

    #[test]
    fn openapi_3_1_is_read_by_its_own_rules() {
        judge(
            json!({"openapi": "3.1.0"}),
            &[
                json!({"type": ["string", "null"], "maxLength": 3, "nullable": true}),
                json!({"$ref": "#/components/schemas/C0", "maxLength": 1}),
                json!({"prefixItems": [{"const": 1}], "items": false}),
                json!({"$ref": "#/components/schemas/C4/properties/x"}),
                json!({"properties": {"x": {"type": "number", "exclusiveMaximum": 5}}}),
                json!(false),
                json!({"patternProperties": {"^a": true}, "additionalProperties": false}),
                json!({"type": "string", "format": "date-time"}),
            ],
            &[
                (0, json!(null), true),
                (1, json!("ab"), false),
                (1, json!("a"), true),
                (2, json!([1]), true),
                (2, json!([1, 2]), false),
                (3, json!(5), false),
                (3, json!(4.5), true),
                (5, json!(1), false),
                (6, json!({"ab": 1}), true),
                (6, json!({"b": 1}), false),
                (7, json!("2024-02-29T00:00:00Z"), true),
                (7, json!("2024-02-29T00:00:00"), false),
            ],
        );
    }

    #[test]
    fn overlapping_branches_are_told_from_invalid_instances() {
        let root = json!({"openapi": "3.0.0", "components": {"schemas": {"A": {"oneOf": [
            {"type": "object", "properties": {"a": {"type": "string"}}},
            {"type": "object", "properties": {"b": {"type": "string"}}},
        ], "allOf": [{"minProperties": 1}]}}}});
        let document = Document::new(&root).unwrap();
        let validator = Validator::new(document, &document.components()).unwrap();
        let judge = |instance| validator.judge(0, instance);
        assert_eq!(judge(json!({"a": 1, "b": "x"})), Judgement::Valid);
        assert_eq!(judge(json!({"a": "x"})), Judgement::Overlapping);
        assert!(matches!(judge(json!({})), Judgement::Invalid(_)));
        assert!(matches!(judge(json!({"a": 1, "b": 1})), Judgement::Invalid(_)));
    }

    #[test]
    fn what_it_cannot_judge_is_told() {
        let root = json!({"openapi": "3.1.0", "components": {"schemas": {
            "A": {"type": "string", "pattern": "("}, "B": {"$ref": "other.yaml#/B"}, "C": {"$ref": "#/nowhere"},
        }}});
        let document = Document::new(&root).unwrap();
        let validator = Validator::new(document, &document.components()).unwrap();
        assert_eq!(validator.blind.len(), 3, "{:?}", validator.blind);
    }
}
