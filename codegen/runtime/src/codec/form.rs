//! `application/x-www-form-urlencoded` bodies.

use url::form_urlencoded::Serializer;

use super::json::json_text;
use super::{Fault, View, Wire};

/// Encodes the members of an object by the defaults of OpenAPI's Encoding Object (OAS 3.0.4 §4.8.15): a scalar is its text,
/// an array repeats the name for each item, and an object is its JSON. What is absent or null is left out.
///
/// # Errors
/// The value is not an object, or holds a number that has no JSON form.
pub fn to_form(value: &dyn Wire) -> Result<Vec<u8>, Fault> {
    let mut out = Serializer::new(String::new());
    match value.view().plain() {
        View::Absent | View::Null => {}
        View::Object(object) => {
            for (index, member) in object.table().members.iter().enumerate().filter(|(_, member)| !member.read_only) {
                put(&mut out, member.name, object.member(index).map_or(View::Absent, Wire::view))?;
            }
            for (key, value) in object.rest().iter().flat_map(|rest| rest.entries()) {
                put(&mut out, key, value.view())?;
            }
        }
        View::Map(map) => {
            for (key, value) in map.entries() {
                put(&mut out, key, value.view())?;
            }
        }
        _ => return Err(Fault::new("only an object can be sent as a form")),
    }
    Ok(out.finish().into_bytes())
}

fn put(out: &mut Serializer<'_, String>, name: &str, view: View<'_>) -> Result<(), Fault> {
    match view.plain() {
        View::Absent | View::Null => {}
        View::List(list) => {
            for index in 0..list.len() {
                put_one(out, name, list.item(index).view())?;
            }
        }
        one => put_one(out, name, one)?,
    }
    Ok(())
}

fn put_one(out: &mut Serializer<'_, String>, name: &str, view: View<'_>) -> Result<(), Fault> {
    match view.lexical()? {
        Some(text) => out.append_pair(name, &text),
        None => out.append_pair(name, &json_text(view)?),
    };
    Ok(())
}
