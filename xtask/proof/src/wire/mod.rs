//! Calls each operation of a crate against a mock of its document, which validates what is sent and answers by the document.

mod answers;
mod document_paths;
mod mock;
mod operation_values;
mod program;

use std::fs;

use xtask::failure::Failure;
use xtask::output::print;
use xtask::progress::Progress;
use xtask::read::sources;
use xtask::wire_request::{Api, WireRequest};

use crate::bundle::{Bundle, bundle};
use crate::document::Document;
use crate::harness::{self, Harness, HarnessRequest, HarnessResponse, Workplace};
use answers::{Answer, Tally};
use mock::Mock;
use operation_values::{Call, Calls};

/// How often a mock is started for a document.
const STARTS: usize = 60;

/// Calls all operations, prints the table and writes everything that is not as the document says to a file.
pub(crate) fn run(request: &WireRequest) -> Result<(), Failure> {
    let progress = Progress::new("calling", request.documents.len());
    let mut tallies = Vec::new();
    for api in &request.documents {
        let _shown = progress.begin(&api.document.name);
        let mut tally = Tally::of(api);
        if let Err(why) = call_all(api, request, &mut tally) {
            tally.trouble = Some(why);
        }
        tallies.push(tally);
    }
    progress.finish();
    let file = request.out.join("wire.txt");
    let details = answers::details(&tallies);
    fs::write(&file, &details).map_err(|error| Failure::io("written", &file, &error))?;
    print(&format!("\n{}", answers::table(&tallies)))?;
    let clean = answers::clean_percent(&tallies);
    if clean >= request.least {
        return Ok(());
    }
    let message = format!(
        "error[E-WIRE]: {clean:.2} % of the operations are called and answered as the documents say; {:.2} % are \
         wanted\n  = help: `{}` lists the others\n",
        request.least,
        file.display()
    );
    Err(Failure { message, code: 1 })
}

/// Makes all calls. A mock that has died is started again, after the call that it died of.
fn ask(
    harness: &Harness,
    calls: &[Call],
    start: impl Fn() -> Result<Mock, String>,
) -> Result<Vec<HarnessResponse>, String> {
    let mut responses = Vec::new();
    for _ in 0..STARTS {
        let mut mock = start()?;
        let request = |call: &Call| HarnessRequest {
            index: call.operation,
            text: serde_json::json!({"url": mock.url(), "values": call.values}).to_string(),
        };
        let requests: Vec<HarnessRequest> = calls[responses.len()..].iter().map(request).collect();
        let answers = harness.ask(&requests)?;
        let unheard =
            |answer: &HarnessResponse| matches!(answer, HarnessResponse::Refused(why) if why.starts_with("Connect"));
        let heard = answers.iter().take_while(|answer| !unheard(answer)).count();
        let is_dead = mock.has_ended();
        responses.extend(answers.into_iter().take(if is_dead { heard } else { requests.len() }));
        if responses.len() == calls.len() {
            return Ok(responses);
        }
    }
    Err(format!("the mock died {STARTS} times"))
}

/// Calls the operations of one document, each with few values and with many.
fn call_all(api: &Api, request: &WireRequest, tally: &mut Tally) -> Result<(), String> {
    let sources = sources(&api.document.path, &[], std::slice::from_ref(&request.corpus))
        .map_err(|failure| failure.message.trim_end().to_owned())?;
    let Bundle { root, .. } = bundle(&sources).ok_or("the document cannot be read again")?;
    let document = Document::new(&root).ok_or("its version is unknown")?;
    let (folder, target) = (request.out.join(".wire").join(&api.document.crate_name), request.out.join(".wire/target"));
    let place = Workplace { folder: &folder, target: &target, lock: Some(&request.lock) };
    let Calls { made: calls, without } = operation_values::all(api, document)?;
    let harness = harness::build(&api.document, &place, &program::of(api))?;
    let responses = ask(&harness, &calls, || Mock::start(&request.mock, &api.document.path, &folder))?;
    tally.calls = calls.len();
    for (operation, why) in without {
        tally.note(&api.operations[operation], operation, &Answer::NotCalled(why));
    }
    for (call, response) in calls.iter().zip(&responses) {
        let operation = &api.operations[call.operation];
        tally.note(operation, call.operation, &Answer::of(response, operation));
    }
    Ok(())
}
