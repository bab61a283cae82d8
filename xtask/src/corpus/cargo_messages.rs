//! Reads the output of `cargo check --message-format=json`: errors and warnings by crate.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::rustc_usage::Usage;

/// The compiler's errors and warnings for one crate.
#[derive(Debug, Clone, Default)]
pub(super) struct Checked {
    pub(super) errors: usize,
    pub(super) warnings: usize,
    /// The first error or warning, with its place.
    pub(super) first: Option<String>,
    /// CPU time and memory, if the system measures them.
    pub(super) usage: Option<Usage>,
}

/// The messages of all crates, by the folder of the crate's manifest.
#[derive(Default)]
pub(super) struct Checks {
    crates: BTreeMap<PathBuf, Checked>,
    finished: Vec<PathBuf>,
}

#[derive(Deserialize)]
struct Line {
    reason: String,
    manifest_path: Option<PathBuf>,
    message: Option<Message>,
}

#[derive(Deserialize)]
struct Message {
    level: String,
    message: String,
    #[serde(default)]
    spans: Vec<Span>,
}

#[derive(Deserialize)]
struct Span {
    file_name: String,
    line_start: usize,
    is_primary: bool,
}

impl Checks {
    /// Reads one line. Gives the crate's name if the line says that the crate is finished.
    pub(super) fn read(&mut self, line: &str) -> Option<String> {
        let line: Line = serde_json::from_str(line).ok()?;
        let folder = line.manifest_path?.parent()?.to_path_buf();
        match (line.reason.as_str(), line.message) {
            ("compiler-message", Some(message)) => {
                self.count(folder, &message);
                None
            }
            ("compiler-artifact", _) => {
                let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
                self.finished.push(folder);
                name
            }
            _ => None,
        }
    }

    fn count(&mut self, folder: PathBuf, message: &Message) {
        let checked = self.crates.entry(folder).or_default();
        match message.level.as_str() {
            // The last message is only a count of the others.
            _ if message.message.starts_with("aborting due to") => return,
            _ if message.message.ends_with(" emitted") && message.spans.is_empty() => return,
            "warning" => checked.warnings += 1,
            level if level.starts_with("error") => checked.errors += 1,
            _ => return,
        }
        if checked.first.is_none() {
            let place = message.spans.iter().find(|span| span.is_primary);
            let place = place.map(|span| format!(" ({}:{})", span.file_name, span.line_start)).unwrap_or_default();
            checked.first = Some(format!("{}: {}{place}", message.level, message.message));
        }
    }

    /// Whether no crate has an error.
    pub(super) fn is_quiet(&self) -> bool {
        self.crates.values().all(|checked| checked.errors == 0)
    }

    /// The messages of the crate in this folder. A crate that the compiler did not finish has at least one error.
    pub(super) fn of(&self, folder: &Path) -> Checked {
        let mut checked = self.crates.get(folder).cloned().unwrap_or_default();
        if checked.errors == 0 && !self.finished.iter().any(|finished| finished == folder) {
            checked.errors = 1;
            checked.first = Some("error: the compiler did not finish".to_owned());
        }
        checked
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Checks;

    #[test]
    fn errors_and_warnings_are_counted_once() {
        let message = |level: &str, text: &str, spans: &str| {
            format!(
                "{{\"reason\":\"compiler-message\",\"manifest_path\":\"/x/a/Cargo.toml\",\"message\":{{\"level\":\"{level}\",\
                 \"message\":\"{text}\",\"spans\":[{spans}]}}}}"
            )
        };
        let span = "{\"file_name\":\"a/src/lib.rs\",\"line_start\":3,\"is_primary\":true}";
        let mut checks = Checks::default();
        for line in [
            &*message("warning", "unused", span),
            &*message("error", "mismatched types", span),
            &*message("error", "aborting due to 1 previous error; 1 warning emitted", ""),
            &*message("warning", "1 warning emitted", ""),
            &*message("failure-note", "more", ""),
            "{\"reason\":\"build-finished\",\"success\":false}",
            "no JSON",
        ] {
            assert_eq!(checks.read(line), None);
        }
        let artifact = "{\"reason\":\"compiler-artifact\",\"manifest_path\":\"/x/b/Cargo.toml\"}";
        assert_eq!(checks.read(artifact), Some("b".to_owned()));
        let a = checks.of(Path::new("/x/a"));
        assert_eq!((a.errors, a.warnings, a.first.as_deref()), (1, 1, Some("warning: unused (a/src/lib.rs:3)")));
        assert_eq!(checks.of(Path::new("/x/b")).errors, 0);
        assert_eq!(checks.of(Path::new("/x/c")).errors, 1, "nothing was heard of it");
        assert!(!checks.is_quiet());
    }
}
