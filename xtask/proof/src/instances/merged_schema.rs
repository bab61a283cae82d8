//! Merges schemas that must all hold into one: references followed, `allOf` merged, choices listed but not made.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use indexmap::IndexMap;
use serde_json::Value;

use super::cache::Cache;
use super::case::GenerateError;
use super::choice::{self, Choice};
use super::subtypes::Families;
use crate::document::{Dialect, Document, address, reference};

/// What JSON Schema calls a type, `integer` included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Type {
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

/// The value of `additionalProperties`.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) enum Extra<'a> {
    /// The keyword is absent.
    #[default]
    Unsaid,
    /// `false`: no other members.
    Closed,
    /// Other members fit all of these schemas.
    Open(Vec<&'a Value>),
}

/// The schemas of one place, merged.
#[derive(Debug, Clone, Default)]
pub(super) struct MergedSchema<'a> {
    /// `None` if no schema has `type`.
    pub(super) types: Option<BTreeSet<Type>>,
    pub(super) members: IndexMap<&'a str, Vec<&'a Value>>,
    pub(super) required: BTreeSet<&'a str>,
    pub(super) extra: Extra<'a>,
    pub(super) keyed: Vec<(&'a str, &'a Value)>,
    pub(super) items: Vec<&'a Value>,
    pub(super) tuple: Vec<&'a Value>,
    pub(super) values: Option<Vec<&'a Value>>,
    /// Whether the values are those of an `enum`, to which others may be added one day.
    pub(super) open_values: bool,
    /// All keywords of one value each: the last of them that was met.
    pub(super) keywords: BTreeMap<&'a str, &'a Value>,
    pub(super) patterns: Vec<&'a str>,
    pub(super) choices: VecDeque<Choice<'a>>,
    /// Members whose text says which schema it is.
    pub(super) tags: BTreeMap<&'a str, String>,
    /// The examples of all parts.
    pub(super) examples: Vec<&'a Value>,
    /// The component that is being made, for a discriminator that a part of it declares.
    pub(super) subject: Option<String>,
    /// Whether a branch was taken that is a component.
    pub(super) is_component: bool,
    /// The schemas merged here, by address: a second reference to one says nothing new.
    pub(super) seen: BTreeSet<usize>,
}

/// What merging needs to know of the document.
#[derive(Clone, Copy)]
pub(super) struct Context<'a, 'f> {
    pub(super) document: Document<'a>,
    pub(super) families: &'f Families,
    pub(super) cache: &'f Cache,
}

impl<'a> MergedSchema<'a> {
    /// Adds a schema. `above` are the references that are being made further up: one of them again would never end.
    pub(super) fn absorb(
        &mut self,
        schema: &'a Value,
        context: Context<'a, '_>,
        above: &BTreeSet<usize>,
    ) -> Result<(), GenerateError> {
        if *schema == Value::Bool(false) {
            return Err(GenerateError::Never);
        }
        if let Some(reference) = reference(schema) {
            let target = context.document.resolve(reference);
            let target = target.ok_or_else(|| GenerateError::Elsewhere(reference.to_owned()))?;
            if above.contains(&address(target)) {
                context.cache.meet(address(target));
                return Err(GenerateError::Endless);
            }
            if self.seen.insert(address(target)) {
                if self.subject.is_none() {
                    self.subject = context.document.component_name(reference);
                }
                self.absorb(target, context, above)?;
            }
            if context.document.dialect != Dialect::V3_1 {
                return Ok(());
            }
        }
        self.seen.insert(address(schema));
        self.structure(schema)?;
        self.assertions(schema)?;
        self.add_subtypes(schema, context);
        for part in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            self.absorb(part, context, above)?;
        }
        // The members of a dependent schema are allowed without the member it depends on.
        for (_, part) in schema.get("dependentSchemas").and_then(Value::as_object).into_iter().flatten() {
            self.absorb(part, context, above)?;
        }
        self.choices.extend(choice::of(schema, context.document));
        Ok(())
    }

    fn structure(&mut self, schema: &'a Value) -> Result<(), GenerateError> {
        for (name, member) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
            self.members.entry(name).or_default().push(member);
        }
        let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
        self.required.extend(required.filter_map(Value::as_str));
        let keyed = schema.get("patternProperties").and_then(Value::as_object).into_iter().flatten();
        self.keyed.extend(keyed.map(|(pattern, value)| (pattern.as_str(), value)));
        let extra = schema.get("additionalProperties").or_else(|| schema.get("unevaluatedProperties"));
        match (extra, &mut self.extra) {
            (Some(Value::Bool(false)), extra) => *extra = Extra::Closed,
            (Some(found), Extra::Open(all)) => all.push(found),
            (Some(found), extra @ Extra::Unsaid) => *extra = Extra::Open(vec![found]),
            _ => {}
        }
        match schema.get("items") {
            Some(Value::Array(tuple)) => self.tuple.extend(tuple),
            Some(items) => self.items.push(items),
            None => {}
        }
        if let Some(tuple) = schema.get("prefixItems").and_then(Value::as_array) {
            self.tuple.extend(tuple);
        }
        let is_null = |kind: &&Value| kind.as_str() == Some("null");
        let types = schema.get("type").map(|kind| (types(kind), is_null(&kind)));
        let types = types.and_then(|(types, is_null)| (is_null || !types.is_empty()).then_some(types));
        if let Some(types) = types {
            let both = match &self.types {
                Some(known) => intersection(known, &types),
                None => types,
            };
            self.types = Some(both);
        }
        Ok(())
    }

    fn assertions(&mut self, schema: &'a Value) -> Result<(), GenerateError> {
        let listed = schema.get("enum").and_then(Value::as_array).filter(|values| !values.is_empty());
        let listed = listed.map(|values| values.iter().collect::<Vec<_>>());
        let constant = schema.get("const").map(|value| vec![value]);
        self.open_values |= listed.is_some() && constant.is_none();
        for values in [listed, constant].into_iter().flatten() {
            let both = match self.values.take() {
                Some(known) => known.into_iter().filter(|value| values.contains(value)).collect(),
                None => values,
            };
            if both.is_empty() {
                return Err(GenerateError::Never);
            }
            self.values = Some(both);
        }
        // A loop over the members is much cheaper than a look-up of each keyword.
        for (keyword, value) in schema.as_object().into_iter().flatten() {
            match keyword.as_str() {
                "pattern" => self.patterns.extend(value.as_str()),
                "example" | "x-example" | "default" => self.examples.push(value),
                "examples" => self.examples.extend(value.as_array().into_iter().flatten()),
                name if KEYWORDS.contains(&name) => {
                    self.keywords.insert(name, value);
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// A keyword's count.
    pub(super) fn count(&self, keyword: &str) -> Option<usize> {
        self.keywords.get(keyword)?.as_u64().and_then(|count| usize::try_from(count).ok())
    }

    /// A keyword's text.
    pub(super) fn text(&self, keyword: &str) -> Option<&'a str> {
        self.keywords.get(keyword)?.as_str()
    }

    /// The types, or those that the other keywords imply; empty for any.
    pub(super) fn effective_types(&self) -> BTreeSet<Type> {
        if let Some(types) = &self.types {
            return types.clone();
        }
        let has = |names: &[&str]| names.iter().any(|name| self.keywords.contains_key(name));
        let is_object = !self.members.is_empty()
            || !self.required.is_empty()
            || !self.keyed.is_empty()
            || matches!(self.extra, Extra::Open(_))
            || has(&["minProperties", "maxProperties"]);
        let is_array = !self.items.is_empty() || !self.tuple.is_empty() || has(&["minItems", "maxItems"]);
        let is_text = !self.patterns.is_empty() || has(&["minLength", "maxLength"]);
        let is_number = has(&["minimum", "maximum", "multipleOf"]);
        let all =
            [(is_object, Type::Object), (is_array, Type::Array), (is_text, Type::String), (is_number, Type::Number)];
        all.into_iter().filter(|(holds, _)| *holds).map(|(_, kind)| kind).collect()
    }
}

const KEYWORDS: [&str; 15] = [
    "contentEncoding",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "format",
    "propertyNames",
];

fn types(value: &Value) -> BTreeSet<Type> {
    let names = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    let known = names.iter().filter_map(|name| {
        Some(match name.as_str()? {
            "boolean" => Type::Boolean,
            "integer" => Type::Integer,
            "number" => Type::Number,
            "string" | "file" => Type::String,
            "array" => Type::Array,
            "object" => Type::Object,
            _ => return None,
        })
    });
    known.collect()
}

fn intersection(one: &BTreeSet<Type>, other: &BTreeSet<Type>) -> BTreeSet<Type> {
    let fits = |types: &BTreeSet<Type>, kind: Type| {
        types.contains(&kind) || kind == Type::Integer && types.contains(&Type::Number)
    };
    let all = one.union(other).copied();
    all.filter(|kind| fits(one, *kind) && fits(other, *kind)).collect()
}

/// Whether `null` fits a schema.
pub(super) fn allows_null(schema: &Value, document: Document<'_>, steps: usize) -> bool {
    let Some(steps) = steps.checked_sub(1) else { return false };
    let allows = |schema: &Value| allows_null(schema, document, steps);
    if let Some(reference) = reference(schema) {
        return document.resolve(reference).is_some_and(allows);
    }
    let is = |keyword: &str| schema.get(keyword) == Some(&Value::Bool(true));
    let listed = schema.get("enum").and_then(Value::as_array);
    if listed.is_some_and(|listed| !listed.contains(&Value::Null)) {
        return false;
    }
    if let Some(constant) = schema.get("const") {
        return constant.is_null();
    }
    match document.dialect {
        Dialect::V2 if is("x-nullable") => return true,
        Dialect::V3_0 if is("nullable") => return true,
        _ => {}
    }
    match schema.get("type") {
        Some(Value::String(name)) => return name == "null",
        Some(Value::Array(names)) => return names.iter().any(|name| name == "null"),
        _ => {}
    }
    let parts = |keyword| schema.get(keyword).and_then(Value::as_array);
    let all = parts("allOf").is_none_or(|all| all.iter().all(allows));
    let mut choices = ["oneOf", "anyOf"].into_iter().filter_map(parts);
    let says = ["allOf", "oneOf", "anyOf", "enum"].iter().any(|keyword| schema.get(keyword).is_some());
    says && all && choices.all(|branches| branches.iter().any(allows))
}
