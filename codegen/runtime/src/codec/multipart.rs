//! `multipart/form-data` bodies (RFC 7578).

use super::super::file_part::FilePart;
use super::super::request_body::RequestBody;
use super::form::{Encoding, FormKind};
use super::json_writer::json_text;
use super::{CodecError, View, Wire};

/// One part: its headers and its content.
struct Part {
    head: String,
    content: RequestBody,
}

impl Part {
    /// Whether a boundary occurs in what is known of the part.
    fn has(&self, boundary: &str) -> bool {
        has(self.head.as_bytes(), boundary) || self.content.as_bytes().is_some_and(|bytes| has(bytes, boundary))
    }
}

/// Encodes the members of an object as parts; returns the boundary and the body.
///
/// By the defaults of OpenAPI's Encoding Object a scalar is its text, a file its bytes, an array a part for each item, and
/// an object its JSON; what is absent or null is left out. A style gives a part for each of its pairs, and encodes nothing.
/// `boundaries` is asked until a boundary does not occur in any part that is not a stream.
///
/// # Errors
/// The value is not an object, or a media type is not one.
pub fn to_multipart(
    value: &dyn Wire,
    encodings: &[Encoding],
    boundaries: &mut dyn FnMut() -> String,
) -> Result<(String, RequestBody), CodecError> {
    let mut parts = Vec::new();
    let entries = value.as_view().entries().ok_or_else(|| CodecError::new("only an object can be sent as a form"))?;
    for (name, member) in entries {
        let encoding = Encoding::find(encodings, name, FormKind::Multipart);
        let media_type = encoding.and_then(|it| it.content_type);
        let is_json = media_type.is_some_and(|media_type| media_type.contains("json"));
        let style = encoding.and_then(|it| it.style).filter(|_| !is_file(member));
        match (style, member) {
            (_, View::Absent | View::Null) => {}
            (Some(style), member) => {
                for (name, text) in style.plain_pairs(name, member)? {
                    parts.push(Part { head: head(&name, None, None)?, content: text.into() });
                }
            }
            (None, View::List(list)) if !is_json => {
                for index in 0..list.len() {
                    parts.push(part(name, list.item(index).as_view(), media_type)?);
                }
            }
            (None, one) => parts.push(part(name, one, media_type)?),
        }
    }
    let mut boundary = boundaries();
    while parts.iter().any(|part| part.has(&boundary)) {
        boundary = boundaries();
    }
    let mut body = Vec::new();
    for part in parts {
        body.push(format!("--{boundary}\r\n{}\r\n", part.head).into());
        body.push(part.content);
        body.push("\r\n".into());
    }
    body.push(format!("--{boundary}--\r\n").into());
    Ok((boundary, RequestBody::joined(body)))
}

fn part(name: &str, view: View<'_>, media_type: Option<&str>) -> Result<Part, CodecError> {
    let is_json = media_type.is_some_and(|media_type| media_type.contains("json"));
    let file = |file_name: Option<&str>, declared_type: Option<&str>, content: RequestBody| {
        let head = head(
            name,
            Some(file_name.unwrap_or(name)),
            declared_type.or(media_type).or(Some("application/octet-stream")),
        )?;
        Ok(Part { head, content })
    };
    match view.resolved() {
        View::File(part) => {
            file(FilePart::declared_file_name(part), FilePart::declared_content_type(part), part.content().clone())
        }
        View::Bytes(bytes) => file(None, None, bytes.clone().into()),
        view => match view.scalar_text()?.filter(|_| !is_json) {
            Some(text) => Ok(Part { head: head(name, None, media_type)?, content: text.into_owned().into() }),
            None => {
                let text = json_text(view)?.into_bytes();
                let media_type = media_type.unwrap_or("application/json");
                Ok(Part { head: head(name, None, Some(media_type))?, content: text.into() })
            }
        },
    }
}

/// Whether a member is a file or a list of files, which have no style.
fn is_file(member: View<'_>) -> bool {
    match member.resolved() {
        View::File(_) | View::Bytes(_) => true,
        View::List(list) => {
            !list.is_empty() && matches!(list.item(0).as_view().resolved(), View::File(_) | View::Bytes(_))
        }
        _ => false,
    }
}

fn head(name: &str, file_name: Option<&str>, media_type: Option<&str>) -> Result<String, CodecError> {
    let mut head = format!("Content-Disposition: form-data; name=\"{}\"", quoted(name));
    if let Some(file_name) = file_name {
        head.extend(["; filename=\"", &quoted(file_name), "\""]);
    }
    head.push_str("\r\n");
    if let Some(media_type) = media_type {
        if !media_type.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            return Err(CodecError::new("the media type of a part is not visible ASCII"));
        }
        head.extend(["Content-Type: ", media_type, "\r\n"]);
    }
    Ok(head)
}

/// A name between quotes, as browsers write it: only what would end it is encoded.
fn quoted(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '"' => out.push_str("%22"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            c => out.push(c),
        }
    }
    out
}

fn has(content: &[u8], boundary: &str) -> bool {
    let boundary = boundary.as_bytes();
    !boundary.is_empty() && content.windows(boundary.len()).any(|window| window == boundary)
}
