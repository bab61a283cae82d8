//! Members under `if`, `then`, `else` and `dependentSchemas`: a condition holds or does not, so both are read.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::arena::Schemas;
use super::schema_id::SchemaId;
use super::schema_struct::Schema;

/// What the conditions of one schema say of its members.
#[derive(Default)]
pub(super) struct Conditions {
    /// Of `if`, which describes what a member may be.
    pub(super) tested: Members,
    pub(super) then: Members,
    pub(super) otherwise: Members,
    /// Of each member under `dependentSchemas`.
    pub(super) dependent: Members,
    /// Whether there are no members that nothing describes: then one is only there if its condition holds.
    pub(super) is_closed: bool,
}

/// The members that one side of a condition names.
#[derive(Default)]
pub(super) struct Members {
    /// Those that it describes.
    pub(super) described: Vec<(String, SchemaId)>,
    /// Those that it forbids.
    pub(super) forbidden: BTreeSet<String>,
}

impl Members {
    pub(super) fn append(&mut self, mut other: Self) {
        self.described.append(&mut other.described);
        self.forbidden.append(&mut other.forbidden);
    }

    /// Whether a member that is there on this side is what this side says.
    fn decides(&self, name: &str) -> bool {
        self.forbidden.contains(name) || self.described.iter().any(|(described, _)| described == name)
    }
}

impl Conditions {
    /// Each member with the schema of what it may be: what any of the conditions says, or anything where none holds.
    pub(super) fn members(self, schemas: &mut Schemas) -> Option<IndexMap<String, SchemaId>> {
        let mut members: IndexMap<&str, Vec<SchemaId>> = IndexMap::new();
        for (name, schema) in [&self.then, &self.otherwise, &self.dependent].into_iter().flat_map(|it| &it.described) {
            members.entry(name).or_default().push(*schema);
        }
        for (name, schema) in &self.tested.described {
            members.entry(name).or_insert_with(|| vec![*schema]);
        }
        let mut all = IndexMap::new();
        for (name, mut any_of) in members {
            let is_decided = self.is_closed || (self.then.decides(name) && self.otherwise.decides(name));
            let at = any_of.first().and_then(|first| schemas[*first].at.parent()).unwrap_or_default();
            if !is_decided {
                any_of.push(schemas.add(Schema { at: at.clone(), ..Schema::default() }));
            }
            all.insert(name.to_owned(), schemas.any_of(at, any_of));
        }
        (!all.is_empty()).then_some(all)
    }
}
