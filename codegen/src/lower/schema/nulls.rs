//! Whether null is one of a schema's values: by its own word, by its list of values, or by what it is made of.

use std::collections::BTreeMap;

use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaKind, Type};
use serde_json::Value;

use super::super::Lowering;
use super::super::reference::component_name;
use super::union::allows_anything;
use super::{all_of, union};

/// Component → whether it may be null, as far as it is known.
pub(in super::super) type Nulls = BTreeMap<String, bool>;

impl Lowering<'_> {
    /// Whether the component that a reference leads to may be null. Each is looked at once: one that leads back to itself
    /// adds nothing.
    pub(super) fn component_allows_null(&mut self, reference: &str) -> bool {
        let Some(name) = component_name(reference) else { return false };
        if let Some(known) = self.nulls.get(&*name) {
            return *known;
        }
        self.nulls.insert(name.to_string(), false);
        let schemas = self.openapi.components.as_ref().map(|components| &components.schemas);
        let allows = schemas.and_then(|all| all.get(&*name)).is_some_and(|schema| self.part_allows_null(schema));
        self.nulls.insert(name.into_owned(), allows);
        allows
    }

    /// Whether a schema may be null, whatever becomes of it.
    pub(super) fn allows_null(&mut self, schema: &Schema) -> bool {
        // A part that says nothing but `nullable` is meant for the whole.
        let is_meant = |part: &ReferenceOr<Schema>| {
            all_of::is_plain(part) && part.as_item().is_some_and(|part| part.schema_data.nullable)
        };
        if schema.schema_data.nullable || all_of::parts(schema).iter().any(is_meant) {
            return true;
        }
        if let Some((_, only)) = all_of::only_part(schema) {
            return self.part_allows_null(only);
        }
        match &schema.schema_kind {
            SchemaKind::Type(Type::String(string)) => string.enumeration.contains(&None),
            SchemaKind::Type(Type::Integer(integer)) => integer.enumeration.contains(&None),
            SchemaKind::Type(Type::Number(number)) => number.enumeration.contains(&None),
            SchemaKind::Type(Type::Boolean(boolean)) => boolean.enumeration.contains(&None),
            SchemaKind::Any(any) if !any.enumeration.is_empty() => any.enumeration.contains(&Value::Null),
            SchemaKind::OneOf { one_of: parts } | SchemaKind::AnyOf { any_of: parts } => self.one_allows_null(parts),
            SchemaKind::AllOf { all_of } => self.all_allow_null(all_of),
            SchemaKind::Any(any) if is_only_composed(any) => {
                let all = any.all_of.is_empty() || self.all_allow_null(&any.all_of);
                all && [&any.one_of, &any.any_of].iter().all(|parts| parts.is_empty() || self.one_allows_null(parts))
            }
            _ => false,
        }
    }

    fn part_allows_null(&mut self, part: &ReferenceOr<Schema>) -> bool {
        match part {
            ReferenceOr::Item(schema) => self.allows_null(schema),
            ReferenceOr::Reference { reference } => self.component_allows_null(reference),
        }
    }

    fn one_allows_null(&mut self, parts: &[ReferenceOr<Schema>]) -> bool {
        parts.iter().any(|part| union::is_free(part) || self.part_allows_null(part))
    }

    /// Those that say something of the value, if there are any.
    fn all_allow_null(&mut self, parts: &[ReferenceOr<Schema>]) -> bool {
        let mut telling = parts.iter().filter(|part| !allows_anything(part)).peekable();
        telling.peek().is_some() && telling.all(|part| self.part_allows_null(part))
    }
}

/// Whether a schema says what a value is by what it is made of, and in no other way.
fn is_only_composed(any: &AnySchema) -> bool {
    let is_composed = !any.all_of.is_empty() || !any.one_of.is_empty() || !any.any_of.is_empty();
    let has_shape = any.typ.is_some() || any.items.is_some() || !any.properties.is_empty();
    is_composed && !has_shape && any.additional_properties.is_none()
}
