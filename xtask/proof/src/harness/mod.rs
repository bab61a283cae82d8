//! The harness: a small crate per document that depends on the emitted one, decodes instances and encodes them again.

mod program;
mod run;
mod run_with_time_limit;

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use xtask::round_trip_request::Document;

pub(super) use run::{HarnessRequest, HarnessResponse};
use run_with_time_limit::Ended;

/// How long a crate may take to compile.
const BUILD_LIMIT: Duration = Duration::from_secs(1200);
/// How many characters of the compiler's errors are kept.
const COMPLAINT: usize = 3000;

/// Where a harness is made and built.
#[derive(Debug)]
pub(crate) struct Workplace<'a> {
    /// The folder of the harness.
    pub(crate) folder: &'a Path,
    /// Cargo's target folder; two builds at a time need two.
    pub(crate) target: &'a Path,
    /// A lock file to begin with, so that the versions are those that are known to be in Cargo's cache.
    pub(crate) lock: Option<&'a Path>,
}

/// A compiled harness.
#[derive(Debug)]
pub(super) struct Harness {
    program: PathBuf,
    folder: PathBuf,
}

/// What a harness is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To decode instances and encode them again, for which no HTTP client is compiled.
    Types,
    /// To make calls.
    Calls,
}

/// The program of a harness.
#[derive(Debug)]
pub(crate) struct Program {
    /// Its source.
    pub(crate) text: String,
    /// What it is for.
    pub(crate) purpose: Purpose,
}

/// The program that decodes instances of these types. Requests name a type by its index.
pub(super) fn of_types(emitted: &Document, types: &[&str]) -> Program {
    Program { text: program::text(&emitted.crate_name.replace('-', "_"), types), purpose: Purpose::Types }
}

/// Writes and compiles a harness.
pub(super) fn build(emitted: &Document, place: &Workplace<'_>, program: &Program) -> Result<Harness, String> {
    let folder = fs::create_dir_all(place.folder.join("src")).and_then(|()| fs::canonicalize(place.folder));
    let folder = folder.map_err(|error| failed("make", place.folder, &error))?;
    let crate_folder =
        fs::canonicalize(&emitted.crate_folder).map_err(|error| failed("find", &emitted.crate_folder, &error))?;
    write(&folder.join("Cargo.toml"), &manifest(emitted, &crate_folder, program.purpose)?)?;
    write(&folder.join("src/main.rs"), &program.text)?;
    if let Some(lock) = place.lock {
        // Without a lock file Cargo chooses versions itself.
        let _ = fs::copy(lock, folder.join("Cargo.lock"));
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(&folder).args(["build", "--quiet", "--offline", "--target-dir"]).arg(place.target);
    // The compiler's warnings are for `--check-crates`.
    command.env("RUSTFLAGS", "--cap-lints=allow").env("CARGO_INCREMENTAL", "0");
    let output = folder.join("build.txt");
    let ended = run_with_time_limit::run(&mut command, None, &output, BUILD_LIMIT)
        .map_err(|error| failed("build", &folder, &error))?;
    if ended != Ended::Well {
        let said = fs::read_to_string(output.with_extension("stderr")).unwrap_or_default();
        let errors = said.find("error").and_then(|start| said.get(start..)).unwrap_or(&said);
        let complaint: String = errors.chars().take(COMPLAINT).collect();
        return Err(format!("the harness does not build ({ended}): {complaint}"));
    }
    let program = place.target.join("debug").join(OsStr::new(&name(emitted)));
    // The next build in this target folder may belong to another document.
    let kept = folder.join("harness");
    fs::rename(&program, &kept)
        .or_else(|_| fs::copy(&program, &kept).map(drop))
        .map_err(|error| failed("keep", &program, &error))?;
    Ok(Harness { program: kept, folder })
}

fn name(emitted: &Document) -> String {
    format!("harness-of-{}", emitted.crate_name)
}

/// The manifest, with the default features of the crate; without the HTTP client where it has nothing to do, as it takes long
/// to compile.
fn manifest(emitted: &Document, crate_folder: &Path, purpose: Purpose) -> Result<String, String> {
    let path = crate_folder.join("Cargo.toml");
    let text = fs::read_to_string(&path).map_err(|error| failed("read", &path, &error))?;
    let manifest: toml_edit::DocumentMut = text.parse().map_err(|error| format!("{}: {error}", path.display()))?;
    let default = manifest.get("features").and_then(|features| features.get("default"));
    let default =
        default.and_then(toml_edit::Item::as_array).into_iter().flatten().filter_map(toml_edit::Value::as_str);
    let is_used = |name: &str| purpose == Purpose::Calls || !matches!(name, "reqwest" | "blocking");
    let features: Vec<&str> = default.filter(|name| is_used(name)).collect();
    let client = match purpose {
        Purpose::Types => "",
        Purpose::Calls => "http = \"1\"\ntokio = { version = \"1\", features = [\"rt\"] }\n",
    };
    let quoted = |text: &str| toml_edit::Value::from(text).to_string();
    let features: Vec<String> = features.into_iter().map(quoted).collect();
    Ok(format!(
        "[package]\nname = {}\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\n{} = {{ path = {}, default-features = false, features = [{}] }}\nserde = \"1\"\nserde_json = \"1\"\n{client}\n\
         [profile.dev]\ndebug = 0\nopt-level = 0\n\n[workspace]\n",
        quoted(&name(emitted)),
        quoted(&emitted.crate_name).trim(),
        quoted(&crate_folder.display().to_string()),
        features.join(", "),
    ))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    fs::write(path, text).map_err(|error| failed("write", path, &error))
}

fn failed(what: &str, path: &Path, error: &io::Error) -> String {
    format!("cannot {what} `{}`: {error}", path.display())
}
