//! `oneOf` of texts and of objects with one member each, which is how serde writes an enum: plain variants, named by text or key.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::super::lowering::Lowering;
use super::definition_site::{DefinitionSite, MaybeNullType};
use crate::document::schema::{Additional, Schema, SchemaId, Type, docs_of_values};
use crate::ir::{KeyedVariant, Part, SchemaUse, Shape, TypeRef, WireName};

/// The enum of such branches; `None` if any of them is another schema, or none of them is an object.
pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    schema: &Schema,
    list: &[SchemaId],
    site: &DefinitionSite,
) -> Option<MaybeNullType> {
    let branches: Vec<Rc<Schema>> = list.iter().map(|part| lowering.schema(*part)).collect();
    let mut seen = BTreeSet::new();
    let is_new = |branch: &Rc<Schema>| match only_member(branch) {
        Some((key, _)) => seen.insert((true, key.to_owned())),
        None => match branch.strings().filter(|_| !branch.values.iter().any(serde_json::Value::is_null)) {
            Some(mut texts) => texts.all(|text| seen.insert((false, text.to_owned()))),
            None => false,
        },
    };
    let are_all = branches.len() > 1 && branches.iter().all(is_new);
    if !are_all || !branches.iter().any(|branch| only_member(branch).is_some()) {
        return None;
    }
    let id = site.clone().define(lowering, schema);
    lowering.defining.push((schema.at.clone(), id));
    let mut variants = Vec::new();
    for branch in &branches {
        match only_member(branch) {
            Some((key, value)) => {
                variants.push(with_value(lowering, branch, (key, value), &DefinitionSite::Component(id)))
            }
            None => variants.extend(texts(branch)),
        }
        let (pointer, ty) = (branch.at.as_str().to_owned(), TypeRef::Named(id));
        lowering.uses.push(SchemaUse { pointer, ty, defines: false });
    }
    lowering.defining.pop();
    lowering.types[id.0].shape = Shape::Keyed(variants);
    Some(MaybeNullType::of(TypeRef::Named(id)))
}

/// The one member that an object must have, if it has no other.
fn only_member(branch: &Schema) -> Option<(&str, SchemaId)> {
    let is_plain = branch.is_just(Type::Object) && branch.values.is_empty() && branch.conditional.is_empty();
    let is_closed = branch.additional == Some(Additional::Forbidden);
    let (name, value) = branch.properties.first().filter(|_| is_plain && is_closed && !branch.nullable)?;
    (branch.properties.len() == 1 && branch.required == [name.as_str()]).then_some((name.as_str(), *value))
}

fn with_value(
    lowering: &mut Lowering<'_>,
    branch: &Schema,
    (key, value): (&str, SchemaId),
    site: &DefinitionSite,
) -> KeyedVariant {
    let wire = WireName::new(key);
    let ty = lowering.typed_in(value, site.inside(Part::Branch(wire.clone()))).into_type();
    let said = lowering.description(branch);
    let docs = if said.is_empty() { lowering.description(&lowering.schema(value)) } else { said };
    let label = branch.about.title.clone().filter(|title| !title.trim().is_empty());
    KeyedVariant { wire, label, name: Default::default(), ty: Some(ty), docs }
}

fn texts(branch: &Schema) -> Vec<KeyedVariant> {
    let mut docs = docs_of_values(std::iter::once(branch)).into_iter();
    let variant = |text: &str| {
        let docs = docs.next().flatten().unwrap_or_default();
        KeyedVariant { wire: WireName::new(text), label: None, name: Default::default(), ty: None, docs }
    };
    branch.strings().into_iter().flatten().map(variant).collect()
}
