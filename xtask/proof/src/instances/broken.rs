//! Instances that no schema describes: one node of a valid one is removed, retyped, doubled or made extreme.

use super::random::Random;
use crate::lossless_json::Json;

/// How deep a node may be wrapped; parsers stop at 128.
const DEEP: usize = 120;
/// The length of a long text.
const LONG: usize = 70_000;

/// Breaks instances, in the same way in every run.
#[derive(Debug, Default)]
pub(crate) struct Breaker(Random);

impl Breaker {
    /// A copy with one broken node.
    pub(crate) fn broken(&self, value: &Json) -> Json {
        let mut copy = value.clone();
        let at = self.0.below(nodes(value));
        self.break_node(&mut copy, &mut { at });
        copy
    }

    /// Breaks the node with this number, counted from the root downwards; says whether it was found.
    fn break_node(&self, value: &mut Json, left: &mut usize) -> bool {
        if *left == 0 {
            *value = self.other(value);
            return true;
        }
        *left -= 1;
        match value {
            Json::Array(items) => items.iter_mut().any(|item| self.break_node(item, left)),
            Json::Object(members) => members.iter_mut().any(|(_, member)| self.break_node(member, left)),
            _ => false,
        }
    }

    /// What stands in the place of a node.
    fn other(&self, value: &Json) -> Json {
        let number = |digits: &str| Json::Number(digits.to_owned());
        match self.0.below(16) {
            0 => Json::Null,
            1 => Json::Bool(true),
            2 => number("0"),
            3 => number("-1"),
            4 => number("1e400"),
            5 => number("18446744073709551616"),
            6 => number("0.1000000000000000055511151231257827"),
            7 => Json::text(""),
            8 => Json::text("\u{0}\u{202e}\u{feff}planted"),
            9 => Json::text("x".repeat(LONG)),
            10 => Json::Array(vec![value.clone(), value.clone()]),
            11 => Json::Object(vec![(String::new(), value.clone()), ("__proto__".to_owned(), value.clone())]),
            12 => (0..DEEP).fold(value.clone(), |inner, _| Json::Array(vec![inner])),
            _ => self.changed(value),
        }
    }

    /// The same kind of value with a part missing or twice.
    fn changed(&self, value: &Json) -> Json {
        match value {
            Json::Object(members) if !members.is_empty() => {
                let mut members = members.clone();
                let at = self.0.below(members.len());
                match self.0.below(3) {
                    0 => drop(members.remove(at)),
                    1 => members.push(members[at].clone()),
                    _ => members[at].0.push('x'),
                }
                Json::Object(members)
            }
            Json::Array(items) if !items.is_empty() => {
                let mut items = items.clone();
                let at = self.0.below(items.len());
                items.insert(at, Json::Null);
                Json::Array(items)
            }
            Json::String(text) => Json::text(text.chars().rev().collect::<String>()),
            Json::Number(digits) => Json::text(digits.clone()),
            _ => Json::Array(Vec::new()),
        }
    }
}

fn nodes(value: &Json) -> usize {
    1 + match value {
        Json::Array(items) => items.iter().map(nodes).sum::<usize>(),
        Json::Object(members) => members.iter().map(|(_, member)| nodes(member)).sum(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_node_is_broken_sooner_or_later_and_always_in_the_same_way() {
        let value = Json::parse(r#"{"a":[1,"x",{"b":true}],"c":null}"#).unwrap();
        let all = |breaker: &Breaker| (0..500).map(|_| breaker.broken(&value)).collect::<Vec<_>>();
        let broken = all(&Breaker::default());
        assert_eq!(broken, all(&Breaker::default()));
        let texts: std::collections::BTreeSet<String> = broken.iter().map(Json::to_string).collect();
        assert!(texts.len() > 60, "{}", texts.len());
        assert!(texts.iter().all(|text| Json::parse(text).is_ok() && !text.contains('\n')));
        for kept in ["{\"a\":[1,", "\"x\"", "true", "\"c\":null"] {
            assert!(texts.iter().any(|text| !text.contains(kept)), "{kept}");
        }
    }
}
