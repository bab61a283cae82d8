//! Builds the tree of spans of a JSON text. The text was parsed before, so only its brackets and strings are looked at.

use std::borrow::Cow;

use super::span_tree::{Builder, Shape, Span, SpanTree};

/// Reads to the end, whatever is there.
pub(super) fn span_tree(text: &str) -> SpanTree<'_> {
    let bytes = text.as_bytes();
    let mut builder = Builder::default();
    let mut start = 0;
    while start < bytes.len() {
        let mut end = start + 1;
        match bytes[start] {
            b'{' => drop(builder.add(Span { start, end }, Shape::Mapping(Vec::new()))),
            b'[' => drop(builder.add(Span { start, end }, Shape::Sequence(Vec::new()))),
            b'}' | b']' => builder.close(),
            b',' | b':' => {}
            byte if byte.is_ascii_whitespace() => {}
            byte => {
                end = if byte == b'"' { string_end(bytes, start) } else { word_end(bytes, start) };
                builder.add(Span { start, end }, Shape::Scalar(content(&text[start..end])));
            }
        }
        start = end;
    }
    builder.finish()
}

/// One past the closing quote.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut index = start + 1;
    while let Some(byte) = bytes.get(index) {
        match byte {
            b'"' => return index + 1,
            b'\\' => index += 2,
            _ => index += 1,
        }
    }
    bytes.len()
}

/// One past the last byte of a number or a keyword.
fn word_end(bytes: &[u8], start: usize) -> usize {
    let is_end = |byte: &u8| byte.is_ascii_whitespace() || b",:[]{}\"".contains(byte);
    bytes[start + 1..].iter().position(is_end).map_or(bytes.len(), |length| start + 1 + length)
}

/// What a string says; other scalars are no keys, so that what they say does not matter.
fn content(scalar: &str) -> Cow<'_, str> {
    let inner = scalar.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(scalar);
    if inner.contains('\\') {
        serde_json::from_str(scalar).map_or(Cow::Borrowed(inner), Cow::Owned)
    } else {
        Cow::Borrowed(inner)
    }
}
