//! Members with one possible value, which `new` does not ask for.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::ident::{ident, wire};
use super::type_ref::Paths;
use crate::ir::{Access, Field, Presence, Shape, Struct, TypeRef};

/// Structs within structs are looked at this deep: each may contain itself.
const MOST_NESTED: usize = 8;

/// Whether the only value of a field is known.
pub(super) fn is_fixed(paths: &Paths<'_>, field: &Field) -> bool {
    field.tag.is_some() || paths.has_one_value(&field.ty) || constant(paths, field).is_some()
}

/// The only value of a field, unless it is what the field has by default.
pub(super) fn constant(paths: &Paths<'_>, field: &Field) -> Option<TokenStream> {
    if let Some(tag) = &field.tag {
        let text = wire(tag);
        return Some(quote!(#text.into()));
    }
    if field.presence != Presence::Required {
        return None;
    }
    match (field.constant.as_deref(), paths.target(&field.ty)) {
        (Some("true"), TypeRef::Bool) => Some(quote!(true)),
        (Some("false"), TypeRef::Bool) => Some(quote!(false)),
        (Some(number), TypeRef::F64) => float(number),
        (Some(number), TypeRef::Number) => float(number).map(|number| quote!(#number.into())),
        (None, TypeRef::Named(id)) => {
            let is_constant = matches!(paths.shape(&field.ty), Some(Shape::Struct(shape)) if has_one_value(paths, shape, MOST_NESTED));
            let name = ident(&paths.type_def(*id).name);
            is_constant.then(|| quote!(#name::new()))
        }
        _ => None,
    }
}

/// A number with a point, if it is finite.
fn float(digits: &str) -> Option<TokenStream> {
    let number: f64 = digits.parse().ok().filter(|number: &f64| number.is_finite())?;
    let literal = Literal::f64_unsuffixed(number.abs());
    Some(if number.is_sign_negative() { quote!(-#literal) } else { quote!(#literal) })
}

/// Whether a struct has no members but those with one possible value, and has them.
fn has_one_value(paths: &Paths<'_>, shape: &Struct, depth: usize) -> bool {
    let is_fixed = |field: &Field| {
        let is_said = field.presence == Presence::Required && field.access == Access::Both;
        is_said
            && match paths.shape(&field.ty) {
                Some(Shape::Struct(inner)) => depth > 0 && has_one_value(paths, inner, depth - 1),
                Some(Shape::Enum(values)) => values.variants.len() == 1,
                _ => field.constant.is_some(),
            }
    };
    shape.rest.is_none() && !shape.fields.is_empty() && shape.fields.iter().all(is_fixed)
}
