//! Diagnostics → text, in the manner of rustc: sentence, place, the line itself, where in the document, what to do.

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use crate::{
    diagnostics::{Diagnostic, Diagnostics, Place, Position, Severity, harmless, visible},
    source::{Locator, SourceId, Sources, Span},
};

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
    shown.sort_by_key(|placed| (placed.order(), placed.diagnostic.severity()));
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
    let of_this = || diagnostics.iter().filter(|diagnostic| diagnostic.severity() == severity);
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
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(visible(&diagnostic.message, LONGEST_MESSAGE)).id(diagnostic.code.as_str());
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
    // The span is that of the original, so each part is made harmless by itself.
    let within = |byte: usize| line.text.floor_char_boundary(byte.saturating_sub(line.start));
    let (before, rest) = line.text.split_at(within(placed.span.start));
    let (marked, after) = rest.split_at(within(placed.span.end).saturating_sub(before.len()));
    let [before, marked, after] = [before, marked, after].map(harmless);
    let annotation = AnnotationKind::Primary.span(before.len()..before.len() + marked.len());
    let text = [before, marked, after].concat();
    Snippet::source(text).path(name).line_start(line.number).annotation(annotation).into()
}

fn place_name(position: &Position, sources: &Sources, locator: &mut Locator<'_>) -> String {
    let span = locator.find(position);
    let line = locator.line(position.source, span.start);
    let name = &sources.get(position.source).name;
    format!("{}:{}:{}", visible(name, LONGEST_POINTER), line.number, line.column)
}

#[cfg(test)]
mod tests {
    use super::{CAP, Style, render};
    use crate::{
        diagnostics::{Code, Diagnostics, Place, Pointer},
        source::{SourceId, SourceText, Sources},
    };

    fn sources(name: &str, text: &str) -> Sources {
        Sources::new(SourceText { name: name.to_owned(), text: text.to_owned() }, Vec::new())
    }

    #[test]
    fn nothing_in_a_text_or_its_name_drives_the_terminal() {
        let sources = sources("\u{1b}]0;title\u{7}.yaml", "a\u{1b}[2J\u{9b}\u{202e}b\u{0}\u{7}\u{2066}c\r\n");
        let mut diagnostics = Diagnostics::new();
        diagnostics.report(Code::EType, (SourceId::MAIN, Place::Byte(0)), "\u{1b}[31mred").help("\u{1b}[0m");
        let said = render(&diagnostics, &sources, Style::Plain);
        let hidden = said.chars().find(|character| character.is_control() && *character != '\n');
        assert_eq!(hidden, None, "{said:?}");
        assert!(!said.contains(['\u{202e}', '\u{2066}']), "{said:?}");
    }

    #[test]
    fn the_first_of_the_text_are_shown_whatever_was_found_first() {
        let text: String = (0..CAP + 2).map(|line| format!("k{line}: 0\n")).collect();
        let sources = sources("a.yaml", &text);
        let mut diagnostics = Diagnostics::new();
        for line in (0..CAP + 2).rev() {
            diagnostics.report(Code::WType, &Pointer::root().child(&format!("k{line}")), format!("warning {line}."));
        }
        diagnostics.report(Code::EType, &Pointer::root().child("k1"), "an error");
        let said = render(&diagnostics, &sources, Style::Plain);
        let order: Vec<_> = said.lines().filter(|line| line.contains("]: ")).take(3).collect();
        assert_eq!(order, ["warning[W-TYPE]: warning 0.", "error[E-TYPE]: an error", "warning[W-TYPE]: warning 1."]);
        assert!(!said.contains(&format!("warning {CAP}.")));
        assert!(said.ends_with("… and 2 more warnings\n"));
    }
}
