//! HTML in descriptions becomes Markdown: the tags that descriptions use for their looks. All else stays as it is written.

mod token;
mod writer;

use std::borrow::Cow;
use std::collections::BTreeMap;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use token::{Look, Token, look, tokens};
use writer::Writer;

/// The text with Markdown in the place of the tags that are known. What comes of it is Markdown like any other, and as little
/// trusted.
pub(super) fn to_markdown(text: &str) -> Cow<'_, str> {
    let is_look = |token: Token<'_>| match token {
        Token::Open(tag) => look(tag.name).is_some(),
        Token::Comment => true,
        _ => false,
    };
    if !text.contains('<') || !tokens(text).any(is_look) {
        return Cow::Borrowed(text);
    }
    let mut known = Closings::of(text);
    let mut writer = Writer::default();
    let mut copied = 0;
    let mut block = String::new();
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::Table(_)) => {
                writer.markdown(text.get(copied..range.start).unwrap_or_default());
                copied = copied.max(range.start);
                writer.begin_table();
            }
            Event::End(TagEnd::Table) => {
                writer.markdown(text.get(copied..range.end).unwrap_or_default());
                copied = copied.max(range.end);
                writer.end_table();
            }
            Event::Start(Tag::HtmlBlock) => {
                writer.markdown(text.get(copied..range.start).unwrap_or_default());
                block.clear();
            }
            Event::Html(html) => {
                block.push_str(&html);
                copied = copied.max(range.end);
            }
            Event::End(TagEnd::HtmlBlock) => {
                write(&mut writer, &mut known, &block, Around::Html);
                writer.paragraph();
            }
            Event::InlineHtml(html) => {
                writer.markdown(text.get(copied..range.start).unwrap_or_default());
                write(&mut writer, &mut known, &html, Around::Markdown);
                copied = copied.max(range.end);
            }
            _ => {}
        }
    }
    writer.markdown(text.get(copied..).unwrap_or_default());
    Cow::Owned(writer.finish())
}

/// What the text between the tags is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Around {
    Html,
    Markdown,
}

fn write<'a>(writer: &mut Writer, known: &mut Closings, html: &'a str, around: Around) {
    let as_written = |writer: &mut Writer, text: &'a str| match around {
        Around::Html => writer.text(text),
        Around::Markdown => writer.markdown(text),
    };
    for token in tokens(html) {
        match token {
            Token::Text(text) => as_written(writer, text),
            Token::Comment => {}
            Token::Open(tag) => match look(tag.name) {
                // What is never closed is not meant as a tag: `/users/<code>`.
                Some(look) if !look.must_be_closed() || known.has(tag.name) => writer.open(look, &tag),
                _ => as_written(writer, tag.text),
            },
            Token::Close(tag) => match look(tag.name) {
                Some(look) => {
                    known.pass(tag.name);
                    writer.close(look, tag.name);
                }
                None => as_written(writer, tag.text),
            },
        }
    }
}

/// How many closing tags of each name are still to come.
struct Closings(BTreeMap<String, usize>);

impl Closings {
    fn of(text: &str) -> Self {
        let mut counts = BTreeMap::new();
        for token in tokens(text) {
            if let Token::Close(tag) = token
                && look(tag.name).is_some_and(Look::must_be_closed)
            {
                *counts.entry(tag.name.to_ascii_lowercase()).or_default() += 1;
            }
        }
        Self(counts)
    }

    fn has(&self, name: &str) -> bool {
        self.0.get(&name.to_ascii_lowercase()).is_some_and(|count| *count > 0)
    }

    fn pass(&mut self, name: &str) {
        if let Some(count) = self.0.get_mut(&name.to_ascii_lowercase()) {
            *count = count.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::to_markdown;

    #[test]
    fn looks_become_markdown() {
        for (html, markdown) in [
            ("<p>One <b>two</b>.</p>\n\n<p>Three <code>a_b &lt; c</code>.</p>", "One **two**.\n\nThree `a_b < c`."),
            ("a <strong> b </strong>c, <em>d</em><i></i>", "a  **b** c, *d*"),
            ("See <a href=\"https://a.b/c?d=e\">the docs</a>.", "See [the docs](<https://a.b/c?d=e>)."),
            ("See <a href=\"/c\">the docs</a>.", "See the docs."),
            ("<ul><li>One</li><li>Two<ol><li>Three</li></ol></li></ul>End", "- One\n- Two\n  1. Three\n\nEnd"),
            ("One:\n<ul>\n  <li>Two\n  and\n  <li>Three\n</ul>\n\nFour", "One:\n\n- Two\n  and\n- Three\n\nFour"),
            ("a<br>b<br/>c<br><br>d", "a\\\nb\\\nc\n\nd"),
            ("<h3>Head\nline</h3>text", "### Head line\n\ntext"),
            ("<pre>a\n  b</pre>", "```text\na\n  b\n```"),
            ("<div><p>a_b * c # d</p></div>", "a\\_b \\* c \\# d"),
            ("| a |\n|---|\n| b<b>c</b><br>d |\n\ne<br>f", "| a |\n|---|\n| b**c** d |\n\ne\\\nf"),
            ("a <!-- hidden --> b", "a  b"),
            ("`<b>` and `<p>a</p>`", "`<b>` and `<p>a</p>`"),
        ] {
            assert_eq!(to_markdown(html), markdown, "{html}");
        }
    }

    #[test]
    fn what_is_no_look_stays_as_it_is() {
        for text in ["Vec<T>", "/users/<code>/x", "a < b > c", "<script>x</script>", "<b", "a <em> b", "<https://a.b>"]
        {
            assert_eq!(to_markdown(text), text);
        }
    }
}
