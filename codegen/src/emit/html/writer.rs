//! Writes Markdown for the looks of HTML: emphasis that hugs its words, lists with their indentation, code in enough backticks.

use std::mem::take;

use super::super::web_link::is_web;
use super::token::{HtmlTag, Look};

/// Deeper lists are indented no further.
const DEEPEST: usize = 8;

/// What has to come before the next word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum Break {
    #[default]
    None,
    Line,
    Paragraph,
}

/// Text between `<code>` and `</code>`.
struct Code {
    name: String,
    text: String,
}

/// A list: the look of its items, and how many there are so far.
struct List {
    is_numbered: bool,
    items: usize,
}

/// Markdown as far as it is written.
#[derive(Default)]
pub(super) struct Writer {
    out: String,
    wanted: Break,
    lists: Vec<List>,
    /// Emphasis that is open, of which the last `unwritten` wait for a word.
    emphasis: Vec<&'static str>,
    unwritten: usize,
    links: Vec<Option<String>>,
    code: Option<Code>,
    /// In a heading or the row of a table.
    on_one_line: bool,
    cells: usize,
}

impl Writer {
    pub(super) fn finish(mut self) -> String {
        self.end_code();
        self.end_emphasis();
        self.out.trim_end().to_owned()
    }

    pub(super) fn paragraph(&mut self) {
        if self.code.is_none() {
            self.wanted = Break::Paragraph;
        }
    }

    /// A table of Markdown follows, whose rows cannot have line breaks.
    pub(super) fn begin_table(&mut self) {
        self.on_one_line = true;
    }

    pub(super) fn end_table(&mut self) {
        self.on_one_line = false;
    }

    /// Markdown as it is.
    pub(super) fn markdown(&mut self, text: &str) {
        if let Some(code) = &mut self.code {
            code.text.push_str(text);
            return;
        }
        let (line, rest) = text.split_at(text.find("\n\n").unwrap_or(text.len()));
        let words = if self.wanted == Break::None { line } else { line.trim_start() };
        match words.trim_start() {
            "" => self.out.push_str(words),
            trimmed => {
                self.out.push_str(&words[..words.len() - trimmed.len()]);
                self.before_word();
                self.out.push_str(trimmed);
            }
        }
        if rest.is_empty() {
            return;
        }
        self.end_emphasis();
        let rest = if self.wanted == Break::None { rest } else { rest.trim_start_matches('\n') };
        if !rest.is_empty() {
            self.before_word();
            self.out.push_str(rest);
        }
    }

    /// Text of HTML, in which no character is Markdown.
    pub(super) fn text(&mut self, text: &str) {
        if let Some(code) = &mut self.code {
            code.text.push_str(text);
            return;
        }
        let mut space = "";
        for (index, word) in text.split(char::is_whitespace).enumerate() {
            if index > 0 && space != "\n" {
                let before = word.as_ptr() as usize - text.as_ptr() as usize - 1;
                space = if text.as_bytes().get(before) == Some(&b'\n') { "\n" } else { " " };
            }
            if word.is_empty() {
                continue;
            }
            self.space(space);
            space = "";
            self.before_word();
            self.word(word);
        }
        self.space(space);
    }

    fn space(&mut self, space: &str) {
        let is_needed = self.wanted == Break::None && !self.out.is_empty() && !self.out.ends_with([' ', '\n']);
        match space {
            _ if !is_needed => {}
            "\n" if !self.on_one_line => {
                self.out.push('\n');
                self.indent(self.lists.len());
            }
            "" => {}
            _ => self.out.push(' '),
        }
    }

    fn word(&mut self, word: &str) {
        let begins_line = self.out.rsplit('\n').next().is_none_or(|line| line.trim_start().is_empty())
            || self.out.ends_with("- ")
            || self.out.ends_with(". ");
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
        for (at, c) in word.char_indices() {
            let is_mark = "\\`*_[]<>#|~".contains(c)
                || begins_line && (at == 0 && "-+=".contains(c) || ".)".contains(c) && is_number(&word[..at]));
            if is_mark {
                self.out.push('\\');
            }
            self.out.push(c);
        }
    }

    /// Writes what has waited for a word: a break, then the beginning of emphasis.
    fn before_word(&mut self) {
        let wanted = take(&mut self.wanted);
        let is_fresh = self.out.trim_end().is_empty() || self.out.ends_with("- ") || self.out.ends_with(". ");
        if wanted != Break::None && (!is_fresh || self.on_one_line) {
            self.out.truncate(self.out.trim_end().len());
            match wanted {
                _ if self.on_one_line => self.out.push(' '),
                Break::Line => self.out.push_str("\\\n"),
                _ => self.out.push_str("\n\n"),
            }
            if !self.on_one_line {
                self.indent(self.lists.len());
            }
        }
        let written = self.emphasis.len() - take(&mut self.unwritten);
        self.out.extend(self.emphasis[written..].iter().copied());
    }

    fn indent(&mut self, depth: usize) {
        for list in self.lists.iter().take(depth.min(DEEPEST)) {
            self.out.push_str(if list.is_numbered { "   " } else { "  " });
        }
    }

    fn end_emphasis(&mut self) {
        while !self.emphasis.is_empty() {
            self.end_innermost();
        }
    }

    fn end_innermost(&mut self) {
        let Some(mark) = self.emphasis.pop() else { return };
        if self.unwritten > 0 {
            self.unwritten -= 1;
            return;
        }
        let space = self.out.split_off(self.out.trim_end().len());
        self.out.extend([mark, &space]);
    }

    pub(super) fn open(&mut self, look: Look, tag: &HtmlTag<'_>) {
        if self.code.is_some() {
            return;
        }
        match look {
            Look::Strong => self.begin_emphasis("**"),
            Look::Emphasis => self.begin_emphasis("*"),
            Look::Code | Look::CodeBlock => {
                self.code = Some(Code { name: tag.name.to_ascii_lowercase(), text: String::new() });
            }
            Look::Link => {
                let target = tag.attribute("href").map(decoded).filter(|url| is_web(url));
                if target.is_some() {
                    self.before_word();
                    self.out.push('[');
                }
                self.links.push(target);
            }
            Look::Bullets => self.begin_list(false),
            Look::Numbers => self.begin_list(true),
            Look::Item => self.item(),
            Look::Heading(level) => {
                self.block();
                self.before_word();
                self.out.extend(["#".repeat(level).as_str(), " "]);
                self.on_one_line = true;
            }
            Look::Block => self.block(),
            Look::Row => {
                self.cells = 0;
                self.wanted = self.wanted.max(Break::Line);
            }
            Look::Cell => {
                self.cells += 1;
                if self.cells > 1 && !self.on_one_line {
                    self.out.truncate(self.out.trim_end().len());
                    self.out.push_str(" \\| ");
                }
            }
            Look::LineBreak if self.wanted == Break::Line => self.wanted = Break::Paragraph,
            Look::LineBreak => self.wanted = self.wanted.max(Break::Line),
            Look::Rule => {
                self.block();
                self.before_word();
                self.out.push_str("---");
                self.paragraph();
            }
            Look::Plain => {}
        }
    }

    pub(super) fn close(&mut self, look: Look, name: &str) {
        if self.code.is_some() {
            if self.code.as_ref().is_some_and(|code| code.name == name.to_ascii_lowercase()) {
                self.end_code();
            }
            return;
        }
        match look {
            Look::Strong | Look::Emphasis => self.end_innermost(),
            Look::Link => {
                if let Some(Some(target)) = self.links.pop() {
                    self.out.extend(["](<", &target, ">)"]);
                }
            }
            Look::Bullets | Look::Numbers => {
                self.block();
                self.lists.pop();
            }
            Look::Heading(_) => {
                self.on_one_line = false;
                self.block();
            }
            Look::Block => self.block(),
            _ => {}
        }
    }

    fn begin_emphasis(&mut self, mark: &'static str) {
        self.emphasis.push(mark);
        self.unwritten += 1;
    }

    fn block(&mut self) {
        self.end_emphasis();
        self.paragraph();
    }

    fn begin_list(&mut self, is_numbered: bool) {
        self.block();
        self.lists.push(List { is_numbered, items: 0 });
    }

    fn item(&mut self) {
        self.end_emphasis();
        if self.lists.is_empty() {
            self.begin_list(false);
        }
        let depth = self.lists.len();
        let Some(list) = self.lists.last_mut() else { return };
        list.items += 1;
        let begins_list = list.items == 1 && depth == 1;
        let mark = if list.is_numbered { format!("{}. ", list.items) } else { "- ".to_owned() };
        self.out.truncate(self.out.trim_end().len());
        if !self.out.is_empty() {
            self.out.push_str(if begins_list { "\n\n" } else { "\n" });
        }
        self.wanted = Break::None;
        self.indent(depth - 1);
        self.out.push_str(&mark);
    }

    fn end_code(&mut self) {
        let Some(Code { name, text }) = self.code.take() else { return };
        let text = decoded(&text);
        let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        if name == "pre" && !self.on_one_line {
            self.block();
            self.before_word();
            let fence = "`".repeat(longest.max(2) + 1);
            let start = self.out.rsplit('\n').next().map_or(0, str::len);
            let indent = " ".repeat(start);
            let text = text.trim_matches('\n').replace('\n', &format!("\n{indent}"));
            self.out.extend([&fence, "text\n", &indent, &text, "\n", &indent, &fence]);
            self.paragraph();
            return;
        }
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return;
        }
        self.before_word();
        let fence = "`".repeat(longest + 1);
        let room = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
        self.out.extend([&fence, room, &text, room, &fence]);
    }
}

/// The text with the characters that stand behind `&lt;` and the like.
fn decoded(text: &str) -> String {
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&nbsp;", " ")];
    let decoded = entities.iter().fold(text.to_owned(), |text, (entity, character)| text.replace(entity, character));
    decoded.replace("&amp;", "&")
}
