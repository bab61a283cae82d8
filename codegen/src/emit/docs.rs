//! Doc comments: descriptions of the document as `///` lines.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::commonmark;
use crate::ir::Tag;

/// The `///` lines of a description; none for an empty one.
pub(super) fn docs(markdown: &str) -> TokenStream {
    let text = commonmark::harmless(markdown);
    let lines = text.lines().map(|line| {
        let line = line.trim_end();
        let text = if line.is_empty() { String::new() } else { format!(" {line}") };
        let literal = Literal::string(&text);
        quote!(#[doc = #literal])
    });
    quote!(#(#lines)*)
}

/// A line of our own: only names that are ours and texts that are harmless in it.
pub(super) fn written(line: &str) -> TokenStream {
    let literal = Literal::string(&format!(" {line}"));
    quote!(#[doc = #literal])
}

/// Docs one after the other, with an empty line between them.
pub(super) fn blocks(parts: impl IntoIterator<Item = TokenStream>) -> TokenStream {
    let mut parts = parts.into_iter().filter(|part| !part.is_empty());
    let first = parts.next();
    quote!(#first #(#[doc = ""] #parts)*)
}

/// Several descriptions with an empty line between them.
pub(super) fn paragraphs<'a>(parts: impl IntoIterator<Item = &'a str>) -> TokenStream {
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.trim().is_empty()).collect();
    docs(&parts.join("\n\n"))
}

/// A text of the document as code in Markdown.
pub(super) fn code(text: &str) -> String {
    let text = text.replace(char::is_control, "");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

/// What the document says of a tag, or else its name.
pub(super) fn tag_docs(tag: &Tag) -> TokenStream {
    docs(if tag.docs.trim().is_empty() { tag.wire.as_str() } else { &tag.docs })
}

/// The first paragraph of it.
pub(super) fn tag_summary(tag: &Tag) -> TokenStream {
    let docs = tag.docs.trim();
    let summary = docs.split("\n\n").next().filter(|_| !docs.is_empty());
    self::docs(summary.unwrap_or(tag.wire.as_str()))
}

/// Doc comments of the file instead of the next item.
pub(super) fn inner(docs: &TokenStream) -> TokenStream {
    let tokens = docs.clone().into_iter().flat_map(|token| match &token {
        proc_macro2::TokenTree::Punct(punct) if punct.as_char() == '#' => quote!(#!),
        _ => token.into(),
    });
    tokens.collect()
}
