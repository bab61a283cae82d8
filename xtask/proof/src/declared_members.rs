//! Tells whether a schema declares a member of an instance: readers may pass over undeclared members.

use std::collections::BTreeSet;

use serde_json::Value;

use super::document::{Component, Document, reference};
use super::instances::Families;

/// Whether a schema declares a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Declaration {
    /// Yes, by name or by allowing any.
    Declared,
    /// No, although the member is required.
    OnlyRequired,
    /// No.
    None,
}

/// The declared members of a document's schemas.
#[derive(Debug)]
pub(crate) struct DeclaredMembers<'a> {
    document: Document<'a>,
    families: Families,
}

impl<'a> DeclaredMembers<'a> {
    /// Of all components.
    pub(crate) fn new(document: Document<'a>, components: &[Component<'a>]) -> Self {
        Self { document, families: Families::new(document, components) }
    }

    /// Whether a component's schema declares the member at a pointer into an instance.
    pub(crate) fn of(&self, component: &Component<'a>, instance: &Value, pointer: &str) -> Declaration {
        let Some((above, name)) = pointer.rsplit_once('/') else { return Declaration::Declared };
        let mut value = instance;
        let mut here = self.spread(vec![component.schema], value);
        for step in above.split('/').skip(1).map(unescape) {
            let next = here.iter().flat_map(|schema| below(schema, &step)).collect();
            let Some(found) = child(value, &step) else { return Declaration::Declared };
            value = found;
            here = self.spread(next, value);
        }
        let name = unescape(name);
        if here.iter().any(|schema| has_place(schema, &name)) || !here.iter().any(|it| it.get("properties").is_some()) {
            return Declaration::Declared;
        }
        if here.iter().any(|schema| list(schema, "required").any(|required| *required == name)) {
            return Declaration::OnlyRequired;
        }
        Declaration::None
    }

    /// The schemas that may apply to a value: parts, branches that are not plainly others, subtypes.
    fn spread(&self, mut open: Vec<&'a Value>, value: &Value) -> Vec<&'a Value> {
        let mut seen = BTreeSet::new();
        let mut all = Vec::new();
        while let Some(schema) = open.pop() {
            if !seen.insert(std::ptr::from_ref(schema).addr()) {
                continue;
            }
            all.push(schema);
            open.extend(reference(schema).and_then(|reference| self.document.resolve(reference)));
            open.extend(list(schema, "allOf"));
            open.extend(["then", "else"].iter().filter_map(|keyword| schema.get(*keyword)));
            open.extend(schema.get("dependentSchemas").and_then(Value::as_object).into_iter().flatten().map(|it| it.1));
            for keyword in ["oneOf", "anyOf"] {
                open.extend(self.applying(list(schema, keyword).collect(), value));
            }
            if schema.get("discriminator").is_some() {
                open.extend(self.applying(self.families.subtypes_of(schema, self.document), value));
            }
        }
        all
    }

    /// The schemas that may apply to a value; all of them, if none seems to.
    fn applying(&self, schemas: Vec<&'a Value>, value: &Value) -> Vec<&'a Value> {
        let some: Vec<_> = schemas.iter().copied().filter(|schema| self.may_apply(schema, value, 20)).collect();
        if some.is_empty() { schemas } else { some }
    }

    /// `false` only where its type, its required members or a constant say so.
    fn may_apply(&self, schema: &Value, value: &Value, steps: usize) -> bool {
        let Some(steps) = steps.checked_sub(1) else { return true };
        if let Some(target) = reference(schema).and_then(|reference| self.document.resolve(reference)) {
            return self.may_apply(target, value, steps);
        }
        let kinds = schema.get("type").map(|kind| kind.as_array().map_or(std::slice::from_ref(kind), Vec::as_slice));
        let is_kind = kinds.is_none_or(|kinds| kinds.iter().any(|kind| is_of(kind, value)));
        let required = || list(schema, "required").filter_map(Value::as_str).all(|name| value.get(name).is_some());
        let mut members = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
        let mut constants =
            || members.all(|(name, schema)| value.get(name).is_none_or(|value| may_equal(schema, value)));
        is_kind
            && (!value.is_object() || required() && constants())
            && list(schema, "allOf").all(|part| self.may_apply(part, value, steps))
    }
}

fn is_of(kind: &Value, value: &Value) -> bool {
    match kind.as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("number" | "integer") => value.is_number(),
        _ => true,
    }
}

/// Whether neither `const` nor `enum` excludes the value.
fn may_equal(schema: &Value, value: &Value) -> bool {
    let listed = schema.get("enum").and_then(Value::as_array);
    schema.get("const").is_none_or(|constant| constant == value)
        && listed.is_none_or(|listed| listed.is_empty() || listed.contains(value))
}

/// The schemas of a member or an item.
fn below<'a>(schema: &'a Value, step: &str) -> Vec<&'a Value> {
    let declared = schema.get("properties").and_then(|members| members.get(step));
    let keyed = schema.get("patternProperties").and_then(Value::as_object).into_iter().flatten().map(|it| it.1);
    let extra = ["additionalProperties", "unevaluatedProperties"].iter().filter_map(|keyword| schema.get(*keyword));
    let items = schema.get("items").filter(|items| !items.is_array());
    let tuple = ["items", "prefixItems"].into_iter().flat_map(|keyword| list(schema, keyword));
    let is_item = step.bytes().all(|byte| byte.is_ascii_digit());
    let items = items.into_iter().chain(tuple).filter(|_| is_item);
    match declared {
        Some(declared) => std::iter::once(declared).chain(items).collect(),
        None => keyed.chain(extra).chain(items).collect(),
    }
}

fn child<'v>(value: &'v Value, step: &str) -> Option<&'v Value> {
    match value {
        Value::Array(items) => items.get(step.parse::<usize>().ok()?),
        _ => value.get(step),
    }
}

fn has_place(schema: &Value, name: &str) -> bool {
    let is_said = |keyword: &str| schema.get(keyword).is_some_and(|value| *value != Value::Bool(false));
    let discriminator = schema.get("discriminator");
    let tag = discriminator.and_then(|it| it.as_str().or_else(|| it.get("propertyName")?.as_str()));
    schema.get("properties").is_some_and(|members| members.get(name).is_some())
        || ["additionalProperties", "unevaluatedProperties", "patternProperties"].into_iter().any(is_said)
        || tag == Some(name)
}

fn list<'a>(schema: &'a Value, keyword: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
    schema.get(keyword).and_then(Value::as_array).into_iter().flatten()
}

fn unescape(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn place(schemas: Value, instance: Value, pointer: &str) -> Declaration {
        let root = json!({"openapi": "3.1.0", "components": {"schemas": schemas}});
        let document = Document::new(&root).unwrap();
        let components = document.components();
        let tried = components.iter().find(|component| component.name == "Tried").unwrap();
        DeclaredMembers::new(document, &components).of(tried, &instance, pointer)
    }

    #[test]
    fn only_what_is_nowhere_declared_has_no_place() {
        let object = json!({"type": "object", "properties": {"a": {"type": "object", "properties": {"x": {}}}}});
        let with = |keyword: &str, value: Value| {
            let mut schema = object.clone();
            schema[keyword] = value;
            json!({"Tried": schema})
        };
        for (schemas, pointer, expected) in [
            (json!({"Tried": object}), "/b", Declaration::None),
            (json!({"Tried": object}), "/a", Declaration::Declared),
            (json!({"Tried": object}), "/a/b", Declaration::None),
            (json!({"Tried": object}), "/a/x", Declaration::Declared),
            (json!({"Tried": {"type": "object"}}), "/b", Declaration::Declared),
            (with("additionalProperties", json!(true)), "/b", Declaration::Declared),
            (with("additionalProperties", json!(false)), "/b", Declaration::None),
            (with("additionalProperties", json!({"type": "integer"})), "/b", Declaration::Declared),
            (with("patternProperties", json!({"^b": {}})), "/b", Declaration::Declared),
            (with("required", json!(["b"])), "/b", Declaration::OnlyRequired),
            (with("allOf", json!([{"properties": {"b": {}}}])), "/b", Declaration::Declared),
            (
                json!({"Tried": {"type": "array", "items": {"$ref": "#/components/schemas/A"}}, "A": object}),
                "/0/b",
                Declaration::None,
            ),
        ] {
            let instance = json!({"a": {"b": 1, "x": 1}, "b": 1});
            let instance = if pointer.starts_with("/0") { json!([instance]) } else { instance };
            assert_eq!(place(schemas.clone(), instance, pointer), expected, "{schemas} {pointer}");
        }
    }

    #[test]
    fn branches_count_if_they_apply() {
        let branch = |kind: &str, member: &str| json!({"type": "object", "required": ["kind"], "properties": {"kind": {"const": kind}, member: {}}});
        let schemas = json!({"Tried": {"oneOf": [branch("cat", "lives"), branch("dog", "name")]}});
        let of = |kind: &str| place(schemas.clone(), json!({"kind": kind, "lives": 9}), "/lives");
        assert_eq!(of("cat"), Declaration::Declared);
        assert_eq!(of("dog"), Declaration::None);
        assert_eq!(of("bird"), Declaration::Declared, "which branch it is nobody knows");
    }

    #[test]
    fn heirs_count_as_branches() {
        let schemas = json!({
            "Tried": {"type": "object", "discriminator": {"propertyName": "kind"}, "properties": {"kind": {}}},
            "Cat": {"allOf": [{"$ref": "#/components/schemas/Tried"}, {"type": "object", "properties": {"lives": {}}}]},
        });
        let instance = json!({"kind": "Cat", "lives": 9, "name": "x"});
        assert_eq!(place(schemas.clone(), instance.clone(), "/lives"), Declaration::Declared);
        assert_eq!(place(schemas, instance, "/name"), Declaration::None);
    }
}
