//! The tags of a text, and what is between them.

/// A piece of HTML.
pub(super) enum Token<'a> {
    Text(&'a str),
    Comment,
    Open(HtmlTag<'a>),
    Close(HtmlTag<'a>),
}

/// A tag as it is written.
pub(super) struct HtmlTag<'a> {
    pub(super) name: &'a str,
    attributes: &'a str,
    pub(super) text: &'a str,
}

impl HtmlTag<'_> {
    /// The value of an attribute, without quotes.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            let end = rest.find(|c: char| c.is_whitespace() || c == '=')?;
            let (found, after) = rest.split_at(end);
            let Some(value) = after.trim_start().strip_prefix('=') else {
                rest = after;
                continue;
            };
            let value = value.trim_start();
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (value, after) = match quote {
                Some(quote) => value[1..].split_once(quote)?,
                None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
            };
            if found.eq_ignore_ascii_case(name) {
                return Some(value);
            }
            rest = after;
        }
    }
}

/// What a tag does to the looks of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Strong,
    Emphasis,
    Code,
    CodeBlock,
    Link,
    Bullets,
    Numbers,
    Item,
    Heading(usize),
    /// A paragraph, or what holds some.
    Block,
    Row,
    Cell,
    LineBreak,
    Rule,
    /// A look that Markdown does not have.
    Plain,
}

impl Look {
    /// Whether a tag without its end means nothing.
    pub(super) fn must_be_closed(self) -> bool {
        !matches!(self, Self::Block | Self::Row | Self::Cell | Self::LineBreak | Self::Rule | Self::Item)
    }
}

/// What a tag of this name does; `None` if it is none of those that are for looks.
pub(super) fn look(name: &str) -> Option<Look> {
    Some(match name.to_ascii_lowercase().as_str() {
        "b" | "strong" => Look::Strong,
        "i" | "em" | "cite" | "dfn" | "var" => Look::Emphasis,
        "code" | "tt" | "kbd" | "samp" => Look::Code,
        "pre" => Look::CodeBlock,
        "a" => Look::Link,
        "ul" => Look::Bullets,
        "ol" => Look::Numbers,
        "li" => Look::Item,
        "h1" => Look::Heading(1),
        "h2" => Look::Heading(2),
        "h3" => Look::Heading(3),
        "h4" => Look::Heading(4),
        "h5" => Look::Heading(5),
        "h6" => Look::Heading(6),
        "p" | "div" | "blockquote" | "section" | "center" | "dl" | "dt" | "dd" | "details" | "summary" => Look::Block,
        "table" | "thead" | "tbody" | "tfoot" | "caption" => Look::Block,
        "tr" => Look::Row,
        "td" | "th" => Look::Cell,
        "br" => Look::LineBreak,
        "hr" => Look::Rule,
        "span" | "font" | "nobr" | "small" | "big" | "u" | "sup" | "sub" => Look::Plain,
        _ => return None,
    })
}

/// The pieces of a text, in order.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (token, length) = match tag(rest) {
            Some(found) => found,
            None => {
                let next = rest.char_indices().skip(1).find(|(_, c)| *c == '<').map_or(rest.len(), |(at, _)| at);
                (Token::Text(&rest[..next]), next)
            }
        };
        rest = &rest[length..];
        Some(token)
    })
}

/// The longest tag that is looked at; a text of many `<` must not be read again for each.
const LONGEST: usize = 2_000;

/// The tag or comment that a text begins with, and its length.
fn tag(text: &str) -> Option<(Token<'_>, usize)> {
    let inner = text.strip_prefix('<')?;
    let inner = &inner[..inner.floor_char_boundary(LONGEST)];
    if let Some(comment) = inner.strip_prefix("!--") {
        return comment.find("-->").map(|end| (Token::Comment, end + "<!---->".len()));
    }
    let (inner, is_close) = inner.strip_prefix('/').map_or((inner, false), |inner| (inner, true));
    let name = inner.find(|c: char| !c.is_ascii_alphanumeric()).filter(|length| *length > 0)?;
    let (name, after) = inner.split_at(name);
    if !after.starts_with(|c: char| c.is_whitespace() || c == '/' || c == '>') {
        return None;
    }
    let mut quote = None;
    let end = after.char_indices().find(|(_, c)| match (quote, c) {
        (None, '>') => true,
        (None, '"' | '\'') => {
            quote = Some(*c);
            false
        }
        (Some(open), c) if open == *c => {
            quote = None;
            false
        }
        _ => false,
    });
    let (end, _) = end?;
    let length = 1 + usize::from(is_close) + name.len() + end + 1;
    let tag = HtmlTag { name, attributes: &after[..end], text: &text[..length] };
    Some((if is_close { Token::Close(tag) } else { Token::Open(tag) }, length))
}
