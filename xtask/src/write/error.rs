//! The error of a refused or failed write: cause, places and remedy, in the form of every other diagnostic.

use std::fmt::{self, Display, Write as _};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// More places than this are only counted.
const MOST_PLACES: usize = 50;

/// Why nothing was written: one problem, or several that were found in one run.
#[derive(Debug)]
pub struct WriteError {
    problems: Vec<Problem>,
}

#[derive(Debug)]
struct Problem {
    code: &'static str,
    exit_code: u8,
    cause: String,
    places: Vec<PathBuf>,
    help: String,
}

impl WriteError {
    /// The process's exit code: 1 if the content of the folder forbids writing, 3 if the system failed.
    pub fn exit_code(&self) -> u8 {
        self.problems.iter().map(|problem| problem.exit_code).max().unwrap_or(3)
    }

    /// The content of the folder forbids writing.
    pub(super) fn refused(
        code: &'static str,
        cause: impl Into<String>,
        places: Vec<PathBuf>,
        help: impl Into<String>,
    ) -> Self {
        Self::new(code, 1, cause, places, help)
    }

    /// The system or another process prevented the write.
    pub(super) fn failed(code: &'static str, cause: impl Into<String>, place: &Path, help: impl Into<String>) -> Self {
        Self::new(code, 3, cause, vec![place.to_path_buf()], help)
    }

    /// A signal asked the process to end.
    pub(super) fn interrupted() -> Self {
        Self::new("E-INTERRUPTED", 3, "the run was interrupted", Vec::new(), "nothing was changed; run again")
    }

    fn new(
        code: &'static str,
        exit_code: u8,
        cause: impl Into<String>,
        places: Vec<PathBuf>,
        help: impl Into<String>,
    ) -> Self {
        let (cause, help) = (cause.into(), help.into());
        Self { problems: vec![Problem { code, exit_code, cause, places, help }] }
    }

    /// Both problems in one error.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.problems.extend(other.problems);
        self
    }
}

/// For `map_err`: names the step that failed, and the path.
pub(super) fn cannot(verb: &str, place: &Path) -> impl FnOnce(io::Error) -> WriteError {
    move |error| WriteError::failed("E-IO", format!("cannot {verb}: {error}"), place, remedy(&error))
}

fn remedy(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            "nothing was changed; free some space and run again"
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "nothing was changed; choose a folder you may write to"
        }
        ErrorKind::CrossesDevices | ErrorKind::ResourceBusy => {
            "nothing was changed; `src` must be an ordinary folder, not a mount or part of an image's layer"
        }
        _ => "nothing was changed; remove the cause and run again",
    }
}

impl std::error::Error for WriteError {}

impl Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            problem.fmt(f)?;
        }
        Ok(())
    }
}

impl Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error[{}]: {}", self.code, escaped(&self.cause))?;
        for place in self.places.iter().take(MOST_PLACES) {
            write!(f, "\n  --> {}", escaped(&place.to_string_lossy()))?;
        }
        if let Some(more) = self.places.len().checked_sub(MOST_PLACES).filter(|more| *more > 0) {
            write!(f, "\n  --> and {more} more")?;
        }
        writeln!(f, "\n  = help: {}", escaped(&self.help))
    }
}

/// Escapes control characters and those that change the direction of text, which a terminal would obey.
fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '\u{61c}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                // Writing to a `String` cannot fail.
                let _ = write!(shown, "{}", char.escape_unicode());
            }
            char if char.is_control() => shown.extend(char.escape_default()),
            char => shown.push(char),
        }
    }
    shown
}
