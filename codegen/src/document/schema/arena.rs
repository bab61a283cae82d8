//! The arena of schemas: the components by name, what references lead to, and whether two schemas say the same.

use std::{collections::BTreeSet, ops::Index, rc::Rc};

use indexmap::IndexMap;

use super::schema_id::SchemaId;
use super::schema_struct::{Additional, Schema};
use crate::diagnostics::Pointer;

/// All schemas of a description.
#[derive(Clone, Debug, Default)]
pub(crate) struct Schemas {
    list: Vec<Rc<Schema>>,
    components: IndexMap<String, SchemaId>,
}

impl Schemas {
    /// An arena with a place for each component, so that all can be referred to before they are read.
    pub(super) fn with_components<'n>(names: impl Iterator<Item = &'n String>) -> Self {
        let mut schemas = Self::default();
        for name in names {
            let id = schemas.add(Schema::default());
            schemas.components.insert(name.clone(), id);
        }
        schemas
    }

    /// The components in the order of the document.
    pub(crate) fn components(&self) -> &IndexMap<String, SchemaId> {
        &self.components
    }

    /// The name of a component.
    pub(crate) fn name(&self, id: SchemaId) -> Option<&str> {
        self.components.get_index(id.index()).map(|(name, _)| name.as_str())
    }

    /// Adds a schema.
    pub(crate) fn add(&mut self, schema: Schema) -> SchemaId {
        let id = SchemaId::at(self.list.len());
        self.list.push(Rc::new(Schema { id, ..schema }));
        id
    }

    /// One schema for what may be any of several.
    pub(crate) fn any_of(&mut self, at: Pointer, schemas: Vec<SchemaId>) -> SchemaId {
        let mut any_of: Vec<SchemaId> = Vec::new();
        for id in schemas {
            if !any_of.iter().any(|known| self.same(*known, id)) {
                any_of.push(id);
            }
        }
        match any_of.as_slice() {
            [only] => *only,
            _ => self.add(Schema { at, any_of, ..Schema::default() }),
        }
    }

    /// Puts a schema in the place that was kept for it.
    pub(super) fn fill(&mut self, id: SchemaId, schema: Schema) {
        if let Some(place) = self.list.get_mut(id.index()) {
            *place = Rc::new(Schema { id, ..schema });
        }
    }

    /// A schema to hold on to while others are added.
    pub(crate) fn get(&self, id: SchemaId) -> Rc<Schema> {
        Rc::clone(&self.list[id.index()])
    }

    /// What a schema refers to in the end; itself, if it refers to nothing. References that lead in a circle end nowhere.
    pub(crate) fn target(&self, id: SchemaId) -> Option<SchemaId> {
        let mut id = id;
        for _ in 0..=self.components.len() {
            match self[id].reference {
                Some(next) => id = next,
                None => return Some(id),
            }
        }
        None
    }

    /// Whether two schemas say the same, wherever they are written. A part that both have in several places is compared once.
    pub(crate) fn same(&self, left: SchemaId, right: SchemaId) -> bool {
        let (mut compared, mut waiting) = (BTreeSet::new(), vec![(left, right)]);
        while let Some(pair) = waiting.pop() {
            if pair.0 == pair.1 || compared.contains(&pair) {
                continue;
            }
            let (left, right) = (&self[pair.0], &self[pair.1]);
            if !says_the_same(left, right) {
                return false;
            }
            let (mut own, mut others) = (parts(left), parts(right));
            loop {
                match (own.next(), others.next()) {
                    (None, None) => break,
                    (Some((key, own)), Some((other_key, other))) if key == other_key => waiting.push((own, other)),
                    _ => return false,
                }
            }
            compared.insert(pair);
        }
        true
    }
}

impl Index<SchemaId> for Schemas {
    type Output = Schema;

    fn index(&self, id: SchemaId) -> &Schema {
        &self.list[id.index()]
    }
}

/// Whether two schemas say the same beside their parts.
fn says_the_same(left: &Schema, right: &Schema) -> bool {
    let kind =
        |it: &Schema| (it.reference, it.ty, it.nullable, it.not, it.additional.map(|it| std::mem::discriminant(&it)));
    kind(left) == kind(right)
        && left.format == right.format
        && left.values == right.values
        && left.value_names == right.value_names
        && left.value_docs == right.value_docs
        && left.required == right.required
        && left.limits == right.limits
        && left.discriminator == right.discriminator
        && left.about == right.about
}

/// The schemas inside of a schema, each with the keyword and the key that lead to it.
fn parts(schema: &Schema) -> impl Iterator<Item = ((&'static str, &str), SchemaId)> {
    let list = |key: &'static str, ids: &[SchemaId]| ids.iter().map(move |id| ((key, ""), *id)).collect::<Vec<_>>();
    let additional = match schema.additional {
        Some(Additional::Schema(id)) => Some(id),
        _ => None,
    };
    let named = schema.properties.iter().map(|(name, id)| (("properties", name.as_str()), *id));
    let conditional = schema.conditional.iter().flatten().map(|(name, id)| (("then", name.as_str()), *id));
    list("allOf", &schema.all_of)
        .into_iter()
        .chain(list("oneOf", &schema.one_of))
        .chain(list("anyOf", &schema.any_of))
        .chain(list("prefixItems", &schema.prefix_items))
        .chain(schema.items.map(|id| (("items", ""), id)))
        .chain(additional.map(|id| (("additionalProperties", ""), id)))
        .chain(named)
        .chain(conditional)
}

#[cfg(test)]
mod tests {
    use super::Schemas;
    use crate::document::schema::SchemaId;
    use crate::document::schema::schema_struct::Schema;

    /// A list of one item, which is in two places at each level: a walk of both would never end.
    fn nested(schemas: &mut Schemas, inner: Schema) -> SchemaId {
        let inner = schemas.add(inner);
        (0..64).fold(inner, |item, _| {
            schemas.add(Schema { prefix_items: vec![item], items: Some(item), ..Schema::default() })
        })
    }

    #[test]
    fn each_part_is_compared_once() {
        let mut schemas = Schemas::default();
        let [left, right] = [(); 2].map(|()| nested(&mut schemas, Schema::default()));
        let other = nested(&mut schemas, Schema { nullable: true, ..Schema::default() });
        assert!(schemas.same(left, right));
        assert!(!schemas.same(left, other));
    }
}
