//! Breaks documents for as long as it is told to: `cargo run -p tests --bin fuzz -- [EXECUTIONS] [FIRST SEED]`.
//!
//! Each seed is one execution and always the same one. A seed that makes the generator panic is printed with its document,
//! and the run goes on.

use std::env;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::time::Instant;

use serde_json::Value;
use tests::hostile::{Dice, cut_off, documents, scrambled, shuffled, survives, tree};

/// Longer than any document of this size may take, in seconds.
const PATIENCE: u64 = 20;
/// Between two lines about the progress.
const STEP: u64 = 5_000;

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1).map(|argument| argument.parse::<u64>());
    let (Ok(executions), Ok(first)) = (arguments.next().unwrap_or(Ok(10_000)), arguments.next().unwrap_or(Ok(1)))
    else {
        eprintln!("usage: fuzz [EXECUTIONS] [FIRST SEED]");
        return ExitCode::from(2);
    };
    let documents: Vec<(&str, &str, Value)> =
        documents().into_iter().map(|(name, text)| (name, text, tree(text))).collect();
    let (mut good, mut failed) = (0_u64, 0_u64);
    for seed in first..first.saturating_add(executions) {
        let (what, name, text) = mutant(&documents, seed);
        let start = Instant::now();
        match catch_unwind(AssertUnwindSafe(|| survives(&what, name, &text))) {
            Ok(is_good) => good += u64::from(is_good),
            Err(_) => {
                failed += 1;
                println!("== {what} panics\n{text}");
            }
        }
        if start.elapsed().as_secs() > PATIENCE {
            failed += 1;
            println!("== {what} takes {:?}\n{text}", start.elapsed());
        }
        if (seed - first + 1).is_multiple_of(STEP) {
            println!("{} executions, {good} emitted, {failed} failed", seed - first + 1);
        }
    }
    println!("{executions} executions, {good} emitted, {failed} failed");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What is made of one of the documents by this seed.
fn mutant(documents: &[(&str, &str, Value)], seed: u64) -> (String, &'static str, String) {
    let mut dice = Dice::new(seed);
    let (document, text, tree) = dice.pick(documents);
    let what = format!("seed {seed}, {document}");
    match dice.below(8) {
        0 => (what, "fuzz.yaml", scrambled(text, &mut dice)),
        1 => (what, "fuzz.json", scrambled(&tree.to_string(), &mut dice)),
        2 => (what, "fuzz.yaml", cut_off(text, &mut dice)),
        _ => (what, "fuzz.json", shuffled(tree, &mut dice).to_string()),
    }
}
