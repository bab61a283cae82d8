//! The findings of a run as text: for people, for editors, for GitHub's annotations, or as JSON.

use std::collections::BTreeMap;
use std::fmt::Write;

use clap::ValueEnum;
use codegen::diagnostics::{Diagnostic, Diagnostics, Place, Severity, visible};
use codegen::render_diagnostics::{Style, render};
use codegen::source::{Locator, Sources};
use serde_json::json;

/// Of equal warnings, this many are shown to people; the others are counted.
const MOST_EQUAL: usize = 2;
/// Longer messages are cut where one line holds a finding.
const LONGEST: usize = 600;

/// The form of the findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum MessageFormat {
    /// With the line of the document, a note and help; equal warnings are counted.
    #[default]
    Human,
    /// `file:line:column: warning[W-CODE]: message`, one line each, for editors.
    Short,
    /// Annotations of GitHub's workflows.
    Github,
    /// One JSON object a line.
    Json,
}

/// All findings as text, in colours if people read them on a terminal.
pub(crate) fn render_diagnostics(diagnostics: &Diagnostics, sources: &Sources, format: MessageFormat) -> String {
    if format == MessageFormat::Human {
        return for_people(diagnostics, sources);
    }
    let mut locator = Locator::new(sources);
    let located = diagnostics.iter().map(|it| Located::new(it, sources, &mut locator));
    let mut located: Vec<Located<'_>> = located.collect();
    located.sort_by_key(|it| (it.diagnostic.position.source, it.line, it.column, it.diagnostic.code));
    located.iter().map(|it| it.text(format) + "\n").collect()
}

fn for_people(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let style = if anstream::AutoStream::choice(&std::io::stderr()) == anstream::ColorChoice::Never {
        Style::Plain
    } else {
        Style::Styled
    };
    let mut shown = Diagnostics::new();
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for diagnostic in diagnostics.iter() {
        let count = counts.entry((diagnostic.code.as_str(), &diagnostic.message)).or_default();
        *count += 1;
        if *count <= MOST_EQUAL || diagnostic.severity() == Severity::Error {
            let position = diagnostic.position.clone();
            *shown.report(diagnostic.code, position, diagnostic.message.clone()) = diagnostic.clone();
        }
    }
    let mut text = render(&shown, sources, style);
    let more = counts.into_iter().filter(|((code, _), count)| *count > MOST_EQUAL && code.starts_with('W'));
    for (index, ((code, message), count)) in more.enumerate() {
        // Writing to a string does not fail.
        let _ = writeln!(
            text,
            "{}… and {} more like this: warning[{code}]: {}",
            if index == 0 { "\n" } else { "" },
            count - MOST_EQUAL,
            visible(message, LONGEST)
        );
    }
    text
}

/// A finding and its place in a file.
struct Located<'a> {
    diagnostic: &'a Diagnostic,
    file: String,
    line: usize,
    column: usize,
}

impl<'a> Located<'a> {
    fn new(diagnostic: &'a Diagnostic, sources: &Sources, locator: &mut Locator<'_>) -> Self {
        let position = &diagnostic.position;
        let start = locator.find(position).start;
        let line = locator.line(position.source, start);
        let file = sources.get(position.source).name.clone();
        Self { diagnostic, file, line: line.number, column: line.column }
    }

    fn severity(&self) -> &'static str {
        match self.diagnostic.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }

    fn text(&self, format: MessageFormat) -> String {
        let Self { diagnostic, file, line, column } = self;
        let (severity, code) = (self.severity(), diagnostic.code.as_str());
        let message = visible(&diagnostic.message, LONGEST);
        match format {
            MessageFormat::Json => self.json(),
            MessageFormat::Github => {
                let help = diagnostic.help.iter().map(|help| format!("%0A{}", data(&visible(help, LONGEST))));
                let message = data(&message) + &help.collect::<String>();
                format!("::{severity} file={},line={line},col={column},title={code}::{message}", property(file))
            }
            MessageFormat::Human | MessageFormat::Short => {
                format!("{}:{line}:{column}: {severity}[{code}]: {message}", visible(file, LONGEST))
            }
        }
    }

    fn json(&self) -> String {
        let diagnostic = self.diagnostic;
        let pointer = match &diagnostic.position.place {
            Place::Node(pointer) | Place::Repeated(pointer, _) => Some(pointer.as_str()),
            Place::Byte(_) => None,
        };
        let object = json!({
            "severity": self.severity(),
            "code": diagnostic.code.as_str(),
            "message": diagnostic.message,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "pointer": pointer,
            "help": diagnostic.help,
        });
        object.to_string()
    }
}

/// The text of an annotation, in GitHub's escapes.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of an annotation, in GitHub's escapes.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
