//! `Debug` and equality of models from their tables; `Debug` without the secrets.

use std::fmt;

use super::{List, Map, Object, View, Wire};

/// Prints a model as `derive(Debug)` would, but leaves out absent members and hides secrets.
///
/// # Errors
/// What the formatter returns.
pub fn debug_object(object: &dyn Object, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let [name, fields @ ..] = object.rust_names() else { return Ok(()) };
    let mut out = f.debug_struct(name);
    for (index, field) in fields.iter().enumerate() {
        match (object.member(index).map(Wire::view), object.rest()) {
            (Some(View::Absent), _) | (None, None) => {}
            (Some(view), _) => drop(out.field(field, &view)),
            // After the members there is a name for the rest of them.
            (None, Some(rest)) if rest.entries().next().is_none() => {}
            (None, Some(rest)) => drop(out.field(field, &View::Map(rest))),
        }
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
            View::Object(object) => debug_object(*object, f),
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
        match (self.plain(), other.plain()) {
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
            (View::Map(a), View::Map(b)) => equal_entries(a, b),
            (View::Object(a), View::Object(b)) => equal_members(a, b),
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
    rest && a.table() == b.table()
        && (0..count).all(|index| a.member(index).map(Wire::view) == b.member(index).map(Wire::view))
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
