//! Diagnostics → text, in the manner of rustc: sentence, place, the line itself, where in the document, what to do.

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Diagnostics, Place, Position, Severity, escape::visible};
use crate::source::{Locator, SourceId, Sources, Span};

/// Most findings of one severity that are printed; the rest are counted.
const CAP: usize = 50;
/// Most findings of one severity whose positions are looked up to find the first ones.
const MOST_LOCATED: usize = 5_000;
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

impl Placed<'_> {
    fn order(&self) -> (SourceId, usize) {
        (self.diagnostic.position.source, self.span.start)
    }
}

/// All findings, sorted by position.
pub fn render(diagnostics: &Diagnostics, sources: &Sources, style: Style) -> String {
    let mut locator = Locator::new(sources);
    let (mut shown, errors) = first_of(Severity::Error, diagnostics, &mut locator);
    let (warnings, more_warnings) = first_of(Severity::Warning, diagnostics, &mut locator);
    shown.extend(warnings);
    shown.sort_by_key(|placed| (placed.order(), placed.diagnostic.severity));
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Styled => Renderer::styled(),
    };
    let mut paragraphs: Vec<String> =
        shown.iter().map(|placed| renderer.render(&[report(placed, sources, &mut locator)])).collect();
    for (count, noun) in [(errors, "error"), (more_warnings, "warning")] {
        match count {
            0 => {}
            1 => paragraphs.push(format!("… and 1 more {noun}")),
            _ => paragraphs.push(format!("… and {count} more {noun}s")),
        }
    }
    let mut text = paragraphs.join("\n\n");
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// The first [`CAP`] of a severity in the order of the text, and how many more there are.
fn first_of<'a>(
    severity: Severity,
    diagnostics: &'a Diagnostics,
    locator: &mut Locator<'_>,
) -> (Vec<Placed<'a>>, usize) {
    let of_this = || diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity);
    let mut placed: Vec<_> = of_this()
        .take(MOST_LOCATED)
        .map(|diagnostic| Placed { diagnostic, span: locator.find(&diagnostic.position) })
        .collect();
    placed.sort_by_key(Placed::order);
    placed.truncate(CAP);
    let hidden = of_this().count() - placed.len();
    (placed, hidden)
}

fn report<'a>(placed: &Placed<'a>, sources: &'a Sources, locator: &mut Locator<'a>) -> Group<'a> {
    let diagnostic = placed.diagnostic;
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(visible(&diagnostic.message, LONGEST_MESSAGE)).id(diagnostic.code);
    let mut group = Group::with_title(title).element(excerpt(placed, sources, locator));
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
fn excerpt<'a>(placed: &Placed<'a>, sources: &'a Sources, locator: &mut Locator<'a>) -> Element<'a> {
    let id = placed.diagnostic.position.source;
    let name = visible(&sources.get(id).name, LONGEST_POINTER);
    let line = locator.line(id, placed.span.start);
    if line.text.chars().nth(LONGEST_LINE).is_some() {
        return Origin::path(name).line(line.number).char_column(line.column).into();
    }
    let start = placed.span.start.saturating_sub(line.start).min(line.text.len());
    let end = placed.span.end.saturating_sub(line.start).clamp(start, line.text.len());
    let annotation = AnnotationKind::Primary.span(start..end);
    Snippet::source(line.text).path(name).line_start(line.number).annotation(annotation).into()
}

fn place_name(position: &Position, sources: &Sources, locator: &mut Locator<'_>) -> String {
    let span = locator.find(position);
    let line = locator.line(position.source, span.start);
    let name = &sources.get(position.source).name;
    format!("{}:{}:{}", visible(name, LONGEST_POINTER), line.number, line.column)
}
