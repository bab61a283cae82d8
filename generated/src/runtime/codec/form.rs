//! `application/x-www-form-urlencoded` bodies.

use super::form_fields::{add_pair, add_usual, members};
use super::json_writer::{INITIAL_CAPACITY, json_text};
use super::{CodecError, Style, View, Wire};

/// The encoding of a form field that differs from the defaults (OAS 3.0.4, Encoding Object).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding {
    pub(super) name: &'static str,
    pub(super) style: Option<Style>,
    pub(super) content_type: Option<&'static str>,
    only: Option<FormKind>,
}

/// The kinds of forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FormKind {
    /// `application/x-www-form-urlencoded`
    UrlEncoded,
    /// `multipart/form-data`
    Multipart,
}

impl Encoding {
    /// The defaults for the field of this name.
    pub const fn new(name: &'static str) -> Self {
        Self { name, style: None, content_type: None, only: None }
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

    /// The encoding is that of the URL-encoded form alone.
    pub const fn only_urlencoded(mut self) -> Self {
        self.only = Some(FormKind::UrlEncoded);
        self
    }

    /// The encoding is that of the multipart form alone.
    pub const fn only_multipart(mut self) -> Self {
        self.only = Some(FormKind::Multipart);
        self
    }

    /// The encoding of a field in a form of this kind.
    pub(super) fn find<'a>(all: &'a [Self], name: &str, form: FormKind) -> Option<&'a Self> {
        all.iter().find(|encoding| encoding.name == name && encoding.only.is_none_or(|only| only == form))
    }
}

/// Encodes the members of an object by the defaults of OpenAPI's Encoding Object (OAS 3.0.4 §4.8.15): a scalar is its text,
/// an array repeats the name for each item, and an object is its JSON. What is absent or null is left out.
///
/// # Errors
/// The value is not an object, or holds a number that has no JSON form.
pub fn to_form(value: &dyn Wire, encodings: &[Encoding]) -> Result<Vec<u8>, CodecError> {
    form_of_view(value.as_view(), encodings).map(String::into_bytes)
}

/// The same as a query string, where a space is `%20`.
pub(in super::super) fn to_query(value: &dyn Wire, encodings: &[Encoding]) -> Result<String, CodecError> {
    // A plus sign of a value is encoded, so each that is left is a space.
    form_of_view(value.as_view(), encodings).map(|form| form.replace('+', "%20"))
}

fn form_of_view(view: View<'_>, encodings: &[Encoding]) -> Result<String, CodecError> {
    let mut out = String::with_capacity(INITIAL_CAPACITY);
    for (name, member) in members(view)? {
        let encoding = Encoding::find(encodings, name, FormKind::UrlEncoded);
        match (encoding.and_then(|it| it.style), encoding.and_then(|it| it.content_type), member) {
            (_, _, View::Absent | View::Null) => {}
            (Some(style), ..) => style.query(name, member)?.iter().for_each(|pair| add_encoded(&mut out, pair, style)),
            (None, Some(media_type), one) if media_type.contains("json") => {
                add_pair(&mut out, name, &json_text(one)?);
            }
            (None, _, one) => add_usual(&mut out, name, one)?,
        }
    }
    Ok(out)
}

/// Adds what a style has encoded. Where it is one pair for each value, it is written like the other pairs of a form.
fn add_encoded(out: &mut String, pair: &str, style: Style) {
    if !out.is_empty() {
        out.push('&');
    }
    match style.is_exploded_form() {
        true => out.push_str(&pair.replace("%20", "+")),
        false => out.push_str(pair),
    }
}
