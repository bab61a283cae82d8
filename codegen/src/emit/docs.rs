//! Descriptions of the document as doc comments: CommonMark in, harmless CommonMark out.

use proc_macro2::{Literal, TokenStream};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
use pulldown_cmark_to_cmark::cmark;
use quote::quote;

/// The `///` lines of a description; none for an empty one.
pub(super) fn docs(markdown: &str) -> TokenStream {
    let lines = doc_lines(markdown);
    let lines = lines.iter().map(|line| {
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

/// A description as lines of CommonMark in which no code runs, no HTML is left, and what cannot be seen is shown.
fn doc_lines(markdown: &str) -> Vec<String> {
    let shown = show(markdown);
    let mut out = String::new();
    let printed = cmark(harmless(&shown), &mut out, Options::ENABLE_TABLES).is_ok();
    if !printed || !is_harmless(&out) {
        out = as_code(&shown);
    }
    out.lines().map(|line| line.trim_end().to_owned()).collect()
}

/// Writes control characters, other line breaks and bidirectional marks as escapes. Tabs become spaces.
fn show(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\n' => out.push(c),
            '\t' => out.push_str("    "),
            _ if is_hidden(c) => out.extend(["U+", &format!("{:04X}", u32::from(c))]),
            _ => out.push(c),
        }
    }
    out
}

fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e0fff}')
}

/// The events of a text, with code blocks that rustdoc does not run, HTML as text and only links that lead to the web.
fn harmless(text: &str) -> Vec<Event<'_>> {
    let mut out = Vec::new();
    let mut links = Vec::new();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => {
                out.push(Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced("text".into()))))
            }
            Event::Html(html) | Event::InlineHtml(html) => push_text(&mut out, &html),
            Event::Start(Tag::HtmlBlock) => out.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => out.push(Event::End(TagEnd::Paragraph)),
            Event::Text(text) if in_code(&out) => out.push(Event::Text(text)),
            Event::Text(text) if links.last() == Some(&true) => out.push(Event::Text(text)),
            Event::Text(text) => push_text(&mut out, &text),
            Event::Start(Tag::Link { dest_url, title, .. }) => {
                let keep = is_web(&dest_url);
                links.push(keep);
                if keep {
                    let id = CowStr::Borrowed("");
                    out.push(Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, title, id }));
                }
            }
            Event::End(TagEnd::Link) => {
                if links.pop() == Some(true) {
                    out.push(Event::End(TagEnd::Link));
                }
            }
            // A picture would be fetched by whoever reads the documentation; its text stays.
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => {}
            other => out.push(other),
        }
    }
    out
}

fn in_code(events: &[Event<'_>]) -> bool {
    matches!(events.last(), Some(Event::Start(Tag::CodeBlock(_))))
        || (matches!(events.last(), Some(Event::Text(_)))
            && matches!(
                events.iter().rev().find(|event| !matches!(event, Event::Text(_))),
                Some(Event::Start(Tag::CodeBlock(_)))
            ))
}

/// Plain text, with its URLs as links.
fn push_text<'a>(out: &mut Vec<Event<'a>>, text: &str) {
    let mut rest = text;
    while let Some(start) = rest.find("https://").into_iter().chain(rest.find("http://")).min() {
        let end = rest[start..].find(|c: char| !is_url(c)).map_or(rest.len(), |length| start + length);
        let end = start + rest[start..end].trim_end_matches(['.', ',', ':', ';', '!', '?', ')', '\'']).len();
        let (before, url) = (&rest[..start], &rest[start..end]);
        out.push(Event::Text(before.to_owned().into()));
        let dest_url: CowStr<'a> = url.to_owned().into();
        let link =
            Tag::Link { link_type: LinkType::Autolink, dest_url: dest_url.clone(), title: "".into(), id: "".into() };
        out.extend([Event::Start(link), Event::Text(dest_url), Event::End(TagEnd::Link)]);
        rest = &rest[end..];
    }
    out.push(Event::Text(rest.to_owned().into()));
}

fn is_url(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=%".contains(c)
}

fn is_web(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://")) && url.chars().all(is_url)
}

/// Whether a text, read again as rustdoc reads it, has nothing in it that rustdoc would run, warn of or resolve.
fn is_harmless(text: &str) -> bool {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut link = false;
    let resolve = |broken: pulldown_cmark::BrokenLink<'_>| Some((broken.reference.into_string().into(), "".into()));
    for event in Parser::new_with_broken_link_callback(text, options, Some(resolve)) {
        match event {
            Event::Html(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => return false,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented) | Tag::Image { .. } | Tag::HtmlBlock) => return false,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if &*info != "text" => return false,
            Event::Start(Tag::Link { dest_url, .. }) if !is_web(&dest_url) => return false,
            Event::Start(Tag::Link { .. }) => link = true,
            Event::End(TagEnd::Link) => link = false,
            Event::Text(text) if !link && (text.contains("http://") || text.contains("https://")) => return false,
            _ => {}
        }
    }
    true
}

/// The last resort: the text as it is, in a code block longer than any it holds.
fn as_code(text: &str) -> String {
    let mut longest = 0;
    let mut run = 0;
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}text\n{text}\n{fence}")
}

#[cfg(test)]
mod tests {
    use super::{doc_lines, is_harmless};

    fn printed(markdown: &str) -> String {
        let out = doc_lines(markdown).join("\n");
        assert!(is_harmless(&out), "{out}");
        out
    }

    #[test]
    fn plain_text_stays_as_it_is() {
        for text in ["The customer tenant id.", "Used if a ms-correlationid is not provided", "a *b* `c`\n\n* d\n* e"] {
            assert_eq!(printed(text), text);
        }
    }

    #[test]
    fn g4_g5_code_never_runs() {
        for text in [
            "```rust\nevil()\n```",
            "~~~\nevil()\n~~~",
            "    evil()",
            "> ```should_panic\n> evil()\n> ```",
            "```compile_fail\nevil()",
            "- a\n\n      evil()",
            "1. ```\n   evil()\n   ```",
            &"`".repeat(10_000),
        ] {
            printed(text);
        }
    }

    #[test]
    fn g1_g2_g6_g16_g58_brackets_html_and_hidden_characters_are_shown() {
        assert_eq!(printed("a [Foo] <script>x</script>"), "a \\[Foo\\] \\<script>x\\</script>");
        assert_eq!(printed("see http://a.b/c."), "see <http://a.b/c>.");
        assert!(!printed("a\rb\u{2028}c\0d\u{202e}e").contains(['\r', '\u{2028}', '\0', '\u{202e}']));
        for text in [
            "Vec<T>",
            "[a][b]",
            "[x]: http://e",
            "![i](http://p/q.png)",
            "<http://u>",
            "[j](javascript:x)",
            "*/ fn x() {} /*",
            "[a](https://b.c)",
            "&lt;b&gt;",
            "\\[Foo]",
        ] {
            printed(text);
        }
    }
}
