//! Whether null is one of a schema's values: by its own word, by its list of values, or by what it is made of.

use serde_json::Value;

use super::super::lowering::Lowering;
use super::part_queries::{is_plain_object, only_part};
use crate::document::schema::{Schema, SchemaId};

impl Lowering<'_> {
    /// Whether a component may be null. Each is looked at once: one that leads back to itself adds nothing.
    pub(super) fn component_allows_null(&mut self, component: SchemaId) -> bool {
        if let Some(known) = self.nulls.get(&component) {
            return *known;
        }
        self.nulls.insert(component, false);
        let allows = self.part_allows_null(component);
        self.nulls.insert(component, allows);
        allows
    }

    /// Whether a schema may be null, whatever becomes of it.
    pub(super) fn allows_null(&mut self, schema: &Schema) -> bool {
        // A part that says nothing but `nullable` is meant for the whole.
        let is_meant = |part: &Schema| part.nullable && is_plain_object(part);
        if schema.nullable || schema.all_of.iter().any(|part| is_meant(&self.schemas[*part])) {
            return true;
        }
        if let Some(only) = only_part(&self.schemas, schema) {
            return self.part_allows_null(only);
        }
        if !schema.values.is_empty() {
            return schema.values.contains(&Value::Null);
        }
        if !is_only_composed(schema) {
            return false;
        }
        let all = schema.all_of.is_empty() || self.all_allow_null(&schema.all_of);
        all && [&schema.one_of, &schema.any_of].iter().all(|parts| parts.is_empty() || self.one_allows_null(parts))
    }

    fn part_allows_null(&mut self, part: SchemaId) -> bool {
        let schema = self.schema(part);
        match schema.reference {
            Some(target) => self.component_allows_null(target),
            None => self.allows_null(&schema),
        }
    }

    fn one_allows_null(&mut self, parts: &[SchemaId]) -> bool {
        parts.iter().any(|part| self.schemas[*part].is_free() || self.part_allows_null(*part))
    }

    /// Those that say something of the value, if there are any.
    fn all_allow_null(&mut self, parts: &[SchemaId]) -> bool {
        let telling: Vec<_> = parts.iter().filter(|part| !self.schemas[**part].allows_anything()).collect();
        !telling.is_empty() && telling.into_iter().all(|part| self.part_allows_null(*part))
    }
}

/// Whether a schema says what a value is by what it is made of. What it says of objects and lists, it does not say of null.
fn is_only_composed(schema: &Schema) -> bool {
    schema.is_composed() && schema.ty.is_none()
}
