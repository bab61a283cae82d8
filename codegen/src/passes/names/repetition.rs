//! What a name repeats of its surroundings and can go without: `issues().create`, not `issues().issues_create`.

use std::collections::BTreeMap;

use super::identifier::{Case, identifier};
use super::scope::{RESERVED, Scope};

/// Words behind a tag that say what kind of thing has the operation.
const ROLES: [&str; 7] = ["api", "apis", "controller", "endpoint", "endpoints", "resource", "service"];

/// What is no name for a method by itself: it means something else wherever else it is called, or starts like a sentence's end.
const MISLEADING: [&str; 26] = [
    "as_ref",
    "borrow",
    "by",
    "call",
    "client",
    "clone",
    "cmp",
    "deref",
    "drop",
    "eq",
    "fmt",
    "for",
    "from",
    "hash",
    "id",
    "index",
    "inner",
    "into",
    "new",
    "next",
    "not",
    "of",
    "send",
    "to",
    "to_string",
    "with",
];

/// The texts that the methods of a tag are named after: the operations' ids without the tag, as far as they differ then.
pub(super) fn methods(tag: &str, ids: &[&str], scope: &Scope<'_>) -> Vec<String> {
    let tag = words(tag);
    let tag = match tag.split_last() {
        Some((last, rest)) if !rest.is_empty() && ROLES.contains(&last.as_str()) => rest,
        _ => &tag,
    };
    distinct(ids.iter().map(|id| shorter(tag, id)).collect(), scope, Case::Snake)
}

/// The texts that the variants of a union are named after: what they hold, without the words of the union.
pub(super) fn variants(names: &[String], union: &str, scope: &Scope<'_>) -> Vec<String> {
    let shorter = |name: &String| match variant(name, union) {
        same if same == *name => vec![same],
        short => vec![short, name.clone()],
    };
    distinct(names.iter().map(shorter).collect(), scope, Case::Pascal)
}

/// The first text of each list, or a later one where several lists have the same name first.
fn distinct(mut candidates: Vec<Vec<String>>, scope: &Scope<'_>, case: Case) -> Vec<String> {
    let first = |texts: &Vec<String>| texts.first().cloned().unwrap_or_default();
    loop {
        let names: Vec<_> = candidates.iter().map(|texts| identifier(&first(texts), case)).collect();
        let mut counts = BTreeMap::new();
        names.iter().for_each(|name| *counts.entry(name).or_insert(0_usize) += 1);
        let mut changed = false;
        for (texts, name) in candidates.iter_mut().zip(&names) {
            if texts.len() > 1 && (counts[name] > 1 || scope.has(name)) {
                texts.remove(0);
                changed = true;
            }
        }
        if !changed {
            return candidates.iter().map(first).collect();
        }
    }
}

/// The names that an id may be shortened to, the shortest first and the id itself last.
fn shorter(tag: &[String], id: &str) -> Vec<String> {
    let whole = words(id);
    let mut found = vec![id.to_owned()];
    let mut rest = whole.as_slice();
    if let Some(behind) = behind(tag, rest) {
        let roles = behind.iter().take_while(|word| ROLES.contains(&word.as_str())).count();
        rest = &behind[roles..];
        found.extend(name(rest));
    }
    if let Some((verb, object)) = rest.split_first()
        && let Some(behind) = behind(tag, object)
    {
        found.extend(name(&[std::slice::from_ref(verb), behind].concat()));
    }
    // The struct of the call is named after the method.
    found.retain(|text| text == id || !RESERVED.contains(&identifier(text, Case::Pascal).as_str()));
    found.reverse();
    found
}

/// The words behind those of a tag, in the singular or plural.
fn behind<'w>(tag: &[String], words: &'w [String]) -> Option<&'w [String]> {
    let (last, before) = tag.split_last()?;
    let (start, rest) = words.split_at_checked(tag.len())?;
    let (end, start) = start.split_last()?;
    (start == before && is_same_noun(end, last)).then_some(rest)
}

/// The name of some words, unless it says nothing or something else.
fn name(words: &[String]) -> Option<String> {
    let text = words.join("_");
    let name = identifier(&text, Case::Snake);
    let is_plain = name.as_str() == text && !text.is_empty() && !text.starts_with('_');
    (is_plain && !MISLEADING.contains(&text.as_str())).then_some(text)
}

/// `issue` and `issues`, `policy` and `policies`, `box` and `boxes`
fn is_same_noun(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let Some(end) = long.strip_prefix(short.strip_suffix('y').unwrap_or(short)) else { return false };
    match end {
        "" | "y" => short == long,
        "s" | "es" => !short.ends_with('y') || long.strip_prefix(short) == Some(end),
        "ys" => true,
        "ies" => short.ends_with('y'),
        _ => false,
    }
}

/// What is left of a variant's name without the words that it begins with as its union does, and those that it ends with then, if
/// the union has no others: `User` of `ChatRequestUserMessage` in `ChatRequestMessage`, `Cat` of `PetCat` in `Pet`.
fn variant(name: &str, union: &str) -> String {
    let (own, outer) = (pascal_words(name), pascal_words(union));
    let start = own.iter().zip(&outer).take_while(|(own, outer)| own == outer).count();
    let (own, outer) = (&own[start..], &outer[start..]);
    let left = if start == 0 { own } else { own.strip_suffix(outer).unwrap_or(own) }.concat();
    let is_name = left.starts_with(|c: char| c.is_ascii_uppercase()) && self::name(&words(&left)).is_some();
    if is_name { left } else { name.to_owned() }
}

/// `PetCat` as `Pet` and `Cat`. Digits stay with the word that they follow.
fn pascal_words(name: &str) -> Vec<&str> {
    let starts = name.char_indices().filter(|(_, c)| c.is_ascii_uppercase()).map(|(at, _)| at);
    let mut cuts: Vec<usize> = std::iter::once(0).chain(starts).chain([name.len()]).collect();
    cuts.dedup();
    cuts.windows(2).map(|cut| &name[cut[0]..cut[1]]).collect()
}

fn words(text: &str) -> Vec<String> {
    let name = identifier(text, Case::Snake);
    name.as_str().split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::super::scope::Scope;
    use super::{is_same_noun, methods, variant};

    #[test]
    fn methods_do_not_repeat_their_tag() {
        let rows = [
            ("issues", "issues/create", "create"),
            ("issues", "IssuesApi.create", "create"),
            ("issues", "issues_create", "create"),
            ("issues", "createIssue", "create"),
            ("issues", "issues/list-issue-comments", "list_comments"),
            ("pet", "findPetsByStatus", "find_by_status"),
            ("pet-controller", "getPetById", "get_by_id"),
            ("code-scanning", "code-scanning/list", "list"),
            ("policies", "PolicyController_find", "find"),
            ("pets", "pets", "pets"),
            ("pets", "newPet", "newPet"),
            ("pets", "petSend", "petSend"),
            ("pets", "petOperation", "petOperation"),
            ("pets", "pets_2", "pets_2"),
            ("pets", "petition_create", "petition_create"),
            ("user", "uploadFile", "uploadFile"),
        ];
        for (tag, id, method) in rows {
            assert_eq!(methods(tag, &[id], &Scope::default()), [method], "{id}");
        }
    }

    #[test]
    fn methods_that_would_be_the_same_stay_longer() {
        let all = methods("users", &["getUsers", "getUser", "users/create", "create"], &Scope::default());
        assert_eq!(all, ["getUsers", "getUser", "users/create", "create"]);
        let all = methods("users", &["users/create", "createUser"], &Scope::with(["clone"]));
        assert_eq!(all, ["users/create", "createUser"]);
    }

    #[test]
    fn nouns_are_the_same_in_the_singular_and_the_plural() {
        for (one, other) in [("issue", "issues"), ("policy", "policies"), ("box", "boxes"), ("key", "keys"), ("a", "a")]
        {
            assert!(is_same_noun(one, other) && is_same_noun(other, one), "{one} {other}");
        }
        for (one, other) in [("pet", "petition"), ("polic", "policy"), ("p", "py"), ("bus", "buses2"), ("city", "cits")]
        {
            assert!(!is_same_noun(one, other) && !is_same_noun(other, one), "{one} {other}");
        }
    }

    #[test]
    fn variants_do_not_repeat_their_union() {
        let rows = [
            ("ChatCompletionRequestUserMessage", "ChatCompletionRequestMessage", "User"),
            ("PetCat", "Pet", "Cat"),
            ("Petunia", "Pet", "Petunia"),
            ("Pet", "Pet", "Pet"),
            ("MessageCreated", "MessageEvent", "Created"),
            ("ErrorMessage", "StreamMessage", "ErrorMessage"),
            ("ThingWithNull", "ThingNull", "ThingWithNull"),
            ("User", "UserOrGroup", "User"),
            ("PersonAccount", "Account", "PersonAccount"),
        ];
        for (name, union, expected) in rows {
            assert_eq!(variant(name, union), expected, "{name}");
        }
    }
}
