//! What the document's own words are worth: which texts say nothing, and which say again what another has said.

/// Words of which a description that says nothing is made: "OK", "Successful response", "404 Not Found".
const IDLE: [&str; 60] = [
    "a",
    "accepted",
    "an",
    "and",
    "api",
    "bad",
    "body",
    "call",
    "code",
    "completed",
    "conflict",
    "content",
    "created",
    "default",
    "description",
    "entity",
    "error",
    "errors",
    "executed",
    "expected",
    "failed",
    "failure",
    "forbidden",
    "found",
    "gone",
    "http",
    "internal",
    "invalid",
    "is",
    "json",
    "no",
    "none",
    "not",
    "of",
    "ok",
    "okay",
    "operation",
    "output",
    "payload",
    "performed",
    "request",
    "requests",
    "response",
    "responses",
    "result",
    "results",
    "returned",
    "server",
    "status",
    "succeeded",
    "success",
    "successful",
    "successfully",
    "the",
    "this",
    "unauthorized",
    "unexpected",
    "unprocessable",
    "valid",
    "was",
];

/// The description of a body or response; nothing if it says no more than that there is one.
pub(super) fn telling(text: &str) -> String {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_idle = |word: &str| word.parse::<u16>().is_ok() || IDLE.contains(&word.to_lowercase().as_str());
    if words.all(is_idle) { String::new() } else { text.to_owned() }
}

/// Summary and description, without the one that the other begins with.
pub(super) fn said_once(summary: &str, description: &str) -> (String, String) {
    if begins_with(description, summary) {
        (String::new(), description.to_owned())
    } else if begins_with(summary, description) {
        (summary.to_owned(), String::new())
    } else {
        (summary.to_owned(), description.to_owned())
    }
}

/// Whether a text begins with all that another says, up to the end of a word.
fn begins_with(text: &str, other: &str) -> bool {
    let (text, other) = (plain(text), plain(other));
    text.strip_prefix(other.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// A text for comparisons: in lower case, without a paragraph's tag and the full stop at its end.
fn plain(text: &str) -> String {
    let text = text.trim();
    let text = text.strip_prefix("<p>").unwrap_or(text);
    text.trim_end_matches(['.', ' ']).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{IDLE, said_once, telling};

    #[test]
    fn the_words_are_sorted() {
        assert!(IDLE.is_sorted());
    }

    #[test]
    fn what_says_nothing_is_not_said() {
        for text in
            ["OK", "ok.", "Successful Response", "successful operation", "404 Not Found", "Default response.", "-"]
        {
            assert_eq!(telling(text), "", "{text}");
        }
        for text in ["The pet.", "A list of results that fit", "Über", "No such user"] {
            assert_eq!(telling(text), text);
        }
    }

    #[test]
    fn a_summary_that_the_description_repeats_is_said_once() {
        let once = |summary, description| said_once(summary, description);
        let of = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(once("List pets", "List pets."), of("", "List pets."));
        assert_eq!(once("List pets.", "<p>List pets that are sold.</p>"), of("", "<p>List pets that are sold.</p>"));
        assert_eq!(once("List pets of a shop", "list pets"), of("List pets of a shop", ""));
        assert_eq!(once("List pet", "List pets"), of("List pet", "List pets"));
        assert_eq!(once("List pets", ""), of("List pets", ""));
        assert_eq!(once("", "List pets"), of("", "List pets"));
    }
}
