//! Constraints of a schema in words, for the docs of its type; constraints that contradict each other are reported.

use serde_json::{Number, Value};

use super::super::lowering::Lowering;
use super::scalar;
use crate::diagnostics::Code;
use crate::document::schema::{Additional, Limits, Schema, Schemas, Type};
use crate::markdown::code;

/// Longer patterns and defaults are no help to a reader.
const LONGEST: usize = 100;

impl Lowering<'_> {
    /// The description of a schema, then its constraints and its default in words.
    pub(super) fn docs(&self, schema: &Schema) -> String {
        self.docs_after(&self.description(schema), schema)
    }

    /// The constraints and the default of a schema in words after a description.
    pub(in super::super) fn docs_after(&self, description: &str, schema: &Schema) -> String {
        if schema.reference.is_some() {
            return description.to_owned();
        }
        let constraints = Constraints::of(&self.schemas, schema, Depth::WithParts);
        let default = self.said(schema, |schema| schema.about.default.clone().filter(|_| !scalar::is_secret(schema)));
        let sentences = [constraints.sentence(), default.as_ref().and_then(default_sentence)];
        let sentences = sentences.into_iter().flatten().collect::<Vec<_>>().join(" ");
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
}

/// Reports constraints that contradict each other.
pub(super) fn check(lowering: &mut Lowering<'_>, schema: &Schema) {
    if schema.limits.is_none() {
        return;
    }
    if let Some(problem) = Constraints::of(&lowering.schemas, schema, Depth::Alone).contradiction() {
        lowering.warn(Code::WConstraint, &schema.at, format!("no value can meet this schema: {problem}"));
    }
}

fn default_sentence(default: &Value) -> Option<String> {
    let text = match default {
        Value::String(text) if !text.is_empty() && !text.contains(char::is_control) => text.clone(),
        Value::Null => return None,
        other => other.to_string(),
    };
    (text.len() <= LONGEST).then(|| format!("Default: {}.", code(&text)))
}

/// Whether the constraints of items and values belong to what is asked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    Alone,
    WithParts,
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
    fn of(schemas: &'a Schemas, schema: &'a Schema, depth: Depth) -> Self {
        let is_of_numbers = matches!(schema.ty, Some(Type::Integer | Type::Number));
        let format = schema.format.as_deref().filter(|format| !is_of_numbers && is_without_type(format));
        let each = if depth == Depth::WithParts { each(schemas, schema) } else { None };
        let Some(limits) = schema.limits.as_deref() else { return Self { format, each, ..Self::default() } };
        Self {
            format,
            characters: Count::of(limits.length),
            pattern: limits.pattern.as_deref(),
            range: Range::of(schema, limits),
            multiple_of: limits.multiple_of,
            items: Count::of(limits.items),
            is_unique: limits.unique,
            members: Count::of(limits.members),
            each,
        }
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

/// What a schema says of the items of a list, or of the members that it does not name. Components have docs of their own.
fn each<'a>(schemas: &'a Schemas, schema: &'a Schema) -> Option<(&'static str, Box<Constraints<'a>>)> {
    let (what, part) = match (schema.items, schema.additional) {
        (Some(items), _) => ("item", items),
        (None, Some(Additional::Schema(values))) => ("value", values),
        _ => return None,
    };
    let part = Some(&schemas[part]).filter(|part| part.reference.is_none())?;
    Some((what, Box::new(Constraints::of(schemas, part, Depth::Alone))))
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
struct Count(Option<u64>, Option<u64>);

impl Count {
    fn of((least, most): (Option<u64>, Option<u64>)) -> Self {
        Self(least, most)
    }

    fn words(&self, unit: &str) -> Option<String> {
        let units = |count: u64| if count == 1 { format!("1 {unit}") } else { format!("{count} {unit}s") };
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
    fn of(schema: &Schema, limits: &Limits) -> Self {
        let bound = |bound: &Number| (bound.as_f64().unwrap_or_default(), scalar::bound_text(schema, bound));
        Self {
            minimum: limits.minimum.as_ref().map(bound),
            maximum: limits.maximum.as_ref().map(bound),
            above: limits.above,
            below: limits.below,
        }
    }

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
