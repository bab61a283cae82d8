//! `Debug` and equality of models from their tables; `Debug` without the secrets.

use std::fmt;

use super::{List, Map, Object, View};

/// Prints a model as `derive(Debug)` would, but leaves out absent members and hides secrets. The Rust names, with
/// spaces between them, are the model's own first, then the fields' in the order of the table.
///
/// # Errors
/// What the formatter returns.
pub fn debug_object(object: &dyn Object, names: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut names = names.split_ascii_whitespace();
    let mut out = f.debug_struct(names.next().unwrap_or_default());
    let count = object.table().members.len();
    for (index, field) in names.by_ref().take(count).enumerate() {
        match object.look(index) {
            View::Absent => {}
            view => drop(out.field(field, &view)),
        }
    }
    // After the members there is a name for the rest of them.
    let rest = object.rest().filter(|rest| rest.entries().next().is_some());
    if let (Some(field), Some(rest)) = (names.next(), rest) {
        out.field(field, &View::Map(rest));
    }
    out.finish()
}

impl fmt::Debug for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            View::Absent => f.write_str("absent"),
            View::Null => f.write_str("null"),
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
            View::Unknown(value, _) => value.view().fmt(f),
        }
    }
}

fn debug_list(list: &dyn List, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.debug_list().entries((0..list.len()).map(|index| list.item(index).view())).finish()
}

fn debug_map(map: &dyn Map, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.debug_map().entries(map.entries().map(|(key, value)| (key, value.view()))).finish()
}

/// Equal if they hold the same, however deep. Secrets are compared too.
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
                a.len() == b.len() && (0..a.len()).all(|index| a.item(index).view() == b.item(index).view())
            }
            (View::Map(a), View::Map(b)) => equal_entries(*a, *b),
            (View::Object(a), View::Object(b)) => equal_members(*a, *b),
            (View::Unknown(value, _), _) => value.view() == *other,
            (_, View::Unknown(value, _)) => *self == value.view(),
            _ => false,
        }
    }
}

fn equal_members(a: &dyn Object, b: &dyn Object) -> bool {
    let count = a.table().members.len();
    let rest = match (a.rest(), b.rest()) {
        (Some(a), Some(b)) => equal_entries(a, b),
        (a, b) => a.is_none() && b.is_none(),
    };
    // One type has one table, but may have it in several places.
    let same = std::ptr::eq(a.table(), b.table()) || a.table() == b.table();
    same && rest && (0..count).all(|index| a.look(index) == b.look(index))
}

fn equal_entries(a: &dyn Map, b: &dyn Map) -> bool {
    let (mut a, mut b) = (a.entries(), b.entries());
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (Some((a, left)), Some((b, right))) if a == b && left.view() == right.view() => {}
            _ => return false,
        }
    }
}
