//! Names of several texts at once: where their identifiers would be the same, what tells the texts apart is spelled.

use std::collections::{BTreeMap, BTreeSet};

use super::identifier::{Case, symbol_word};
use super::scope::Scope;
use crate::ir::RustName;

/// Signs between words that say nothing unless they are all that differs.
const SEPARATORS: &str = "_ -./:";

/// Names several texts at once, so that their order in the document does not matter. Of texts with the same identifier, the one
/// that is spelled like it keeps it (`User`, and not `user`); the others say what is different: `GmtPlus1`, `LowerUser`.
pub(super) fn name_all<T: AsRef<str>>(scope: &mut Scope<'_>, texts: &[T], case: Case) -> Vec<RustName> {
    let plain: Vec<RustName> = texts.iter().map(|text| scope.plain(text.as_ref(), case)).collect();
    let mut alike: BTreeMap<String, usize> = BTreeMap::new();
    plain.iter().for_each(|name| *alike.entry(folded(name)).or_default() += 1);
    let mut order: Vec<usize> = (0..texts.len()).collect();
    // The text that is spelled like the identifier gets it, or else the one most like it: `birthDate` before `_birthDate`.
    order.sort_by_cached_key(|index| {
        let text = texts[*index].as_ref();
        (plain[*index].as_str().trim_end_matches('_') != text, weight(text), text)
    });
    let keeps = |index: &usize| alike.get(&folded(&plain[*index])) == Some(&1) || !has_sign(texts[*index].as_ref());
    let (keeping, spelled): (Vec<usize>, Vec<usize>) = order.into_iter().partition(keeps);
    let mut names = vec![RustName::default(); texts.len()];
    let mut left = Vec::new();
    for index in keeping {
        match scope.take(&plain[index]) {
            true => names[index] = plain[index].clone(),
            false => left.push(index),
        }
    }
    let mut of_letters: BTreeMap<String, usize> = BTreeMap::new();
    texts.iter().for_each(|text| *of_letters.entry(letters(text.as_ref())).or_default() += 1);
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let named = (0..texts.len()).filter(|index| !names[*index].as_str().is_empty());
    known.extend(named.map(|index| texts[index].as_ref()));
    for index in spelled.into_iter().chain(left) {
        let text = texts[index].as_ref();
        let differs_by_case = of_letters.get(&letters(text)).is_some_and(|count| *count > 1);
        // Nothing tells a text from itself.
        let spelled = if known.insert(text) { apart(scope, (text, differs_by_case), case) } else { None };
        names[index] = spelled.unwrap_or_else(|| scope.name(text, case));
    }
    names
}

/// The first spelling of a text that is not taken: with its signs, with its separators, with its case. Nothing else is told apart.
fn apart(scope: &mut Scope<'_>, (text, differs_by_case): (&str, bool), case: Case) -> Option<RustName> {
    let spellings = [spelled(text, is_sign), spelled(text, |_, c| !c.is_alphanumeric())];
    let with_case = spellings.each_ref().map(|it| format!("{} {it}", case_of(text)));
    let with_case = with_case.iter().filter(|_| differs_by_case);
    let names: Vec<RustName> = spellings.iter().chain(with_case).map(|it| scope.plain(it, case)).collect();
    names.into_iter().find(|name| scope.take(name))
}

/// The letters and digits of a text, whatever their case.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Names that differ in the case of letters alone are hard to tell apart.
fn folded(name: &RustName) -> String {
    name.as_str().chars().filter(|c| *c != '_').map(|c| c.to_ascii_lowercase()).collect()
}

/// How unlike an identifier a text is. A point between digits is read with them.
fn weight(text: &str) -> usize {
    let of_sign = |(before, c): (Option<char>, char)| match c {
        c if c.is_alphanumeric() => 0,
        '.' if before.is_some_and(|before| before.is_ascii_digit()) => 0,
        '_' => 1,
        c if SEPARATORS.contains(c) => 2,
        _ => 3,
    };
    let before = std::iter::once(None).chain(text.chars().map(Some));
    before.zip(text.chars()).map(of_sign).sum()
}

/// Whether a text has a sign that says something.
fn has_sign(text: &str) -> bool {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        if is_sign(rest, c) {
            return true;
        }
    }
    false
}

/// Whether a character says something before what follows: `-` before a digit does.
fn is_sign(rest: &str, c: char) -> bool {
    let is_minus = c == '-' && rest.starts_with(|c: char| c.is_ascii_digit());
    !c.is_alphanumeric() && (is_minus || !SEPARATORS.contains(c))
}

/// A text with words for some of its signs.
fn spelled(text: &str, is_said: fn(&str, char) -> bool) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        // Before a word of letters, it is no minus.
        let is_dash = c == '-' && !out.is_empty() && !rest.starts_with(|c: char| c.is_ascii_digit());
        match is_said(rest, c) {
            true if is_dash => out.push_str(" dash "),
            true => out.push_str(&format!(" {} ", symbol_word(c))),
            false => out.push(c),
        }
    }
    out
}

/// What tells a text from those that differ in the case of letters.
fn case_of(text: &str) -> &'static str {
    let is_all = |is: fn(&char) -> bool| text.chars().filter(|c| c.is_alphabetic()).all(|c| is(&c));
    match () {
        () if is_all(|c| c.is_lowercase()) => "lower",
        () if is_all(|c| c.is_uppercase()) => "upper",
        () if text.starts_with(char::is_lowercase) => "camel",
        () => "capital",
    }
}

#[cfg(test)]
mod tests {
    use super::{Case, Scope, name_all};

    fn named(reserved: &[&'static str], texts: &[&str], case: Case) -> Vec<String> {
        let names = name_all(&mut Scope::with(reserved.iter().copied()), texts, case);
        let reversed: Vec<&str> = texts.iter().rev().copied().collect();
        let mut backwards = name_all(&mut Scope::with(reserved.iter().copied()), &reversed, case);
        backwards.reverse();
        assert_eq!(names, backwards, "their order does not matter");
        names.iter().map(|name| name.as_str().to_owned()).collect()
    }

    #[test]
    fn names_that_fall_together_say_what_differs() {
        let rows: [(&[&str], &[&str]); 9] = [
            (
                &["GMT+1", "GMT-1", "GMT1", "GMT 1", "gmt+1", ""],
                &["GmtPlus1", "GmtMinus1", "Gmt1", "GmtSpace1", "LowerGmtPlus1", "Empty"],
            ),
            (&["r", "r+", "rw", "r|w", "R"], &["LowerR", "RPlus", "Rw", "ROrW", "R"]),
            (&["1.0", "1.00", "10", "1_0", "v1"], &["V1_0", "V1_00", "V10", "V1Underscore0", "V1"]),
            (&["self", "Self", "Unknown", "unknown"], &["LowerSelf", "Self_", "Unknown_", "LowerUnknown"]),
            (
                &["name", "-name", "+name", "created_at", "-created_at"],
                &["Name", "MinusName", "PlusName", "CreatedAt", "MinusCreatedAt"],
            ),
            (&["user", "User", "USER"], &["LowerUser", "User", "UpperUser"]),
            (&["a-b", "a_b", "a.b", "aB"], &["ADashB", "AUnderscoreB", "ADotB", "AB"]),
            (&["3.5", "35", "gpt-4", "gpt-4.1"], &["V3_5", "V35", "Gpt4", "Gpt4_1"]),
            (&["<", "<=", "==", "="], &["Less", "LessEqual", "EqualEqual", "Equal"]),
        ];
        for (texts, expected) in rows {
            assert_eq!(named(&["Unknown"], texts, Case::Value), expected);
        }
        let members = ["user", "User", "USER", "_id", "id", "@type", "type", "$type"];
        let expected = ["user", "capital_user", "upper_user", "underscore_id", "id", "at_type", "type_", "dollar_type"];
        assert_eq!(named(&[], &members, Case::Snake), expected);
        let twice = name_all(&mut Scope::default(), &["a1", "a1"], Case::Pascal);
        assert_eq!(twice.iter().map(|name| name.as_str()).collect::<Vec<_>>(), ["A1", "A1_2"]);
    }
}
