//! Names of namespaced components: the shortest suffix of the namespace that tells two of them apart.

use std::collections::BTreeMap;

use super::identifier::{Case, identifier};
use super::scope::Scope;
use crate::ir::RustName;

/// A name such as `System.Collections.KeyValuePair[System.String]`, cut where its namespace has dots.
struct Namespaced<'a> {
    whole: &'a str,
    segments: Vec<&'a str>,
    /// How much of it the name shows: so many of the last segments, and one more means the arguments in brackets too.
    shown: usize,
}

impl<'a> Namespaced<'a> {
    fn new(whole: &'a str) -> Self {
        let base = whole.split(['[', '<', '(', '`', '«']).next().unwrap_or(whole);
        let segments = base.split(['.', '/', ':', '+']).filter(|segment| !segment.is_empty()).collect();
        Self { whole, segments, shown: 1 }
    }

    fn name(&self) -> RustName {
        let start = self.segments.len().saturating_sub(self.shown);
        let text = match &self.segments[start..] {
            [] => self.whole.to_owned(),
            _ if self.shown > self.segments.len() => self.whole.to_owned(),
            tail => tail.join(" "),
        };
        identifier(&text, Case::Pascal)
    }

    /// Shows more, if there is more.
    fn widen(&mut self) -> bool {
        let more = self.shown <= self.segments.len();
        self.shown += usize::from(more);
        more
    }
}

/// Names all of `texts`. Two that would have the same name both show more of their namespace, and a name that is taken
/// shows more too; what is still the same at the end gets a number, in the order of the texts themselves.
pub(super) fn shortest_suffixes<T: AsRef<str>>(texts: &[T], scope: &mut Scope<'_>) -> Vec<RustName> {
    let mut all: Vec<Namespaced<'_>> = texts.iter().map(|text| Namespaced::new(text.as_ref())).collect();
    let mut names: Vec<RustName> = all.iter().map(Namespaced::name).collect();
    loop {
        let mut counts: BTreeMap<&RustName, usize> = BTreeMap::new();
        names.iter().for_each(|name| *counts.entry(name).or_default() += 1);
        let is_ambiguous = |index: &usize| counts[&names[*index]] > 1 || scope.has(&names[*index]);
        let ambiguous: Vec<usize> = (0..names.len()).filter(is_ambiguous).collect();
        let mut changed = false;
        for index in ambiguous {
            if all[index].widen() {
                names[index] = all[index].name();
                changed = true;
            }
        }
        if !changed {
            return number(&names, texts, scope);
        }
    }
}

fn number<T: AsRef<str>>(names: &[RustName], texts: &[T], scope: &mut Scope<'_>) -> Vec<RustName> {
    let mut order: Vec<usize> = (0..texts.len()).collect();
    order.sort_by_key(|index| texts[*index].as_ref());
    let mut out = vec![RustName::default(); texts.len()];
    for index in order {
        let name = &names[index];
        // A single word that Rust or the runtime has taken says what it is instead of counting.
        let reserved = scope.has(name) && texts.iter().zip(names).filter(|(_, other)| *other == name).count() == 1;
        let text = if reserved { format!("{} model", name.as_str()) } else { name.as_str().to_owned() };
        out[index] = scope.name(&text, Case::Pascal);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::scope::Scope;
    use super::shortest_suffixes;

    fn names(texts: &[&str]) -> Vec<String> {
        let mut scope = Scope::with(["Option", "Error"]);
        shortest_suffixes(texts, &mut scope).iter().map(|name| name.as_str().to_owned()).collect()
    }

    #[test]
    fn namespaces_show_only_where_they_must() {
        let pair = "System.Collections.Generic.KeyValuePair[System.String,System.String]";
        assert_eq!(names(&["Core.V1.Account", pair]), ["Account", "KeyValuePair"]);
        assert_eq!(names(&["Core.V1.Link", "Core.V2.Link", "Link"]), ["V1Link", "V2Link", "Link"]);
        assert_eq!(names(&["List[A]", "List[B]"]), ["ListA", "ListB"]);
    }

    #[test]
    fn g20_g21_collisions_and_reserved_names_do_not_depend_on_order() {
        assert_eq!(names(&["foo_bar", "FooBar", "foo-bar"]), ["FooBar3", "FooBar", "FooBar2"]);
        assert_eq!(names(&["foo-bar", "foo_bar", "FooBar"]), ["FooBar2", "FooBar3", "FooBar"]);
        assert_eq!(names(&["Error", "My.Option"]), ["ErrorModel", "MyOption"]);
    }
}
