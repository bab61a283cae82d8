//! The result of `diff` as text for people and as JSON for tools.

use codegen::compare::{Change, Rule, Verdict, Which};
use codegen::render_changes::{ChangeLocator, render};
use codegen::source::Sources;
use serde_json::json;

use crate::failure::Failure;
use crate::table::{counted, headed};

/// The changes and what they amount to.
pub(super) struct Summary<'a> {
    pub(super) changes: &'a [Change],
    pub(super) verdict: Option<Verdict>,
    pub(super) from: &'a str,
    pub(super) next: &'a str,
}

/// For people: each change, then how many there are and which version comes next.
pub(super) fn text(summary: &Summary<'_>, old: &Sources, new: &Sources) -> String {
    let changes = summary.changes;
    let Some(verdict) = summary.verdict else {
        return format!("no changes: the version stays {}\n", summary.from);
    };
    let count = |verdict| changes.iter().filter(|change| change.rule.verdict() == verdict).count();
    let counts = [Verdict::Major, Verdict::Minor, Verdict::Patch].map(|verdict| (count(verdict), verdict.as_str()));
    let counts =
        counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, verdict)| format!("{count} {verdict}"));
    format!(
        "{}{}, {}: {}; the next version is {}, from {}\n",
        render(changes, old, new),
        verdict.as_str(),
        counted(changes.len(), "change"),
        counts.collect::<Vec<_>>().join(", "),
        summary.next,
        summary.from
    )
}

/// For tools.
pub(super) fn json(summary: &Summary<'_>, old: &Sources, new: &Sources) -> Result<String, Failure> {
    let mut locator = ChangeLocator::new(old, new);
    let changes = summary.changes.iter().map(|change| {
        let (at, rule) = (locator.find(change), change.rule);
        json!({
            "rule": rule.as_str(),
            "verdict": rule.verdict(),
            "reach": rule.reach(),
            "reason": rule.reason(),
            "rust": change.rust,
            "message": change.message,
            "document": if change.which == Which::Old { "old" } else { "new" },
            "file": at.file,
            "line": at.line,
            "column": at.column,
            "pointer": at.pointer,
        })
    });
    let changes: Vec<_> = changes.collect();
    let all = json!({
        "verdict": summary.verdict,
        "version": { "from": summary.from, "next": summary.next },
        "changes": changes,
    });
    match serde_json::to_string_pretty(&all) {
        Ok(text) => Ok(text + "\n"),
        Err(error) => Err(Failure { message: format!("error[E-INTERNAL]: the result is no JSON: {error}\n"), code: 1 }),
    }
}

/// All rules as a table.
pub(super) fn rules() -> String {
    let row = |rule: &Rule| {
        [rule.as_str(), rule.verdict().as_str(), rule.reach().as_str(), rule.reason()].map(str::to_owned).to_vec()
    };
    headed(&["rule", "verdict", "reach", "reason"], Rule::ALL.iter().map(row).collect(), &[])
}
