//! Doc comments: descriptions of the document as `///` lines.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::commonmark;

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
