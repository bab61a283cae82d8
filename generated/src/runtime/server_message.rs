//! The server's own words on an error, where its body has them under a usual name.

use serde_json::Value;

use super::body_codec::without_bom;
use super::codec::limited;

/// The members that hold a message, the likeliest first.
const NAMES: [&str; 6] = ["message", "error_description", "detail", "title", "error", "errors"];

/// How deep a message may lie: `{"errors": [{"message": "…"}]}`.
const DEEPEST: usize = 4;

/// The limit of a message, in bytes.
const LONGEST: usize = 900;

/// The message in a body of JSON, on one line.
pub(super) fn server_message(body: &[u8]) -> Option<String> {
    let value: Value = serde_json::from_slice(without_bom(body)).ok()?;
    let text = limited(&found(&value, DEEPEST)?, LONGEST);
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || c.is_control()).collect();
    Some(words.join(" "))
}

fn found(value: &Value, depth: usize) -> Option<&str> {
    let depth = depth.checked_sub(1)?;
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text),
        Value::Array(items) => found(items.first()?, depth),
        Value::Object(members) => NAMES.iter().find_map(|name| found(members.get(*name)?, depth)),
        _ => None,
    }
}
