//! Names of types, their modules, fields and variants.

use super::identifier::{Case, identifier};
use super::namespace_suffix::shortest_suffixes;
use super::repetition;
use super::scope::{RESERVED, Scope};
use super::spelling::name_all;

use crate::ir::{Api, EnumBase, Origin, Part, RustName, Shape, TypeDef, TypeId, TypeRef, Variant, type_walks};

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
                let names = name_all(&mut scope, &texts, Case::Value);
                shape.variants.iter_mut().zip(names).for_each(|(variant, name)| variant.name = name);
            }
            Shape::Keyed(variants) => {
                let texts: Vec<&str> =
                    variants.iter().map(|it| it.label.as_deref().unwrap_or(it.wire.as_str())).collect();
                let names = name_all(&mut Scope::with(["Other", "Self"]), &texts, Case::Value);
                variants.iter_mut().zip(names).for_each(|(variant, name)| variant.name = name);
            }
            Shape::Union(_) | Shape::Tuple(_) | Shape::Alias(_) => {}
        }
    }
    name_union_variants(api);
}

fn name_components(api: &mut Api, scope: &mut Scope<'_>) {
    let component = |(index, def): (usize, &TypeDef)| match &def.origin {
        Origin::Component(wire) => Some((index, wire.as_str().to_owned())),
        Origin::Inside(..) | Origin::Operation(..) => None,
    };
    let (indices, texts): (Vec<usize>, Vec<String>) = api.types.iter().enumerate().filter_map(component).unzip();
    let names = shortest_suffixes(&texts, scope);
    indices.into_iter().zip(names).for_each(|(index, name)| api.types[index].name = name);
}

/// An inline type is called after what it is inside of, so the outer ones are named first.
fn name_inline(api: &mut Api, scope: &mut Scope<'_>) {
    let mut order: Vec<usize> = (0..api.types.len()).collect();
    order.sort_by_cached_key(|index| {
        let id = TypeId(*index);
        (type_walks::outwards(&api.types, id).count(), type_walks::written_at(&api.types, id))
    });
    for index in order {
        let text = match &api.types[index].origin {
            Origin::Component(_) => continue,
            Origin::Operation(operation, part) => join(identifier(operation.as_str(), Case::Pascal).as_str(), part),
            Origin::Inside(parent, part) => join(api.type_def(*parent).name.as_str(), part),
        };
        api.types[index].name = scope.name(&text, Case::Pascal);
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
        Part::Patch => "Patch".to_owned(),
        Part::Response => "Response".to_owned(),
        Part::Error => "Error".to_owned(),
    };
    let starts = own.char_indices().skip(1).filter(|(_, c)| c.is_uppercase()).map(|(index, _)| index);
    let overlap = starts.filter(|end| outer.ends_with(&own[..*end])).last().unwrap_or(0);
    format!("{outer}{}", &own[overlap..])
}

/// A module per component or operation type; what is inside of one shares its module.
fn name_modules(api: &mut Api) {
    let roots: Vec<&str> = api.types.iter().map(|def| def.name.as_str()).collect();
    // A name of digits alone is written the same as a module and as a type.
    let mut scope = Scope::with(roots.iter().copied().chain(["mod"]));
    let modules = name_all(&mut scope, &roots, Case::Snake);
    for index in 0..api.types.len() {
        api.types[index].module = modules[type_walks::outermost(&api.types, TypeId(index)).0].clone();
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
        let whole: Vec<String> = union.variants.iter().map(|variant| held(&variant.ty, &names)).collect();
        let mut scope = Scope::with(["Other", "Self"]);
        let texts = repetition::variants(&whole, def.name.as_str(), &scope);
        let variants = name_all(&mut scope, &texts, Case::Pascal);
        union.variants.iter_mut().zip(variants).for_each(|(variant, name)| variant.name = name);
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
