//! JSON text → tree.

use serde::de::DeserializeSeed as _;
use serde_json::Value;

use super::{
    huge_numbers,
    value_visitor::{Failure, Node, Notes, TOO_DEEP},
};

/// Reads the whole text as one JSON value. serde_json itself stops at 128 levels.
pub(super) fn parse(text: &str, notes: &mut Notes) -> Result<Value, Failure> {
    let result = parse_exactly(text, notes);
    if !result.as_ref().is_err_and(|failure| failure.message.contains("number out of range")) {
        return result;
    }
    let (quoted, found) = huge_numbers::quoted(text);
    *notes = Notes::default();
    let value = parse_exactly(&quoted, notes).map_err(|mut failure| {
        // Two quotes are before the fault for each number that is.
        failure.byte -= 2 * found.iter().enumerate().filter(|(nth, byte)| **byte + 2 * nth < failure.byte).count();
        failure
    })?;
    notes.too_large(found);
    Ok(value)
}

fn parse_exactly(text: &str, notes: &mut Notes) -> Result<Value, Failure> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    Node::root(notes)
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| failure(text, &error))
}

/// What the parser says, and what to do about it.
const KNOWN: &[(&str, &str)] = &[
    ("recursion limit", TOO_DEEP),
    ("trailing comma", "JSON allows no comma after the last member"),
    ("trailing characters", "the document ends before this; remove the rest"),
    ("EOF", "the text ends too early: check that it was written or downloaded completely"),
    ("key must be a string", "a key is a text in double quotes; JSON has no comments"),
    ("expected `,`", "a comma is missing, or a quote inside a text is not written as `\\\"`"),
    ("control character", "a text has no line breaks or tabs; they are written as `\\n` and `\\t`"),
    ("expected value", "a value is an object, an array, a text in double quotes, a number, `true`, `false` or `null`"),
    ("expected ident", "a value is an object, an array, a text in double quotes, a number, `true`, `false` or `null`"),
];

fn failure(text: &str, error: &serde_json::Error) -> Failure {
    let whole = error.to_string();
    // serde_json ends its messages with the position, which is printed in our own way.
    let message = whole.split(" at line ").next().unwrap_or(&whole);
    let help = KNOWN.iter().find(|(words, _)| message.contains(words)).map(|(_, help)| (*help).to_owned());
    let byte = byte_at(text, error.line(), error.column());
    Failure { message: format!("this is not valid JSON: {message}"), byte, help }
}

/// serde_json counts columns in bytes from one, and names the last byte it has read.
fn byte_at(text: &str, line: usize, column: usize) -> usize {
    let start = match line.checked_sub(2) {
        Some(newlines) => text.match_indices('\n').nth(newlines).map_or(0, |(byte, _)| byte + 1),
        None => 0,
    };
    match column.checked_sub(1) {
        Some(within) => start + within,
        // The line break itself.
        None => start.saturating_sub(1),
    }
}
