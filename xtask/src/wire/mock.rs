//! The mock that judges requests: Prism, installed on demand.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;

/// The package, at the version that its faults are known of.
const PACKAGE: &str = "@stoplight/prism-cli@5.14.2";
/// Its program, below the folder that it is installed in.
const PROGRAM: &str = "node_modules/@stoplight/prism-cli/dist/index.js";

/// The program, which is installed if it is not there.
pub(super) fn installed(folder: &Path) -> Result<PathBuf, Failure> {
    let program = folder.join(PROGRAM);
    if program.is_file() {
        return Ok(program);
    }
    std::fs::create_dir_all(folder).map_err(|error| Failure::io("made", folder, &error))?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--silent", "--no-audit", "--no-fund", "--prefix"]).arg(folder).arg(PACKAGE);
    match npm.status() {
        Ok(status) if status.success() && program.is_file() => Ok(program),
        Ok(_) => Err(missing(&format!("npm could not install {PACKAGE}"))),
        Err(error) => Err(missing(&format!("npm does not start: {error}"))),
    }
}

fn missing(why: &str) -> Failure {
    let help = "install Node.js with npm, and let npm reach its registry once";
    Failure {
        message: format!("error[E-MOCK]: there is no mock to call\n  = note: {why}\n  = help: {help}\n"),
        code: 3,
    }
}
