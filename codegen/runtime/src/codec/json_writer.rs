//! The JSON encoder of request bodies, driven by struct descriptors.

use serde_json::value::RawValue;

use super::bytes::{as_text, file_text};
use super::{CodecError, FieldDescriptor, List, Map, Sent, View, Wire};

/// The initial capacity of a buffer, enough for most bodies.
pub(super) const INITIAL_CAPACITY: usize = 256;

/// Encodes the body of a request as compact JSON, without `readOnly` members.
///
/// # Errors
/// A number has no JSON form (infinity or NaN).
pub fn to_json(value: &dyn Wire) -> Result<Vec<u8>, CodecError> {
    let mut out = Vec::with_capacity(INITIAL_CAPACITY);
    write(&mut out, &value.as_view())?;
    Ok(out)
}

/// The JSON of a value that is part of a request.
pub(super) fn json_text(view: View<'_>) -> Result<String, CodecError> {
    let mut out = Vec::new();
    write(&mut out, &view)?;
    String::from_utf8(out).map_err(CodecError::new)
}

fn write(out: &mut Vec<u8>, view: &View<'_>) -> Result<(), CodecError> {
    match *view {
        View::Absent | View::Null => out.extend_from_slice(b"null"),
        View::Bool(true) => out.extend_from_slice(b"true"),
        View::Bool(false) => out.extend_from_slice(b"false"),
        View::Int(value) => serde_json::to_writer(out, &value).map_err(CodecError::new)?,
        View::Uint(value) => serde_json::to_writer(out, &value).map_err(CodecError::new)?,
        View::Float(value) if value.is_finite() => serde_json::to_writer(out, &value).map_err(CodecError::new)?,
        View::Float(_) => return Err(CodecError::new("infinity and NaN have no JSON form")),
        View::Number(text) => match serde_json::from_str::<&RawValue>(text) {
            Ok(number) => out.extend_from_slice(number.get().as_bytes()),
            Err(_) => return Err(CodecError::new("infinity and NaN have no JSON form")),
        },
        View::Text(value) | View::Secret(value) => text(out, value)?,
        View::Bytes(bytes) => text(out, as_text(bytes)?)?,
        View::File(file) => text(out, file_text(file)?)?,
        View::List(items) => list(out, items)?,
        View::Map(entries) => map(out, entries)?,
        View::Object(model) => object(out, Sent::alone(model))?,
        View::Union(union) => match Sent::of(union) {
            Some(model) => object(out, model)?,
            None => write(out, &union.branch().1.as_view())?,
        },
        View::Undeclared(value, _) => write(out, &value.as_view())?,
    }
    Ok(())
}

/// A string with its quotes and escapes.
fn text(out: &mut Vec<u8>, text: &str) -> Result<(), CodecError> {
    // Without an early exit, the loop is vectorised.
    let has_escapes = text.bytes().fold(false, |has, byte| has | (byte < 0x20) | (byte == b'"') | (byte == b'\\'));
    if has_escapes {
        return serde_json::to_writer(out, text).map_err(CodecError::new);
    }
    out.reserve(text.len() + 2);
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
    Ok(())
}

fn list(out: &mut Vec<u8>, list: &dyn List) -> Result<(), CodecError> {
    out.push(b'[');
    for index in 0..list.len() {
        if index > 0 {
            out.push(b',');
        }
        write(out, &list.item(index).as_view())?;
    }
    out.push(b']');
    Ok(())
}

fn map(out: &mut Vec<u8>, map: &dyn Map) -> Result<(), CodecError> {
    out.push(b'{');
    entries(out, map, Separator::default())?;
    out.push(b'}');
    Ok(())
}

fn entries(out: &mut Vec<u8>, map: &dyn Map, mut separator: Separator) -> Result<(), CodecError> {
    for (key, value) in map.entries() {
        separator.write(out);
        text(out, key)?;
        out.push(b':');
        write(out, &value.as_view())?;
    }
    Ok(())
}

fn object(out: &mut Vec<u8>, object: Sent<'_>) -> Result<(), CodecError> {
    out.push(b'{');
    let mut separator = Separator::default();
    let mut written = Ok(());
    object.for_each(&mut |field, view| {
        if !field.read_only && written.is_ok() {
            separator.write(out);
            written = name(out, field).and_then(|()| write(out, view));
        }
    });
    written?;
    if let Some(additional) = object.additional() {
        entries(out, additional, separator)?;
    }
    out.push(b'}');
    Ok(())
}

fn name(out: &mut Vec<u8>, field: &FieldDescriptor) -> Result<(), CodecError> {
    if !field.needs_no_escape {
        text(out, field.name)?;
        out.push(b':');
        return Ok(());
    }
    out.push(b'"');
    out.extend_from_slice(field.name.as_bytes());
    out.extend_from_slice(b"\":");
    Ok(())
}

/// A comma before all but the first.
#[derive(Default)]
struct Separator {
    is_due: bool,
}

impl Separator {
    fn write(&mut self, out: &mut Vec<u8>) {
        if std::mem::replace(&mut self.is_due, true) {
            out.push(b',');
        }
    }
}
