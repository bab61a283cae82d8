//! The fuzzer: documents broken by structure, as text and by overlays, given to worker processes with limits on time and memory.
//!
//! A run is a row of seeds; each seed is one case and always the same one. What fails is minimised, saved and listed.

mod minimise;
mod mutate;
mod seeds;
mod worker;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use std::{fs, io, thread};

use serde_json::{Value, json};

pub use minimise::minimise;
pub use mutate::case;
pub use seeds::{Seed, read as read_seeds};
pub use worker::{Worker, serve};

/// What is given to the generator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The name of the document, which says its syntax: `case.json`, `case.yaml`.
    pub name: String,
    /// The document.
    pub text: String,
    /// An overlay in JSON.
    pub overlay: Option<String>,
}

impl Case {
    /// As one line, for a worker.
    pub fn to_line(&self) -> String {
        json!({"name": self.name, "text": self.text, "overlay": self.overlay}).to_string()
    }

    /// From such a line.
    pub fn from_line(line: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(line).ok()?;
        let text = |key: &str| value[key].as_str().map(str::to_owned);
        Some(Self { name: text("name")?, text: text("text")?, overlay: text("overlay") })
    }
}

/// What has come of a case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// A crate.
    Emitted,
    /// Errors, which are the document's.
    Refused,
    /// A fault of the generator: its kind (`abort`, `panic`, `internal`, `slow`, `memory`) and a line about it.
    Failed(String, String),
}

impl Outcome {
    /// What failures of one cause have in common: the kind, and the line without its numbers.
    pub fn signature(&self) -> Option<String> {
        let Self::Failed(kind, detail) = self else { return None };
        let detail: String = detail.chars().filter(|it| !it.is_ascii_digit()).take(80).collect();
        Some(format!("{kind}: {detail}"))
    }
}

/// Limits of a case.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// CPU time; a worker that takes twice as much is killed.
    pub cpu: Duration,
    /// Time on the clock, for a worker that sleeps.
    pub clock: Duration,
    /// Bytes that may be allocated at any moment.
    pub memory: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { cpu: Duration::from_secs(5), clock: Duration::from_secs(120), memory: 1 << 30 }
    }
}

/// What to do.
#[derive(Clone, Debug)]
pub struct Options {
    /// How long; the clock, not CPU time.
    pub time: Duration,
    /// The most cases.
    pub runs: u64,
    /// The first seed.
    pub seed: u64,
    /// Worker processes at a time.
    pub workers: usize,
    /// Limits of each case.
    pub limits: Limits,
    /// How many accepted cases are saved, too, in the folder `accepted`.
    pub sample: usize,
    /// Where failures are saved.
    pub save: PathBuf,
    /// The program that serves cases, and its arguments.
    pub worker: Vec<String>,
    /// The documents that are broken.
    pub seeds: Vec<Seed>,
}

/// What has come of a run.
#[derive(Debug, Default)]
pub struct Report {
    /// Cases that were run.
    pub runs: u64,
    /// Those of which a crate was made.
    pub emitted: u64,
    /// Those that were saved as a sample.
    pub sampled: usize,
    /// Signature → the failures with it.
    pub failures: BTreeMap<String, Vec<Failure>>,
}

/// One failure.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The seed.
    pub seed: u64,
    /// The smallest case found that fails in the same way; the first ones of a signature only are minimised.
    pub case: Option<Case>,
}

/// Failures of one signature that are minimised.
const MINIMISED: usize = 3;

/// Runs cases until the time is up.
///
/// # Errors
/// A worker cannot be started, or a failure cannot be saved.
pub fn run(options: &Options) -> io::Result<Report> {
    let begin = Instant::now();
    let next = AtomicU64::new(options.seed);
    let report = Mutex::new(Report::default());
    let one = || -> io::Result<()> {
        let mut worker = Worker::start(&options.worker, options.limits)?;
        while begin.elapsed() < options.time {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed - options.seed >= options.runs {
                break;
            }
            let case = case(&options.seeds, seed);
            let outcome = worker.run(&case)?;
            if outcome == Outcome::Emitted && case.overlay.is_none() && sampled(&report, options) {
                let folder = options.save.join("accepted").join(seed.to_string());
                fs::create_dir_all(&folder)?;
                fs::write(folder.join(&case.name), &case.text)?;
            }
            let kept = note(&report, seed, &outcome);
            if let (Some(signature), true) = (outcome.signature(), kept) {
                let small = minimise(&case, &signature, &mut |case| Ok(worker.run(case)?.signature()))?;
                save(options, seed, &signature, &small)?;
                let mut report = report.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
                let failures = report.failures.get_mut(&signature).into_iter().flatten();
                failures.filter(|failure| failure.seed == seed).for_each(|failure| failure.case = Some(small.clone()));
            }
        }
        Ok(())
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..options.workers.max(1)).map(|_| scope.spawn(one)).collect();
        threads
            .into_iter()
            .try_for_each(|thread| thread.join().unwrap_or_else(|_| Err(io::Error::other("a thread panicked"))))
    })?;
    Ok(report.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner()))
}

/// Whether an accepted case is saved: one in twenty, up to the size of the sample.
fn sampled(report: &Mutex<Report>, options: &Options) -> bool {
    let mut report = report.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let is_one = report.emitted.is_multiple_of(20) && report.sampled < options.sample;
    report.sampled += usize::from(is_one);
    is_one
}

/// Counts an outcome. Says whether it is among the failures that are minimised.
fn note(report: &Mutex<Report>, seed: u64, outcome: &Outcome) -> bool {
    let mut report = report.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    report.runs += 1;
    report.emitted += u64::from(*outcome == Outcome::Emitted);
    let Some(signature) = outcome.signature() else { return false };
    let failures = report.failures.entry(signature).or_default();
    failures.push(Failure { seed, case: None });
    failures.len() <= MINIMISED
}

fn save(options: &Options, seed: u64, signature: &str, case: &Case) -> io::Result<()> {
    fs::create_dir_all(&options.save)?;
    let kind = signature.split(':').next().unwrap_or("failure");
    fs::write(options.save.join(format!("{kind}-{seed}-{}", case.name)), &case.text)?;
    if let Some(overlay) = &case.overlay {
        fs::write(options.save.join(format!("{kind}-{seed}-overlay.json")), overlay)?;
    }
    Ok(())
}
