//! Sends instances to a harness and reads its responses. A harness that dies is started again with the next instance.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::process::Command;
use std::time::Duration;

use super::Harness;
use super::run_with_time_limit::{self, Ended};

/// How long all instances of a document may take.
const RUN_LIMIT: Duration = Duration::from_secs(180);
/// How often a harness is started again after an instance that killed it.
const RESTARTS: usize = 50;

/// An instance to decode into a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HarnessRequest {
    /// The index of the type in the harness.
    pub(crate) index: usize,
    /// JSON on one line.
    pub(crate) text: String,
}

/// The harness's result for one instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum HarnessResponse {
    /// Decoded and encoded.
    Encoded(String),
    /// An error, with its message.
    Refused(String),
    /// The type takes any JSON.
    Untyped,
    /// A panic, or the end of the whole program.
    Panicked(String),
}

impl Harness {
    /// A response to each request, in order.
    pub(crate) fn ask(&self, requests: &[HarnessRequest]) -> Result<Vec<HarnessResponse>, String> {
        let mut responses = BTreeMap::new();
        let mut from = 0;
        for _ in 0..RESTARTS {
            if from >= requests.len() {
                break;
            }
            let ended = self.start(requests, from, &mut responses)?;
            from = (from..requests.len()).find(|id| !responses.contains_key(id)).unwrap_or(requests.len());
            if from < requests.len() {
                // The first request without a response is the one that killed the harness.
                responses.insert(from, HarnessResponse::Panicked(format!("the program ended: {ended}")));
                from += 1;
            }
        }
        let unasked =
            || HarnessResponse::Panicked("not tried: too many instances before it ended the program".to_owned());
        Ok((0..requests.len()).map(|id| responses.remove(&id).unwrap_or_else(unasked)).collect())
    }

    fn start(
        &self,
        requests: &[HarnessRequest],
        from: usize,
        responses: &mut BTreeMap<usize, HarnessResponse>,
    ) -> Result<Ended, String> {
        let (input, output) = (self.folder.join("instances.txt"), self.folder.join("responses.txt"));
        let mut text = String::new();
        for (id, request) in requests.iter().enumerate().skip(from) {
            let _ = writeln!(text, "{id} {} {}", request.index, request.text);
        }
        fs::write(&input, text).map_err(|error| super::failed("write", &input, &error))?;
        let ended = run_with_time_limit::run(&mut Command::new(&self.program), Some(&input), &output, RUN_LIMIT);
        let ended = ended.map_err(|error| super::failed("run", &self.program, &error))?;
        let text = fs::read_to_string(&output).map_err(|error| super::failed("read", &output, &error))?;
        responses.extend(text.lines().filter_map(answer));
        Ok(ended)
    }
}

fn answer(line: &str) -> Option<(usize, HarnessResponse)> {
    let mut parts = line.splitn(3, ' ');
    let id = parts.next()?.parse().ok()?;
    let kind = parts.next()?;
    let text = parts.next()?.to_owned();
    Some((
        id,
        match kind {
            "ok" => HarnessResponse::Encoded(text),
            "error" => HarnessResponse::Refused(text),
            "untyped" => HarnessResponse::Untyped,
            _ => HarnessResponse::Panicked(text),
        },
    ))
}
