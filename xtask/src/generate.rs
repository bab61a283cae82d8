//! `generate`: reads a document, runs the generator, writes or compares the crate.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use codegen::diagnostics::Diagnostics;
use codegen::diagnostics::{Style, render};
use codegen::source::Sources;
use codegen::{Files, Input, Strictness, generate};

use crate::cli::{Failure, Generate, crate_name};
use crate::read::{self, input, shown};
use crate::write::{self, Changes, EditedFiles, Request};

/// The name of this repository's own crate.
pub(crate) const OWN_NAME: &str = "partner-center";

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
    let changes = changes.map_err(|error| Failure { code: error.exit_code(), message: error.to_string() })?;
    report(arguments, &paths, &changes)
}

/// What the arguments say, or this repository's own API.
fn paths(arguments: &Generate) -> Result<Paths, Failure> {
    if let (Some(spec), Some(out)) = (&arguments.spec, &arguments.out) {
        let folder = out.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let name = match &arguments.name {
            Some(name) => name.clone(),
            None => crate_name(folder)
                .map_err(|problem| usage(&format!("{problem}: `{folder}`; say another with --name")))?,
        };
        return Ok(Paths { spec: spec.clone(), overlays: arguments.overlays.clone(), out: out.clone(), name });
    }
    let (spec, overlays) = own()?;
    let root = root()?;
    Ok(Paths { spec, overlays, out: root.join("generated"), name: OWN_NAME.to_owned() })
}

/// This repository's folder.
pub(crate) fn root() -> Result<PathBuf, Failure> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    fs::canonicalize(&root).map_err(|error| input(&root, &error))
}

/// This repository's own API: the document and its overlays.
pub(crate) fn own() -> Result<(PathBuf, Vec<PathBuf>), Failure> {
    let root = root()?;
    let mut overlays = Vec::new();
    let folder = root.join("spec/overlays");
    for entry in fs::read_dir(&folder).map_err(|error| input(&folder, &error))? {
        overlays.push(entry.map_err(|error| input(&folder, &error))?.path());
    }
    overlays.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    overlays.sort();
    Ok((root.join("spec/partner-center.yaml"), overlays))
}

/// What is to be said, in colours if a terminal will show it.
pub(crate) fn render_diagnostics(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let style = if anstream::AutoStream::choice(&std::io::stderr()) == anstream::ColorChoice::Never {
        Style::Plain
    } else {
        Style::Styled
    };
    render(diagnostics, sources, style)
}

fn emitted(arguments: &Generate, paths: &Paths) -> Result<Files, Failure> {
    let sources = read::sources(&paths.spec, &paths.overlays, &arguments.ref_roots)?;
    let manifest = paths.out.join("Cargo.toml");
    let manifest = match fs::read_to_string(&manifest) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(input(&manifest, &error)),
    };
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
