//! The functions `match` and `search` of JSONPath (RFC 9535), by a regex engine that is quick to compile.

use regex_lite::Regex;
use serde_json::Value;
use serde_json_path::functions::{LogicalType, ValueType};

/// What the engine has no tables for, where a text names it.
pub(super) fn unsupported(path: &str) -> Option<&'static str> {
    ["\\p{", "\\P{"].into_iter().find(|class| path.contains(class))
}

/// Whether the pattern matches the whole text.
#[serde_json_path::function(name = "match")]
fn whole(text: ValueType<'_>, pattern: ValueType<'_>) -> LogicalType {
    is_match(&text, &pattern, |pattern| format!("(?R)^({pattern})$"))
}

/// Whether the pattern matches a part of the text.
#[serde_json_path::function(name = "search")]
fn part(text: ValueType<'_>, pattern: ValueType<'_>) -> LogicalType {
    is_match(&text, &pattern, |pattern| format!("(?R)({pattern})"))
}

/// RFC 9535 says that a pattern that is none matches nothing.
fn is_match(text: &ValueType<'_>, pattern: &ValueType<'_>, regex: impl Fn(&str) -> String) -> LogicalType {
    let (Some(Value::String(text)), Some(Value::String(pattern))) = (text.as_value(), pattern.as_value()) else {
        return LogicalType::False;
    };
    Regex::new(&regex(pattern)).is_ok_and(|regex| regex.is_match(text)).into()
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use serde_json_path::JsonPath;

    use super::unsupported;

    #[test]
    fn a_pattern_chooses_nodes() {
        let tree = json!({"a": "users", "b": "user", "c": "my users", "d": 1});
        for (path, expected) in [
            ("$[?match(@, 'users?')]", 2),
            ("$[?search(@, 'users?')]", 3),
            ("$[?search(@, '(')]", 0),
            ("$[?match(@, '.....')]", 1),
        ] {
            assert_eq!(JsonPath::parse(path).expect("a path").query(&tree).len(), expected, "{path}");
        }
        assert!(JsonPath::parse("$[?match(@)]").is_err(), "a pattern is needed");
        assert!(unsupported(r"$[?match(@, '\\p{L}')]").is_some());
    }
}
