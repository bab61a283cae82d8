//! What the document advises against.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::diagnostics::visible;

/// Longer notes are no help in a warning.
const LONGEST: usize = 200;

/// `#[deprecated = "Use `b`."]`: with the sentence of the description that says what to do instead, if there is one.
pub(super) fn attribute(is_deprecated: bool, description: &str) -> Option<TokenStream> {
    let note = note(description).map(|note| Literal::string(&visible(note, LONGEST)));
    is_deprecated.then(|| note.map_or_else(|| quote!(#[deprecated]), |note| quote!(#[deprecated = #note])))
}

/// The first sentence that says so, or what to use.
fn note(description: &str) -> Option<&str> {
    let sentences = description.lines().flat_map(|line| line.split_inclusive(". ")).map(str::trim);
    let is_note = |sentence: &&str| {
        let sentence = sentence.to_lowercase();
        sentence.starts_with("use ")
            || ["deprecated", "instead", "replaced by"].iter().any(|word| sentence.contains(word))
    };
    let says_more = |sentence: &&str| !sentence.trim_end_matches('.').eq_ignore_ascii_case("deprecated");
    sentences.filter(says_more).find(is_note)
}

/// The docs of something that cannot have the attribute, because the crate itself uses it.
pub(super) fn docs(is_deprecated: bool, description: &str) -> String {
    match (is_deprecated, description.trim()) {
        (false, _) => description.to_owned(),
        (true, "") => "Deprecated.".to_owned(),
        (true, said) => format!("Deprecated. {said}"),
    }
}

#[cfg(test)]
mod tests {
    use super::note;

    #[test]
    fn the_note_is_what_the_document_says_to_do() {
        let rows = [
            ("Use `b`.", Some("Use `b`.")),
            ("The name. Deprecated: use `b` instead. More.", Some("Deprecated: use `b` instead.")),
            ("The name.\n\nWas replaced by b", Some("Was replaced by b")),
            ("The name.", None),
            ("Deprecated.", None),
            ("Used a lot.", None),
            ("", None),
        ];
        for (description, expected) in rows {
            assert_eq!(note(description), expected, "{description}");
        }
    }
}
