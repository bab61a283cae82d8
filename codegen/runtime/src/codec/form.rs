//! `application/x-www-form-urlencoded` bodies.

use url::form_urlencoded::Serializer;

use super::json_writer::{INITIAL_CAPACITY, json_text};
use super::{CodecError, Style, View, Wire};

/// The encoding of a form field that differs from the defaults (OAS 3.0.4, Encoding Object).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding {
    pub(super) name: &'static str,
    pub(super) style: Option<Style>,
    pub(super) content_type: Option<&'static str>,
}

impl Encoding {
    /// The defaults for the field of this name.
    pub const fn new(name: &'static str) -> Self {
        Self { name, style: None, content_type: None }
    }

    /// The field is written like a query parameter of this style.
    pub const fn style(mut self, style: Style) -> Self {
        self.style = Some(style);
        self
    }

    /// The field is sent as this media type.
    pub const fn content_type(mut self, media_type: &'static str) -> Self {
        self.content_type = Some(media_type);
        self
    }
}

/// Encodes the members of an object by the defaults of OpenAPI's Encoding Object (OAS 3.0.4 §4.8.15): a scalar is its text,
/// an array repeats the name for each item, and an object is its JSON. What is absent or null is left out.
///
/// # Errors
/// The value is not an object, or holds a number that has no JSON form.
pub fn to_form(value: &dyn Wire, encodings: &[Encoding]) -> Result<Vec<u8>, CodecError> {
    let mut out = String::with_capacity(INITIAL_CAPACITY);
    let view = value.as_view();
    if let View::Absent | View::Null = view {
        return Ok(Vec::new());
    }
    let entries = view.entries().ok_or_else(|| CodecError::new("only an object can be sent as a form"))?;
    for (name, member) in entries {
        let encoding = encodings.iter().find(|encoding| encoding.name == name);
        match (encoding.and_then(|it| it.style), encoding.and_then(|it| it.content_type), member) {
            (_, _, View::Absent | View::Null) => {}
            (Some(style), ..) => style.query(name, member)?.iter().for_each(|pair| add_encoded(&mut out, pair)),
            (None, Some(media_type), one) if media_type.contains("json") => {
                add_pair(&mut out, name, &json_text(one)?);
            }
            (None, _, View::List(list)) => {
                for index in 0..list.len() {
                    add_one(&mut out, name, list.item(index).as_view())?;
                }
            }
            (None, _, one) => add_one(&mut out, name, one)?,
        }
    }
    Ok(out.into_bytes())
}

fn add_one(out: &mut String, name: &str, view: View<'_>) -> Result<(), CodecError> {
    match view.scalar_text()? {
        Some(text) => add_pair(out, name, &text),
        None => add_pair(out, name, &json_text(view)?),
    }
    Ok(())
}

fn add_pair(out: &mut String, name: &str, text: &str) {
    Serializer::for_suffix(out, 0).append_pair(name, text);
}

fn add_encoded(out: &mut String, pair: &str) {
    if !out.is_empty() {
        out.push('&');
    }
    out.push_str(pair);
}
