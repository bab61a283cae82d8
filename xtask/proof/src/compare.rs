//! Compares an instance with its decoded and encoded copy: every difference, with its pointer.

use std::fmt;

use super::lossless_json::Json;
use super::number;

/// One place where two values differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Difference {
    /// Where, in the instance.
    pub(crate) pointer: String,
    /// How.
    pub(crate) change: Change,
    /// What was there and what is there now, shortened.
    pub(crate) shown: String,
}

/// How two values differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Change {
    /// A member has vanished.
    MemberLost,
    /// A member that was `null` has vanished.
    NullLost,
    /// An array has another length.
    Items,
    /// A number has another value.
    Number,
    /// A string has another text.
    Text,
    /// A value has become one of another kind.
    Kind,
    /// A key is there more than once.
    Repeated,
    /// A member has appeared.
    MemberAdded,
    /// A member has appeared that is `null`.
    NullAdded,
}

impl Change {
    /// Whether data is lost.
    pub(crate) fn is_loss(self) -> bool {
        !matches!(self, Self::MemberAdded | Self::NullAdded)
    }
}

impl fmt::Display for Change {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::MemberLost => "a member is lost",
            Self::NullLost => "a null is lost",
            Self::Items => "an array has another length",
            Self::Number => "a number has another value",
            Self::Text => "a string has another text",
            Self::Kind => "a value is of another kind",
            Self::Repeated => "a key is repeated",
            Self::MemberAdded => "a member is added",
            Self::NullAdded => "a null is added",
        })
    }
}

/// All differences; none if the values are the same.
pub(crate) fn differences(before: &Json, after: &Json) -> Vec<Difference> {
    let mut found = Vec::new();
    walk(before, after, &mut String::new(), &mut found);
    found
}

fn walk(before: &Json, after: &Json, pointer: &mut String, found: &mut Vec<Difference>) {
    match (before, after) {
        (Json::Null, Json::Null) => {}
        (Json::Bool(before), Json::Bool(after)) if before == after => {}
        (Json::Number(before), Json::Number(after)) if number::equal(before, after) => {}
        (Json::String(before), Json::String(after)) if before == after => {}
        (Json::Array(old), Json::Array(new)) if old.len() == new.len() => {
            for (at, (old, new)) in old.iter().zip(new).enumerate() {
                below(pointer, &at.to_string(), |pointer| walk(old, new, pointer, found));
            }
        }
        (Json::Object(old), Json::Object(new)) => members(old, new, pointer, found),
        _ => found.push(note(pointer, change(before, after), Some(before), Some(after))),
    }
}

fn members(old: &[(String, Json)], new: &[(String, Json)], pointer: &mut String, found: &mut Vec<Difference>) {
    for (key, before) in old {
        below(pointer, key, |pointer| match get(new, key) {
            Some(after) => walk(before, after, pointer, found),
            None if *before == Json::Null => found.push(note(pointer, Change::NullLost, Some(before), None)),
            None => found.push(note(pointer, Change::MemberLost, Some(before), None)),
        });
    }
    for (at, (key, after)) in new.iter().enumerate() {
        below(pointer, key, |pointer| {
            if new.iter().take(at).any(|(other, _)| other == key) {
                found.push(note(pointer, Change::Repeated, None, Some(after)));
            } else if get(old, key).is_none() {
                let change = if *after == Json::Null { Change::NullAdded } else { Change::MemberAdded };
                found.push(note(pointer, change, None, Some(after)));
            }
        });
    }
}

fn change(before: &Json, after: &Json) -> Change {
    match (before, after) {
        (Json::Array(_), Json::Array(_)) => Change::Items,
        (Json::Number(_), Json::Number(_)) => Change::Number,
        (Json::String(_), Json::String(_)) => Change::Text,
        _ => Change::Kind,
    }
}

fn get<'a>(members: &'a [(String, Json)], key: &str) -> Option<&'a Json> {
    members.iter().find(|(name, _)| name == key).map(|(_, value)| value)
}

/// Calls `act` with the pointer of a member.
fn below(pointer: &mut String, step: &str, act: impl FnOnce(&mut String)) {
    let length = pointer.len();
    pointer.push('/');
    pointer.push_str(&step.replace('~', "~0").replace('/', "~1"));
    act(pointer);
    pointer.truncate(length);
}

fn note(pointer: &str, change: Change, before: Option<&Json>, after: Option<&Json>) -> Difference {
    let shown = format!("{} → {}", before.map_or("nothing".into(), short), after.map_or("nothing".into(), short));
    Difference { pointer: pointer.to_owned(), change, shown }
}

/// At most 60 characters of a value.
pub(crate) fn short(value: &Json) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(before: &str, after: &str) -> Option<(Change, String)> {
        let found = differences(&Json::parse(before).unwrap(), &Json::parse(after).unwrap());
        found.into_iter().next().map(|found| (found.change, found.pointer))
    }

    #[test]
    fn the_same_value_in_another_spelling_is_no_difference() {
        assert_eq!(compared(r#"{"a":1,"b":[1.0,{}]}"#, r#"{"b":[1,{}],"a":1e0}"#), None);
    }

    #[test]
    fn every_kind_of_change_is_found_where_it_is() {
        for (before, after, change, pointer) in [
            (r#"{"a":{"b/c":1}}"#, r#"{"a":{}}"#, Change::MemberLost, "/a/b~1c"),
            (r#"{"a":null}"#, "{}", Change::NullLost, "/a"),
            ("{}", r#"{"a":null}"#, Change::NullAdded, "/a"),
            ("{}", r#"{"a":1}"#, Change::MemberAdded, "/a"),
            ("[1,2]", "[1]", Change::Items, ""),
            ("[1,2]", "[2,1]", Change::Number, "/0"),
            ("[9007199254740993]", "[9007199254740992]", Change::Number, "/0"),
            (r#""a""#, r#""A""#, Change::Text, ""),
            (r#"["1"]"#, "[1]", Change::Kind, "/0"),
            ("true", "false", Change::Kind, ""),
            (r#"{"a":1}"#, r#"{"a":1,"a":1}"#, Change::Repeated, "/a"),
        ] {
            assert_eq!(compared(before, after), Some((change, pointer.to_owned())), "{before} {after}");
        }
    }

    #[test]
    fn all_differences_are_found() {
        let found = differences(&Json::parse(r#"{"z":1}"#).unwrap(), &Json::parse(r#"{"a":null}"#).unwrap());
        let changes: Vec<Change> = found.iter().map(|found| found.change).collect();
        assert_eq!(changes, [Change::MemberLost, Change::NullAdded]);
        assert!(!Change::MemberAdded.is_loss() && Change::Text.is_loss());
    }
}
