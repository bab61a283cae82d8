//! Diagnostics → text, in the manner of rustc: sentence, place, the line itself, where in the document, what to do.

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Diagnostics, Place, Position, Severity, escape::visible};
use crate::source::{Locator, Sources, Span};

/// Most findings of one severity that are printed; the rest are counted.
const CAP: usize = 50;
/// Longer lines are not shown: generated documents often are a single one.
const LONGEST_LINE: usize = 200;
const LONGEST_MESSAGE: usize = 600;
const LONGEST_POINTER: usize = 300;

/// Whether the text may use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// For files, pipes and snapshots.
    Plain,
    /// For terminals.
    Styled,
}

/// A diagnostic whose place in the text is known.
struct Placed<'a> {
    diagnostic: &'a Diagnostic,
    span: Span,
}

/// All findings, sorted by position.
pub fn render(diagnostics: &Diagnostics, sources: &Sources, style: Style) -> String {
    let mut locator = Locator::new(sources);
    let (mut shown, hidden) = choose(diagnostics, &mut locator);
    shown.sort_by_key(|placed| (placed.diagnostic.position.source, placed.span.start, placed.diagnostic.severity));
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Styled => Renderer::styled(),
    };
    let mut text = String::new();
    for placed in shown {
        text.push_str(&renderer.render(&[report(&placed, sources, &mut locator)]));
        text.push_str("\n\n");
    }
    for (severity, count) in hidden {
        let noun = if severity == Severity::Error { "errors" } else { "warnings" };
        text.push_str(&format!("… and {count} more {noun}\n\n"));
    }
    text.truncate(text.trim_end().len());
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// The first [`CAP`] of each severity in the order of the text, and how many more there are.
fn choose<'a>(diagnostics: &'a Diagnostics, locator: &mut Locator<'_>) -> (Vec<Placed<'a>>, Vec<(Severity, usize)>) {
    let mut shown = Vec::new();
    let mut hidden = Vec::new();
    for severity in [Severity::Error, Severity::Warning] {
        // Looking a position up costs a walk through the text, so only what can be printed is looked up.
        let mut of_this = diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity);
        for diagnostic in of_this.by_ref().take(CAP) {
            shown.push(Placed { diagnostic, span: locator.find(&diagnostic.position) });
        }
        let rest = of_this.count();
        if rest > 0 {
            hidden.push((severity, rest));
        }
    }
    (shown, hidden)
}

fn report<'a>(placed: &Placed<'a>, sources: &'a Sources, locator: &mut Locator<'_>) -> Group<'a> {
    let diagnostic = placed.diagnostic;
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(visible(&diagnostic.message, LONGEST_MESSAGE)).id(diagnostic.code);
    let mut group = Group::with_title(title).element(excerpt(placed, sources));
    if let Place::Node(pointer) | Place::Repeated(pointer, _) = &diagnostic.position.place {
        let pointer = if pointer.as_str().is_empty() { "the root" } else { pointer.as_str() };
        group = group.element(Level::NOTE.message(format!("at {}", visible(pointer, LONGEST_POINTER))));
    }
    if let Some((words, position)) = &diagnostic.related {
        let there = place_name(position, sources, locator);
        group = group.element(Level::NOTE.message(format!("{words} {there}")));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(visible(help, LONGEST_MESSAGE)));
    }
    group
}

/// The line with a caret, or only its name and number where the line is too long to show.
fn excerpt<'a>(placed: &Placed<'a>, sources: &'a Sources) -> Element<'a> {
    let source = sources.get(placed.diagnostic.position.source);
    let name = visible(&source.name, LONGEST_POINTER);
    let line = Line::around(&source.text, placed.span.start);
    if line.text.chars().nth(LONGEST_LINE).is_some() {
        return Origin::path(name).line(line.number).char_column(line.column).into();
    }
    let start = placed.span.start.min(source.text.len()) - line.start;
    let end = (placed.span.end.max(placed.span.start) - line.start).min(line.text.len());
    let annotation = AnnotationKind::Primary.span(start.min(line.text.len())..end.max(start.min(line.text.len())));
    Snippet::source(line.text).path(name).line_start(line.number).annotation(annotation).into()
}

fn place_name(position: &Position, sources: &Sources, locator: &mut Locator<'_>) -> String {
    let span = locator.find(position);
    let source = sources.get(position.source);
    let line = Line::around(&source.text, span.start);
    format!("{}:{}:{}", visible(&source.name, LONGEST_POINTER), line.number, line.column)
}

/// The line a byte is on.
struct Line<'a> {
    text: &'a str,
    start: usize,
    number: usize,
    column: usize,
}

impl<'a> Line<'a> {
    fn around(text: &'a str, byte: usize) -> Self {
        let mut byte = byte.min(text.len());
        while !text.is_char_boundary(byte) {
            byte -= 1;
        }
        let (before, after) = text.split_at(byte);
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let end = after.find('\n').map_or(text.len(), |newline| byte + newline);
        Self {
            text: text[start..end].trim_end_matches('\r'),
            start,
            number: before.matches('\n').count() + 1,
            column: text[start..byte].chars().count() + 1,
        }
    }
}
