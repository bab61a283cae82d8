//! JSON text → tree.

use serde::de::DeserializeSeed as _;
use serde_json::Value;

use super::tree::{Failure, Node, Notes};

/// Reads the whole text as one JSON value. serde_json itself stops at 128 levels.
pub(super) fn parse(text: &str, notes: &mut Notes) -> Result<Value, Failure> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    Node::root(notes)
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| failure(text, &error))
}

fn failure(text: &str, error: &serde_json::Error) -> Failure {
    let whole = error.to_string();
    // serde_json ends its messages with the position, which is printed in our own way.
    let message = whole.split(" at line ").next().unwrap_or(&whole);
    let help = if message.contains("recursion limit") {
        Some("nothing in an API description needs to be nested this deeply".to_owned())
    } else if message.contains("trailing comma") {
        Some("JSON allows no comma after the last member".to_owned())
    } else {
        None
    };
    let byte = byte_at(text, error.line(), error.column());
    Failure { message: format!("this is not valid JSON: {message}"), byte, help }
}

/// serde_json counts columns in bytes from one, and names the last byte it has read.
fn byte_at(text: &str, line: usize, column: usize) -> usize {
    let start = match line.checked_sub(2) {
        Some(newlines) => text.match_indices('\n').nth(newlines).map_or(0, |(byte, _)| byte + 1),
        None => 0,
    };
    start + column.saturating_sub(1)
}
