//! Measures CPU time and memory of each compiler: Cargo runs this program as the compiler's wrapper.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use wait4::Wait4;

use super::quick_start;

/// The environment variable with the folder for the results. Where it is set, this program is the compiler's wrapper.
const FIGURES: &str = "XTASK_RUSTC_FIGURES";

/// CPU time and memory of one compiler.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Usage {
    /// User and system time.
    pub(super) cpu: Duration,
    /// Peak resident memory in bytes.
    pub(super) peak: u64,
}

/// Makes Cargo measure the compilers of the workspace's own crates.
pub(super) fn measure(command: &mut Command, wrapper: &Path, figures: &Path) {
    command.env("RUSTC_WORKSPACE_WRAPPER", wrapper).env(FIGURES, figures);
}

/// The usage of the last compiler that compiled the crate in `folder`.
pub(super) fn read(figures: &Path, folder: &Path) -> Option<Usage> {
    let text = fs::read_to_string(file(figures, folder)?).ok()?;
    let usage: Usage = serde_json::from_str(&text).ok()?;
    // Zero means that the system does not measure memory.
    (usage.peak > 0).then_some(usage)
}

fn file(figures: &Path, folder: &Path) -> Option<PathBuf> {
    let name = folder.file_name()?.to_str()?;
    Some(figures.join(format!("{name}.json")))
}

/// Runs the compiler, if Cargo started this program as a wrapper.
pub(crate) fn rustc_wrapper() -> Option<ExitCode> {
    let figures = PathBuf::from(env::var_os(FIGURES)?);
    let mut arguments = env::args_os().skip(1);
    let child = Command::new(arguments.next()?).args(arguments).spawn();
    let used = match child.and_then(Wait4::wait4) {
        Ok(used) => used,
        Err(error) => {
            anstream::eprintln!("error: the compiler cannot be run: {error}");
            return Some(ExitCode::from(3));
        }
    };
    // Without a manifest folder Cargo only asks for the compiler's abilities; the figures are those of the library.
    let is_example = env::var_os("CARGO_CRATE_NAME").is_some_and(|name| name == quick_start::NAME);
    let folder = env::var_os("CARGO_MANIFEST_DIR").filter(|_| !is_example);
    if let Some(file) = folder.and_then(|folder| file(&figures, folder.as_ref())) {
        let usage = Usage { cpu: used.rusage.utime + used.rusage.stime, peak: used.rusage.maxrss };
        // A result that cannot be written is shown as missing.
        let _ = serde_json::to_string(&usage).map(|text| fs::write(file, text));
    }
    // Death by a signal has no code.
    let code = used.status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(101);
    Some(ExitCode::from(code))
}
