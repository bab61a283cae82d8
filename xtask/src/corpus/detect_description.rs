//! Tells API documents from other files by the key `openapi` or `swagger` at the top of the text.

use std::fmt;

use codegen::diagnostics::Diagnostics;
use codegen::source::{SourceId, SourceText, Sources, read};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

/// The keys that mark a document.
const KEYS: [&str; 2] = ["openapi", "swagger"];

/// The value of `openapi` or `swagger` at the top of the text. A broken text counts if the key comes before the fault.
pub(super) fn find(text: &str) -> Option<String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if !KEYS.iter().any(|key| text.contains(key)) {
        return None;
    }
    if !text.trim_start().starts_with('{') {
        return in_block(text);
    }
    let mut found = None;
    let mut json = serde_json::Deserializer::from_str(text);
    let whole = Top(&mut found).deserialize(&mut json);
    match (found, whole) {
        (None, Err(_)) => in_tree(text),
        (found, _) => found,
    }
}

/// Reads the top of a JSON text, and stops with an error as soon as the key is found.
struct Top<'a>(&'a mut Option<String>);

impl<'de> DeserializeSeed<'de> for Top<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Top<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(key) = members.next_key::<String>()? {
            if KEYS.contains(&key.as_str()) {
                *self.0 = Some(shown(&members.next_value()?));
                return Err(A::Error::custom("found"));
            }
            members.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}

/// Block YAML: the keys at the top are the lines with the indentation of the first line. All others are indented more.
fn in_block(text: &str) -> Option<String> {
    let is_content = |line: &&str| {
        let line = line.trim_start();
        !(line.is_empty() || line.starts_with('#') || line.starts_with("---") || line.starts_with('%'))
    };
    let first = text.lines().find(is_content)?;
    if first.trim_start().starts_with(['?', '!', '&', '*', '[']) {
        return in_tree(text);
    }
    let indent = first.len() - first.trim_start().len();
    text.lines().filter(is_content).find_map(|line| {
        let (before, line) = line.split_at_checked(indent)?;
        let key = before.trim().is_empty().then(|| line.split(':').next())??;
        let is_key = KEYS.contains(&key.trim_end().trim_matches(['"', '\'']));
        let value =
            line.get(key.len() + 1..).filter(|value| is_key && (value.is_empty() || value.starts_with([' ', '\t'])));
        value.map(|value| value.split(" #").next().unwrap_or_default().trim().trim_matches(['"', '\'']).to_owned())
    })
}

/// Parses the whole text: slow, but sure for unusual spellings of YAML.
fn in_tree(text: &str) -> Option<String> {
    let main = SourceText { name: "document.yaml".to_owned(), text: text.to_owned() };
    let tree = read(&Sources::new(main, Vec::new()), SourceId::MAIN, &mut Diagnostics::new())?;
    KEYS.iter().find_map(|key| tree.get(key)).map(shown)
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn documents_are_told_from_parts() {
        let rows = [
            ("{\"info\": {\"openapi\": 1}, \"openapi\": \"3.0.0\"}", Some("3.0.0")),
            ("\u{feff}{\"swagger\": 2.0, broken", Some("2.0")),
            ("{\"info\": {\"openapi\": \"3.0.0\"}}", None),
            ("{openapi: 3.1.0, info: {}}", Some("3.1.0")),
            (
                "\u{feff}# c\r\n%YAML 1.2\r\n---\r\ninfo:\r\n  openapi: 1\r\n'swagger' : \"2.0\" # c\r\npaths: [\r\n",
                Some("2.0"),
            ),
            ("  info: {}\n  openapi: 3.0.1\n", Some("3.0.1")),
            ("? openapi\n: 3.2.0\n", Some("3.2.0")),
            ("info:\n  openapi: 3.0.0\ntext: |\n  swagger: 2.0\nopenapi-x: 1\nopenapi:x\n", None),
            ("- openapi: 3.0.0\n", None),
            ("[\"openapi\"]", None),
            ("openapi", None),
            ("", None),
        ];
        for (text, expected) in rows {
            assert_eq!(find(text).as_deref(), expected, "{text}");
        }
    }
}
