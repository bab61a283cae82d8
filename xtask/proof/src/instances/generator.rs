//! Generates the instances of a schema: for each branch of a choice and each type.

use std::cell::Cell;
use std::collections::{BTreeSet, HashSet};

use serde_json::Value;

use super::cache::Cache;
use super::case::{Case, GenerateError, Instances, Size};
use super::choice::Choice;
use super::effort::Effort;
use super::merged_schema::{Context, MergedSchema, Type, allows_null};
use super::random::Random;
use super::subtypes::Families;
use super::{examples, numbers, strings};
use crate::document::{Component, Document, address};
use crate::lossless_json::Json;

/// How many random numbers of each spelling are tried, by level.
const SAMPLES: [usize; 3] = [8, 4, 1];
/// How many values of one enum are tried: the first and the last of them.
const VALUES: usize = 50;
/// How many combinations of branches are tried.
const VARIANTS: usize = 120;
/// The instances where anything is allowed.
const ANY: [&str; 7] = [
    r#""text""#,
    "1.5",
    "true",
    r#"{"any":[1,null]}"#,
    "[]",
    "18446744073709551617",
    r#"{"any":[1e400,0.1000000000000000055]}"#,
];
/// How many levels of inline schemas get all their forms; deeper ones get one full instance.
pub(super) const LEVELS: usize = 3;

/// Makes the instances of one document.
pub(crate) struct InstanceGenerator<'a> {
    pub(super) document: Document<'a>,
    pub(super) families: Families,
    pub(super) cache: Cache,
    pub(super) effort: Effort,
    random: Random,
    /// How many values the instance being made may still have.
    pub(super) room: Cell<usize>,
    /// How many values may still be tried for it.
    pub(super) work: Cell<usize>,
    /// How deep it is at the moment.
    pub(super) depth: Cell<usize>,
    /// Which branch is tried first.
    pub(super) turn: Cell<usize>,
    /// Whether there was a choice.
    pub(super) chose: Cell<bool>,
}

impl<'a> InstanceGenerator<'a> {
    /// For all components of a document.
    pub(crate) fn new(document: Document<'a>, components: &[Component<'a>]) -> Self {
        Self {
            document,
            families: Families::new(document, components),
            cache: Cache::default(),
            effort: Effort::new(components.len()),
            random: Random::default(),
            room: Cell::new(0),
            work: Cell::new(0),
            depth: Cell::new(0),
            turn: Cell::new(0),
            chose: Cell::new(false),
        }
    }

    fn context(&self) -> Context<'a, '_> {
        Context { document: self.document, families: &self.families, cache: &self.cache }
    }

    /// At most `most` different instances of a component.
    pub(crate) fn component(&self, component: &Component<'a>, most: usize) -> Instances {
        self.effort.begin();
        self.turn.set(0);
        self.chose.set(false);
        self.cache.forget();
        let mut made = self.cases(&[component.schema], 0, Some(component.name));
        if self.chose.get() {
            // A second turn begins with another branch wherever there is a choice.
            self.turn.set(1);
            self.cache.forget();
            let again = self.cases(&[component.schema], 0, Some(component.name)).cases.into_iter();
            made.cases.extend(again.map(|case| Case { rank: case.rank + 3, ..case }));
        }
        let mut seen = HashSet::new();
        made.cases.retain(|case| seen.insert(case.value.to_string()));
        made.cases.sort_by_key(|case| case.rank);
        made.cases.truncate(most);
        made.unite_limits();
        made
    }

    /// The instances of schemas that must all hold.
    pub(super) fn cases(&self, schemas: &[&'a Value], level: usize, name: Option<&str>) -> Instances {
        let mut made = Instances::default();
        if let Err(why) = self.effort.spend(1) {
            made.failures.push(("any".to_owned(), why));
            return made;
        }
        if schemas.iter().all(|schema| allows_null(schema, self.document, 30)) && !schemas.is_empty() {
            made.push("null", Ok(Json::Null));
        }
        if let [schema] = schemas {
            made.cases.extend(examples::own(schema));
        }
        match self.merge(schemas, &BTreeSet::new(), name) {
            Ok(merged) => self.branches(merged, "", level, &mut VARIANTS.clone(), &mut made),
            Err(why) => made.failures.push(("any".to_owned(), why)),
        }
        made
    }

    /// Several schemas as one.
    pub(super) fn merge(
        &self,
        schemas: &[&'a Value],
        above: &BTreeSet<usize>,
        name: Option<&str>,
    ) -> Result<MergedSchema<'a>, GenerateError> {
        let mut merged = MergedSchema { subject: name.map(str::to_owned), ..MergedSchema::default() };
        for schema in schemas {
            self.absorb(&mut merged, schema, above)?;
        }
        self.effort.spend(merged.seen.len() + merged.members.len() / 4)?;
        Ok(merged)
    }

    pub(super) fn absorb(
        &self,
        merged: &mut MergedSchema<'a>,
        schema: &'a Value,
        above: &BTreeSet<usize>,
    ) -> Result<(), GenerateError> {
        merged.seen.insert(address(schema));
        merged.absorb(schema, self.context(), above)
    }

    /// Takes the choices one after the other, each branch in its turn.
    fn branches(
        &self,
        mut merged: MergedSchema<'a>,
        label: &str,
        level: usize,
        left: &mut usize,
        made: &mut Instances,
    ) {
        let Some(choice) = merged.choices.pop_front() else {
            if let Some(rest) = left.checked_sub(1) {
                *left = rest;
                // A component is tested by itself; within others two instances are enough.
                let settled =
                    if level > 0 && merged.is_component { self.usual(&merged) } else { self.settled(&merged, level) };
                made.extend(label, settled);
            }
            return;
        };
        let nothing = BTreeSet::new();
        for (index, branch) in choice.branches.iter().enumerate() {
            let place = branch.component.clone().unwrap_or_else(|| format!("{}/{index}", choice.keyword));
            let label = if label.is_empty() { place } else { format!("{label}, {place}") };
            match self.take(&merged, branch, &nothing) {
                Ok(taken) => self.branches(taken, &label, level, left, made),
                Err(why) => made.failures.push((label, why)),
            }
        }
        made.cases.extend(self.unknown_tag(&merged, &choice, label));
        if choice.keyword == "anyOf" && choice.branches.len() > 1 {
            let mut all = Ok(merged);
            for branch in &choice.branches {
                all = all.and_then(|merged| self.take(&merged, branch, &nothing));
            }
            // Branches may exclude each other.
            if let Ok(all) = all.map(|all| MergedSchema { choices: Default::default(), ..all }) {
                let value = self.whole(&all, Size::Full);
                made.cases.extend(value.ok().map(|value| Case::new("all branches of anyOf", value)));
            }
        }
    }

    /// An instance with an unknown tag, as of a branch that is added to the API later.
    fn unknown_tag(&self, merged: &MergedSchema<'a>, choice: &Choice<'a>, label: &str) -> Option<Case> {
        let branch = choice.branches.iter().find(|branch| !branch.tags.is_empty())?;
        let taken = self.take(merged, branch, &BTreeSet::new()).ok()?;
        let taken = MergedSchema { choices: Default::default(), ..taken };
        let Ok(Json::Object(mut members)) = self.whole(&taken, Size::Full) else { return None };
        for (name, value) in &mut members {
            if branch.tags.iter().any(|(tag, _)| tag == name) && matches!(value, Json::String(_)) {
                *value = Json::text("a-tag-of-tomorrow");
            }
        }
        Some(Case::new(format!("{label} unknown tag").trim(), Json::Object(members)).tolerated())
    }

    /// The small one and the full one.
    fn usual(&self, merged: &MergedSchema<'a>) -> Instances {
        let mut made = Instances::default();
        made.push("minimal", self.whole(merged, Size::Minimal));
        made.push("full", self.whole(merged, Size::Full));
        made
    }

    fn settled(&self, merged: &MergedSchema<'a>, level: usize) -> Instances {
        let mut made = Instances::default();
        if let Some(values) = &merged.values {
            let listed: Vec<_> = values.iter().filter(|value| !value.is_null()).collect();
            let few = if level == 0 { VALUES } else { 6 };
            let is_sampled = |at: usize| at < few / 2 || listed.len() - at <= few / 2;
            let sampled = listed.iter().enumerate().filter(|(at, _)| is_sampled(*at));
            made.cases.extend(sampled.map(|(_, value)| Case::new("enum value", Json::from_value(value))));
            made.cases.extend(unknown_value(merged).map(|value| Case::new("unknown enum value", value).tolerated()));
            return made;
        }
        let types = merged.effective_types();
        if types.is_empty() && merged.types.is_some() {
            return made;
        }
        if types.is_empty() {
            for text in ANY {
                made.cases.extend(Json::parse(text).map(|value| Case::new("any", value)));
            }
        }
        for kind in types {
            match kind {
                Type::Boolean => {
                    [true, false].into_iter().for_each(|truth| made.push("boolean", Ok(Json::Bool(truth))))
                }
                Type::Integer | Type::Number => {
                    let samples = SAMPLES.get(level).copied().unwrap_or(0);
                    made.cases.extend(numbers::cases(merged, kind, &self.random, samples));
                }
                Type::String => made.extend("", strings::cases(merged)),
                Type::Array if level <= LEVELS => self.arrays(merged, level, &mut made),
                Type::Object if level <= LEVELS => self.objects(merged, level, &mut made),
                Type::Array | Type::Object => {
                    made.push("full", self.whole(merged, Size::Full));
                }
            }
        }
        made
    }
}

/// A value like those of an enum and not among them; a `const` has no others.
fn unknown_value(merged: &MergedSchema<'_>) -> Option<Json> {
    let values = merged.values.as_ref().filter(|_| merged.open_values)?;
    let values: Vec<_> = values.iter().filter(|value| !value.is_null()).collect();
    // Some write the numbers of a numeric type as strings.
    let has_text = merged.types.as_ref().is_none_or(|types| types.contains(&Type::String));
    if has_text && values.iter().all(|value| value.is_string()) && !values.is_empty() {
        return Some(Json::text("a-value-of-tomorrow"));
    }
    let integer = |value: &Value| value.as_i64().or_else(|| value.as_str()?.parse().ok());
    let integers: Option<Vec<i64>> = values.into_iter().map(|value| integer(value)).collect();
    integers?.into_iter().max()?.checked_add(1).map(Json::number)
}
