//! Every `$ref` of a document: does its target exist, is it the right kind of thing, does it ever end?

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{
    tables::{Kind, Object, SCHEMA, child_kind, v2, v3},
    validate,
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

/// Reports what is wrong with any of the references. `kind` is that of the whole tree.
pub(super) fn check(
    tree: &Value,
    kind: &'static Kind,
    references: Vec<Reference>,
    diagnostics: &mut Diagnostics,
) -> Vec<Resolved> {
    let mut checked = Vec::with_capacity(references.len());
    let mut resolved = Vec::with_capacity(references.len());
    // What lies where no table leads is validated once, as what the first reference takes it for.
    let mut adopted = BTreeSet::new();
    let mut queue = references;
    while let Some(reference) = queue.pop() {
        if let Some(target) = resolve(tree, &reference, diagnostics) {
            match kind_of(tree, kind, &target) {
                Some(found) => check_kind(found, &reference, &target, diagnostics),
                None if adopted.insert(target.clone()) => queue.extend(adopt(tree, &reference, &target, diagnostics)),
                None => {}
            }
            resolved.push(Resolved { at: reference.at.clone(), target, object: reference.object });
        }
        checked.push(reference);
    }
    cycles(tree, &checked, diagnostics);
    // The order of the document, whatever order they were followed in.
    resolved.sort_by(|left, right| left.at.cmp(&right.at));
    resolved
}

fn resolve(tree: &Value, reference: &Reference, diagnostics: &mut Diagnostics) -> Option<Pointer> {
    let at = reference.at.child("$ref");
    let shown = quote(&reference.target);
    match Target::parse(&reference.target) {
        Target::Local(pointer) if tree.pointer(pointer.as_str()).is_some() => Some(pointer),
        Target::Local(pointer) => {
            let help = nearest(tree, &pointer);
            let diagnostic = diagnostics.error("E-REF-MISSING", &at, format!("the reference {shown} leads nowhere"));
            if let Some(help) = help {
                diagnostic.help(help);
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
            diagnostics.error("E-REF-MISSING", &at, "the reference is empty");
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

/// What the reader may have meant: the nearest name beside the missing one, or how far the path can be followed.
fn nearest(tree: &Value, pointer: &Pointer) -> Option<String> {
    let parent = pointer.parent()?;
    let wanted = pointer.segments().next_back()?.into_owned();
    match tree.pointer(parent.as_str()) {
        Some(Value::Object(members)) => {
            let near = members.keys().map(|key| (strsim::normalized_damerau_levenshtein(key, &wanted), key));
            let (score, key) = near.max_by(|left, right| left.0.total_cmp(&right.0))?;
            (score >= 0.5).then(|| format!("there is {} in {}", quote(key), quote(&format!("#{parent}"))))
        }
        Some(Value::Array(items)) => Some(format!("the array has {} items, counted from 0", items.len())),
        Some(_) => None,
        None => {
            let mut existing = parent;
            while tree.pointer(existing.as_str()).is_none() {
                existing = existing.parent()?;
            }
            Some(format!("the path can be followed up to {}", quote(&format!("#{existing}"))))
        }
    }
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

fn check_kind(found: &'static Kind, reference: &Reference, target: &Pointer, diagnostics: &mut Diagnostics) {
    let found_name = match found {
        Kind::Object(object) if accepts(reference.object, object) => return,
        // `additionalProperties: true` stands for a schema as well.
        Kind::Schema | Kind::Bool if accepts(reference.object, &SCHEMA) => return,
        Kind::Object(object) => object.name.to_owned(),
        other => other.describe(),
    };
    let message = format!(
        "expected {}, and the reference {} leads to {found_name}",
        reference.object.name,
        quote(&reference.target)
    );
    let help = format!("{} is {found_name}", quote(target.as_str()));
    diagnostics.error("E-REF-KIND", &reference.at.child("$ref"), message).help(help);
}

fn accepts(expected: &'static Object, found: &'static Object) -> bool {
    // Many 2.0 documents refer to a definition from a parameter's items.
    expected == found
        || (*expected == v2::ITEMS && *found == SCHEMA)
        || (*expected == v3::HEADER && *found == v3::PARAMETER)
}

/// Reads a node outside all tables as what the reference takes it for.
fn adopt(tree: &Value, reference: &Reference, target: &Pointer, diagnostics: &mut Diagnostics) -> Vec<Reference> {
    let Some(value) = tree.pointer(target.as_str()) else {
        return Vec::new();
    };
    if !value.is_object() {
        let message = format!(
            "expected {}, and the reference {} leads to no object",
            reference.object.name,
            quote(&reference.target)
        );
        diagnostics.error("E-REF-KIND", &reference.at.child("$ref"), message);
        return Vec::new();
    }
    let segments: Vec<_> = target.segments().map(|segment| segment.into_owned()).collect();
    validate_below(value, reference.object, &Way::Root, &segments, diagnostics)
}

/// Rebuilds the way to a node on the stack, segment by segment.
fn validate_below(
    value: &Value,
    object: &'static Object,
    way: &Way<'_>,
    segments: &[String],
    diagnostics: &mut Diagnostics,
) -> Vec<Reference> {
    match segments {
        [] => validate::validate_at(value, object, way, diagnostics),
        [first, rest @ ..] => validate_below(value, object, &Way::Key(way, first), rest, diagnostics),
    }
}

/// References that only lead to one another: `A: {$ref: B}`, `B: {$ref: A}`.
fn cycles(tree: &Value, references: &[Reference], diagnostics: &mut Diagnostics) {
    let next: BTreeMap<&Pointer, Pointer> = references
        .iter()
        .filter_map(|reference| match Target::parse(&reference.target) {
            Target::Local(target) if tree.pointer(target.as_str()).is_some() => Some((&reference.at, target)),
            _ => None,
        })
        .collect();
    let mut done = BTreeSet::new();
    for start in next.keys() {
        let mut chain: Vec<&Pointer> = vec![start];
        while let Some(target) = chain.last().and_then(|last| next.get(*last)) {
            if let Some(first) = chain.iter().position(|earlier| *earlier == target) {
                report_cycle(&chain[first..], diagnostics);
                break;
            }
            if done.contains(target) {
                break;
            }
            chain.push(target);
        }
        done.extend(chain.into_iter().cloned());
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

    #[test]
    fn percent_escapes() {
        assert_eq!(percent_decoded("/a%20b%2Fc%zz%"), "/a b/c%zz%");
        assert_eq!(percent_decoded("/%ff"), "/%ff");
    }
}
