//! Names of types, their modules, fields and variants.

use super::identifier::{Case, identifier};
use super::namespace_suffix::shortest_suffixes;
use super::scope::{RESERVED, Scope, name_all};

use crate::ir::{Api, EnumBase, Origin, Part, RustName, Shape, TypeId, TypeRef, Variant};

/// Names components first, then what is written inside of them, then fields and variants.
pub(super) fn run(api: &mut Api) {
    let mut scope = Scope::with(RESERVED);
    name_components(api, &mut scope);
    name_inline(api, &mut scope);
    name_modules(api);
    for def in &mut api.types {
        match &mut def.shape {
            Shape::Struct(shape) => {
                let mut scope = Scope::with(["new"]);
                let texts: Vec<&str> = shape.fields.iter().map(|field| field.wire.as_str()).collect();
                let names = name_all(&mut scope, &texts, Case::Snake);
                shape.fields.iter_mut().zip(names).for_each(|(field, name)| field.name = name);
                if let Some(rest) = &mut shape.rest {
                    rest.name = scope.name("additional properties", Case::Snake);
                }
            }
            Shape::Enum(shape) => {
                let mut scope = Scope::with(["Unknown", "Self"]);
                let texts: Vec<String> = shape.variants.iter().map(|variant| text_of(shape.base, variant)).collect();
                let names = name_all(&mut scope, &texts, Case::Pascal);
                shape.variants.iter_mut().zip(names).for_each(|(variant, name)| variant.name = name);
            }
            Shape::Union(_) | Shape::Tuple(_) | Shape::Alias(_) => {}
        }
    }
    name_union_variants(api);
}

fn name_components(api: &mut Api, scope: &mut Scope<'_>) {
    let components = |def: &crate::ir::TypeDef| match &def.origin {
        Origin::Component(wire) => Some(wire.as_str().to_owned()),
        Origin::Inside(..) | Origin::Operation(..) => None,
    };
    let texts: Vec<String> = api.types.iter().filter_map(components).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let mut names = shortest_suffixes(&texts, scope).into_iter();
    for def in &mut api.types {
        if let Origin::Component(_) = def.origin {
            def.name = names.next().unwrap_or_default();
        }
    }
}

/// An inline type is called after what it is inside of, and is written after it, so one round in order is enough.
fn name_inline(api: &mut Api, scope: &mut Scope<'_>) {
    let mut order: Vec<usize> = (0..api.types.len()).collect();
    order.sort_by_key(|index| (depth(api, TypeId(*index)), sort_key(api, TypeId(*index))));
    for index in order {
        let text = match &api.types[index].origin {
            Origin::Component(_) => continue,
            Origin::Operation(operation, part) => join(identifier(operation.as_str(), Case::Pascal).as_str(), part),
            Origin::Inside(parent, part) => join(api.type_def(*parent).name.as_str(), part),
        };
        api.types[index].name = scope.name(&text, Case::Pascal);
    }
}

fn depth(api: &Api, id: TypeId) -> usize {
    match &api.type_def(id).origin {
        Origin::Inside(parent, _) => 1 + depth(api, *parent),
        Origin::Component(_) | Origin::Operation(..) => 0,
    }
}

/// Sorts inline types by the names around them, which do not depend on the order of the document.
pub(in super::super) fn sort_key(api: &Api, id: TypeId) -> Vec<String> {
    match &api.type_def(id).origin {
        Origin::Component(wire) => vec![wire.as_str().to_owned()],
        Origin::Operation(wire, part) => vec![wire.as_str().to_owned(), format!("{part:?}")],
        Origin::Inside(parent, part) => {
            let mut key = sort_key(api, *parent);
            key.push(format!("{part:?}"));
            key
        }
    }
}

/// `SiteUser` and `userState` make `SiteUserState`: words that end one and begin the other are said once.
fn join(outer: &str, part: &Part) -> String {
    let own = match part {
        Part::Member(wire) => identifier(wire.as_str(), Case::Pascal).as_str().to_owned(),
        Part::Item => "Item".to_owned(),
        Part::Place(number) => format!("Item{number}"),
        Part::Branch(label) => identifier(label.as_str(), Case::Pascal).as_str().to_owned(),
        Part::Base => "Base".to_owned(),
        Part::Body => "Body".to_owned(),
        Part::Response => "Response".to_owned(),
        Part::Error => "Error".to_owned(),
    };
    let starts = own.char_indices().skip(1).filter(|(_, c)| c.is_uppercase()).map(|(index, _)| index);
    let overlap = starts.filter(|end| outer.ends_with(&own[..*end])).last().unwrap_or(0);
    format!("{outer}{}", &own[overlap..])
}

/// A module per component or operation type; what is inside of one shares its module.
fn name_modules(api: &mut Api) {
    let roots: Vec<String> = api.types.iter().map(|def| def.name.as_str().to_owned()).collect();
    // A name of digits alone is written the same as a module and as a type.
    let types = roots.iter().map(String::as_str).chain(["mod"]).collect::<Vec<&str>>();
    let mut scope = Scope::with(types);
    let modules = name_all(&mut scope, &roots, Case::Snake);
    for index in 0..api.types.len() {
        api.types[index].module = modules[root(api, TypeId(index)).0].clone();
    }
}

fn root(api: &Api, id: TypeId) -> TypeId {
    match &api.type_def(id).origin {
        Origin::Inside(parent, _) => root(api, *parent),
        Origin::Component(_) | Origin::Operation(..) => id,
    }
}

/// A number is no name; what the document calls it is, and else the word for any value.
fn text_of(base: EnumBase, variant: &Variant) -> String {
    let wire = variant.wire.as_str();
    match (&variant.label, base) {
        (Some(label), _) => label.clone(),
        (None, EnumBase::String) => wire.to_owned(),
        (None, EnumBase::Integer) => format!("Value {}", wire.replace('-', "minus ")),
    }
}

/// A union's variants are called after what they hold, without the words that they share with the union.
fn name_union_variants(api: &mut Api) {
    let names: Vec<RustName> = api.types.iter().map(|def| def.name.clone()).collect();
    for def in &mut api.types {
        let Shape::Union(union) = &mut def.shape else { continue };
        let texts: Vec<String> =
            union.variants.iter().map(|variant| shortened(&held(&variant.ty, &names), def.name.as_str())).collect();
        let variants = name_all(&mut Scope::with(["Other", "Self"]), &texts, Case::Pascal);
        union.variants.iter_mut().zip(variants).for_each(|(variant, name)| variant.name = name);
    }
}

/// `PetCat` in `Pet` is `Cat`; `Petunia` stays.
fn shortened(name: &str, union: &str) -> String {
    match name.strip_prefix(union) {
        Some(rest) if rest.starts_with(|c: char| c.is_uppercase()) => rest.to_owned(),
        _ => name.to_owned(),
    }
}

fn held(ty: &TypeRef, names: &[RustName]) -> String {
    match ty {
        TypeRef::Unit => "Nothing".to_owned(),
        TypeRef::String => "String".to_owned(),
        TypeRef::Secret => "Secret".to_owned(),
        TypeRef::Bool => "Boolean".to_owned(),
        TypeRef::Text(format) => format!("{format:?}"),
        TypeRef::I32 | TypeRef::I64 | TypeRef::U32 | TypeRef::U64 => "Integer".to_owned(),
        TypeRef::F64 | TypeRef::Number => "Number".to_owned(),
        TypeRef::Bytes => "Bytes".to_owned(),
        TypeRef::File => "File".to_owned(),
        TypeRef::Json => "Any".to_owned(),
        TypeRef::List(inner) => match held(inner, names) {
            already if already.ends_with("List") => already,
            inner => format!("{inner} list"),
        },
        TypeRef::Map(inner) => format!("{} map", held(inner, names)),
        TypeRef::Nullable(inner) | TypeRef::Boxed(inner) => held(inner, names),
        TypeRef::Named(id) => names[id.0].as_str().to_owned(),
    }
}
