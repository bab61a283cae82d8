//! Detects HTML, XML, WSDL and binary input before parsing, for a better error.

use super::source_text::{SourceText, without_bom};
use crate::diagnostics::{Code, Diagnostics, Place, SourceId};

/// How much of a text is looked at, where its beginning tells what it is.
const BEGINNING: usize = 400;

/// The marks of a kind of text.
type IsThis = fn(&str) -> bool;

const CONVERT: &str = "export or convert it as OpenAPI first";

/// The first that fits is what it is.
const KINDS: &[(IsThis, &str, &str)] = &[
    (str::is_empty, "the file is empty", "check that it was written or downloaded completely"),
    (
        is_html,
        "this is an HTML page, not an API description",
        "it was probably saved from a browser, or the server answered with a login or error page; download the raw file",
    ),
    (|text| text.contains('\0'), "the file holds NUL bytes: it is binary or UTF-16", "save it as UTF-8 text"),
    (is_binary, "this is not text: it is binary or damaged", "check that it was written or downloaded completely"),
    (
        |text| text.starts_with("version https://git-lfs.github.com/spec/"),
        "this is a pointer of Git LFS, not the file itself",
        "fetch the file with `git lfs pull`",
    ),
    (is_wsdl, "this is a WSDL description, not an OpenAPI one", CONVERT),
    (is_xml, "this is XML, not an API description", "an API description is JSON or YAML"),
    (|text| text.starts_with("#%RAML"), "this is a RAML description, not an OpenAPI one", CONVERT),
    (|text| text.starts_with("FORMAT: 1A"), "this is an API Blueprint, not an OpenAPI description", CONVERT),
    (
        is_proto,
        "these are protocol buffers, not an API description",
        "a gateway for them can write an OpenAPI description",
    ),
    (is_graphql, "this is a GraphQL schema, not an API description", "what is needed is OpenAPI 3.x or Swagger 2.0"),
];

/// Why a text is no document, and what to do about it.
#[derive(Debug)]
pub(super) struct Unfit {
    message: &'static str,
    help: &'static str,
}

impl Unfit {
    pub(super) fn report(self, id: SourceId, diagnostics: &mut Diagnostics) {
        diagnostics.report(Code::EInput, (id, Place::Byte(0)), self.message).help(self.help);
    }
}

/// Refuses what cannot be an API description or a part of one.
pub(super) fn check(source: &SourceText) -> Result<(), Unfit> {
    let text = without_bom(&source.text).trim_start();
    match KINDS.iter().find(|(is_this, ..)| is_this(text)) {
        Some(&(_, message, help)) => Err(Unfit { message, help }),
        None => Ok(()),
    }
}

fn beginning(text: &str) -> &str {
    &text[..text.floor_char_boundary(BEGINNING)]
}

fn is_html(text: &str) -> bool {
    let start = beginning(text).to_ascii_lowercase();
    start.starts_with("<!doctype html")
        || start.starts_with("<html")
        || (start.starts_with('<') && start.contains("<html"))
}

/// `<<: *base` is YAML.
fn is_xml(text: &str) -> bool {
    text.strip_prefix('<')
        .is_some_and(|rest| rest.starts_with(|it: char| it.is_ascii_alphabetic() || "?!".contains(it)))
}

fn is_wsdl(text: &str) -> bool {
    text.starts_with('<') && beginning(text).contains("wsdl")
}

/// Signs that no editor writes, or what stands in for bytes that were no text.
fn is_binary(text: &str) -> bool {
    let strange = |it: &char| (it.is_control() && !it.is_whitespace() && *it != '\u{1b}') || *it == '\u{fffd}';
    beginning(text).chars().filter(strange).count() > 3
}

/// The first line that is neither empty nor a comment.
fn first_line<'t>(text: &'t str, comment: &str) -> &'t str {
    text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with(comment)).unwrap_or_default()
}

fn is_proto(text: &str) -> bool {
    let line = first_line(text, "//");
    line.ends_with(';')
        && (line.starts_with("syntax =") || line.starts_with("package ") || line.starts_with("edition ="))
}

fn is_graphql(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "schema",
        "type",
        "interface",
        "enum",
        "union",
        "scalar",
        "input",
        "directive",
        "extend",
        "query",
        "fragment",
    ];
    let line = first_line(text, "#");
    let Some((word, rest)) = line.split_once(' ') else { return line == "\"\"\"" };
    // In YAML a key and its value are divided by a colon.
    WORDS.contains(&word) && !line.contains(": ") && (rest.contains('{') || rest.starts_with('@') || word == "scalar")
}
