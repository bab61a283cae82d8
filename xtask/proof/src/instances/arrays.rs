//! Array instances: empty, with each kind of item, as short and as long as the bounds allow.

use serde_json::Value;

use super::case::{Case, Instances, Size, Validity};
use super::generator::{InstanceGenerator, LEVELS};
use super::merged_schema::{MergedSchema, allows_null};
use crate::lossless_json::Json;

/// How many kinds of item are tried, by level.
const ITEMS: [usize; 3] = [60, 16, 6];

impl<'a> InstanceGenerator<'a> {
    /// The instances of an array.
    pub(super) fn arrays(&self, merged: &MergedSchema<'a>, level: usize, made: &mut Instances) {
        let least = merged.count("minItems").unwrap_or(0);
        let most = merged.count("maxItems").unwrap_or(usize::MAX);
        made.push("smallest array", self.whole(merged, Size::Minimal));
        made.push("array", self.whole(merged, Size::Full));
        if least == 0 && !merged.tuple.is_empty() {
            made.push("empty array", Ok(Json::Array(Vec::new())));
        }
        let items = self.item_cases(&merged.items, level + 1);
        let few = ITEMS.get(level).copied().unwrap_or(2);
        if merged.tuple.is_empty() && least <= 1 && most >= 1 {
            for item in items.cases.iter().take(few).cloned() {
                let value = Json::Array(vec![item.value.clone()]);
                made.cases.push(item.within("item", value, 1));
            }
        }
        let mut several: Vec<Json> = Vec::new();
        // Defaults and examples are not always what their own schema allows.
        let made_here = items.cases.iter().filter(|item| !item.label.starts_with("its "));
        for item in made_here.filter(|item| item.validity == Validity::Valid) {
            if !several.contains(&item.value) {
                several.push(item.value.clone());
            }
        }
        if merged.tuple.is_empty() && several.len() > 1 && least <= 2 && most >= 2 {
            several.truncate(most.min(3));
            several.reverse();
            made.push("several items", Ok(Json::Array(several)));
        }
        if merged.tuple.is_empty() {
            made.failures.extend(items.failures.into_iter().map(|(label, why)| (format!("item: {label}"), why)));
        }
    }

    /// What a place is filled with: all kinds of an inline schema, the usual ones of a component, which is tried by itself.
    pub(super) fn item_cases(&self, schemas: &[&'a Value], level: usize) -> Instances {
        if !schemas.iter().any(|schema| is_component(schema)) {
            return self.cases(schemas, level, None);
        }
        let mut made = Instances::default();
        made.push("minimal", self.one(schemas, Size::Minimal));
        made.push("full", self.one(schemas, Size::Full));
        if schemas.iter().all(|schema| allows_null(schema, self.document, 30)) {
            made.push("null", Ok(Json::Null));
        }
        if made.cases.len() > 1
            && made.cases.first().map(|case| &case.value) == made.cases.get(1).map(|case| &case.value)
        {
            made.cases.remove(1);
        }
        // One of a component that cannot be made small may still be made full.
        if !made.cases.is_empty() {
            made.failures.clear();
        }
        made
    }

    /// An item that is not there yet.
    pub(super) fn another(&self, merged: &MergedSchema<'a>, items: &[Json]) -> Option<Json> {
        let (room, work) = (self.room.get(), self.work.get());
        let cases = self.item_values(&merged.items);
        self.room.set(room);
        self.work.set(work.saturating_sub(cases.len()));
        cases.into_iter().find(|value| !items.contains(value)).or_else(|| numbered(items))
    }

    fn item_values(&self, schemas: &[&'a Value]) -> Vec<Json> {
        let cases = self.cases(schemas, LEVELS, None).cases.into_iter();
        cases.filter(|case| case.validity == Validity::Valid).map(|case: Case| case.value).collect()
    }
}

/// Whether a schema is a reference, be it only to say more beside it.
fn is_component(schema: &Value) -> bool {
    let parts = schema.get("allOf").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let is_wrapped = matches!(parts, [part] if part.get("$ref").is_some()) && schema.get("properties").is_none();
    schema.get("$ref").is_some() || is_wrapped
}

/// A text or a number like the first one, and not among them.
fn numbered(items: &[Json]) -> Option<Json> {
    let next = items.len() + 1;
    match items.first()? {
        Json::String(text) => Some(Json::text(format!("{text}{next}"))),
        Json::Number(_) => Some(Json::number(next)),
        _ => None,
    }
}

/// Whether a place says nothing about what is in it.
pub(super) fn is_anything(schemas: &[&Value]) -> bool {
    schemas
        .iter()
        .all(|schema| schema.as_bool() == Some(true) || schema.as_object().is_some_and(serde_json::Map::is_empty))
}
