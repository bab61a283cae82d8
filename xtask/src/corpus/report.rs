//! The table of results, the totals and the verdict.

use std::fmt::Write;
use std::time::Duration;

use super::cargo_messages::Checked;
use super::generate_one::{Emitted, Outcome, Row};
use crate::table::{counted, headed};

const HEADING: [&str; 9] =
    ["document", "version", "operations", "types", "untyped", "warnings", "time", "lines", "result"];
/// The columns that `--check-crates` adds before the result.
const OF_CHECK: [&str; 4] = ["errors", "rustc warnings", "CPU", "peak"];
const NOTHING: &str = "-";

impl Row {
    /// The crate.
    pub(super) fn emitted(&self) -> Option<&Emitted> {
        if let Outcome::Emitted(emitted) = &self.outcome { Some(emitted) } else { None }
    }

    /// Where the crate is.
    pub(super) fn folder(&self) -> Option<&std::path::Path> {
        self.emitted().map(|emitted| emitted.folder.as_path())
    }

    /// For a document without a crate: a word for the table, and the reason.
    fn problem(&self) -> Option<(String, &str)> {
        match &self.outcome {
            Outcome::Emitted(_) => None,
            Outcome::Refused { code, sentence } => Some((format!("refused {code}"), sentence)),
            Outcome::Panicked(text) => Some(("PANIC".to_owned(), text)),
            Outcome::TimedOut => Some(("TIMEOUT".to_owned(), "it takes longer than a minute")),
            Outcome::Unwritten(text) => Some(("UNWRITTEN".to_owned(), text)),
        }
    }

    fn cells(&self, with_check: bool) -> Vec<String> {
        let mut cells = vec![self.name.clone(), self.version.clone()];
        let figures = self.emitted().map(|it| {
            let of = format!("{}/{}", it.operations, it.declared);
            [of, it.types.to_string(), it.untyped.to_string(), it.warnings.to_string()]
        });
        cells.extend(figures.unwrap_or_else(|| [NOTHING; 4].map(str::to_owned)));
        cells.push(seconds(self.time));
        cells.push(self.emitted().map_or(NOTHING.to_owned(), |it| it.lines.to_string()));
        if with_check {
            cells.extend(self.emitted().map_or([NOTHING; 4].map(str::to_owned), of_check));
        }
        cells.push(self.problem().map_or("ok".to_owned(), |(word, _)| word));
        cells
    }
}

fn of_check(emitted: &Emitted) -> [String; 4] {
    let checked = emitted.checked.as_ref();
    let usage = checked.and_then(|it| it.usage);
    let number = |count: Option<usize>| count.map_or(NOTHING.to_owned(), |count| count.to_string());
    [
        number(checked.map(|it| it.errors)),
        number(checked.map(|it| it.warnings)),
        usage.map_or(NOTHING.to_owned(), |it| seconds(it.cpu)),
        usage.map_or(NOTHING.to_owned(), |it| format!("{} MB", it.peak / 1_000_000)),
    ]
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

/// The whole report.
pub(super) fn text(rows: &[Row], time: Duration) -> String {
    let with_check = rows.iter().filter_map(Row::emitted).any(|it| it.checked.is_some());
    let mut heading = HEADING.to_vec();
    if with_check {
        heading.splice(8..8, OF_CHECK);
    }
    let cells = rows.iter().map(|row| row.cells(with_check)).collect();
    let numbers: Vec<&str> = heading.iter().copied().filter(|it| !matches!(*it, "document" | "result")).collect();
    let mut out = headed(&heading, cells, &numbers);
    out.push_str(&totals(rows, time));
    for row in rows {
        // Writing to a string does not fail.
        if let Some((word, why)) = row.problem() {
            let _ = writeln!(out, "{}: {word}: {}", row.name, why.trim_end());
        }
        if let Some(first) = row.emitted().and_then(|it| it.checked.as_ref()?.first.as_ref()) {
            let _ = writeln!(out, "{}: {first}", row.name);
        }
    }
    out
}

fn totals(rows: &[Row], time: Duration) -> String {
    let emitted: Vec<&Emitted> = rows.iter().filter_map(Row::emitted).collect();
    let sum = |figure: fn(&Emitted) -> usize| emitted.iter().map(|it| figure(it)).sum::<usize>();
    let refused = refused(rows);
    let broken = rows.len() - emitted.len() - refused;
    let mut parts = vec![format!("{} ok", emitted.len()), format!("{refused} refused")];
    parts.extend((broken > 0).then(|| format!("{broken} broken")));
    let mut out = format!("\n{}: {}; ", counted(rows.len(), "document"), parts.join(", "));
    let parts = [
        format!("{} of {}", sum(|it| it.operations), counted(sum(|it| it.declared), "operation")),
        counted(sum(|it| it.types), "type"),
        counted(sum(|it| it.untyped), "untyped place"),
        counted(sum(|it| it.warnings), "warning"),
        counted(sum(|it| it.lines), "line"),
        seconds(time),
    ];
    out.push_str(&parts.join(", "));
    out.push('\n');
    let checks: Vec<&Checked> = emitted.iter().filter_map(|it| it.checked.as_ref()).collect();
    if !checks.is_empty() {
        out.push_str(&of_checks(&checks));
    }
    out
}

fn of_checks(checks: &[&Checked]) -> String {
    let cpu = checks.iter().filter_map(|it| it.usage).map(|it| it.cpu).sum();
    let parts = [
        counted(checks.iter().map(|it| it.errors).sum(), "error"),
        counted(checks.iter().map(|it| it.warnings).sum(), "warning"),
        format!("{} of CPU", seconds(cpu)),
    ];
    let mut out = format!("{} checked: {}\n", counted(checks.len(), "crate"), parts.join(", "));
    if checks.iter().any(|it| it.usage.is_none()) {
        out.push_str("CPU time and memory are missing where the system does not measure them\n");
    }
    out
}

fn refused(rows: &[Row]) -> usize {
    rows.iter().filter(|row| matches!(row.outcome, Outcome::Refused { .. })).count()
}

/// Why the whole run counts as failed, and the exit code for that.
pub(super) fn verdict(rows: &[Row], max_refused: Option<usize>) -> Option<(String, u8)> {
    let count = |is: fn(&Outcome) -> bool| rows.iter().filter(|row| is(&row.outcome)).count();
    let unwritten = count(|it| matches!(it, Outcome::Unwritten(_)));
    if unwritten > 0 {
        return Some((format!("{} could not be written", counted(unwritten, "crate")), 3));
    }
    let broken = count(|it| matches!(it, Outcome::Panicked(_) | Outcome::TimedOut));
    if broken > 0 {
        return Some((format!("the generator failed on {}", counted(broken, "document")), 1));
    }
    let checks = rows.iter().filter_map(|row| row.emitted()?.checked.as_ref());
    let unclean = checks.filter(|it| it.errors + it.warnings > 0).count();
    if unclean > 0 {
        return Some((format!("not free of errors and warnings: {}", counted(unclean, "crate")), 1));
    }
    let refused = refused(rows);
    let most = max_refused.filter(|most| refused > *most)?;
    Some((format!("{} refused, and at most {most} may be", counted(refused, "document")), 1))
}
