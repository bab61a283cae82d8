//! `corpus`: generates every document below a folder, compiles the crates if asked, and says how it went.

mod against;
mod cargo_messages;
mod check;
mod detect_description;
mod find;
mod generate_one;
mod jobs_and_cargo;
mod prove;
mod quick_start;
mod report;
mod rustc_usage;

use std::path::{Path, PathBuf};
use std::time::Instant;

use codegen::Unused;

use crate::command_arguments::Corpus;
use crate::failure::{Failure, shown};
use crate::output::print;
use crate::progress::Progress;
use crate::repository::root;
use crate::round_trip_request::Demand;
use crate::table::counted;
use crate::workers;

pub(crate) use find::{Document as Found, document, documents};
pub(crate) use jobs_and_cargo::{cargo, jobs};
pub(crate) use prove::run as proof;
pub(crate) use rustc_usage::rustc_wrapper;

/// Runs the command.
pub(crate) fn run(arguments: &Corpus) -> Result<(), Failure> {
    run_with(arguments, Demand::Exact { percent: arguments.min_exact })
}

/// Compiles what is emitted for the documents below a folder, and proves that no instance makes its types panic.
pub(crate) fn sample(folder: &Path, out: &Path) -> Result<(), Failure> {
    let arguments = Corpus {
        check_crates: true,
        round_trip: true,
        out: Some(out.to_owned()),
        max_refused: Some(0),
        ..Corpus::of(folder.to_owned(), Vec::new())
    };
    run_with(&arguments, Demand::NoPanic)
}

fn run_with(arguments: &Corpus, demand: Demand) -> Result<(), Failure> {
    let begun = Instant::now();
    let documents = find::documents(arguments)?;
    if documents.is_empty() {
        return Err(no_document(&arguments.folder));
    }
    let jobs = jobs(arguments.jobs);
    let out = out(arguments)?;
    // A proof is of all schemas, whether or not an operation needs them.
    let unused = if arguments.round_trip { Unused::Keep } else { Unused::Drop };
    let progress = Progress::new("generating", documents.len());
    let mut rows = workers::all(&documents, jobs, |document| {
        let _shown = progress.begin(&document.name);
        generate_one::row(document, (&arguments.folder, &out), unused)
    });
    progress.finish();
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    if arguments.check_crates {
        check::all(&mut rows, &out, jobs)?;
    }
    print(&report::text(&rows, begun.elapsed()))?;
    if let Some((message, code)) = report::verdict(&rows, arguments.max_refused) {
        return Err(Failure { message: format!("error[E-CORPUS]: {message}\n"), code });
    }
    if let Some(before) = &arguments.against {
        compare(before, &documents, &out, arguments)?;
    }
    if arguments.round_trip { prove::all(&rows, (&documents, &out), arguments, demand) } else { Ok(()) }
}

/// There is nothing to do in a folder, or for a file.
pub(crate) fn no_document(path: &Path) -> Failure {
    let message = format!(
        "error[E-CORPUS]: there is no document in `{}`\n  = help: a document is a .json, .yaml or .yml file with `openapi` or \
         `swagger` at its top\n",
        shown(path)
    );
    Failure { message, code: 1 }
}

/// Compares the crates with those of an earlier run. Crates of documents that were not asked for do not count.
fn compare(before: &Path, documents: &[find::Document], out: &Path, arguments: &Corpus) -> Result<(), Failure> {
    let mut names = documents.iter().map(|document| document.crate_name.clone()).collect();
    let earlier = against::crates(before)?;
    if arguments.only.is_empty() && arguments.smallest.is_none() {
        names = &names | &earlier;
    }
    let comparison = against::compare(&names, before, out)?;
    print(&comparison.text(before))?;
    match comparison.different() {
        0 => Ok(()),
        count => {
            let count = counted(count, "crate");
            let message = format!("error[E-CORPUS]: not equal to those in `{}`: {count}\n", shown(before));
            Err(Failure { message, code: 1 })
        }
    }
}

/// The folder of the crates, as an absolute path, which is how Cargo speaks of it.
fn out(arguments: &Corpus) -> Result<PathBuf, Failure> {
    made(match &arguments.out {
        Some(out) => out.clone(),
        None => root()?.join("target/corpus"),
    })
}

/// A folder, made if it is not there, as an absolute path.
pub(crate) fn made(out: PathBuf) -> Result<PathBuf, Failure> {
    let made = std::fs::create_dir_all(&out).and_then(|()| out.canonicalize());
    made.map_err(|error| Failure::io("made", &out, &error))
}
