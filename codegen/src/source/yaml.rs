//! YAML 1.2 text → tree, with bounds that no honest document meets.

use serde::de::DeserializeSeed as _;
use serde_json::Value;
use serde_saphyr::{DuplicateKeyPolicy, NonFiniteFloatPolicy, Options};

use super::value_visitor::{Failure, Node, Notes, TOO_DEEP};

/// Levels of nesting, the same as serde_json allows.
const DEEPEST: usize = 128;
/// Nodes of one text. The largest documents in use have about a million.
const MOST_NODES: usize = 20_000_000;

/// Reads the whole text as one YAML document.
pub(super) fn parse(text: &str, notes: &mut Notes) -> Result<Value, Failure> {
    serde_saphyr::with_deserializer_from_str_with_options(text, options(), |deserializer| {
        Node::root(notes).deserialize(deserializer)
    })
    .map_err(|error| failure(text, error.without_snippet()))
}

fn options() -> Options {
    serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_depth: DEEPEST,
            flow_nesting_limit: DEEPEST,
            max_nodes: MOST_NODES,
            max_events: 2 * MOST_NODES,
            max_total_scalar_bytes: 512 * 1024 * 1024,
            // What aliases expand to is bounded by `alias_limits`; many uses of one anchor are no attack.
            enforce_alias_anchor_ratio: false,
        },
        // All of them reach our visitor, which keeps the last and says so.
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        strict_booleans: true,
        // `0123` and `1_000` mean different numbers to different readers. As text they survive unchanged.
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        non_finite_float_policy: NonFiniteFloatPolicy::AsString,
        with_snippet: false,
    }
}

/// What the parser says, what it is called here, and what to do about it. Nothing is changed in the words of other messages.
const KNOWN: &[(&str, Option<&str>, &str)] = &[
    ("tabs disallowed", None, "YAML indents with spaces, not with tabs"),
    ("unclosed quote", None, "close the text with the quote it begins with"),
    ("unclosed bracket", None, "close it, or check what stands between it and the end of the file"),
    ("did not find expected key", None, "the members of one object begin in the same column"),
    ("mapping values are not allowed", None, "put text that holds a colon and a space in quotes"),
    ("unknown anchor", None, "define it before it is used, as in `&name`; text that begins with `*` needs quotes"),
    ("recursion limit", Some("it is nested too deeply"), TOO_DEEP),
    ("Depth", Some("it is nested too deeply"), TOO_DEEP),
    ("recursive references", Some("an alias stands for a node that the alias is in"), "write it out"),
    ("anchor", Some("its aliases stand for too much"), "write out what they stand for"),
    ("alias", Some("its aliases stand for too much"), "write out what they stand for"),
    ("tagged scalar", Some("a value has a tag that says nothing here"), "write it without the tag"),
    ("expected string scalar", Some("a key is an object or an array"), "a key is a single word or text"),
    ("budget breached", Some("it is too large"), "no API description in use is as large as this"),
    (
        "multiple YAML documents",
        Some("there is more than one document in it"),
        "keep one of those that `---` separates",
    ),
];

fn failure(text: &str, error: &serde_saphyr::Error) -> Failure {
    let location = error.location();
    let mut byte = location.and_then(|location| location.span().byte_offset()).map_or_else(
        || location.map_or(0, |location| byte_at(text, location.line(), location.column())),
        |offset| usize::try_from(offset).unwrap_or(0).min(text.len()),
    );
    let whole = error.to_string();
    let message = whole.split(" at line ").next().unwrap_or(&whole).trim_end();
    let known = KNOWN.iter().find(|(words, ..)| message.contains(words));
    let message = known.and_then(|(_, ours, _)| *ours).unwrap_or(message);
    if message.starts_with("tabs") && text.as_bytes()[..byte].ends_with(b"\t") {
        // The parser names the first byte after it.
        byte -= 1;
    }
    let help = known.map(|(.., help)| (*help).to_owned());
    Failure { message: format!("this is not valid YAML: {message}"), byte, help }
}

fn byte_at(text: &str, line: u64, column: u64) -> usize {
    let newlines = usize::try_from(line).unwrap_or(0).saturating_sub(2);
    let start = if line < 2 { 0 } else { text.match_indices('\n').nth(newlines).map_or(0, |(byte, _)| byte + 1) };
    let within = usize::try_from(column).unwrap_or(0).saturating_sub(1);
    text[start..].char_indices().nth(within).map_or(text.len(), |(byte, _)| start + byte)
}
