//! Walks through the graph of types: aliases followed to what they name, what types are made of, and what an inline type is
//! written inside of.
//!
//! Nothing here calls itself, and every walk ends even where aliases, types or parents form a cycle.

use super::names::WireName;
use super::type_ref::{TypeId, TypeRef};
use super::types::{Field, Origin, Part, Shape, TypeDef};

/// The type that an alias names in the end; any other type is its own.
pub fn resolve<'a>(types: &'a [TypeDef], ty: &'a TypeRef) -> &'a TypeRef {
    let mut resolved = ty;
    for _ in types {
        let TypeRef::Named(id) = resolved else { break };
        let Shape::Alias(target) = &types[id.0].shape else { break };
        resolved = target;
    }
    resolved
}

/// The definition of a type, with aliases and boxes looked through; `None` for types of the language and the runtime.
pub fn definition(types: &[TypeDef], ty: &TypeRef) -> Option<TypeId> {
    let mut ty = ty;
    for _ in 0..=types.len() {
        match resolve(types, ty) {
            TypeRef::Boxed(inner) => ty = inner,
            TypeRef::Named(id) => return Some(*id),
            _ => return None,
        }
    }
    None
}

/// The shape of a type's definition.
pub fn shape<'a>(types: &'a [TypeDef], ty: &TypeRef) -> Option<&'a Shape> {
    definition(types, ty).map(|id| &types[id.0].shape)
}

/// The types that `roots` are made of, themselves included.
pub fn reached(types: &[TypeDef], roots: impl IntoIterator<Item = TypeId>) -> Vec<TypeId> {
    let mut seen = vec![false; types.len()];
    let mut found = Vec::new();
    let mut open: Vec<TypeId> = roots.into_iter().collect();
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut seen[id.0], true) {
            found.push(id);
            open.extend(types[id.0].shape.parts().into_iter().filter_map(TypeRef::named));
        }
    }
    found
}

/// A type, the type that it is written inside of, and so on outwards.
pub fn outwards(types: &[TypeDef], id: TypeId) -> impl Iterator<Item = TypeId> {
    let outer = |id: &TypeId| match &types[id.0].origin {
        Origin::Inside(parent, _) => Some(*parent),
        Origin::Component(_) | Origin::Operation(..) => None,
    };
    std::iter::successors(Some(id), outer).take(types.len())
}

/// The component or the part of an operation that a type is written in.
pub fn outermost(types: &[TypeDef], id: TypeId) -> TypeId {
    outwards(types, id).last().unwrap_or(id)
}

/// The name of the component or operation that a type is written in.
pub fn home(types: &[TypeDef], id: TypeId) -> Option<&WireName> {
    match &types[outermost(types, id).0].origin {
        Origin::Component(wire) | Origin::Operation(wire, _) => Some(wire),
        Origin::Inside(..) => None,
    }
}

/// Where a type is written, for sorting by names that do not depend on the order of the document: the component or operation,
/// and the parts on the way from there to the type.
pub fn written_at(types: &[TypeDef], id: TypeId) -> (Option<&WireName>, Vec<&Part>) {
    let part = |id: TypeId| match &types[id.0].origin {
        Origin::Component(_) => None,
        Origin::Inside(_, part) | Origin::Operation(_, part) => Some(part),
    };
    let mut parts: Vec<&Part> = outwards(types, id).filter_map(part).collect();
    parts.reverse();
    (home(types, id), parts)
}

/// The type of a value that is there: without aliases, options and boxes. It ends where these form a cycle, too.
pub fn held<'a>(types: &'a [TypeDef], ty: &'a TypeRef) -> &'a TypeRef {
    let mut ty = ty;
    for _ in 0..=types.len() {
        match resolve(types, ty) {
            TypeRef::Nullable(inner) | TypeRef::Boxed(inner) => ty = inner,
            other => return other,
        }
    }
    ty
}

/// The fields of a struct; none for any other type.
pub fn fields<'a>(types: &'a [TypeDef], ty: &'a TypeRef) -> &'a [Field] {
    match held(types, ty) {
        TypeRef::Named(id) => match &types[id.0].shape {
            Shape::Struct(shape) => &shape.fields,
            _ => &[],
        },
        _ => &[],
    }
}

/// The type at a path.
pub fn at<'a>(types: &'a [TypeDef], ty: &'a TypeRef, path: &[WireName]) -> Option<&'a TypeRef> {
    path.iter().try_fold(held(types, ty), |ty, name| {
        let field = fields(types, ty).iter().find(|field| field.wire == *name)?;
        Some(held(types, &field.ty))
    })
}

/// The type of the items of a list.
pub fn item_of<'a>(types: &'a [TypeDef], ty: &'a TypeRef) -> Option<&'a TypeRef> {
    match held(types, ty) {
        TypeRef::List(item) => Some(item),
        _ => None,
    }
}
