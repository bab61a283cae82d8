//! An emitted crate on disk, and cargo at work on it without a network.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use codegen::Files;

/// Writes the files of a crate into a folder outside this workspace, with the versions of dependencies that this workspace has.
///
/// # Panics
/// The disk does not take them.
pub fn lay(files: &Files, folder: &Path) {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("below a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).expect("the workspace has a Cargo.lock");
}

/// `cargo ARGUMENTS` on the crate in `folder`. What is built is kept in `target`, so that dependencies are built once for all.
///
/// # Panics
/// There is no cargo.
pub fn cargo(folder: &Path, target: &str, arguments: &str) -> Output {
    run_cargo(Command::new(env!("CARGO")), folder, target, arguments)
}

/// The same below `strace`: the programs that were started, by the last part of their paths. `None` where there is no `strace`
/// or it may not trace.
///
/// # Panics
/// Cargo cannot be run.
pub fn programs_started(folder: &Path, target: &str, arguments: &str) -> Option<BTreeSet<String>> {
    let trace = folder.join("trace.txt");
    let strace = |command: &mut Command| _ = command.args(["-f", "-qq", "-e", "trace=execve", "-o"]).arg(&trace);
    let mut probe = Command::new("strace");
    strace(&mut probe);
    if !probe.arg("true").status().is_ok_and(|status| status.success()) {
        return None;
    }
    let mut command = Command::new("strace");
    strace(&mut command);
    command.arg(env!("CARGO"));
    assert!(run_cargo(command, folder, target, arguments).status.success(), "cargo {arguments} fails below strace");
    let text = fs::read_to_string(trace).ok()?;
    let started = text.lines().filter(|line| line.ends_with(" = 0"));
    let paths = started.filter_map(|line| line.split_once("execve(\"")?.1.split('"').next());
    Some(paths.filter_map(|path| path.rsplit('/').next()).map(str::to_owned).collect())
}

fn run_cargo(mut command: Command, folder: &Path, target: &str, arguments: &str) -> Output {
    command.current_dir(folder).args(arguments.split_whitespace()).args(["--offline", "--quiet"]);
    command.env("CARGO_TARGET_DIR", Path::new(target).join("emitted"));
    command.env("RUSTFLAGS", "-Dwarnings").env("RUSTDOCFLAGS", "-Dwarnings").env("CARGO_INCREMENTAL", "0");
    command.output().expect("cargo runs")
}

/// The same, and it must succeed.
///
/// # Panics
/// It does not.
pub fn cargo_succeeds(folder: &Path, target: &str, arguments: &str) -> String {
    let output = cargo(folder, target, arguments);
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "cargo {arguments} fails:\n{said}");
    said
}

/// All features of a crate as an argument of cargo, but for the HTTP client, which takes a minute to build.
pub fn without_http_client(manifest: &str) -> String {
    let table = manifest.split("[features]").nth(1).unwrap_or_default().split("\n[").next().unwrap_or_default();
    let names = table.lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name.trim_matches('"'));
    let names: Vec<&str> = names.filter(|name| !["default", "reqwest"].contains(name)).collect();
    format!("--no-default-features --features={}", names.join(","))
}

/// The folder of this repository.
///
/// # Panics
/// Never: the package is in it.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}
