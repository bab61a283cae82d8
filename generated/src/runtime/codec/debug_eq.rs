//! `Debug` and `PartialEq` of models from their descriptors. `Debug` redacts secrets.

use std::fmt::{self, Debug};

use super::{List, Map, Object, Union, View, Wire};

/// Prints a model as `derive(Debug)` would, without absent fields and with secrets redacted. `names` are Rust names separated
/// by spaces: the model's, each field's in the order of the descriptor, and that of the additional properties.
///
/// # Errors
/// What the formatter returns.
pub fn debug_object(object: &dyn Object, names: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut names = names.split_ascii_whitespace();
    let mut out = f.debug_struct(names.next().unwrap_or_default());
    let count = object.descriptor().fields.len();
    for (index, field) in names.by_ref().take(count).enumerate() {
        match object.get(index) {
            View::Absent => {}
            view => drop(out.field(field, &view)),
        }
    }
    let additional = object.additional().filter(|additional| additional.entries().next().is_some());
    if let (Some(field), Some(additional)) = (names.next(), additional) {
        out.field(field, &View::Map(additional));
    }
    out.finish()
}

impl Debug for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // What is absent from a model is not printed; in a list or map it is null.
            View::Absent | View::Null => f.write_str("null"),
            View::Bool(value) => value.fmt(f),
            View::Int(value) => value.fmt(f),
            View::Uint(value) => value.fmt(f),
            View::Float(value) => value.fmt(f),
            View::Number(text) => f.write_str(text),
            View::Text(text) => text.fmt(f),
            View::Secret(_) => f.write_str("[redacted]"),
            View::Bytes(bytes) => write!(f, "{} bytes", bytes.len()),
            View::File(file) => file.fmt(f),
            View::List(list) => debug_list(*list, f),
            View::Map(map) => debug_map(*map, f),
            View::Object(object) => object.fmt(f),
            View::Union(union) => union.fmt(f),
            View::Undeclared(value, _) => value.as_view().fmt(f),
        }
    }
}

/// Prints a union as `derive(Debug)` would. `names` are those of its variants, separated by spaces; a value of none is printed
/// as it is.
///
/// # Errors
/// What the formatter returns.
pub fn debug_union(union: &dyn Union, names: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (index, value) = union.branch();
    match names.split_ascii_whitespace().nth(index) {
        Some(name) => f.debug_tuple(name).field(&value.as_view()).finish(),
        None => value.as_view().fmt(f),
    }
}

fn debug_list(list: &dyn List, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.debug_list().entries((0..list.len()).map(|index| list.item(index).as_view())).finish()
}

fn debug_map(map: &dyn Map, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.debug_map().entries(map.entries().map(|(key, value)| (key, value.as_view()))).finish()
}

/// Whether two values are the same, secrets included.
pub fn equal(a: &dyn Wire, b: &dyn Wire) -> bool {
    a.as_view() == b.as_view()
}

/// Deep equality, secrets included.
impl PartialEq for View<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (View::Absent, View::Absent) | (View::Null, View::Null) => true,
            (View::Bool(a), View::Bool(b)) => a == b,
            (View::Int(a), View::Int(b)) => a == b,
            (View::Uint(a), View::Uint(b)) => a == b,
            (View::Float(a), View::Float(b)) => a == b,
            (View::Number(a), View::Number(b))
            | (View::Text(a), View::Text(b))
            | (View::Secret(a), View::Secret(b)) => a == b,
            (View::Bytes(a), View::Bytes(b)) => a == b,
            (View::File(a), View::File(b)) => a == b,
            (View::List(a), View::List(b)) => {
                a.len() == b.len() && (0..a.len()).all(|index| a.item(index).as_view() == b.item(index).as_view())
            }
            (View::Map(a), View::Map(b)) => equal_entries(*a, *b),
            (View::Object(a), View::Object(b)) => equal_members(*a, *b),
            (View::Undeclared(value, _), _) => value.as_view() == *other,
            (_, View::Undeclared(value, _)) => *self == value.as_view(),
            (View::Union(union), _) => union.branch().1.as_view() == *other,
            (_, View::Union(union)) => *self == union.branch().1.as_view(),
            _ => false,
        }
    }
}

fn equal_members(a: &dyn Object, b: &dyn Object) -> bool {
    let count = a.descriptor().fields.len();
    let additional = match (a.additional(), b.additional()) {
        (Some(a), Some(b)) => equal_entries(a, b),
        (a, b) => a.is_none() && b.is_none(),
    };
    // The descriptor of one type can have several addresses.
    let same = std::ptr::eq(a.descriptor(), b.descriptor()) || a.descriptor() == b.descriptor();
    same && additional && (0..count).all(|index| a.get(index) == b.get(index))
}

fn equal_entries(a: &dyn Map, b: &dyn Map) -> bool {
    let (mut a, mut b) = (a.entries(), b.entries());
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (Some((a, left)), Some((b, right))) if a == b && left.as_view() == right.as_view() => {}
            _ => return false,
        }
    }
}
