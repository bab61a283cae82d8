//! Every `$ref` of a document: does its target exist, is it the right kind of thing, does it ever end?

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{
    tables::{Kind, Object, SCHEMA, child_kind, v2, v3},
    validate,
    version::Dialect,
};
use crate::diagnostics::{Diagnostics, Pointer, Way, quote};

/// A `{"$ref": target}` and what was expected in its place.
pub(super) struct Reference {
    pub(super) at: Pointer,
    pub(super) target: String,
    pub(super) object: &'static Object,
}

/// A reference that leads somewhere.
pub(super) struct Resolved {
    pub(super) at: Pointer,
    pub(super) target: Pointer,
    pub(super) object: &'static Object,
}

/// A reference target that was understood.
pub(super) enum Target {
    /// A node of this document.
    Local(Pointer),
    /// Another file or another server.
    Elsewhere,
    /// `#name`: an anchor, not a pointer.
    Anchor,
}

impl Target {
    /// Understands a `$ref`: a URI whose fragment is a JSON pointer with percent-escapes.
    pub(super) fn parse(text: &str) -> Self {
        let Some(fragment) = text.strip_prefix('#') else {
            return Target::Elsewhere;
        };
        let decoded = percent_decoded(fragment);
        if decoded.is_empty() || decoded.starts_with('/') {
            Target::Local(Pointer::from_escaped(decoded))
        } else {
            Target::Anchor
        }
    }
}

/// Reports what is wrong with any of the references.
pub(super) fn check(
    tree: &Value,
    dialect: Dialect,
    references: Vec<Reference>,
    diagnostics: &mut Diagnostics,
) -> Vec<Resolved> {
    let mut resolved = Vec::with_capacity(references.len());
    // What lies where no table leads is validated once, as what the first reference takes it for.
    let mut adopted = BTreeSet::new();
    let mut queue: Vec<Reference> = references.into_iter().rev().collect();
    while let Some(reference) = queue.pop() {
        if let Some(target) = resolve(tree, &reference, diagnostics) {
            match kind_of(tree, dialect.root(), &target) {
                Some(found) => check_kind(found, &reference, dialect, diagnostics),
                None if adopted.insert(target.clone()) => {
                    queue.extend(adopt(tree, &reference, &target, dialect, diagnostics))
                }
                None => {}
            }
            resolved.push(Resolved { at: reference.at, target, object: reference.object });
        }
    }
    // The order of the document, whatever order they were followed in.
    resolved.sort_by(|left, right| left.at.cmp(&right.at));
    cycles(&resolved, diagnostics);
    resolved
}

fn resolve(tree: &Value, reference: &Reference, diagnostics: &mut Diagnostics) -> Option<Pointer> {
    let at = reference.at.child("$ref");
    let shown = quote(&reference.target);
    match Target::parse(&reference.target) {
        Target::Local(pointer) if tree.pointer(pointer.as_str()).is_some() => Some(pointer),
        Target::Local(pointer) => {
            if let Some(nearby) = enclosing(tree, &reference.at, &pointer) {
                let message = format!("the reference {shown} leads nowhere; it is read as that of an enclosing schema");
                let help = format!("name the target from the root: {}", quote(&format!("#{nearby}")));
                diagnostics.warn("W-REF", &at, message).help(help);
                return Some(nearby);
            }
            let is_one_of_many = diagnostics.error_count() > MOST_HINTS;
            let diagnostic = diagnostics.error("E-REF-MISSING", &at, format!("the reference {shown} leads nowhere"));
            if !is_one_of_many {
                diagnostic.help(nearest(tree, &pointer));
            }
            None
        }
        Target::Anchor => {
            diagnostics
                .error("E-REF-MISSING", &at, format!("the reference {shown} leads nowhere: anchors are not supported"))
                .help("name the target by its path: `#/components/schemas/…`");
            None
        }
        Target::Elsewhere if reference.target.is_empty() => {
            diagnostics
                .error("E-REF-MISSING", &at, "the reference is empty")
                .help("name the target by its path: `#/components/schemas/…`");
            None
        }
        Target::Elsewhere => {
            diagnostics
                .error("E-REF-REMOTE", &at, format!("the reference {shown} leaves the document"))
                .help("bundle the files into one first; nothing is read from other files or from the network");
            None
        }
    }
}

/// Looking for a near name costs a walk through all names, so that after this many errors it is no longer done.
const MOST_HINTS: usize = 100;
/// The distance of longer names is not worth what it costs.
const LONGEST_COMPARED: usize = 200;

/// Many a schema that was made a part of a description still names its own `$defs` as if it were a document.
fn enclosing(tree: &Value, at: &Pointer, target: &Pointer) -> Option<Pointer> {
    let first = target.segments().next()?;
    if first != "$defs" && first != "definitions" {
        return None;
    }
    let around = |pointer: &Pointer| pointer.parent();
    let mut candidates = std::iter::successors(Some(at.clone()), around).map(|schema| schema.joined(target));
    candidates.find(|candidate| tree.pointer(candidate.as_str()).is_some())
}

/// What the reader may have meant: the nearest name beside the missing one, the same name elsewhere, or how far the path
/// can be followed.
fn nearest(tree: &Value, pointer: &Pointer) -> String {
    let exists = |pointer: &Pointer| tree.pointer(pointer.as_str()).is_some();
    let mut missing = pointer.clone();
    let mut around = missing.parent().unwrap_or_default();
    while !exists(&around) {
        missing = around;
        around = missing.parent().unwrap_or_default();
    }
    let wanted = missing.segments().next_back().unwrap_or_default();
    let place = quote(&format!("#{around}"));
    let near = match tree.pointer(around.as_str()) {
        Some(Value::Object(members)) => members
            .keys()
            .filter(|key| key.len().max(wanted.len()) <= LONGEST_COMPARED)
            .map(|key| (strsim::normalized_damerau_levenshtein(key, &wanted), key))
            .max_by(|left, right| left.0.total_cmp(&right.0))
            .filter(|(score, _)| *score >= 0.5)
            .map(|(_, key)| format!("there is {} in {place}", quote(key))),
        Some(Value::Array(items)) => Some(format!("{place} has {} items, counted from 0", items.len())),
        _ => None,
    };
    let elsewhere = || {
        let name = pointer.segments().next_back()?;
        let sections = ["/components/schemas", "/definitions"].map(Pointer::from_escaped);
        let same = sections.iter().map(|section| section.child(&name)).find(exists)?;
        Some(format!("did you mean {}?", quote(&format!("#{same}"))))
    };
    near.or_else(elsewhere).unwrap_or_else(|| format!("there is no {} in {place}", quote(&wanted)))
}

/// What the tables say a node is; `None` where they say nothing.
fn kind_of(tree: &Value, root: &'static Kind, target: &Pointer) -> Option<&'static Kind> {
    let mut kind = root;
    let mut value = tree;
    for segment in target.segments() {
        kind = child_kind(kind, value, &segment)?;
        value = match value {
            Value::Object(members) => members.get(segment.as_ref())?,
            Value::Array(items) => items.get(segment.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    match kind.chosen(value) {
        Some(Kind::Any) => None,
        chosen => chosen,
    }
}

fn check_kind(found: &'static Kind, reference: &Reference, dialect: Dialect, diagnostics: &mut Diagnostics) {
    let found_name = match found {
        Kind::Object(object) if accepts(reference.object, object) => return,
        Kind::Schema if accepts(reference.object, &SCHEMA) => return,
        // `additionalProperties: true` stands for a schema as well.
        Kind::Bool if accepts(reference.object, &SCHEMA) && reference.target.ends_with("/additionalProperties") => {
            return;
        }
        Kind::Object(object) => object.name.to_owned(),
        other => other.describe(),
    };
    let message = format!(
        "expected {}, and the reference {} leads to {found_name}",
        reference.object.name,
        quote(&reference.target)
    );
    diagnostics.error("E-REF-KIND", &reference.at.child("$ref"), message).help(place_of(reference.object, dialect));
}

/// Where components of one kind are.
pub(super) struct Section {
    pub(super) source: &'static str,
    pub(super) normalised: &'static str,
}

/// The components of a kind; `None` for what is never one.
pub(super) fn section(object: &'static Object, dialect: Dialect) -> Option<Section> {
    let is_schema = *object == SCHEMA || *object == v2::ITEMS;
    let section = |source, normalised| Some(Section { source, normalised });
    if dialect == Dialect::Swagger2 {
        return match object {
            _ if is_schema => section("/definitions", "schemas"),
            object if *object == v2::PARAMETER => section("/parameters", "parameters"),
            object if *object == v2::RESPONSE => section("/responses", "responses"),
            _ => None,
        };
    }
    match object {
        _ if is_schema => section("/components/schemas", "schemas"),
        object if *object == v3::RESPONSE => section("/components/responses", "responses"),
        object if *object == v3::PARAMETER => section("/components/parameters", "parameters"),
        object if *object == v3::REQUEST_BODY => section("/components/requestBodies", "requestBodies"),
        object if *object == v3::HEADER => section("/components/headers", "headers"),
        object if *object == v3::SECURITY_SCHEME => section("/components/securitySchemes", "securitySchemes"),
        _ => None,
    }
}

/// Where things of a kind are defined.
fn place_of(object: &'static Object, dialect: Dialect) -> String {
    match section(object, dialect) {
        Some(section) => format!("{} is defined in `#{}`", object.name, section.source),
        None => format!("refer to {}, or write it out in this place", object.name),
    }
}

fn accepts(expected: &'static Object, found: &'static Object) -> bool {
    // Many 2.0 documents refer to a definition from a parameter's items.
    expected == found
        || (*expected == v2::ITEMS && *found == SCHEMA)
        || (*expected == v3::HEADER && *found == v3::PARAMETER)
}

/// Reads a node outside all tables as what the reference takes it for.
fn adopt(
    tree: &Value,
    reference: &Reference,
    target: &Pointer,
    dialect: Dialect,
    diagnostics: &mut Diagnostics,
) -> Vec<Reference> {
    let Some(value) = tree.pointer(target.as_str()) else {
        return Vec::new();
    };
    if !value.is_object() {
        let message = format!(
            "expected {}, and the reference {} leads to no object",
            reference.object.name,
            quote(&reference.target)
        );
        diagnostics.error("E-REF-KIND", &reference.at.child("$ref"), message).help(place_of(reference.object, dialect));
        return Vec::new();
    }
    let segments: Vec<_> = target.segments().map(|segment| segment.into_owned()).collect();
    validate_below(value, reference.object, &Way::Root, &segments, dialect, diagnostics)
}

/// Rebuilds the way to a node on the stack, segment by segment.
fn validate_below(
    value: &Value,
    object: &'static Object,
    way: &Way<'_>,
    segments: &[String],
    dialect: Dialect,
    diagnostics: &mut Diagnostics,
) -> Vec<Reference> {
    match segments {
        [] => validate::validate_at(value, object, way, dialect, diagnostics),
        [first, rest @ ..] => validate_below(value, object, &Way::Key(way, first), rest, dialect, diagnostics),
    }
}

/// References that only lead to one another: `A: {$ref: B}`, `B: {$ref: A}`.
fn cycles(references: &[Resolved], diagnostics: &mut Diagnostics) {
    let next: BTreeMap<&Pointer, &Pointer> =
        references.iter().map(|reference| (&reference.at, &reference.target)).collect();
    let mut done = BTreeSet::new();
    for &start in next.keys() {
        let mut chain: Vec<&Pointer> = Vec::new();
        let mut current = Some(start);
        while let Some(node) = current.filter(|node| done.insert(*node)) {
            chain.push(node);
            current = next.get(node).copied();
        }
        // Where the chain meets what was seen before, it is a circle only if that is itself.
        if let Some(first) = current.and_then(|node| chain.iter().position(|earlier| *earlier == node)) {
            report_cycle(&chain[first..], diagnostics);
        }
    }
}

fn report_cycle(chain: &[&Pointer], diagnostics: &mut Diagnostics) {
    let Some(first) = chain.first() else { return };
    let mut shown: Vec<_> = chain.iter().take(8).map(|pointer| quote(&format!("#{pointer}"))).collect();
    if chain.len() > shown.len() {
        shown.push("…".to_owned());
    }
    shown.push(quote(&format!("#{first}")));
    diagnostics
        .error("E-REF-CYCLE", &first.child("$ref"), format!("the references lead in a circle: {}", shown.join(" → ")))
        .help("one of them has to be a definition of its own");
}

/// Text with `%41` read as `A`; what is not an escape, or not UTF-8 afterwards, stays as it is.
fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while index < bytes.len() {
        let escape = bytes.get(index + 1..index + 3).filter(|_| bytes[index] == b'%');
        let value = escape
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        decoded.push(value.unwrap_or(bytes[index]));
        index += if value.is_some() { 3 } else { 1 };
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::percent_decoded;
    use crate::{
        diagnostics::{Diagnostics, Style, render},
        document::load,
        source::{SourceText, Sources},
    };

    #[test]
    fn definitions_of_an_enclosing_schema_are_found() {
        let text = r##"{"openapi": "3.1.0", "info": {"title": "", "version": ""}, "paths": {}, "components": {"schemas": {
            "Outer": {"properties": {"a": {"$ref": "#/$defs/Inner"}}, "$defs": {"Inner": {"type": "string"}}}}}}"##;
        let sources = Sources::new(SourceText { name: "a.json".to_owned(), text: text.to_owned() }, Vec::new());
        let mut diagnostics = Diagnostics::new();
        let openapi = load(&sources, &mut diagnostics).expect("a document");
        let said = render(&diagnostics, &sources, Style::Plain);
        assert!(
            said.starts_with("warning[W-REF]") && said.contains("`#/components/schemas/Outer/$defs/Inner`"),
            "{said}"
        );
        let schemas = openapi.components.map(|components| components.schemas).unwrap_or_default();
        assert!(schemas.contains_key("Inner"), "{schemas:?}");
    }

    #[test]
    fn percent_escapes() {
        assert_eq!(percent_decoded("/a%20b%2Fc%zz%"), "/a b/c%zz%");
        assert_eq!(percent_decoded("/%ff"), "/%ff");
    }
}
