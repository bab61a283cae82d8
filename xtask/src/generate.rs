//! `generate`: reads a document, runs the generator, and writes the crate or compares it with the one on disk.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use codegen::diagnostics::visible;
use codegen::source::Sources;
use codegen::{Files, Input, Strictness, generate};

use crate::command_arguments::Generate;
use crate::crate_names::crate_name;
use crate::failure::{Failure, shown};
use crate::findings::render_diagnostics;
use crate::first_difference::first_difference;
use crate::output::print;
use crate::read;
use crate::repository::{OWN_NAME, own, root};
use crate::write::{self, Changes, EditedFiles, Request, WriteError};

/// More changed files than this are only counted.
const MOST_FILES: usize = 20;

/// The input, the output folder and the crate's name.
struct Paths {
    spec: PathBuf,
    overlays: Vec<PathBuf>,
    out: PathBuf,
    name: String,
}

/// Runs the command.
pub(crate) fn run(arguments: &Generate) -> Result<(), Failure> {
    let paths = paths(arguments)?;
    let sources = read::sources(&paths.spec, &paths.overlays, &arguments.ref_roots)?;
    let document = hash(&sources);
    let files = emitted(arguments, &paths, sources)?;
    let edited = if arguments.force { EditedFiles::KeepCopy } else { EditedFiles::Refuse };
    let request =
        Request { out: &paths.out, files: &files, spec: Some(&paths.spec), document: Some(&document), edited };
    let changes = if arguments.writes() { write::write(&request) } else { write::check(&request) };
    let changes = changes.map_err(|error| unwritten(&error))?;
    report(arguments, &paths, &files, &changes)
}

/// The paths of the arguments, or those of this repository's own API.
fn paths(arguments: &Generate) -> Result<Paths, Failure> {
    if let (Some(spec), Some(out)) = (&arguments.spec, &arguments.out) {
        let folder = out.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let name = match &arguments.name {
            Some(name) => name.clone(),
            None => crate_name(folder).map_err(|problem| {
                usage(&format!("{problem}: `{}`; give another one with --name", visible(folder, 100)))
            })?,
        };
        return Ok(Paths { spec: spec.clone(), overlays: arguments.overlays.clone(), out: out.clone(), name });
    }
    let (spec, overlays) = own()?;
    let root = root()?;
    Ok(Paths { spec, overlays, out: root.join("generated"), name: OWN_NAME.to_owned() })
}

fn unwritten(error: &WriteError) -> Failure {
    Failure { code: error.exit_code(), message: error.to_string() }
}

/// The text of the crate's manifest, if there is one.
fn manifest(out: &Path) -> Result<Option<String>, Failure> {
    let bytes = write::manifest(out).map_err(|error| unwritten(&error))?;
    let text = bytes.map(String::from_utf8).transpose();
    text.map_err(|error| Failure::io("read", &out.join("Cargo.toml"), &io::Error::new(ErrorKind::InvalidData, error)))
}

/// The SHA-256 of all texts that a crate is generated from.
fn hash(sources: &Sources) -> String {
    let mut hash = hmac_sha256::Hash::new();
    for source in sources.texts() {
        // With their lengths, no two rows of texts are the same bytes.
        hash.update(source.text.len().to_le_bytes());
        hash.update(&source.text);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn emitted(arguments: &Generate, paths: &Paths, sources: Sources) -> Result<Files, Failure> {
    let manifest = manifest(&paths.out)?;
    let strictness = if arguments.strict { Strictness::Strict } else { Strictness::Lenient };
    let allowed_warnings = arguments.allowed.clone();
    let input =
        Input { manifest, strictness, allowed_warnings, ..arguments.selection.of(Input::new(sources, &*paths.name)) };
    let output = generate(&input);
    let text = render_diagnostics(&output.diagnostics, &input.sources, arguments.message_format);
    match output.files {
        Some(files) => {
            if !arguments.quiet {
                anstream::eprint!("{text}");
            }
            Ok(files)
        }
        None => Err(Failure { message: text, code: 1 }),
    }
}

/// Prints the result. With `--check`, a crate that is not up to date is a failure.
fn report(arguments: &Generate, paths: &Paths, files: &Files, changes: &Changes) -> Result<(), Failure> {
    let lines = changed_lines(paths, files, changes, if arguments.writes() { "" } else { "    " });
    let out = shown(&paths.out);
    if arguments.check && !changes.is_empty() {
        let message = format!(
            "error[E-STALE]: {out} is not up to date: {}\n{lines}  = help: run the same command without `--check`\n",
            counts(changes)
        );
        return Err(Failure { message, code: 1 });
    }
    if arguments.quiet {
        return Ok(());
    }
    let summary = match (changes.is_empty(), arguments.writes()) {
        (true, _) => "up to date".to_owned(),
        (false, true) => format!("written, {}", counts(changes)),
        (false, false) => format!("nothing written, {}", counts(changes)),
    };
    print(&format!("{out}: {summary}\n{lines}{}", dependency(arguments, paths, changes)))
}

/// `3 new, 1 changed`.
fn counts(changes: &Changes) -> String {
    let all = [("new", &changes.added), ("changed", &changes.changed), ("not needed", &changes.removed)];
    let all = all.iter().filter(|(_, files)| !files.is_empty()).map(|(what, files)| format!("{} {what}", files.len()));
    all.collect::<Vec<_>>().join(", ")
}

/// One line for each file, as far as a person reads them. With an indentation, changed files show their first difference.
fn changed_lines(paths: &Paths, files: &Files, changes: &Changes, indent: &str) -> String {
    let difference = |path: &String| {
        let new = files.get(path).filter(|_| !indent.is_empty())?;
        let old = write::generated_file(&paths.out, path).ok()??;
        Some(first_difference(&String::from_utf8_lossy(&old), new, indent))
    };
    let changed = changes.changed.iter().map(|path| match difference(path) {
        Some(difference) => format!("  changed: {path}:{difference}\n"),
        None => format!("  changed: {path}\n"),
    });
    let added = changes.added.iter().map(|path| format!("  new: {path}\n"));
    let removed = changes.removed.iter().map(|path| format!("  not needed: {path}\n"));
    let all = changes.changed.len() + changes.added.len() + changes.removed.len();
    let shown: String = changed.chain(removed).chain(added).take(MOST_FILES).collect();
    match all.checked_sub(MOST_FILES).filter(|more| *more > 0) {
        Some(more) => format!("{shown}  and {more} more\n"),
        None => shown,
    }
}

/// For a crate that is new: the line with which another crate depends on it.
fn dependency(arguments: &Generate, paths: &Paths, changes: &Changes) -> String {
    let is_new = arguments.writes() && changes.added.iter().any(|path| path == "Cargo.toml");
    // A path in a manifest is relative to the manifest, which is not known here.
    let path = paths.out.canonicalize().ok().filter(|_| is_new);
    let Some(path) = path.as_deref().and_then(Path::to_str) else { return String::new() };
    format!("\nTo use it, add to [dependencies]: {} = {{ path = {path:?} }}\n", paths.name)
}

fn usage(problem: &str) -> Failure {
    Failure { message: format!("error: {problem}\n"), code: 2 }
}
