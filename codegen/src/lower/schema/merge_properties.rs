//! The properties of an object that several schemas describe: what each of them says of a property has to hold.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::super::lowering::Lowering;
use crate::document::schema::{About, Schema, SchemaId, Type};

/// A property, and the schema that says all of it.
pub(super) struct Property {
    pub(super) name: String,
    pub(super) schema: SchemaId,
}

impl Lowering<'_> {
    /// The properties of several objects in order.
    pub(super) fn all_properties<'p>(
        &mut self,
        objects: impl Iterator<Item = &'p IndexMap<String, SchemaId>>,
    ) -> Vec<Property> {
        let mut all: Vec<Property> = Vec::new();
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for (name, schema) in objects.flatten() {
            match places.get(name.as_str()).and_then(|index| all.get_mut(*index)) {
                Some(property) if self.schemas.same(property.schema, *schema) => {}
                Some(property) => property.schema = self.both(property.schema, *schema),
                None => {
                    places.insert(name, all.len());
                    all.push(Property { name: name.clone(), schema: *schema });
                }
            }
        }
        all
    }

    /// The properties of which each is there under one of several conditions: any of them may hold.
    pub(super) fn conditional_properties<'p>(
        &mut self,
        members: impl Iterator<Item = (&'p String, &'p SchemaId)>,
    ) -> Vec<Property> {
        let mut all: IndexMap<&String, Vec<SchemaId>> = IndexMap::new();
        for (name, schema) in members {
            all.entry(name).or_default().push(*schema);
        }
        let one = |(name, list): (&String, Vec<SchemaId>)| {
            let at = list.first().and_then(|first| self.schemas[*first].at.parent()).unwrap_or_default();
            Property { name: name.clone(), schema: self.schemas.any_of(at, list) }
        };
        all.into_iter().map(one).collect()
    }

    /// A schema that says what two schemas of one property say; the closer one is written there.
    fn both(&mut self, farther: SchemaId, closer: SchemaId) -> SchemaId {
        let (far, close) = (self.schema(farther), self.schema(closer));
        let merged = Schema {
            at: close.at.clone(),
            nullable: far.nullable && close.nullable,
            conditional: far.conditional.iter().chain(&close.conditional).cloned().collect(),
            about: About {
                description: close.about.description.clone().or_else(|| far.about.description.clone()),
                read_only: far.about.read_only || close.about.read_only,
                write_only: far.about.write_only || close.about.write_only,
                sensitive: far.about.sensitive || close.about.sensitive,
                xml: close.about.xml.clone().or_else(|| far.about.xml.clone()),
                ..About::default()
            },
            ..Schema::default()
        };
        // What is said of the items of a list in two places is said of each item.
        let items = |schema: &Schema| schema.items.filter(|_| schema.is_just(Type::Array));
        let merged = match (items(&far), items(&close)) {
            (Some(far), Some(close)) => {
                Schema { ty: Some(Type::Array), items: Some(self.both_items(far, close)), ..merged }
            }
            _ => Schema { all_of: vec![farther, closer], ..merged },
        };
        self.schemas.add(merged)
    }

    fn both_items(&mut self, farther: SchemaId, closer: SchemaId) -> SchemaId {
        let (far, close) = (&self.schemas[farther], &self.schemas[closer]);
        let items = Schema {
            at: close.at.clone(),
            nullable: far.nullable && close.nullable,
            all_of: vec![farther, closer],
            ..Schema::default()
        };
        self.schemas.add(items)
    }
}
