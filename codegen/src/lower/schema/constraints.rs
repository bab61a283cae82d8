//! Constraints of a schema in words, for the docs of what it describes; those that nothing can meet are reported.

use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, IntegerType, NumberType, ObjectType, ReferenceOr, Schema, SchemaKind,
    StringType, Type, VariantOrUnknownOrEmpty,
};
use serde_json::Value;

use super::super::Lowering;
use super::{all_of, scalar};
use crate::diagnostics::{Code, Pointer};

/// Longer patterns and defaults are no help to a reader.
const LONGEST: usize = 100;

/// The description of a schema, then its constraints and its default in words.
pub(in super::super) fn docs(schema: &ReferenceOr<Schema>, description: &str) -> String {
    let ReferenceOr::Item(schema) = schema else { return description.to_owned() };
    let constraints = Constraints::of(schema);
    let sentences = [constraints.sentence(), default(schema)].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let about = description.trim_end();
    // A line of prose gets a sentence more; anything longer has paragraphs of its own.
    let is_prose = about.starts_with(char::is_alphanumeric) && !about.contains('\n');
    match sentences.as_str() {
        "" => description.to_owned(),
        sentences if about.is_empty() => sentences.to_owned(),
        sentences if is_prose && about.ends_with(['.', '!', '?']) => format!("{about} {sentences}"),
        sentences if is_prose && about.ends_with(char::is_alphanumeric) => format!("{about}. {sentences}"),
        sentences => format!("{about}\n\n{sentences}"),
    }
}

/// Reports constraints that contradict each other.
pub(super) fn check(lowering: &mut Lowering<'_>, schema: &Schema, at: &Pointer) {
    if let Some(problem) = Constraints::of(schema).contradiction() {
        lowering.warn(Code::WConstraint, at, format!("no value can meet this schema: {problem}"));
    }
}

fn default(schema: &Schema) -> Option<String> {
    let own = |schema: &'_ Schema| schema.schema_data.default.clone();
    let text = match &own(schema).or_else(|| all_of::in_place(schema).find_map(own))? {
        Value::String(text) if !text.is_empty() && !text.contains(char::is_control) => text.clone(),
        Value::Null => return None,
        other => other.to_string(),
    };
    (text.len() <= LONGEST).then(|| format!("Default: {}.", code(&text)))
}

/// What a schema says about its values beside their type.
#[derive(Default)]
struct Constraints<'a> {
    format: Option<&'a str>,
    characters: Count,
    pattern: Option<&'a str>,
    range: Range,
    multiple_of: Option<f64>,
    items: Count,
    is_unique: bool,
    members: Count,
    /// What there are several of, and what is said of each.
    each: Option<(&'static str, Box<Self>)>,
}

impl<'a> Constraints<'a> {
    fn of(schema: &'a Schema) -> Self {
        match &schema.schema_kind {
            SchemaKind::Type(Type::String(string)) => Self::of_string(string),
            SchemaKind::Type(Type::Integer(integer)) => Self::of_integer(integer),
            SchemaKind::Type(Type::Number(number)) => Self::of_number(number),
            SchemaKind::Type(Type::Array(array)) => Self::of_array(array),
            SchemaKind::Type(Type::Object(object)) => Self::of_object(object),
            SchemaKind::Any(any) => Self::of_any(any),
            _ => Self::default(),
        }
    }

    fn of_any(any: &'a AnySchema) -> Self {
        let is_of_numbers = matches!(any.typ.as_deref(), Some("integer" | "number"));
        Self {
            format: any.format.as_deref().filter(|format| !is_of_numbers && is_without_type(format)),
            characters: Count(any.min_length, any.max_length),
            pattern: any.pattern.as_deref(),
            range: Range {
                minimum: any.minimum.map(|bound| (bound, scalar::bound_text(any, bound))),
                maximum: any.maximum.map(|bound| (bound, scalar::bound_text(any, bound))),
                above: any.exclusive_minimum == Some(true),
                below: any.exclusive_maximum == Some(true),
            },
            multiple_of: any.multiple_of,
            items: Count(any.min_items, any.max_items),
            is_unique: any.unique_items == Some(true),
            members: Count(any.min_properties, any.max_properties),
            each: any.items.as_ref().and_then(each_item).or_else(|| each_value(any.additional_properties.as_ref())),
        }
    }

    fn of_string(string: &'a StringType) -> Self {
        let format = match &string.format {
            VariantOrUnknownOrEmpty::Unknown(format) => Some(format.as_str()),
            VariantOrUnknownOrEmpty::Item(_) | VariantOrUnknownOrEmpty::Empty => None,
        };
        Self {
            format: format.filter(|format| is_without_type(format)),
            characters: Count(string.min_length, string.max_length),
            pattern: string.pattern.as_deref(),
            ..Self::default()
        }
    }

    fn of_integer(integer: &IntegerType) -> Self {
        let bound = |bound: Option<i64>| bound.map(|bound| (bound as f64, bound.to_string()));
        let range = Range {
            minimum: bound(integer.minimum),
            maximum: bound(integer.maximum),
            above: integer.exclusive_minimum,
            below: integer.exclusive_maximum,
        };
        Self { range, multiple_of: integer.multiple_of.map(|step| step as f64), ..Self::default() }
    }

    fn of_number(number: &NumberType) -> Self {
        let bound = |bound: Option<f64>| bound.map(|bound| (bound, bound.to_string()));
        let range = Range {
            minimum: bound(number.minimum),
            maximum: bound(number.maximum),
            above: number.exclusive_minimum,
            below: number.exclusive_maximum,
        };
        Self { range, multiple_of: number.multiple_of, ..Self::default() }
    }

    fn of_array(array: &'a ArrayType) -> Self {
        let items = Count(array.min_items, array.max_items);
        let each = array.items.as_ref().and_then(each_item);
        Self { items, is_unique: array.unique_items, each, ..Self::default() }
    }

    fn of_object(object: &'a ObjectType) -> Self {
        let members = Count(object.min_properties, object.max_properties);
        Self { members, each: each_value(object.additional_properties.as_ref()), ..Self::default() }
    }

    fn sentence(&self) -> Option<String> {
        let own = self.words().map(|words| capitalised(&words));
        let each = self.each.as_ref().and_then(|(what, each)| Some(format!("Each {what}: {}.", each.words()?)));
        let sentences: Vec<String> = own.into_iter().chain(each).collect();
        (!sentences.is_empty()).then(|| sentences.join(" "))
    }

    fn words(&self) -> Option<String> {
        let parts = [
            self.format.map(|format| format!("format {}", code(format))),
            self.characters.words("character"),
            self.pattern.map(|pattern| match pattern.len() {
                0..=LONGEST => format!("matching {}", code(pattern)),
                _ => "matching a pattern that the document gives".to_owned(),
            }),
            self.range.words(),
            self.multiple_of.map(|step| format!("a multiple of {step}")),
            self.items.words("item"),
            self.is_unique.then(|| "no item twice".to_owned()),
            self.members.words("member"),
        ];
        let words = parts.into_iter().flatten().collect::<Vec<_>>();
        (!words.is_empty()).then(|| words.join(", "))
    }

    fn contradiction(&self) -> Option<String> {
        let counts = [(&self.characters, "character"), (&self.items, "item"), (&self.members, "member")];
        let count = counts.into_iter().find_map(|(count, unit)| match count {
            Count(Some(least), Some(most)) if least > most => {
                Some(format!("it asks for at least {least} {unit}s and at most {most}"))
            }
            _ => None,
        });
        let step = self.multiple_of.filter(|step| *step <= 0.0);
        let step = step.map(|step| format!("nothing is a multiple of {step}, which has to be above zero"));
        count.or_else(|| self.range.contradiction()).or(step)
    }
}

/// What a list says of its items. Those that are components have docs of their own.
fn each_item(items: &ReferenceOr<Box<Schema>>) -> Option<(&'static str, Box<Constraints<'_>>)> {
    Some(("item", Box::new(Constraints::of(items.as_item()?))))
}

/// What an object says of the members that it does not name.
fn each_value(rest: Option<&AdditionalProperties>) -> Option<(&'static str, Box<Constraints<'_>>)> {
    match rest? {
        AdditionalProperties::Schema(schema) => Some(("value", Box::new(Constraints::of(schema.as_item()?)))),
        AdditionalProperties::Any(_) => None,
    }
}

/// A sentence of these words.
fn capitalised(words: &str) -> String {
    let mut characters = words.chars();
    let first = characters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(characters).chain(['.']).collect()
}

/// Whether nothing but the docs can tell a reader of a format.
fn is_without_type(format: &str) -> bool {
    !format.is_empty() && scalar::text_format(format).is_none() && !matches!(format, "password" | "binary")
}

/// How many there may be, at least and at most.
#[derive(Default)]
struct Count(Option<usize>, Option<usize>);

impl Count {
    fn words(&self, unit: &str) -> Option<String> {
        let units = |count: usize| if count == 1 { format!("1 {unit}") } else { format!("{count} {unit}s") };
        match (self.0.filter(|least| *least > 0), self.1) {
            (None, None) => None,
            (Some(least), None) => Some(format!("at least {}", units(least))),
            (None, Some(most)) => Some(format!("at most {}", units(most))),
            (Some(least), Some(most)) if least == most => Some(format!("exactly {}", units(most))),
            (Some(least), Some(most)) if least > most => Some(format!("at least {least} and at most {}", units(most))),
            (Some(least), Some(most)) => Some(format!("{least} to {}", units(most))),
        }
    }
}

/// Bounds of a number: the value to compare, and how the document writes it.
#[derive(Default)]
struct Range {
    minimum: Option<(f64, String)>,
    maximum: Option<(f64, String)>,
    above: bool,
    below: bool,
}

impl Range {
    fn words(&self) -> Option<String> {
        let low = self.minimum.as_ref().map(|(_, low)| (low, if self.above { "more than" } else { "at least" }));
        let high = self.maximum.as_ref().map(|(_, high)| (high, if self.below { "less than" } else { "at most" }));
        match (low, high) {
            (None, None) => None,
            (Some((bound, words)), None) | (None, Some((bound, words))) => Some(format!("{words} {bound}")),
            (Some((low, "at least")), Some((high, "at most"))) if !self.is_empty() => Some(format!("{low} to {high}")),
            (Some((low, above)), Some((high, below))) => Some(format!("{above} {low} and {below} {high}")),
        }
    }

    fn is_empty(&self) -> bool {
        self.minimum.as_ref().zip(self.maximum.as_ref()).is_some_and(|((low, low_text), (high, high_text))| {
            low > high || (low_text == high_text && (self.above || self.below))
        })
    }

    fn contradiction(&self) -> Option<String> {
        self.is_empty().then(|| format!("it asks for {}", self.words().unwrap_or_default()))
    }
}

/// A text as a code span: on one line, between more backticks than it has in a row.
fn code(text: &str) -> String {
    let text: String =
        text.chars().flat_map(|c| if c.is_control() { c.escape_default().collect() } else { vec![c] }).collect();
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let needs_room = text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']);
    let room = if needs_room { " " } else { "" };
    format!("{fence}{room}{text}{room}{fence}")
}
