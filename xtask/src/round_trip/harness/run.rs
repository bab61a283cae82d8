//! Asks a harness about instances, all of them even if one of them kills it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::process::Command;
use std::time::Duration;

use super::Harness;
use super::process::{self, Ended};

/// How long all instances of a document may take.
const RUN_LIMIT: Duration = Duration::from_secs(180);
/// How often a harness is started again behind an instance that has killed it.
const RESTARTS: usize = 50;

/// An instance for a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Question {
    /// The place of the type among those of the harness.
    pub(crate) index: usize,
    /// JSON on one line.
    pub(crate) text: String,
}

/// What came of an instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    /// Decoded and encoded.
    Encoded(String),
    /// An error, in its words.
    Refused(String),
    /// The type is any JSON at all.
    Untyped,
    /// A panic, or the end of the whole program.
    Panicked(String),
}

impl Harness {
    /// An answer to each question, in their order.
    pub(crate) fn ask(&self, questions: &[Question]) -> Result<Vec<Answer>, String> {
        let mut answers = BTreeMap::new();
        let mut from = 0;
        for _ in 0..RESTARTS {
            if from >= questions.len() {
                break;
            }
            let ended = self.start(questions, from, &mut answers)?;
            from = (from..questions.len()).find(|id| !answers.contains_key(id)).unwrap_or(questions.len());
            if from < questions.len() {
                // Whoever was not answered was being worked on.
                answers.insert(from, Answer::Panicked(format!("the program ended: {ended}")));
                from += 1;
            }
        }
        let unasked = || Answer::Panicked("not tried: too many instances before it ended the program".to_owned());
        Ok((0..questions.len()).map(|id| answers.remove(&id).unwrap_or_else(unasked)).collect())
    }

    fn start(
        &self,
        questions: &[Question],
        from: usize,
        answers: &mut BTreeMap<usize, Answer>,
    ) -> Result<Ended, String> {
        let (input, output) = (self.folder.join("instances.txt"), self.folder.join("answers.txt"));
        let mut text = String::new();
        for (id, question) in questions.iter().enumerate().skip(from) {
            let _ = writeln!(text, "{id} {} {}", question.index, question.text);
        }
        fs::write(&input, text).map_err(|error| super::failed("write", &input, &error))?;
        let ended = process::run(&mut Command::new(&self.program), Some(&input), &output, RUN_LIMIT);
        let ended = ended.map_err(|error| super::failed("run", &self.program, &error))?;
        let text = fs::read_to_string(&output).map_err(|error| super::failed("read", &output, &error))?;
        answers.extend(text.lines().filter_map(answer));
        Ok(ended)
    }
}

fn answer(line: &str) -> Option<(usize, Answer)> {
    let mut parts = line.splitn(3, ' ');
    let id = parts.next()?.parse().ok()?;
    let kind = parts.next()?;
    let text = parts.next()?.to_owned();
    Some((
        id,
        match kind {
            "ok" => Answer::Encoded(text),
            "error" => Answer::Refused(text),
            "untyped" => Answer::Untyped,
            _ => Answer::Panicked(text),
        },
    ))
}
