//! Makes one instance of a schema: minimal, with required members only, or full, with all members.

use std::collections::BTreeSet;

use serde_json::Value;

use super::cache::{Key, key};
use super::case::{GenerateError, Size};
use super::choice::Branch;
use super::generator::InstanceGenerator;
use super::merged_schema::{Extra, MergedSchema, Type, allows_null};
use super::{numbers, strings};
use crate::lossless_json::Json;

/// How many values an instance may have.
const LARGEST: usize = 1000;
/// How deep an instance may be: the stack has an end, too.
const DEEPEST: usize = 64;
/// How many references deep a full instance is full.
const FULL_DEPTH: usize = 3;

impl<'a> InstanceGenerator<'a> {
    /// An instance of its own.
    pub(super) fn one(&self, schemas: &[&'a Value], size: Size) -> Result<Json, GenerateError> {
        self.room.set(LARGEST);
        self.work.set(LARGEST * 4);
        self.part(schemas, size, &BTreeSet::new())
    }

    /// An instance of a schema that has been merged.
    pub(super) fn whole(&self, merged: &MergedSchema<'a>, size: Size) -> Result<Json, GenerateError> {
        self.room.set(LARGEST);
        self.work.set(LARGEST * 4);
        self.settle(merged.clone(), size, &BTreeSet::new())
    }

    /// An instance within another one; `above` are the references that led here.
    pub(super) fn part(
        &self,
        schemas: &[&'a Value],
        size: Size,
        above: &BTreeSet<usize>,
    ) -> Result<Json, GenerateError> {
        self.effort.spend(1)?;
        // Failed attempts cost work, too.
        self.work.set(self.work.get().checked_sub(1).ok_or(GenerateError::Large)?);
        let (key, is_reference) = key(schemas, size, self.document);
        let known = self.cache.made(&key);
        let cost = known.as_ref().map_or(1, |(_, cost)| *cost);
        let room = self.room.get();
        let made = match (room.checked_sub(cost), known) {
            (None, _) => Err(GenerateError::Large),
            (_, None) if self.cache.is_too_large(&key, room) => Err(GenerateError::Large),
            (Some(left), Some((value, _))) => {
                self.effort.spend(cost / 4)?;
                self.room.set(left);
                return Ok(value);
            }
            (Some(left), None) => {
                self.room.set(left);
                self.first(schemas, &key, above)
            }
        };
        if made == Err(GenerateError::Large) && self.work.get() > 0 {
            self.cache.note_large(&key, room);
        }
        let made = match made {
            // Where recursion begins, the small instance of what recurs is the end of it.
            Err(GenerateError::Endless | GenerateError::Large) if size == Size::Full => {
                self.room.set(self.room.get().max(LARGEST / 20));
                return self.part(schemas, Size::Minimal, &BTreeSet::new());
            }
            Err(why) if why != GenerateError::Effort && self.allow_null(schemas) => return Ok(Json::Null),
            made => made,
        };
        if is_reference && let Ok(value) = &made {
            let cost = room.saturating_sub(self.room.get()).max(1);
            self.cache.keep(key, value.clone(), cost);
        }
        made
    }

    /// An instance of what has not been made before, unless it is known to fail.
    fn first(&self, schemas: &[&'a Value], key: &Key, above: &BTreeSet<usize>) -> Result<Json, GenerateError> {
        if let Some(why) = self.cache.failed(key, above) {
            return Err(why);
        }
        let depth = self.depth.get();
        if depth >= DEEPEST {
            return Err(GenerateError::Large);
        }
        self.depth.set(depth + 1);
        let before = self.cache.begin();
        let made = self.merge(schemas, above, None).and_then(|merged| self.settle(merged, key.1, above));
        self.depth.set(depth);
        self.cache.end(before, key, above, made.as_ref().err());
        made
    }

    fn allow_null(&self, schemas: &[&'a Value]) -> bool {
        !schemas.is_empty() && schemas.iter().all(|schema| allows_null(schema, self.document, 30))
    }

    /// A schema with one more choice made.
    pub(super) fn take(
        &self,
        merged: &MergedSchema<'a>,
        branch: &Branch<'a>,
        above: &BTreeSet<usize>,
    ) -> Result<MergedSchema<'a>, GenerateError> {
        self.effort.spend(1 + merged.members.len() / 4)?;
        let mut taken = merged.clone();
        taken.tags.extend(branch.tags.iter().cloned());
        if let Some(name) = &branch.component {
            taken.subject = Some(name.clone());
            taken.is_component = true;
        }
        for schema in branch.schemas.iter().copied() {
            self.absorb(&mut taken, schema, above)?;
        }
        Ok(taken)
    }

    /// Makes the choices that are left, the first that leads to an instance, and then the instance.
    pub(super) fn settle(
        &self,
        mut merged: MergedSchema<'a>,
        size: Size,
        above: &BTreeSet<usize>,
    ) -> Result<Json, GenerateError> {
        let Some(choice) = merged.choices.pop_front() else {
            return self.plain(&merged, size, above);
        };
        let mut failure = GenerateError::Never;
        let count = choice.branches.len();
        self.chose.set(self.chose.get() || count > 1);
        for index in 0..count {
            let branch = choice.branches.get((index + self.turn.get()) % count);
            let Some(branch) = branch else { break };
            match self.take(&merged, branch, above).and_then(|taken| self.settle(taken, size, above)) {
                Err(why) if why.is_limit() => return Err(why),
                Err(why) => failure = why,
                made => return made,
            }
        }
        Err(failure)
    }

    fn plain(&self, merged: &MergedSchema<'a>, size: Size, above: &BTreeSet<usize>) -> Result<Json, GenerateError> {
        if let Some(values) = &merged.values {
            let value = values.iter().find(|value| !value.is_null()).or(values.first());
            return value.map(|value| Json::from_value(value)).ok_or(GenerateError::Never);
        }
        let types = merged.effective_types();
        if types.is_empty() {
            return if merged.types.is_none() { Ok(Json::text("anything")) } else { Err(GenerateError::Never) };
        }
        let above: BTreeSet<usize> = above.union(&merged.seen).copied().collect();
        let mut failure = GenerateError::Never;
        for kind in types.into_iter().rev() {
            let made = match kind {
                Type::Boolean => Ok(Json::Bool(true)),
                Type::Integer | Type::Number => numbers::usual(merged, kind),
                Type::String => strings::usual(merged),
                Type::Array => self.array(merged, size, &above),
                Type::Object => self.object(merged, size, &above),
            };
            match made {
                // That there was no room for one type is what is to be told, whatever is said of the others.
                Err(why) if !failure.is_limit() => failure = why,
                Err(_) => {}
                made => return made,
            }
        }
        Err(failure)
    }

    fn object(&self, merged: &MergedSchema<'a>, size: Size, above: &BTreeSet<usize>) -> Result<Json, GenerateError> {
        let mut object = Vec::new();
        let size = if above.len() > FULL_DEPTH * 4 { Size::Minimal } else { size };
        for (name, schemas) in &merged.members {
            let required = merged.required.contains(name) || merged.tags.contains_key(name);
            if !required && size == Size::Minimal {
                continue;
            }
            match self.member(merged, name, schemas, size, above) {
                Ok(value) => object.push(((*name).to_owned(), value)),
                Err(why) if required || why == GenerateError::Effort => return Err(why),
                Err(_) => {}
            }
        }
        for (name, tag) in merged.tags.iter().filter(|(name, _)| !merged.members.contains_key(*name)) {
            object.push(((*name).to_owned(), Json::text(tag)));
        }
        let undeclared = merged.required.iter().filter(|name| !merged.members.contains_key(*name));
        for name in undeclared.filter(|name| !merged.tags.contains_key(*name)) {
            if merged.extra == Extra::Closed && merged.keyed.is_empty() {
                return Err(GenerateError::Never);
            }
            object.push(((*name).to_owned(), self.part(&merged.extra_schemas(), Size::Minimal, above)?));
        }
        let wanted = merged.count("minProperties").unwrap_or(0).max(usize::from(size == Size::Full) * object.len());
        let mut index = 0;
        while object.len() < wanted.min(20) && merged.extra != Extra::Closed {
            index += 1;
            let value = self.part(&merged.extra_schemas(), Size::Minimal, above)?;
            object.push((format!("extra{index}"), value));
        }
        Ok(Json::Object(object))
    }

    /// The tag where the discriminator says one that the member allows, or an instance.
    fn member(
        &self,
        merged: &MergedSchema<'a>,
        name: &str,
        schemas: &[&'a Value],
        size: Size,
        above: &BTreeSet<usize>,
    ) -> Result<Json, GenerateError> {
        if let Some(tag) = merged.tags.get(name) {
            let member = self.merge(schemas, &BTreeSet::new(), None)?;
            if member.values.as_ref().is_none_or(|values| values.iter().any(|value| *value == tag)) {
                return Ok(Json::text(tag));
            }
        }
        self.part(schemas, size, above)
    }

    fn array(&self, merged: &MergedSchema<'a>, size: Size, above: &BTreeSet<usize>) -> Result<Json, GenerateError> {
        let mut items = Vec::new();
        for schema in &merged.tuple {
            items.push(self.part(&[schema], size, above)?);
        }
        let most = merged.count("maxItems").unwrap_or(usize::MAX);
        let wanted = merged.count("minItems").unwrap_or(0).max(usize::from(size == Size::Full)).min(most);
        while items.len() < wanted.min(200) {
            match self.part(&merged.items, size, above) {
                Ok(item) if !merged.is_set() || !items.contains(&item) => items.push(item),
                Ok(_) => match self.another(merged, &items) {
                    Some(item) => items.push(item),
                    None => return Err(GenerateError::Bounds),
                },
                Err(why) if why == GenerateError::Effort || merged.count("minItems").unwrap_or(0) > items.len() => {
                    return Err(why);
                }
                Err(_) => break,
            }
        }
        Ok(Json::Array(items))
    }
}

impl<'a> MergedSchema<'a> {
    /// What a member without a name of its own has to be.
    pub(super) fn extra_schemas(&self) -> Vec<&'a Value> {
        match &self.extra {
            Extra::Open(all) => all.clone(),
            _ => Vec::new(),
        }
    }

    /// Whether an array has no item twice.
    pub(super) fn is_set(&self) -> bool {
        self.keywords.get("uniqueItems") == Some(&&Value::Bool(true))
    }
}
