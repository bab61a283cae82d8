//! `generate`: reads a document, runs the generator, writes or compares the crate.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use codegen::diagnostics::visible;
use codegen::{Files, Input, Strictness, generate};

use crate::arguments::Generate;
use crate::crate_names::crate_name;
use crate::failure::{Failure, shown};
use crate::output::render_diagnostics;
use crate::read;
use crate::repository::{OWN_NAME, own, root};
use crate::write::{self, Changes, EditedFiles, Request, WriteError};

/// Where everything is.
struct Paths {
    spec: PathBuf,
    overlays: Vec<PathBuf>,
    out: PathBuf,
    name: String,
}

/// Runs the command.
pub(crate) fn run(arguments: &Generate) -> Result<(), Failure> {
    let paths = paths(arguments)?;
    let files = emitted(arguments, &paths)?;
    let changes = if arguments.check {
        write::check(&paths.out, &files)
    } else {
        let edited = if arguments.force { EditedFiles::KeepCopy } else { EditedFiles::Refuse };
        write::write(&Request { out: &paths.out, files: &files, spec: Some(&paths.spec), edited })
    };
    let changes = changes.map_err(|error| unwritten(&error))?;
    report(arguments, &paths, &changes)
}

/// What the arguments say, or this repository's own API.
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

fn emitted(arguments: &Generate, paths: &Paths) -> Result<Files, Failure> {
    let sources = read::sources(&paths.spec, &paths.overlays, &arguments.ref_roots)?;
    let manifest = manifest(&paths.out)?;
    let strictness = if arguments.strict { Strictness::Strict } else { Strictness::Lenient };
    let input = Input { manifest, strictness, ..arguments.selection.of(Input::new(sources, &*paths.name)) };
    let output = generate(&input);
    let text = render_diagnostics(&output.diagnostics, &input.sources);
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

fn report(arguments: &Generate, paths: &Paths, changes: &Changes) -> Result<(), Failure> {
    let all = [("new", &changes.added), ("changed", &changes.changed), ("not needed", &changes.removed)];
    let lines = all.iter().flat_map(|(what, files)| files.iter().map(move |file| format!("  {what}: {file}\n")));
    let lines: String = lines.collect();
    let out = shown(&paths.out);
    if arguments.check && !changes.is_empty() {
        let message = format!(
            "error[E-STALE]: {out} is not up to date\n{lines}  = help: run the same command without `--check`\n"
        );
        return Err(Failure { message, code: 1 });
    }
    if !arguments.quiet {
        let summary = if changes.is_empty() { "up to date" } else { "written" };
        anstream::println!("{out}: {summary}");
        anstream::print!("{lines}");
    }
    Ok(())
}

fn usage(problem: &str) -> Failure {
    Failure { message: format!("error: {problem}\n"), code: 2 }
}
