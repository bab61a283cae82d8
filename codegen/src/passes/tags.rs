//! Which member tells the types of a union apart, and by which texts?

use crate::ir::{Access, Api, EnumBase, Field, Presence, Rest, Shape, TypeId, TypeRef, WireName};

/// Unions within unions beyond this are a cycle.
const MAX_DEPTH: usize = 16;
/// Unions within a union whose structs are given its tag.
const MAX_NESTED: usize = 3;

/// Completes what the discriminators say, and finds one where none is declared: a member that each type must have, with
/// values that no other type has.
pub(super) fn run(api: &mut Api) {
    for index in 0..api.types.len() {
        let Shape::Union(union) = &api.types[index].shape else { continue };
        let types: Vec<TypeRef> = union.variants.iter().map(|variant| variant.ty.clone()).collect();
        let (tag, tags) = match union.tag.clone() {
            Some(tag) => {
                let declared: Vec<_> = union.variants.iter().map(|variant| variant.tags.clone()).collect();
                let tags = completed(api, &types, &tag, declared);
                (tag, tags)
            }
            None => match found(api, &types) {
                Some(found) => found,
                None => continue,
            },
        };
        if let Shape::Union(union) = &api.types[index].shape
            && union.tag.is_some()
        {
            let overlapping = union.overlapping;
            types.iter().for_each(|ty| keep(api, ty, &tag, 0));
            if overlapping {
                types.iter().for_each(|ty| keep_others(api, ty, &tag));
            }
        }
        let Shape::Union(union) = &mut api.types[index].shape else { continue };
        union.tag = Some(tag);
        // A text that names two types names the first.
        let mut taken: Vec<WireName> = Vec::new();
        for (variant, tags) in union.variants.iter_mut().zip(tags) {
            variant.tags = tags.into_iter().filter(|text| !taken.contains(text)).collect();
            taken.extend(variant.tags.iter().cloned());
        }
    }
}

/// What a discriminator says, and for the types that it does not mention, the texts that they list and no other does, or else
/// their names.
fn completed(api: &Api, types: &[TypeRef], tag: &WireName, declared: Vec<Vec<WireName>>) -> Vec<Vec<WireName>> {
    let listed: Vec<_> = types.iter().map(|ty| tags(api, ty, (tag, Listed::Anyhow), 0)).collect();
    let is_shared = |text: &WireName| listed.iter().flatten().filter(|texts| texts.contains(text)).count() > 1;
    let of_type = |((ty, listed), declared): ((&TypeRef, &Option<Vec<WireName>>), Vec<WireName>)| {
        let name = component_name(api, ty);
        match listed {
            _ if !declared.is_empty() => declared,
            None => name.into_iter().collect(),
            Some(texts) => {
                let names_it = |text: &&WireName| !is_shared(text) || name.as_ref() == Some(*text);
                texts.iter().filter(names_it).cloned().collect()
            }
        }
    };
    types.iter().zip(&listed).zip(declared).map(of_type).collect()
}

/// Which lists of texts count.
#[derive(Clone, Copy, PartialEq)]
enum Listed {
    /// Those of members that are always there.
    Always,
    /// Those of any member.
    Anyhow,
}

/// Gives a struct that does not describe the tag of its union a field for it, so that the tag is not lost. Of a union, each
/// struct.
fn keep(api: &mut Api, ty: &TypeRef, tag: &WireName, depth: usize) {
    let Some(id) = target(api, ty).filter(|_| depth <= MAX_NESTED) else { return };
    if let Shape::Union(union) = &api.types[id.0].shape {
        let types: Vec<TypeRef> = union.variants.iter().map(|variant| variant.ty.clone()).collect();
        types.iter().for_each(|ty| keep(api, ty, tag, depth + 1));
    }
    let Shape::Struct(shape) = &mut api.types[id.0].shape else { return };
    if shape.rest.is_some() || shape.fields.iter().any(|field| field.wire == *tag) {
        return;
    }
    shape.fields.push(Field {
        wire: tag.clone(),
        name: Default::default(),
        ty: TypeRef::String,
        presence: Presence::Optional,
        access: Access::Both,
        constant: None,
        docs: "Which of the types of a union it is.".to_owned(),
        xml: Default::default(),
    });
}

/// Where a value may be of several types at once, and nothing says that the one that its tag names is the only one, the
/// members of the others need a place.
fn keep_others(api: &mut Api, ty: &TypeRef, tag: &WireName) {
    let is_alone = tags(api, ty, (tag, Listed::Anyhow), 0).is_some();
    let Some(id) = target(api, ty).filter(|_| !is_alone) else { return };
    if let Shape::Struct(shape) = &mut api.types[id.0].shape {
        shape.rest.get_or_insert_with(|| Rest { name: Default::default(), ty: TypeRef::Json });
    }
}

/// The first member that works, and the texts for each type.
fn found(api: &Api, types: &[TypeRef]) -> Option<(WireName, Vec<Vec<WireName>>)> {
    let fields = members(api, types.first()?)?;
    fields.iter().map(|field| &field.wire).find_map(|wire| {
        let tags: Vec<Vec<WireName>> =
            types.iter().map(|ty| tags(api, ty, (wire, Listed::Always), 0)).collect::<Option<_>>()?;
        let mut all: Vec<&WireName> = tags.iter().flatten().collect();
        let count = all.len();
        all.sort();
        all.dedup();
        (all.len() == count).then(|| (wire.clone(), tags))
    })
}

/// The texts that the member `wire` can have in a type, if it lists them; of a union, those of all its types.
fn tags(api: &Api, ty: &TypeRef, (wire, which): (&WireName, Listed), depth: usize) -> Option<Vec<WireName>> {
    if depth > MAX_DEPTH {
        return None;
    }
    match shape(api, ty)? {
        Shape::Struct(shape) => {
            let field = shape.fields.iter().find(|field| field.wire == *wire)?;
            if field.presence != Presence::Required && which == Listed::Always {
                return None;
            }
            match self::shape(api, &field.ty)? {
                Shape::Enum(values) if values.base == EnumBase::String => {
                    Some(values.variants.iter().map(|variant| variant.wire.clone()).collect())
                }
                _ => None,
            }
        }
        Shape::Union(union) => {
            let inner = union.variants.iter().map(|variant| tags(api, &variant.ty, (wire, which), depth + 1));
            Some(inner.collect::<Option<Vec<_>>>()?.concat())
        }
        Shape::Enum(_) | Shape::Tuple(_) | Shape::Alias(_) => None,
    }
}

fn members<'a>(api: &'a Api, ty: &TypeRef) -> Option<&'a [Field]> {
    match shape(api, ty)? {
        Shape::Struct(shape) => Some(&shape.fields),
        _ => None,
    }
}

/// What a type is when all its other names are looked through.
fn shape<'a>(api: &'a Api, ty: &TypeRef) -> Option<&'a Shape> {
    target(api, ty).map(|id| &api.type_def(id).shape)
}

/// The definition that a type stands for in the end.
fn target(api: &Api, ty: &TypeRef) -> Option<TypeId> {
    let mut ty = ty;
    for _ in 0..=api.types.len() {
        match ty {
            TypeRef::Boxed(inner) => ty = inner,
            TypeRef::Named(id) => match &api.type_def(*id).shape {
                Shape::Alias(target) => ty = target,
                _ => return Some(*id),
            },
            _ => return None,
        }
    }
    None
}

/// Without a mapping, the name of a component names it (OAS 3.0.4 §4.8.25).
fn component_name(api: &Api, ty: &TypeRef) -> Option<WireName> {
    let TypeRef::Named(TypeId(index)) = ty else { return None };
    match &api.types.get(*index)?.origin {
        crate::ir::Origin::Component(name) => Some(name.clone()),
        _ => None,
    }
}
