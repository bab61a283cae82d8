//! Positions in JSON: borrowed slices of the text say where they lie in it.

use std::fmt;

use serde::de::{Deserializer as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::{Span, choose};
use crate::diagnostics::Pointer;

/// The text is known to be valid JSON, or else the start of it is the answer.
pub(super) fn find(text: &str, pointer: &Pointer, nth: Option<usize>) -> Span {
    let Ok(mut value) = serde_json::from_str::<&RawValue>(text) else {
        return Span::default();
    };
    let mut found = within(text, value.get());
    found.end = found.start + 1;
    let mut segments = pointer.segments().peekable();
    while let Some(segment) = segments.next() {
        let nth = if segments.peek().is_none() { nth } else { None };
        let Some((key, child)) = member(value, &segment, nth) else {
            break;
        };
        found = match key {
            Some(key) if nth.is_some() || child.get().starts_with(['{', '[']) => within(text, key.get()),
            None if child.get().starts_with(['{', '[']) => {
                let start = within(text, child.get()).start;
                Span { start, end: start + 1 }
            }
            _ => within(text, child.get()),
        };
        value = child;
    }
    found
}

/// Where a slice of `text` lies in it.
fn within(text: &str, slice: &str) -> Span {
    let start = (slice.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    Span { start, end: start + slice.len() }
}

type Member<'a> = (Option<&'a RawValue>, &'a RawValue);

fn member<'a>(value: &'a RawValue, segment: &str, nth: Option<usize>) -> Option<Member<'a>> {
    let mut deserializer = serde_json::Deserializer::from_str(value.get());
    choose(deserializer.deserialize_any(Search(segment)).ok()?, nth)
}

/// Collects the members of an object that have one key, or the item of an array that has one index.
struct Search<'s>(&'s str);

impl<'de> Visitor<'de> for Search<'_> {
    type Value = Vec<Member<'de>>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object or an array")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut found = Vec::new();
        while let Some(key) = members.next_key::<&'de RawValue>()? {
            let matches = serde_json::from_str::<String>(key.get()).is_ok_and(|key| key == self.0);
            let value = members.next_value::<&'de RawValue>()?;
            if matches {
                found.push((Some(key), value));
            }
        }
        Ok(found)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let wanted = self.0.parse::<usize>().ok();
        let mut found = Vec::new();
        let mut index = 0;
        while let Some(item) = items.next_element::<&'de RawValue>()? {
            if wanted == Some(index) {
                found.push((None, item));
            }
            index += 1;
        }
        // Reads on to the end: leaving early would be reported as trailing characters.
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(found)
    }
}
