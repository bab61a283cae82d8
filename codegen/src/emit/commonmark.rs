//! CommonMark in, harmless CommonMark out: no code runs, no HTML is left, no link leads elsewhere, hidden characters are shown, and
//! the text is hardly longer than the description.

use std::borrow::Cow;
use std::fmt::{self, Write};

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
use pulldown_cmark_to_cmark::cmark;

use super::html;
use super::web_link::{is_url, is_web};

/// How deep quotes, lists and the like may be nested; a description that is deeper is shown as it is written.
const DEEPEST: usize = 32;

/// The description with nothing in it that rustdoc would run, warn of or resolve. It has at most four times the bytes of the
/// description, and 1 KiB more.
pub(super) fn harmless(markdown: &str) -> Cow<'_, str> {
    let markdown = markdown.trim_end_matches(['\n', ' ']);
    if is_plain(markdown) {
        return Cow::Borrowed(markdown);
    }
    Cow::Owned(parsed(markdown))
}

/// The same for a description that is to be part of a line; `None` if it cannot be.
pub(super) fn harmless_in_line(markdown: &str) -> Option<Cow<'_, str>> {
    let text = harmless(markdown);
    let is_inert = |text: &str| !text.contains('\n') && is_harmless(&format!("a: {text}"));
    (is_plain(markdown) && !markdown.contains('\n') || is_inert(&text)).then_some(text)
}

/// The description as it is printed after it was parsed.
fn parsed(markdown: &str) -> String {
    let shown = show(markdown);
    let most = 4 * markdown.len() + 1024;
    let mut out = Bounded { text: String::new(), most };
    let looks = html::to_markdown(&shown);
    let printed = events(&looks).is_some_and(|events| cmark(events, &mut out, Options::ENABLE_TABLES).is_ok());
    if printed && is_harmless(&out.text) { out.text } else { as_code(&shown, most) }
}

/// A text that takes no more than so many bytes.
struct Bounded {
    text: String,
    most: usize,
}

impl Write for Bounded {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        if self.text.len() + part.len() > self.most {
            return Err(fmt::Error);
        }
        self.text.push_str(part);
        Ok(())
    }
}

/// Whether a text is paragraphs of words and code spans, which CommonMark leaves as they are. Most descriptions are.
fn is_plain(text: &str) -> bool {
    let is_inert = |byte: u8| byte.is_ascii_alphanumeric() || b" ,.;:'\"()?!%/@=+-{}$".contains(&byte);
    let is_line = |line: &str| {
        let spans = line.split('`').skip(1).step_by(2);
        line.starts_with(|c: char| c.is_ascii_alphabetic())
            && !line.ends_with(' ')
            && line.bytes().all(|byte| is_inert(byte) || byte == b'`')
            && line.matches('`').count().is_multiple_of(2)
            && spans.clone().all(|code| !code.is_empty() && !code.starts_with(' ') && !code.ends_with(' '))
            && !line.contains("``")
    };
    let paragraphs = text.split("\n\n").all(|paragraph| paragraph.split('\n').all(is_line));
    paragraphs && !text.contains("://")
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

/// The events of a text, with code blocks that rustdoc does not run, HTML as text and only links that lead to the web; `None` if
/// it is nested too deep.
fn events(text: &str) -> Option<Vec<Event<'_>>> {
    let mut out = Vec::new();
    let mut links = Vec::new();
    let (mut depth, mut in_code) = (0_usize, false);
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return None;
        }
        match event {
            Event::Start(Tag::CodeBlock(_)) => {
                in_code = true;
                out.push(Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced("text".into()))));
            }
            Event::End(TagEnd::CodeBlock) => {
                in_code = false;
                out.push(Event::End(TagEnd::CodeBlock));
            }
            Event::Html(html) | Event::InlineHtml(html) => push_text(&mut out, &html),
            Event::Start(Tag::HtmlBlock) => out.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => out.push(Event::End(TagEnd::Paragraph)),
            Event::Text(text) if in_code || links.last() == Some(&true) => out.push(Event::Text(text)),
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
            // Spaces at the end of a line would be lost on the way to a comment.
            Event::HardBreak => out.extend([Event::InlineHtml("\\".into()), Event::SoftBreak]),
            // A picture would be fetched by whoever reads the documentation; its text stays.
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => {}
            other => out.push(other),
        }
    }
    Some(out)
}

/// Plain text, with its URLs as links.
fn push_text<'a>(out: &mut Vec<Event<'a>>, text: &str) {
    let mut rest = text;
    while let Some(start) = url(rest) {
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

/// Where the first URL begins.
fn url(text: &str) -> Option<usize> {
    let is_start = |start: &usize| ["http://", "https://"].iter().any(|scheme| text[*start..].starts_with(scheme));
    text.match_indices("http").map(|(start, _)| start).find(is_start)
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

/// The last resort: the text as it is, in a code block longer than any it holds, and cut where that is more than `most` bytes.
fn as_code(text: &str, most: usize) -> String {
    let mut longest = 0;
    let mut run = 0;
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest.max(2) + 1);
    let (room, end) = (most.saturating_sub(2 * fence.len() + "text\n\n…".len()), text.len());
    let text = if end > room { format!("{}…", &text[..text.floor_char_boundary(room)]) } else { text.to_owned() };
    format!("{fence}text\n{text}\n{fence}")
}

#[cfg(test)]
mod tests {
    use super::{DEEPEST, harmless, is_harmless, is_plain, parsed};

    fn printed(markdown: &str) -> String {
        let out = harmless(markdown).into_owned();
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

    #[test]
    fn what_is_plain_is_what_parsing_gives() {
        let plain = [
            "One word; two (or `three`), 50 % of 1/2: a-b = c + {d}!",
            "Two lines\nof one paragraph.\n\nAnd `a b` another's @once \"said\" $5?",
        ];
        for text in plain {
            assert!(is_plain(text), "{text}");
            assert_eq!(parsed(text), text);
        }
        let parsed_first = [
            "",
            " a",
            "a ",
            "a  \nb",
            "1. a",
            "- a",
            "a\n- b",
            "a\n---",
            "a\n===",
            "a\n\n\nb",
            "a_b",
            "a*b",
            "a#",
            "`a",
            "``a``",
            "a ` b `",
            "``",
            "&amp;",
            "<b>",
            "[a]",
            "http://a.b",
            "a\tb",
            "a\r\nb",
            "é",
            "a\\b",
            "~a~",
            "a | b",
        ];
        assert_eq!(parsed_first.iter().find(|text| is_plain(text)), None);
    }

    #[test]
    fn a_description_stays_about_as_long_as_it_is() {
        let deep = "> ".repeat(20_000);
        let lazy = format!("{}a{}", "> ".repeat(DEEPEST - 1), "\nb".repeat(1_000));
        let hidden = "\0".repeat(10_000);
        let ticks = "`".repeat(10_000);
        let lists = "- ".repeat(20_000);
        let table = format!("|a|b|c|d|e|f|\n|-|-|-|-|-|-|\n{}", "|\n".repeat(1_000));
        for text in [&*deep, &*lazy, &*hidden, &*ticks, &*lists, &*table, "> ", "`", ""] {
            let (before, after) = (text.len(), printed(text).len());
            assert!(after <= 4 * before + 1024, "{before} bytes became {after}");
        }
    }
}
