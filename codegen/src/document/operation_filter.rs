//! Removes the operations that were not asked for before they are lowered, so that they produce no diagnostics.

use std::collections::BTreeSet;

use glob::{MatchOptions, Pattern};
use openapiv3::{OpenAPI, Operation, PathItem, ReferenceOr};
use serde_json::Value;

use super::{Description, internal_extensions};
use crate::diagnostics::{Code, Diagnostics, Pointer, quote};
use crate::options::{OperationFilter, Selector};

/// How many names a help lists.
const MOST_LISTED: usize = 30;

/// `*` matches within one segment, `**` any number of segments.
const OPTIONS: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: false };

/// Removes the operations that are not wanted, and the webhooks where only some operations are. A selector that fits no operation
/// is an error.
pub(crate) fn retain_wanted(
    Description { frame, source_map, .. }: &mut Description,
    filter: &OperationFilter,
    diagnostics: &mut Diagnostics,
) {
    if filter.is_empty() {
        return;
    }
    let before = required(frame);
    let mut wanted = Wanted::new(filter);
    for (path, item) in &mut frame.paths.paths {
        let ReferenceOr::Item(item) = item else { continue };
        for operation in operations(item) {
            let mut has = |it: &Operation| wanted.has(path, it.operation_id.as_deref(), &it.tags);
            if operation.as_ref().is_some_and(|operation| !has(operation)) {
                *operation = None;
            }
        }
        if let Some(Value::Object(others)) = item.extensions.get_mut(internal_extensions::OPERATIONS) {
            others.retain(|_, it| wanted.has(path, it.get("operationId").and_then(Value::as_str), &tags(it)));
        }
    }
    if !filter.include.is_empty() {
        frame.extensions.shift_remove(internal_extensions::WEBHOOKS);
    }
    // How to log in for the others alone is not said either.
    let after = required(frame);
    if let Some(components) = &mut frame.components {
        components.security_schemes.retain(|name, _| !before.contains(name) || after.contains(name));
    }
    let at = source_map.position(&Pointer::root().child("paths"));
    for (selector, help) in wanted.without_operation() {
        let message = match selector {
            Selector::Tag(tag) => format!("no operation has the tag {}", quote(tag)),
            Selector::Path(glob) => format!("no operation has a path like {}", quote(glob)),
            Selector::Operation(id) => format!("no operation has the operationId {}", quote(id)),
        };
        diagnostics.report(Code::EFilter, at.clone(), message).help(help);
    }
}

/// The selectors, and the names of all operations for the help of a selector that fits none.
struct Wanted<'f> {
    include: Vec<Test<'f>>,
    exclude: Vec<Test<'f>>,
    tags: BTreeSet<String>,
    ids: BTreeSet<String>,
    paths: BTreeSet<String>,
}

/// A selector, and whether any operation fits it.
struct Test<'f> {
    selector: &'f Selector,
    /// The pattern of a path; `None` if it is malformed, or for other selectors.
    glob: Option<Pattern>,
    has_met: bool,
}

impl<'f> Wanted<'f> {
    fn new(filter: &'f OperationFilter) -> Self {
        let test = |selector: &'f Selector| {
            let glob = match selector {
                Selector::Path(glob) => Pattern::new(glob).ok(),
                Selector::Tag(_) | Selector::Operation(_) => None,
            };
            Test { selector, glob, has_met: false }
        };
        Self {
            include: filter.include.iter().map(test).collect(),
            exclude: filter.exclude.iter().map(test).collect(),
            tags: BTreeSet::new(),
            ids: BTreeSet::new(),
            paths: BTreeSet::new(),
        }
    }

    /// Whether an operation stays: one that is included, if any is to be, and that is not excluded.
    fn has(&mut self, path: &str, id: Option<&str>, tags: &[String]) -> bool {
        self.tags.extend(tags.iter().cloned());
        self.ids.extend(id.map(str::to_owned));
        self.paths.insert(path.to_owned());
        // Each is asked, so that each knows whether it has met an operation.
        let fits = |tests: &mut Vec<Test<'_>>| tests.iter_mut().filter_map(|it| it.fits(path, id, tags)).count() > 0;
        let (is_included, is_excluded) = (fits(&mut self.include), fits(&mut self.exclude));
        (is_included || self.include.is_empty()) && !is_excluded
    }

    /// The selectors that no operation fits, with the help of the error.
    fn without_operation(&self) -> impl Iterator<Item = (&'f Selector, String)> {
        let tests = self.include.iter().chain(&self.exclude).filter(|test| !test.has_met);
        tests.map(|test| match test.selector {
            Selector::Tag(_) => (test.selector, listed(&self.tags, "no operation has a tag at all")),
            Selector::Operation(_) => (test.selector, listed(&self.ids, "no operation has an operationId at all")),
            Selector::Path(_) if test.glob.is_none() => {
                (test.selector, "`*` is a part of a segment, `**` any number of whole segments".to_owned())
            }
            Selector::Path(_) => (test.selector, listed(&self.paths, "there is no operation")),
        })
    }
}

impl Test<'_> {
    fn fits(&mut self, path: &str, id: Option<&str>, tags: &[String]) -> Option<()> {
        let fits = match self.selector {
            Selector::Tag(tag) => tags.contains(tag),
            Selector::Operation(wanted) => id == Some(wanted),
            Selector::Path(text) => {
                // Below a path is the path itself, too.
                let itself = text.strip_suffix("/**").is_some_and(|above| above == path);
                itself || self.glob.as_ref().is_some_and(|glob| glob.matches_with(path, OPTIONS))
            }
        };
        self.has_met |= fits;
        fits.then_some(())
    }
}

/// `there are `a`, `b` and more`.
fn listed(names: &BTreeSet<String>, none: &str) -> String {
    let shown: Vec<String> = names.iter().take(MOST_LISTED).map(|name| quote(name)).collect();
    match (shown.is_empty(), names.len() > MOST_LISTED) {
        (true, _) => none.to_owned(),
        (false, false) => format!("there are {}", shown.join(", ")),
        (false, true) => format!("there are {} and more", shown.join(", ")),
    }
}

fn operations(item: &mut PathItem) -> [&mut Option<Operation>; 8] {
    [
        &mut item.get,
        &mut item.put,
        &mut item.post,
        &mut item.delete,
        &mut item.options,
        &mut item.head,
        &mut item.patch,
        &mut item.trace,
    ]
}

/// The security schemes that the document or an operation requires.
fn required(frame: &OpenAPI) -> BTreeSet<String> {
    let items = frame.paths.paths.values().filter_map(ReferenceOr::as_item);
    let others = items.clone().filter_map(|item| item.extensions.get(internal_extensions::OPERATIONS)?.as_object());
    let others = others.flatten().filter_map(|(_, operation)| operation.get("security")?.as_array());
    let others = others.flatten().filter_map(Value::as_object).flat_map(|it| it.keys().cloned());
    let known = items.flat_map(PathItem::iter).filter_map(|(_, operation)| operation.security.as_ref());
    let known = known.chain(&frame.security).flatten().flat_map(|requirement| requirement.keys().cloned());
    known.chain(others).collect()
}

fn tags(operation: &Value) -> Vec<String> {
    let tags = operation.get("tags").and_then(Value::as_array);
    tags.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}
