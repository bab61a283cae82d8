//! Converts the schemas of any dialect to JSON Schema 2020-12 for the validator, independently of the generator's reading.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::{Map, Value, json};

use super::document::{Component, Dialect, Document};

/// A schema whose property `n` is the `n`th component, and the parts that could not be converted.
#[derive(Debug)]
pub(crate) struct Converted {
    pub(crate) schema: Value,
    /// Patterns that the validator's engine refuses.
    pub(crate) dropped_patterns: BTreeSet<String>,
    /// References that lead nowhere, or to another file.
    pub(crate) dropped_references: BTreeSet<String>,
}

const COUNTS: [&str; 6] = ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"];
const SCHEMAS: [&str; 10] = [
    "items",
    "additionalProperties",
    "not",
    "contains",
    "propertyNames",
    "if",
    "then",
    "else",
    "unevaluatedItems",
    "unevaluatedProperties",
];
const LISTS: [&str; 4] = ["allOf", "anyOf", "oneOf", "prefixItems"];
const MAPS: [&str; 2] = ["properties", "dependentSchemas"];
const TYPES: [&str; 7] = ["null", "boolean", "integer", "number", "string", "array", "object"];
const FORMATS: [&str; 11] =
    ["date-time", "date", "time", "duration", "uuid", "uri", "email", "ipv4", "ipv6", "hostname", "byte"];

/// How many branches of `oneOf` an instance may fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OneOf {
    /// Exactly one, as JSON Schema says.
    One,
    /// At least one, for documents with overlapping branches.
    Some,
}

/// Converts all components and what they refer to.
pub(crate) fn convert(document: Document<'_>, components: &[Component<'_>], one_of: OneOf) -> Converted {
    let mut converter =
        Converter { document, one_of, known: BTreeMap::new(), open: VecDeque::new(), lost: Lost::default() };
    let members = components.iter().enumerate().map(|(index, component)| {
        let target = converter.target(component.pointer.clone(), component.schema);
        (index.to_string(), json!({ "$ref": target }))
    });
    let members: Map<String, Value> = members.collect();
    let mut definitions = Map::new();
    while let Some((name, schema)) = converter.open.pop_front() {
        definitions.insert(name, converter.schema(schema));
    }
    Converted {
        schema: json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "properties": members,
            "$defs": definitions,
        }),
        dropped_patterns: converter.lost.patterns.into_iter().filter(|(_, usable)| !usable).map(|(p, _)| p).collect(),
        dropped_references: converter.lost.references,
    }
}

struct Converter<'a> {
    document: Document<'a>,
    one_of: OneOf,
    /// The names in `$defs`, by pointer.
    known: BTreeMap<String, String>,
    open: VecDeque<(String, &'a Value)>,
    lost: Lost,
}

#[derive(Default)]
struct Lost {
    patterns: BTreeMap<String, bool>,
    references: BTreeSet<String>,
}

impl<'a> Converter<'a> {
    /// The reference to a schema. Names in `$defs` are numbers, because names in the document may hold anything.
    fn target(&mut self, pointer: String, schema: &'a Value) -> String {
        let name = format!("s{}", self.known.len());
        let open = &mut self.open;
        let name = self.known.entry(pointer).or_insert_with(|| {
            open.push_back((name.clone(), schema));
            name
        });
        format!("#/$defs/{name}")
    }

    fn schema(&mut self, schema: &'a Value) -> Value {
        let Some(keywords) = schema.as_object() else {
            return Value::Bool(schema.as_bool().unwrap_or(true));
        };
        let mut out = Map::new();
        if let Some(reference) = keywords.get("$ref").and_then(Value::as_str) {
            match (Document::local(reference), self.document.resolve(reference)) {
                (Some(pointer), Some(found)) => {
                    let target = self.target(pointer, found);
                    out.insert("$ref".into(), target.into());
                }
                _ => {
                    self.lost.references.insert(reference.to_owned());
                }
            }
            if self.document.dialect != Dialect::V3_1 {
                return Value::Object(out);
            }
        }
        self.applicators(keywords, &mut out);
        self.assertions(keywords, &mut out);
        bounds(keywords, &mut out);
        // A schema with `properties` means an object, although JSON Schema itself accepts any other value.
        let is_object =
            ["type", "oneOf", "anyOf", "enum", "const"].iter().all(|keyword| !keywords.contains_key(*keyword));
        if is_object && (keywords.contains_key("properties") || keywords.contains_key("additionalProperties")) {
            out.insert("type".into(), "object".into());
        }
        if self.is_nullable(keywords) { json!({"anyOf": [{"type": "null"}, out]}) } else { Value::Object(out) }
    }

    fn applicators(&mut self, keywords: &'a Map<String, Value>, out: &mut Map<String, Value>) {
        for (keyword, value) in keywords {
            let name = keyword.as_str();
            let converted = match value {
                Value::Object(_) | Value::Bool(_) if SCHEMAS.contains(&name) => self.schema(value),
                Value::Array(items) if LISTS.contains(&name) && !items.is_empty() => self.list(items),
                // Before 2020-12 a tuple was a list of items.
                Value::Array(items) if name == "items" && !items.is_empty() => {
                    let items = self.list(items);
                    out.insert("prefixItems".into(), items);
                    continue;
                }
                Value::Object(members) if MAPS.contains(&name) => {
                    members.iter().map(|(key, value)| (key.clone(), self.schema(value))).collect()
                }
                Value::Object(members) if name == "patternProperties" => {
                    let usable = members.iter().filter(|(pattern, _)| self.is_usable(pattern)).collect::<Vec<_>>();
                    usable.into_iter().map(|(key, value)| (key.clone(), self.schema(value))).collect()
                }
                _ => continue,
            };
            if name == "oneOf" && self.one_of == OneOf::Some {
                also(out, json!({ "anyOf": converted }));
            } else if let (Some(Value::Array(all)), Value::Array(parts)) = (out.get_mut(name), &converted) {
                all.extend(parts.iter().cloned());
            } else {
                out.insert(keyword.clone(), converted);
            }
        }
    }

    fn list(&mut self, items: &'a [Value]) -> Value {
        items
            .iter()
            .map(|item| if self.is_only_null(item) { json!({"type": "null"}) } else { self.schema(item) })
            .collect()
    }

    /// Whether a branch holds only `nullable`, which some documents of 3.0 write for null.
    fn is_only_null(&self, schema: &Value) -> bool {
        let keywords = schema.as_object().filter(|_| self.document.dialect == Dialect::V3_0);
        keywords.is_some_and(|keywords| keywords.len() == 1 && keywords.contains_key("nullable"))
    }

    fn assertions(&mut self, keywords: &Map<String, Value>, out: &mut Map<String, Value>) {
        for (keyword, value) in keywords {
            let value = match (keyword.as_str(), value) {
                ("type", _) => types(value),
                ("enum", Value::Array(values)) if !values.is_empty() => Some(value.clone()),
                ("const", _) => Some(value.clone()),
                ("uniqueItems", Value::Bool(_)) => Some(value.clone()),
                ("multipleOf", Value::Number(step)) if step.as_f64().is_some_and(|step| step > 0.0) => {
                    Some(value.clone())
                }
                ("required", Value::Array(names)) => {
                    let names: BTreeSet<&str> = names.iter().filter_map(Value::as_str).collect();
                    Some(json!(names))
                }
                ("pattern", Value::String(pattern)) if self.is_usable(pattern) => Some(value.clone()),
                ("format", Value::String(format)) if FORMATS.contains(&format.as_str()) => Some(value.clone()),
                (name, Value::Number(count)) if COUNTS.contains(&name) && count.is_u64() => Some(value.clone()),
                _ => None,
            };
            out.extend(value.map(|value| (keyword.clone(), value)));
        }
    }

    fn is_usable(&mut self, pattern: &str) -> bool {
        if let Some(&usable) = self.lost.patterns.get(pattern) {
            return usable;
        }
        let usable = jsonschema::draft202012::new(&json!({"pattern": pattern})).is_ok();
        self.lost.patterns.insert(pattern.to_owned(), usable);
        usable
    }

    /// Whether null is allowed. An `enum` without null forbids it, as OpenAPI 3.0.3 says.
    fn is_nullable(&self, keywords: &Map<String, Value>) -> bool {
        let keyword = match self.document.dialect {
            Dialect::V2 => "x-nullable",
            Dialect::V3_0 => "nullable",
            Dialect::V3_1 => return false,
        };
        let listed = keywords.get("enum").and_then(Value::as_array);
        keywords.get(keyword) == Some(&Value::Bool(true)) && listed.is_none_or(|listed| listed.contains(&Value::Null))
    }
}

/// The known types; a file is a string.
fn types(value: &Value) -> Option<Value> {
    let names = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    let names = names.iter().filter_map(Value::as_str).map(|name| if name == "file" { "string" } else { name });
    let names: BTreeSet<&str> = names.filter(|name| TYPES.contains(name)).collect();
    (!names.is_empty()).then(|| json!(names))
}

/// The bounds in both spellings, and those of integer formats.
fn bounds(keywords: &Map<String, Value>, out: &mut Map<String, Value>) {
    for (inclusive, exclusive) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] {
        let bound = keywords.get(inclusive).filter(|bound| bound.is_number());
        let strict = keywords.get(exclusive) == Some(&Value::Bool(true));
        let place = if strict { exclusive } else { inclusive };
        out.extend(bound.map(|bound| (place.to_owned(), bound.clone())));
        let own = keywords.get(exclusive).filter(|bound| bound.is_number());
        out.extend(own.map(|bound| (exclusive.to_owned(), bound.clone())));
    }
    let format = keywords.get("format").and_then(Value::as_str).and_then(integer_range);
    if let Some((least, most)) = format {
        let range = json!({"minimum": least, "maximum": most});
        also(out, range);
    }
}

/// Adds a schema to `allOf`.
fn also(out: &mut Map<String, Value>, schema: Value) {
    match out.get_mut("allOf").and_then(Value::as_array_mut) {
        Some(all) => all.push(schema),
        None => {
            out.insert("allOf".into(), json!([schema]));
        }
    }
}

/// The range of an integer format.
pub(super) fn integer_range(format: &str) -> Option<(i64, u64)> {
    // Some documents write `u-int32`.
    Some(match format.replace('-', "").as_str() {
        "int8" => (i8::MIN.into(), 127),
        "int16" => (i16::MIN.into(), 32_767),
        "int32" => (i32::MIN.into(), 2_147_483_647),
        "int64" => (i64::MIN, 9_223_372_036_854_775_807),
        "uint8" => (0, u8::MAX.into()),
        "uint16" => (0, u16::MAX.into()),
        "uint32" => (0, u32::MAX.into()),
        "uint" | "uint64" => (0, u64::MAX),
        _ => return None,
    })
}
