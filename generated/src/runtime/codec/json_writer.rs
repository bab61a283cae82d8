//! JSON text of what a request sends, straight from the tables of members.

use serde_json::value::RawValue;

use super::super::file_part::as_text;
use super::{Fault, List, Map, Member, Object, View, Wire};

/// Room for a small body, so that most are written without moving.
pub(super) const ROOM: usize = 256;

/// Encodes the body of a request as compact JSON, without the members that only the server says (`readOnly`).
///
/// # Errors
/// A number has no JSON form (infinite or not a number).
pub fn to_json(value: &dyn Wire) -> Result<Vec<u8>, Fault> {
    let mut out = Vec::with_capacity(ROOM);
    write(&mut out, &value.view())?;
    Ok(out)
}

/// The JSON of a value that is part of a request.
pub(in super::super) fn json_text(view: View<'_>) -> Result<String, Fault> {
    let mut out = Vec::new();
    write(&mut out, &view)?;
    String::from_utf8(out).map_err(Fault::new)
}

fn write(out: &mut Vec<u8>, view: &View<'_>) -> Result<(), Fault> {
    match *view {
        View::Absent | View::Null => out.extend_from_slice(b"null"),
        View::Bool(true) => out.extend_from_slice(b"true"),
        View::Bool(false) => out.extend_from_slice(b"false"),
        View::Int(value) => serde_json::to_writer(out, &value).map_err(Fault::new)?,
        View::Uint(value) => serde_json::to_writer(out, &value).map_err(Fault::new)?,
        View::Float(value) if value.is_finite() => serde_json::to_writer(out, &value).map_err(Fault::new)?,
        View::Float(value) => return Err(Fault::new(format_args!("{value} has no JSON form"))),
        View::Number(text) => match serde_json::from_str::<&RawValue>(text) {
            Ok(number) => out.extend_from_slice(number.get().as_bytes()),
            Err(_) => return Err(Fault::new(format_args!("{text} has no JSON form"))),
        },
        View::Text(value) | View::Secret(value) => text(out, value)?,
        View::Bytes(bytes) => text(out, as_text(bytes)?)?,
        View::File(file) => text(out, as_text(file.bytes())?)?,
        View::List(items) => list(out, items)?,
        View::Map(entries) => map(out, entries)?,
        View::Object(members) => object(out, members)?,
        View::Unknown(value, _) => write(out, &value.view())?,
    }
    Ok(())
}

/// A string with its quotes and escapes.
fn text(out: &mut Vec<u8>, text: &str) -> Result<(), Fault> {
    // All bytes are looked at, whatever the first ones say: that takes many at a time.
    let has_escapes = text.bytes().fold(false, |has, byte| has | (byte < 0x20) | (byte == b'"') | (byte == b'\\'));
    if has_escapes {
        return serde_json::to_writer(out, text).map_err(Fault::new);
    }
    out.reserve(text.len() + 2);
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
    Ok(())
}

fn list(out: &mut Vec<u8>, list: &dyn List) -> Result<(), Fault> {
    out.push(b'[');
    for index in 0..list.len() {
        if index > 0 {
            out.push(b',');
        }
        write(out, &list.item(index).view())?;
    }
    out.push(b']');
    Ok(())
}

fn map(out: &mut Vec<u8>, map: &dyn Map) -> Result<(), Fault> {
    out.push(b'{');
    entries(out, map, Separator::default())?;
    out.push(b'}');
    Ok(())
}

fn entries(out: &mut Vec<u8>, map: &dyn Map, mut separator: Separator) -> Result<(), Fault> {
    for (key, value) in map.entries() {
        separator.write(out);
        text(out, key)?;
        out.push(b':');
        write(out, &value.view())?;
    }
    Ok(())
}

fn object(out: &mut Vec<u8>, object: &dyn Object) -> Result<(), Fault> {
    out.push(b'{');
    let mut separator = Separator::default();
    let mut written = Ok(());
    object.each(&mut |member, view| {
        if !member.read_only && written.is_ok() {
            separator.write(out);
            written = name(out, member).and_then(|()| write(out, view));
        }
    });
    written?;
    if let Some(rest) = object.rest() {
        entries(out, rest, separator)?;
    }
    out.push(b'}');
    Ok(())
}

fn name(out: &mut Vec<u8>, member: &Member) -> Result<(), Fault> {
    if !member.is_plain {
        text(out, member.name)?;
        out.push(b':');
        return Ok(());
    }
    out.push(b'"');
    out.extend_from_slice(member.name.as_bytes());
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
