//! The two documents: files, or this repository's own document as it was at a revision of Git.

use std::path::{Path, PathBuf};
use std::process::Command;

use codegen::diagnostics::visible;
use codegen::source::{SourceText, Sources};

use crate::command_arguments::Diff;
use crate::failure::{Failure, shown};
use crate::read::{sources, text};
use crate::repository::own;

/// Where the own document and its overlays are in the repository.
const DOCUMENT: &str = "spec/partner-center.yaml";
const OVERLAYS: &str = "spec/overlays/";
/// Longer revisions and messages of Git are cut.
const LONGEST: usize = 300;

/// The old document.
pub(super) fn old(arguments: &Diff) -> Result<Sources, Failure> {
    let old = arguments.old.as_deref().unwrap_or(Path::new(""));
    named(old, arguments)
}

/// The new document; the own one as it is now, unless another one is named.
pub(super) fn new(arguments: &Diff) -> Result<Sources, Failure> {
    if let Some(new) = &arguments.new {
        return named(new, arguments);
    }
    let (spec, mut overlays) = own()?;
    overlays.extend(arguments.overlays.iter().cloned());
    sources(&spec, &overlays, &[])
}

/// The document in a file, or of a revision if there is no such file.
fn named(name: &Path, arguments: &Diff) -> Result<Sources, Failure> {
    match name.to_str() {
        _ if name.exists() => sources(name, &arguments.overlays, &[]),
        Some(revision) if is_revision(revision) => of_revision(revision, &arguments.overlays),
        _ => {
            let message = format!(
                "error[E-IO]: `{}` is neither a file nor a revision of Git\n  = help: name a document, or a commit, branch or tag\n",
                shown(name)
            );
            Err(Failure { message, code: 3 })
        }
    }
}

/// Whether Git knows a commit by this name.
fn is_revision(name: &str) -> bool {
    let commit = format!("{name}^{{commit}}");
    git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit]).is_ok()
}

/// The own document at a revision, with the overlays of that revision and then those of the command line.
fn of_revision(revision: &str, more: &[PathBuf]) -> Result<Sources, Failure> {
    let listed = git(&["ls-tree", "-z", "--name-only", "--full-tree", revision, "--", OVERLAYS])
        .map_err(|problem| unread(revision, OVERLAYS, &problem))?;
    let mut paths: Vec<&str> = listed.split('\0').filter(|path| path.ends_with(".yaml")).collect();
    paths.sort_unstable();
    let show = |path: &str| {
        let object = format!("{revision}:{path}");
        let text = git(&["show", "--end-of-options", &object]).map_err(|problem| unread(revision, path, &problem))?;
        Ok(SourceText { name: visible(&object, LONGEST), text })
    };
    let main = show(DOCUMENT)?;
    let mut overlays = paths.into_iter().map(show).collect::<Result<Vec<_>, Failure>>()?;
    for path in more {
        overlays.push(text(path)?);
    }
    Ok(Sources::new(main, overlays))
}

/// What Git prints, or what it says of its failure.
fn git(arguments: &[&str]) -> Result<String, String> {
    let output = Command::new("git").args(arguments).output().map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).trim().to_owned());
    }
    String::from_utf8(output.stdout).map_err(|_| "it is not UTF-8".to_owned())
}

fn unread(revision: &str, path: &str, problem: &str) -> Failure {
    let message = format!(
        "error[E-IO]: `{}` cannot be read at the revision `{}`\n  = note: {}\n  = help: name a revision that has it, or a file\n",
        path,
        visible(revision, LONGEST),
        visible(problem, LONGEST)
    );
    Failure { message, code: 3 }
}
