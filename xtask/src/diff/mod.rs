//! `diff`: says what changes in the emitted crate from one document to another, and which version comes next.

mod documents;
mod report;

use codegen::compare::{Verdict, next_version};
use codegen::diagnostics::Diagnostics;
use codegen::source::Sources;
use codegen::{Input, compare};

use crate::command_arguments::Diff;
use crate::failure::Failure;
use crate::findings::{MessageFormat, render_diagnostics};
use crate::output::print;

/// Runs the command.
pub(crate) fn run(arguments: &Diff) -> Result<(), Failure> {
    if arguments.rules {
        return print(&report::rules());
    }
    let old = documents::old(arguments)?;
    let new = documents::new(arguments)?;
    // The names of the crates are no part of what is compared.
    let (old, new) = (Input::new(old, "client"), Input::new(new, "client"));
    let (old, new) = (arguments.selection.of(old), arguments.selection.of(new));
    let compared = compare(&old, &new);
    let Some(changes) = compared.changes else {
        let message = refused(&compared.old, &old.sources) + &refused(&compared.new, &new.sources);
        return Err(Failure { message, code: 1 });
    };
    let verdict = changes.iter().map(|change| change.rule.verdict()).max();
    let next = next_version(&arguments.version, verdict).map_err(|problem| usage(&problem))?;
    let summary = report::Summary { changes: &changes, verdict, from: &arguments.version, next: &next };
    let text = match arguments.json {
        true => report::json(&summary, &old.sources, &new.sources)?,
        false => report::text(&summary, &old.sources, &new.sources),
    };
    print(&text)?;
    if arguments.deny_breaking && verdict == Some(Verdict::Major) {
        let message = "error[E-BREAKING]: there are breaking changes, and `--deny-breaking` accepts none\n".to_owned();
        return Err(Failure { message, code: 1 });
    }
    Ok(())
}

/// The errors in a document, if it has any.
fn refused(diagnostics: &Diagnostics, sources: &Sources) -> String {
    if diagnostics.has_errors() {
        render_diagnostics(diagnostics, sources, MessageFormat::Human)
    } else {
        String::new()
    }
}

fn usage(problem: &str) -> Failure {
    Failure { message: format!("error: {problem}\n"), code: 2 }
}
