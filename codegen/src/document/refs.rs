//! Every `$ref` of a tree in which each leads somewhere: what does it lead to, and does it ever end?

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{
    files::percent_decoded,
    tables::{Kind, Object, SCHEMA, child_kind, v2, v3},
    validate,
    version::Dialect,
};
use crate::diagnostics::{Code, Diagnostics, Pointer, Way, quote};

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

/// Finds the targets, and reports what is wrong with those that no table knows.
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
        if let Some(target) = resolve(tree, &reference) {
            if kind_of(tree, dialect.root(), &target).is_none() && adopted.insert(target.clone()) {
                queue.extend(adopt(tree, &reference, &target, dialect, diagnostics));
            }
            resolved.push(Resolved { at: reference.at, target, object: reference.object });
        }
    }
    // The order of the document, whatever order they were followed in.
    resolved.sort_by(|left, right| left.at.cmp(&right.at));
    cycles(&resolved, diagnostics);
    resolved
}

/// The node that a reference leads to; all that do not lead anywhere in this tree are gone by now.
fn resolve(tree: &Value, reference: &Reference) -> Option<Pointer> {
    let pointer = Pointer::from_escaped(percent_decoded(reference.target.strip_prefix('#')?));
    tree.pointer(pointer.as_str()).map(|_| pointer)
}

/// What the tables say a node is; `None` where they say nothing.
pub(super) fn kind_of(tree: &Value, root: &'static Kind, target: &Pointer) -> Option<&'static Kind> {
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
        .report(
            Code::ERefCycle,
            &first.child("$ref"),
            format!("the references lead in a circle: {}", shown.join(" → ")),
        )
        .help("one of them has to be a definition of its own");
}

#[cfg(test)]
mod tests {
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
        let description = load(&sources, &mut diagnostics).expect("a document");
        let said = render(&diagnostics, &sources, Style::Plain);
        assert!(
            said.starts_with("warning[W-REF]") && said.contains("`#/components/schemas/Outer/$defs/Inner`"),
            "{said}"
        );
        let components = description.schemas.components();
        assert!(components.contains_key("Inner"), "{components:?}");
    }
}
