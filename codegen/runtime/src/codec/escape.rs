//! What becomes of the characters of a name or value where it is written.

use std::fmt::Write;

use super::super::url_path::{Keep, push_encoded};
use super::{CodecError, excerpt};

/// Which characters of a name or value are encoded, and how.
#[derive(Clone, Copy)]
pub(super) enum Escape {
    /// In a path or query all but these are percent-encoded.
    Percent(Keep),
    /// In a part of a form nothing is.
    Nothing,
    /// In a cookie nothing is, so there are characters that it cannot hold (RFC 6265 §4.1.1).
    Cookie,
}

impl Escape {
    /// The name of a pair.
    ///
    /// # Errors
    /// A cookie cannot have the name.
    pub(super) fn name(self, text: &str) -> Result<String, CodecError> {
        match self {
            Self::Percent(_) => Ok(percent_encoded(text, Keep::Unreserved)),
            Self::Cookie if !is_token(text) => {
                Err(CodecError::new(format_args!("`{}` is not the name of a cookie", excerpt(text))))
            }
            Self::Nothing | Self::Cookie => Ok(text.to_owned()),
        }
    }

    /// The value of a pair, or an item of it.
    ///
    /// # Errors
    /// A cookie cannot hold the value.
    pub(super) fn value(self, text: &str) -> Result<String, CodecError> {
        match self {
            Self::Percent(keep) => Ok(percent_encoded(text, keep)),
            Self::Cookie if !is_cookie_value(text) => Err(CodecError::new(
                "the value has a character that a cookie cannot hold and must be encoded beforehand",
            )),
            Self::Nothing | Self::Cookie => Ok(text.to_owned()),
        }
    }

    /// What stands between two items, or around a key.
    pub(super) fn delimiter(self, delimiter: char) -> String {
        match self {
            // A comma has no other meaning in a path or query.
            Self::Percent(_) if delimiter != ',' => {
                percent_encoded(delimiter.encode_utf8(&mut [0; 4]), Keep::Unreserved)
            }
            _ => delimiter.into(),
        }
    }
}

/// A text whose characters but those of `keep` are percent-encoded.
pub(super) fn percent_encoded(text: &str, keep: Keep) -> String {
    let mut out = String::with_capacity(text.len());
    push_encoded(&mut out, text, keep);
    out
}

/// JSON in ASCII: all else is escaped, which only strings can have.
pub(super) fn ascii_json(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            c if c.is_ascii() => out.push(c),
            c => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    // Writing to a `String` cannot fail.
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
        }
    }
    out
}

/// XML in visible ASCII: all else of a text is a character reference.
pub(super) fn ascii_xml(xml: &str) -> String {
    let mut out = String::with_capacity(xml.len());
    for c in xml.chars() {
        match c {
            ' '..='~' => out.push(c),
            c => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
        }
    }
    out
}

/// A token by RFC 9110 §5.6.2.
fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// The value of a cookie, perhaps in quotes.
fn is_cookie_value(text: &str) -> bool {
    let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    inner.bytes().all(|byte| byte.is_ascii_graphic() && !b"\",;\\".contains(&byte))
}
