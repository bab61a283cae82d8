//! What the values of a union are made from: the types of its variants, and texts and numbers where one variant alone can be meant.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::type_ref::{Paths, type_ref};
use crate::ir::{EnumBase, Shape, TypeDef, TypeRef, Union, UnionVariant};

/// For each variant the types that it is made from. What several variants hold, none is made from; nor is a union from itself.
pub(super) fn sources(paths: &Paths<'_>, def: &TypeDef, shape: &Union) -> Vec<Vec<TokenStream>> {
    let held: Vec<&TypeRef> = shape.variants.iter().map(|variant| held(paths, variant)).collect();
    let mut holders: BTreeMap<&TypeRef, usize> = BTreeMap::new();
    held.iter().for_each(|held| *holders.entry(held).or_default() += 1);
    let literals = Literals::new(paths, &held);
    let of_variant = |(variant, held): (&UnionVariant, &&TypeRef)| {
        let is_itself = matches!(held, TypeRef::Named(id) if paths.name(*id) == def.name.as_str());
        if holders.get(*held) != Some(&1) || is_itself || matches!(held, TypeRef::Map(_) | TypeRef::Json) {
            return Vec::new();
        }
        let own = type_ref(paths, unboxed(&variant.ty));
        std::iter::once(own).chain(literals.of(paths, held)).collect()
    };
    shape.variants.iter().zip(&held).map(of_variant).collect()
}

/// How many variants a text or a number without a type could mean.
struct Literals {
    texts: usize,
    text_enums: usize,
    integers: usize,
    integer_enums: usize,
    numbers: usize,
}

impl Literals {
    fn new(paths: &Paths<'_>, held: &[&TypeRef]) -> Self {
        let count = |is: &dyn Fn(&TypeRef) -> bool| held.iter().filter(|held| is(held)).count();
        Self {
            texts: count(&|held| matches!(held, TypeRef::String)),
            text_enums: count(&|held| enum_base(paths, held) == Some(EnumBase::String)),
            integers: count(&is_integer),
            integer_enums: count(&|held| enum_base(paths, held) == Some(EnumBase::Integer)),
            numbers: count(&|held| matches!(held, TypeRef::F64 | TypeRef::Number)),
        }
    }

    /// The types besides its own that a variant is made from.
    fn of(&self, paths: &Paths<'_>, held: &TypeRef) -> Vec<TokenStream> {
        let has_integers = self.integers + self.integer_enums > 0;
        match (held, enum_base(paths, held)) {
            (TypeRef::String, _) => vec![quote!(&str)],
            (_, Some(EnumBase::String)) if self.texts == 0 && self.text_enums == 1 => vec![quote!(&str)],
            (_, Some(EnumBase::Integer)) if self.integers + self.numbers == 0 && self.integer_enums == 1 => {
                vec![quote!(i64)]
            }
            (TypeRef::Number, _) if self.numbers == 1 && has_integers => vec![quote!(f64)],
            (TypeRef::Number, _) if self.numbers == 1 => vec![quote!(i32), quote!(i64), quote!(f64)],
            (TypeRef::F64, _) if self.numbers == 1 && !has_integers => vec![quote!(i32)],
            _ => Vec::new(),
        }
    }
}

fn is_integer(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::I32 | TypeRef::I64 | TypeRef::U32 | TypeRef::U64)
}

fn enum_base(paths: &Paths<'_>, ty: &TypeRef) -> Option<EnumBase> {
    match paths.shape(ty) {
        Some(Shape::Enum(shape)) => Some(shape.base),
        _ => None,
    }
}

/// The type that a variant holds, without its box and behind its aliases.
fn held<'a>(paths: &Paths<'a>, variant: &'a UnionVariant) -> &'a TypeRef {
    paths.target(unboxed(&variant.ty))
}

fn unboxed(ty: &TypeRef) -> &TypeRef {
    match ty {
        TypeRef::Boxed(inner) => inner,
        ty => ty,
    }
}
