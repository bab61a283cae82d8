//! `--round-trip`: the proof for each crate of the corpus, several at a time.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::find::Document;
use super::run::{Emitted, Limits, Outcome, Row, alone};
use super::{failed, jobs, pool};
use crate::cli::{Corpus, Failure, print};
use crate::generate::root;
use crate::progress::Progress;
use crate::read::sources;
use crate::round_trip::{Bundle, Generated, Place, Report, Summary, bundle, prove};

/// What the proof of one document may take: the harness has limits of its own, which come first. References of schemas lead
/// deep.
const LIMITS: Limits = Limits { longest: Duration::from_secs(3600), stack: 256 * 1024 * 1024 };
/// How many reasons are printed; all are in the file.
const REASONS: usize = 25;

/// Proves all crates, prints the table and writes everything that is not exact to a file.
pub(super) fn all(rows: &[Row], documents: &[Document], out: &Path, arguments: &Corpus) -> Result<(), Failure> {
    let by_name: BTreeMap<&str, &Document> =
        documents.iter().map(|document| (document.name.as_str(), document)).collect();
    let crates = rows.iter().filter_map(|row| Some((*by_name.get(row.name.as_str())?, row.emitted()?)));
    let crates: Vec<(&Document, &Emitted)> = crates.collect();
    let jobs = jobs(arguments);
    let folder = out.join(".round-trip");
    // Cargo builds one thing at a time in a target folder, so there is one for each job.
    let targets = Mutex::new((0..jobs).map(|job| folder.join(format!("target-{job}"))).collect::<Vec<PathBuf>>());
    let workshop = Workshop { corpus: arguments.folder.clone(), lock: root()?.join("Cargo.lock"), folder };
    let progress = Progress::new("proving", crates.len());
    let mut reports = pool::all(&crates, jobs, |(document, emitted)| {
        let _shown = progress.begin(&document.name);
        let target = targets.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
        let report = workshop.prove(document, emitted, &target);
        targets.lock().unwrap_or_else(PoisonError::into_inner).push(target);
        report
    });
    progress.finish();
    reports.sort_by(|a, b| a.name.cmp(&b.name));
    let summary = Summary::new(&reports);
    let file = out.join("round-trip.txt");
    fs::write(&file, text(&reports)).map_err(|error| failed("written", &file, &error))?;
    print(&format!("\n{}\n{}", summary.table(), summary.reasons(REASONS)))?;
    if arguments.verbose {
        print(&summary.details())?;
    }
    match summary.objection(arguments.min_exact) {
        None => Ok(()),
        Some(why) => {
            let help = format!("all that is not exact is in `{}`", file.display());
            Err(Failure { message: format!("error[E-ROUND-TRIP]: {why}\n  = help: {help}\n"), code: 1 })
        }
    }
}

/// Everything.
fn text(reports: &[Report]) -> String {
    let summary = Summary::new(reports);
    format!("{}\n{}\n{}", summary.table(), summary.reasons(usize::MAX), summary.details())
}

/// Where harnesses are made.
#[derive(Debug, Clone)]
struct Workshop {
    /// What files may be read from.
    corpus: PathBuf,
    folder: PathBuf,
    lock: PathBuf,
}

impl Workshop {
    fn prove(&self, document: &Document, emitted: &Emitted, target: &Path) -> Report {
        let begun = Instant::now();
        let folder = self.folder.join(&document.crate_name);
        let proof = Proof {
            name: document.name.clone(),
            path: document.path.clone(),
            crate_name: document.crate_name.clone(),
            crate_folder: emitted.folder.clone(),
            schemas: emitted.schemas.clone(),
            folder: folder.clone(),
            target: target.to_owned(),
            workshop: self.clone(),
        };
        // A fault of the proof in one document, or an endless run, must not hide the others.
        let report = match alone(&document.name, LIMITS, move || proof.report()) {
            Ok(report) => report,
            Err(Outcome::TimedOut) => Err(format!("the proof takes longer than {} s", LIMITS.longest.as_secs())),
            Err(Outcome::Panicked(why)) => Err(format!("the proof itself panicked: {why}")),
            Err(Outcome::Unwritten(why)) => Err(why),
            Err(_) => Err("the proof gave no answer".to_owned()),
        };
        let failed = |why: String| Report { name: document.name.clone(), trouble: Some(why), ..Report::default() };
        let report = Report { time: begun.elapsed(), ..report.unwrap_or_else(failed) };
        // For whoever does not want to wait for the last document; the whole comes at the end.
        let _ = fs::write(folder.join("report.txt"), text(std::slice::from_ref(&report)));
        report
    }
}

/// All that the proof of one document needs, on a thread of its own.
struct Proof {
    name: String,
    path: PathBuf,
    crate_name: String,
    crate_folder: PathBuf,
    /// The Rust types of the schemas, by file and pointer.
    schemas: BTreeMap<(Option<String>, String), String>,
    folder: PathBuf,
    target: PathBuf,
    workshop: Workshop,
}

impl Proof {
    fn report(&self) -> Result<Report, String> {
        // What belongs together lies in one folder, as it did when the crate was generated.
        let roots = std::slice::from_ref(&self.workshop.corpus);
        let sources = sources(&self.path, &[], roots).map_err(|failure| failure.message)?;
        let Bundle { root, places } = bundle(&sources).ok_or("it cannot be read again")?;
        let pointer = |(file, pointer): &(Option<String>, String)| match file {
            None => Some(pointer.clone()),
            Some(file) => Some(format!("{}{pointer}", places.get(file)?)),
        };
        let types = self.schemas.iter().filter_map(|(at, rust)| Some((pointer(at)?, rust.clone()))).collect();
        let place = Place {
            crate_name: &self.crate_name,
            crate_folder: &self.crate_folder,
            folder: &self.folder,
            target: &self.target,
            lock: Some(&self.workshop.lock),
        };
        Ok(prove(&Generated { name: &self.name, root: &root, types: &types }, &place))
    }
}
