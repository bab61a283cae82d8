//! Discriminators: which member tells the types of a union apart, and by which values?

use std::collections::{BTreeMap, BTreeSet};

use super::finding::Finding;
use crate::diagnostics::{Code, Pointer};
use crate::ir::{
    Access, Api, EnumBase, Field, Origin, Presence, Rest, SchemaUse, Shape, TypeDef, TypeId, TypeRef, Union,
    UnionVariant, Untagged, WireName, type_walks,
};

/// The values of a discriminator that name a type, if it lists them.
type Values = Option<Vec<WireName>>;

/// Completes what the discriminators declare, and finds one where none is declared: a member that each type must have,
/// with values that no other type has.
pub(super) fn run(api: &mut Api) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut texts = Texts::new();
    for index in 0..api.types.len() {
        let Shape::Union(union) = &api.types[index].shape else { continue };
        let branches: Vec<Branch> = union.variants.iter().map(|variant| Branch::new(&api.types, &variant.ty)).collect();
        let decided = match &union.tag {
            Some(tag) => {
                let declared = union.variants.iter().map(|variant| variant.tags.as_slice());
                Some((tag.clone(), completed(&api.types, &branches, tag, declared)))
            }
            None => found(&api.types, &branches),
        };
        let Some((tag, values)) = decided else { continue };
        if union.tag.is_some() {
            let overlapping = union.overlapping;
            branches.iter().for_each(|branch| keep_tag(&mut api.types, branch, &tag));
            if overlapping {
                branches.iter().for_each(|branch| keep_others(&mut api.types, branch, &tag));
            }
        }
        let Shape::Union(union) = &mut api.types[index].shape else { continue };
        let repeated = name_once(union, values);
        for (branch, variant) in branches.iter().zip(&union.variants) {
            note_texts(&mut texts, (branch, variant), &tag);
        }
        findings.extend(ambiguous(api, TypeId(index), (&tag, repeated)));
        if let Shape::Union(union) = &mut api.types[index].shape {
            union.tag = Some(tag);
        }
    }
    write_tags(&mut api.types, texts);
    findings
}

/// For each struct and each discriminator of the unions that it is a variant of, the texts that name it; `None` among them stands
/// for texts that the document does not know.
type Texts = BTreeMap<(TypeId, WireName), BTreeSet<Option<WireName>>>;

/// Notes which texts name a struct in a union.
fn note_texts(texts: &mut Texts, (branch, variant): (&Branch, &UnionVariant), tag: &WireName) {
    let Some(id) = branch.definition else { return };
    let of_struct = texts.entry((id, tag.clone())).or_default();
    of_struct.extend(variant.tags.iter().cloned().map(Some));
    if variant.takes != Untagged::Nothing {
        of_struct.insert(None);
    }
}

/// Lets a struct say the text by itself, if it is the only one that ever names it.
fn write_tags(types: &mut [TypeDef], texts: Texts) {
    for ((id, tag), texts) in texts {
        let mut texts = texts.into_iter();
        let (Some(Some(only)), None) = (texts.next(), texts.next()) else { continue };
        let says_text = |types: &[TypeDef], field: &Field| match type_walks::resolve(types, &field.ty) {
            TypeRef::String | TypeRef::Json => true,
            TypeRef::Named(id) => match &types[id.0].shape {
                // An enum of one value is that value already.
                Shape::Enum(shape) if shape.variants.len() == 1 && field.presence == Presence::Required => false,
                Shape::Enum(shape) => shape.base == EnumBase::String,
                _ => false,
            },
            _ => false,
        };
        let Shape::Struct(shape) = &types[id.0].shape else { continue };
        let field = shape.fields.iter().position(|field| field.wire == tag && says_text(types, field));
        if let (Some(field), Shape::Struct(shape)) = (field, &mut types[id.0].shape) {
            shape.fields[field].tag = Some(only);
        }
    }
}

/// Gives each value to the first variant that it names. The values that name several are returned.
fn name_once(union: &mut Union, values: Vec<Vec<WireName>>) -> Vec<WireName> {
    let mut owners: BTreeMap<WireName, usize> = BTreeMap::new();
    let mut repeated = Vec::new();
    for (index, (variant, values)) in union.variants.iter_mut().zip(values).enumerate() {
        variant.tags.clear();
        for value in values {
            match owners.get(&value) {
                None => {
                    owners.insert(value.clone(), index);
                    variant.tags.push(value);
                }
                Some(owner) if *owner != index => repeated.push(value),
                Some(_) => {}
            }
        }
    }
    repeated
}

/// A finding for each value that names several types of a union.
fn ambiguous(api: &Api, id: TypeId, (tag, values): (&WireName, Vec<WireName>)) -> Vec<Finding> {
    let defined = |schema: &&SchemaUse| schema.defines && schema.ty.named() == Some(id);
    let at = || api.schemas.iter().find(defined).map(|schema| schema.pointer.clone()).unwrap_or_default();
    let finding = |value: WireName| Finding {
        code: Code::WDiscriminatorValue,
        at: Pointer::from_escaped(at()),
        message: format!(
            "the value `{}` of the discriminator `{}` names several types here; the first is meant",
            value.as_str(),
            tag.as_str()
        ),
        help: "give each type values of its own, in the document or in an overlay",
    };
    values.into_iter().map(finding).collect()
}

/// Unions within a union that have more types tell nothing: in a chain of such unions, each would be looked through for each.
const MOST_LEAVES: usize = 256;

/// One of the types of a union.
struct Branch {
    /// The component that it is, if it is one.
    component: Option<WireName>,
    /// Its own definition, if it is no type of the language or the runtime.
    definition: Option<TypeId>,
    /// Its definition, or those of the types of a union within the union; `None` for one that has none.
    leaves: Vec<Option<TypeId>>,
}

impl Branch {
    fn new(types: &[TypeDef], ty: &TypeRef) -> Self {
        let mut seen = BTreeSet::new();
        let mut leaves = Vec::new();
        let mut open = vec![ty];
        while let Some(ty) = open.pop() {
            let definition = type_walks::definition(types, ty);
            if !seen.insert(definition) {
                continue;
            }
            if seen.len() > MOST_LEAVES {
                leaves = vec![None];
                break;
            }
            match definition.map(|id| &types[id.0].shape) {
                Some(Shape::Union(union)) => open.extend(union.variants.iter().rev().map(|variant| &variant.ty)),
                _ => leaves.push(definition),
            }
        }
        let origin = if let TypeRef::Named(id) = ty { Some(&types[id.0].origin) } else { None };
        let component = if let Some(Origin::Component(name)) = origin { Some(name.clone()) } else { None };
        Self { component, definition: type_walks::definition(types, ty), leaves }
    }

    /// The values that the member `wire` can have, if every leaf is a struct that lists them.
    fn values(&self, types: &[TypeDef], wire: &WireName, counts: impl Fn(&Field) -> bool) -> Values {
        let of_leaf = |leaf: &Option<TypeId>| {
            let Shape::Struct(shape) = &types[(*leaf)?.0].shape else { return None };
            let field = shape.fields.iter().find(|field| field.wire == *wire).filter(|field| counts(field))?;
            match type_walks::shape(types, &field.ty)? {
                Shape::Enum(values) if values.base == EnumBase::String => Some(&values.variants),
                _ => None,
            }
        };
        let listed = self.leaves.iter().map(of_leaf).collect::<Option<Vec<_>>>()?;
        Some(listed.into_iter().flatten().map(|variant| variant.wire.clone()).collect())
    }
}

/// What a discriminator declares, and for the types that it does not mention, the values that they list and no other does, or
/// else their names: without a mapping, the name of a component names it (OAS 3.0.4 §4.8.25).
fn completed<'a>(
    types: &[TypeDef],
    branches: &[Branch],
    tag: &WireName,
    declared: impl Iterator<Item = &'a [WireName]>,
) -> Vec<Vec<WireName>> {
    let listed: Vec<Values> = branches.iter().map(|branch| branch.values(types, tag, |_| true)).collect();
    let mut users: BTreeMap<&WireName, usize> = BTreeMap::new();
    for values in listed.iter().flatten() {
        let distinct: BTreeSet<&WireName> = values.iter().collect();
        distinct.into_iter().for_each(|value| *users.entry(value).or_default() += 1);
    }
    let of_branch = |((branch, listed), declared): ((&Branch, &Values), &[WireName])| match listed {
        _ if !declared.is_empty() => declared.to_vec(),
        None => branch.component.iter().cloned().collect(),
        Some(values) => {
            let names_it = |value: &&WireName| users[value] == 1 || branch.component.as_ref() == Some(value);
            values.iter().filter(names_it).cloned().collect()
        }
    };
    branches.iter().zip(&listed).zip(declared).map(of_branch).collect()
}

/// The first member that every type must have with values of its own, and the values of each type.
fn found(types: &[TypeDef], branches: &[Branch]) -> Option<(WireName, Vec<Vec<WireName>>)> {
    let Shape::Struct(first) = &types[branches.first()?.definition?.0].shape else { return None };
    let is_required = |field: &Field| field.presence == Presence::Required;
    first.fields.iter().map(|field| &field.wire).find_map(|wire| {
        let values = branches.iter().map(|branch| branch.values(types, wire, is_required));
        let values = values.collect::<Option<Vec<_>>>()?;
        let mut distinct = BTreeSet::new();
        values.iter().flatten().all(|value| distinct.insert(value)).then(|| (wire.clone(), values.clone()))
    })
}

/// Gives each struct that does not describe the discriminator of its union a field for it, so that it is not lost.
fn keep_tag(types: &mut [TypeDef], branch: &Branch, tag: &WireName) {
    for id in branch.leaves.iter().flatten() {
        let Shape::Struct(shape) = &mut types[id.0].shape else { continue };
        if shape.fields.iter().any(|field| field.wire == *tag) {
            continue;
        }
        shape.fields.push(Field {
            wire: tag.clone(),
            name: Default::default(),
            ty: TypeRef::String,
            presence: Presence::Optional,
            access: Access::Both,
            constant: None,
            tag: None,
            deprecated: false,
            docs: "Which of the types of a union it is.".to_owned(),
            xml: Default::default(),
        });
    }
}

/// Where a value may be of several types at once, and nothing says that the one that its discriminator names is the only one,
/// the members of the others need a place.
fn keep_others(types: &mut [TypeDef], branch: &Branch, tag: &WireName) {
    let is_alone = branch.values(types, tag, |_| true).is_some();
    let Some(id) = branch.definition.filter(|_| !is_alone) else { return };
    if let Shape::Struct(shape) = &mut types[id.0].shape {
        shape.rest.get_or_insert_with(|| Rest { name: Default::default(), ty: TypeRef::Json });
    }
}
