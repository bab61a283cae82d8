//! The handles of the client: one for each tag that an operation has, and for operations without a tag, one for each group of paths.

use std::collections::BTreeMap;

use openapiv3::Operation;

use super::lowering::Lowering;
use crate::ir::{Api, Tag, TagId, WireName};

/// The handle for operations whose path names no group.
const UNGROUPED: &str = "api";

/// Segments that say what kind of path it is, not what it is about.
const GENERAL: [&str; 3] = ["api", "apis", "rest"];

/// From so many operations without a tag on, a segment that nearly all of their paths begin with is not what they are grouped by.
const MANY: usize = 30;

/// The names that operations without a tag are grouped under: the first segment of their path that tells them apart.
pub(super) struct PathGroups<'a> {
    /// The names by their letters. A group that is called like a tag goes to the tag.
    names: BTreeMap<String, &'a str>,
    /// The segments that nearly all paths begin with.
    shared: Vec<&'a str>,
}

impl<'a> PathGroups<'a> {
    /// The groups of a document's operations, each with its path.
    pub(super) fn new(operations: &[(&'a str, &'a Operation)]) -> Self {
        let mut names: BTreeMap<String, &str> = BTreeMap::new();
        operations.iter().filter_map(|(_, operation)| operation.tags.first()).for_each(|tag| insert(&mut names, tag));
        let untagged = operations.iter().filter(|(_, operation)| operation.tags.is_empty());
        let paths: Vec<Vec<&str>> = untagged.map(|(path, _)| segments(path)).collect();
        let shared = shared(&paths);
        let mut groups = BTreeMap::new();
        paths.iter().for_each(|path| insert(&mut groups, first(path, &shared)));
        for (key, name) in groups {
            names.entry(key).or_insert(name);
        }
        Self { names, shared }
    }

    /// The name that an operation is grouped under. It depends on the operation alone, as far as it can: a new operation is to move no
    /// other.
    fn name(&self, path: &'a str, operation: &'a Operation) -> &'a str {
        if let Some(tag) = operation.tags.first() {
            return tag;
        }
        let name = first(&segments(path), &self.shared);
        // `/sendMessage` of the operation `sendMessage` is what is done, and no group.
        let id = operation.operation_id.as_deref().unwrap_or_default();
        if path.matches('/').count() == 1 && letters(id) == letters(name) {
            return UNGROUPED;
        }
        self.names.get(&letters(name)).copied().unwrap_or(name)
    }
}

/// Of names with the same letters, the one that sorts first.
fn insert<'a>(names: &mut BTreeMap<String, &'a str>, name: &'a str) {
    let known = names.entry(letters(name)).or_insert(name);
    *known = name.min(known);
}

fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The segments of a path that are no parameters, without versions and what else says nothing of a group.
fn segments(path: &str) -> Vec<&str> {
    path.split(['/', '?', '#']).filter_map(literal).filter(|segment| !is_general(segment)).collect()
}

/// `users` of `users.json`, `users:search` and `users({id})`; `None` for a parameter.
fn literal(segment: &str) -> Option<&str> {
    let segment = segment.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '{');
    let end = segment.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_')).unwrap_or(segment.len());
    let end = if is_version(segment) { segment.len() } else { end };
    segment.get(..end).filter(|name| !name.is_empty())
}

fn is_general(segment: &str) -> bool {
    is_version(segment) || GENERAL.iter().any(|word| word.eq_ignore_ascii_case(segment))
}

/// `v1`, `2.0`, `v1beta2`, `2010-04-01`
fn is_version(segment: &str) -> bool {
    let digits = segment.strip_prefix(['v', 'V']).unwrap_or(segment);
    let number = digits.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = ["alpha", "beta"].iter().find_map(|stage| number.strip_suffix(stage)).unwrap_or(digits);
    number.starts_with(|c: char| c.is_ascii_digit())
        && number.bytes().all(|byte| byte.is_ascii_digit() || b"._-".contains(&byte))
}

/// The first segment behind those that are shared, or else the last of all.
fn first<'a>(path: &[&'a str], shared: &[&str]) -> &'a str {
    let same = path.iter().zip(shared).take_while(|(segment, shared)| segment == shared).count();
    path.get(same).or(path.last()).copied().unwrap_or(UNGROUPED)
}

/// The segments that nine of ten paths begin with, if there are many.
fn shared<'a>(paths: &[Vec<&'a str>]) -> Vec<&'a str> {
    let mut shared: Vec<&str> = Vec::new();
    let most = paths.len() * 9 / 10;
    while paths.len() >= MANY {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let below = paths.iter().filter(|path| path.starts_with(&shared));
        below.filter_map(|path| path.get(shared.len())).for_each(|segment| *counts.entry(segment).or_default() += 1);
        let Some((segment, _)) = counts.into_iter().find(|(_, count)| *count >= most) else { break };
        shared.push(segment);
    }
    shared
}

/// The tag that an operation goes to: its first one, or the group of its path.
pub(super) fn tag_of<'a>(
    lowering: &Lowering<'_>,
    api: &mut Api,
    groups: &PathGroups<'a>,
    (path, operation): (&'a str, &'a Operation),
) -> TagId {
    let name = groups.name(path, operation);
    if let Some(index) = api.tags.iter().position(|tag| tag.wire.as_str() == name) {
        return TagId(index);
    }
    let declared = lowering.openapi.tags.iter().find(|tag| tag.name == name);
    api.tags.push(Tag {
        wire: WireName::new(name),
        docs: declared.and_then(|tag| tag.description.clone()).unwrap_or_default(),
        module: Default::default(),
        handle: Default::default(),
        feature: None,
    });
    TagId(api.tags.len() - 1)
}

#[cfg(test)]
mod tests {
    use openapiv3::Operation;

    use super::PathGroups;

    /// The groups of operations, written as `id path` or `id path tag`.
    fn groups(operations: &[&str]) -> Vec<String> {
        let all: Vec<(String, Operation)> = operations
            .iter()
            .map(|text| {
                let mut words = text.split(' ').map(str::to_owned);
                let (id, path) = (words.next(), words.next().unwrap_or_default());
                (path, Operation { operation_id: id, tags: words.collect(), ..Operation::default() })
            })
            .collect();
        let operations: Vec<_> = all.iter().map(|(path, operation)| (path.as_str(), operation)).collect();
        let groups = PathGroups::new(&operations);
        all.iter().map(|(path, operation)| groups.name(path, operation).to_owned()).collect()
    }

    #[test]
    fn the_first_segment_that_says_something_is_the_group() {
        let rows = [
            ("getUser /api/v1/users/{id}", "users"),
            ("get /2.0/repositories.json", "repositories"),
            ("get /v1beta1/{name}:cancel", "api"),
            ("get /2010-04-01/Accounts({id})/x", "Accounts"),
            ("get /$batch", "batch"),
            ("sendMessage /sendMessage", "api"),
            ("sendMessages /sendMessage", "sendMessage"),
            ("root /", "api"),
            ("only /v1", "api"),
        ];
        for (operation, group) in rows {
            assert_eq!(groups(&[operation]), [group], "{operation}");
        }
    }

    #[test]
    fn a_group_called_like_a_tag_goes_to_it() {
        let all = groups(&["a /user-groups/{id}", "b /x UserGroups", "c /Things/1", "d /things/2"]);
        assert_eq!(all, ["UserGroups", "UserGroups", "Things", "Things"]);
    }

    #[test]
    fn what_many_paths_share_is_no_group() {
        let paths: Vec<String> = (0..30).map(|at| format!("x /cloud/part{}/{{id}}", at % 3)).collect();
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        assert_eq!(groups(&paths)[..3], ["part0", "part1", "part2"]);
        assert_eq!(groups(&paths[..29])[..3], ["cloud", "cloud", "cloud"]);
    }
}
