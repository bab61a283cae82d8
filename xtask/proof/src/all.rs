//! Proves each crate of a request, several at a time, and prints the table, the reasons and the verdict.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use xtask::failure::Failure;
use xtask::output::print;
use xtask::progress::Progress;
use xtask::read::sources;
use xtask::round_trip_request::{Document, Request};
use xtask::workers::{self, Interrupted, Limits, alone};

use crate::bundle::{Bundle, bundle};
use crate::harness::Workplace;
use crate::report::{Report, Summary};
use crate::run_document::{EmittedTypes, run_document};

/// What the proof of one document may take. The harness has smaller limits of its own. References of schemas nest deeply.
const LIMITS: Limits = Limits { longest: Duration::from_secs(3600), stack: 256 * 1024 * 1024 };
/// How many reasons are printed; all are in the file.
const REASONS: usize = 25;

/// Proves all crates, prints the table and writes everything that is not exact to a file.
pub(crate) fn run(request: &Request) -> Result<(), Failure> {
    let folder = request.out.join(".round-trip");
    // Cargo builds one thing at a time in a target folder, so each job has one.
    let targets: Vec<PathBuf> = (0..request.jobs).map(|job| folder.join(format!("target-{job}"))).collect();
    let targets = Mutex::new(targets);
    let progress = Progress::new("proving", request.documents.len());
    let mut reports = workers::all(&request.documents, request.jobs, |document| {
        let _shown = progress.begin(&document.name);
        let target = targets.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
        let report = prove(document, request, &folder, &target);
        targets.lock().unwrap_or_else(PoisonError::into_inner).push(target);
        report
    });
    progress.finish();
    reports.sort_by(|a, b| a.name.cmp(&b.name));
    let summary = Summary::new(&reports);
    let file = request.out.join("round-trip.txt");
    fs::write(&file, text(&reports)).map_err(|error| Failure::io("written", &file, &error))?;
    print(&format!("\n{}\n{}", summary.table(), summary.reasons(REASONS)))?;
    if request.verbose {
        print(&summary.details())?;
    }
    match summary.objection(request.demand) {
        None => Ok(()),
        Some(why) => {
            let help = format!("`{}` lists every instance that is not exact", file.display());
            Err(Failure { message: format!("error[E-ROUND-TRIP]: {why}\n  = help: {help}\n"), code: 1 })
        }
    }
}

/// The full report.
fn text(reports: &[Report]) -> String {
    let summary = Summary::new(reports);
    format!("{}\n{}\n{}", summary.table(), summary.reasons(usize::MAX), summary.details())
}

/// Proves one crate on a thread of its own, so that a panic or an endless run of one proof does not hide the others.
fn prove(document: &Document, request: &Request, folder: &Path, target: &Path) -> Report {
    let begun = Instant::now();
    let folder = folder.join(&document.crate_name);
    let work = {
        let (document, corpus, folder, target) =
            (document.clone(), request.corpus.clone(), folder.clone(), target.to_owned());
        let lock = request.lock.clone();
        move || report(&document, &corpus, &Workplace { folder: &folder, target: &target, lock: Some(&lock) })
    };
    let result = match alone(&document.name, LIMITS, work) {
        Ok(report) => report,
        Err(Interrupted::TimedOut) => Err(format!("the proof takes longer than {} s", LIMITS.longest.as_secs())),
        Err(Interrupted::Panicked(why)) => Err(format!("the proof itself panicked: {why}")),
        Err(Interrupted::NotStarted(why)) => Err(why),
    };
    let failed = |why: String| Report { name: document.name.clone(), trouble: Some(why), ..Report::default() };
    let report = Report { time: begun.elapsed(), ..result.unwrap_or_else(failed) };
    // A first look while other documents are still being worked on. The full report is written at the end.
    let _ = fs::write(folder.join("report.txt"), text(std::slice::from_ref(&report)));
    report
}

fn report(document: &Document, corpus: &Path, workplace: &Workplace<'_>) -> Result<Report, String> {
    // The document may read the files that it could read when its crate was emitted.
    let sources =
        sources(&document.path, &[], &[corpus.to_owned()]).map_err(|failure| failure.message.trim_end().to_owned())?;
    let Bundle { root, pointers } = bundle(&sources).ok_or("the document cannot be read again")?;
    let pointer = |file: Option<&String>, pointer: &str| match file {
        None => Some(pointer.to_owned()),
        Some(file) => Some(format!("{}{pointer}", pointers.get(file)?)),
    };
    let types = document.schemas.iter();
    let types = types.filter_map(|it| Some((pointer(it.file.as_ref(), &it.pointer)?, it.rust.clone()))).collect();
    Ok(run_document(&EmittedTypes { document, root: &root, types: &types }, workplace))
}
