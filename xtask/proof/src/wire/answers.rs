//! What became of each call, and the table of all.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::Value;
use xtask::table::aligned;
use xtask::wire_request::{Api, Operation};

use crate::harness::HarnessResponse;

/// The methods that the mock knows.
const METHODS: [&str; 8] = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"];
/// How much of a reason is kept.
const LONGEST: usize = 300;

/// What became of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// The mock found nothing wrong, and the answer was decoded; or it answered with a declared error.
    Clean,
    /// No values could be made for it.
    NotCalled(String),
    /// The client did not send it.
    Refused(String),
    /// The mock found the request invalid.
    Violation(String),
    /// The answer was not decoded.
    Undecoded(String),
    /// The mock failed.
    MockFailed(String),
}

impl Answer {
    /// By what the program said: the kind of error, the status, and the words.
    pub(super) fn of(response: &HarnessResponse, operation: &Operation) -> Self {
        match Self::as_said(response, &operation.http_method) {
            Self::Violation(why) if is_fault_of_mock(&why, operation.media_type.as_deref().unwrap_or_default()) => {
                Self::MockFailed(why)
            }
            answer => answer,
        }
    }

    fn as_said(response: &HarnessResponse, method: &str) -> Self {
        let text = match response {
            HarnessResponse::Encoded(_) | HarnessResponse::Untyped => return Self::Clean,
            HarnessResponse::Panicked(why) => return Self::Refused(format!("it panicked: {why}")),
            HarnessResponse::Refused(text) => text,
        };
        let mut words = text.splitn(3, ' ');
        let (kind, status) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let rest = words.next().unwrap_or_default().to_owned();
        match (kind, status) {
            ("NotMade", _) => Self::NotCalled(rest),
            ("Status", _) => Self::of_status(&rest, method),
            ("Decode" | "MediaType" | "TooLarge", _) => Self::Undecoded(rest),
            ("Transport" | "Timeout" | "Connect", _) => Self::MockFailed(rest),
            _ => Self::Refused(rest),
        }
    }

    /// An error status is the mock's own where it names its reason by its own URL.
    fn of_status(words: &str, method: &str) -> Self {
        const OWN: &str = "https://stoplight.io/prism/errors#";
        let (words, violations) = words.split_once('\t').unwrap_or((words, ""));
        if let Some(faults) = serde_json::from_str(violations).ok().as_ref().and_then(of_request) {
            return Self::Violation(faults);
        }
        let Some((_, problem)) = words.split_once(OWN) else { return Self::Clean };
        let kind: String = problem.chars().take_while(|c| c.is_ascii_uppercase() || *c == '_').collect();
        let reason = format!("{kind}: {}", validation(words).unwrap_or_else(|| problem.to_owned()));
        match kind.as_str() {
            // It knows the methods of 3.1.
            "NO_METHOD_MATCHED_ERROR" if !METHODS.contains(&method) => Self::MockFailed(reason),
            "UNPROCESSABLE_ENTITY"
            | "UNAUTHORIZED"
            | "NO_PATH_MATCHED_ERROR"
            | "NO_METHOD_MATCHED_ERROR"
            | "INVALID_CONTENT_TYPE"
            | "NOT_ACCEPTABLE" => Self::Violation(reason),
            _ => Self::MockFailed(reason),
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::NotCalled(_) => "not called",
            Self::Refused(_) => "refused by the client",
            Self::Violation(_) => "invalid for the mock",
            Self::Undecoded(_) => "answer not decoded",
            Self::MockFailed(_) => MOCK_FAILED,
        }
    }

    fn reason(&self) -> &str {
        match self {
            Self::Clean => "",
            Self::NotCalled(why)
            | Self::Refused(why)
            | Self::Violation(why)
            | Self::Undecoded(why)
            | Self::MockFailed(why) => why,
        }
    }
}

/// What the mock cannot read although it is as the document says: lists in forms, of which it keeps the last item as a text; numbers
/// and booleans as plain texts; and JSON that JavaScript takes for false.
fn is_fault_of_mock(why: &str, media_type: &str) -> bool {
    let is_of_body = why.split("; ").all(|fault| fault.contains(r#"["body""#) || fault.contains("Body parameter"));
    let all = |words: &[&str]| why.split("; ").all(|fault| words.iter().any(|word| fault.contains(word)));
    is_of_body
        && match media_type {
            "application/x-www-form-urlencoded" | "multipart/form-data" => all(&["must be array"]),
            text if text.starts_with("text/") => all(&["must be boolean", "must be integer", "must be number"]),
            json if json.contains("json") => all(&["Body parameter is required"]),
            _ => false,
        }
}

/// What a mock says of a request: place and message of each fault.
fn validation(words: &str) -> Option<String> {
    let body: Value = serde_json::from_str(words.get(words.find(r#"{"type":"#)?..)?).ok()?;
    Some(body.get("validation")?.as_array()?.iter().map(fault).collect::<Vec<_>>().join("; "))
}

/// The faults that are the request's, if there are any.
fn of_request(faults: &Value) -> Option<String> {
    let is_of_request = |fault: &&Value| fault.pointer("/location/0").is_some_and(|place| place != "response");
    let faults: Vec<String> = faults.as_array()?.iter().filter(is_of_request).map(fault).collect();
    (!faults.is_empty()).then(|| faults.join("; "))
}

/// Place and message of a fault.
fn fault(fault: &Value) -> String {
    format!("{} {}", fault.get("location").unwrap_or(&Value::Null), fault.get("message").unwrap_or(&Value::Null))
}

/// The answers of one document.
pub(super) struct Tally {
    name: String,
    /// The operations that have a method.
    operations: usize,
    pub(super) calls: usize,
    /// Why nothing was called.
    pub(super) trouble: Option<String>,
    unclean: BTreeMap<&'static str, BTreeSet<usize>>,
    lines: Vec<String>,
}

impl Tally {
    /// Before anything is called.
    pub(super) fn of(api: &Api) -> Self {
        Self {
            name: api.document.name.clone(),
            operations: api.operations.len(),
            calls: 0,
            trouble: None,
            unclean: BTreeMap::new(),
            lines: Vec::new(),
        }
    }

    /// Notes what became of a call of an operation.
    pub(super) fn note(&mut self, operation: &Operation, index: usize, answer: &Answer) {
        if *answer == Answer::Clean {
            return;
        }
        self.unclean.entry(answer.kind()).or_default().insert(index);
        let reason: String = answer.reason().chars().take(LONGEST).collect();
        self.lines.push(format!("{}: {} {}: {reason}", answer.kind(), operation.http_method, operation.path));
    }

    fn clean(&self) -> usize {
        let unclean: BTreeSet<usize> = self.unclean.values().flatten().copied().collect();
        if self.trouble.is_some() { 0 } else { self.operations - unclean.len() }
    }

    /// The operations that the mock could judge: all but those that it failed on and that nothing else is wrong with.
    fn judged(&self) -> usize {
        let all = |is_counted: fn(&str) -> bool| -> BTreeSet<usize> {
            let kinds = self.unclean.iter().filter(|(kind, _)| is_counted(kind));
            kinds.flat_map(|(_, operations)| operations).copied().collect()
        };
        let failed = all(|kind| kind == MOCK_FAILED).difference(&all(|kind| kind != MOCK_FAILED)).count();
        if self.trouble.is_some() { 0 } else { self.operations - failed }
    }
}

/// The share of operations of which all calls are clean, in per cent of those that the mock can judge.
pub(super) fn clean_percent(tallies: &[Tally]) -> f64 {
    let all: usize = tallies.iter().map(Tally::judged).sum();
    let clean: usize = tallies.iter().map(Tally::clean).sum();
    if all == 0 { 100.0 } else { 100.0 * clean as f64 / all as f64 }
}

const MOCK_FAILED: &str = "mock failed";
const KINDS: [&str; 5] =
    ["invalid for the mock", "answer not decoded", "refused by the client", "not called", MOCK_FAILED];

/// A row for each document, and the sum.
pub(super) fn table(tallies: &[Tally]) -> String {
    let head = ["document", "operations", "calls", "clean"].into_iter().chain(KINDS).map(str::to_owned).collect();
    let mut rows: Vec<Vec<String>> = vec![head];
    for tally in tallies {
        let count = |kind: &str| tally.unclean.get(kind).map_or(0, BTreeSet::len).to_string();
        let numbers = [tally.operations, tally.calls, tally.clean()].map(|number| number.to_string());
        rows.push(
            [tally.name.clone()].into_iter().chain(numbers).chain(KINDS.iter().map(|kind| count(kind))).collect(),
        );
    }
    let mut text = aligned(rows);
    for tally in tallies {
        if let Some(why) = &tally.trouble {
            let _ = writeln!(text, "{}: nothing was called: {why}", tally.name);
        }
    }
    let _ = writeln!(text, "\n{:.2} % of the operations that the mock can judge are clean", clean_percent(tallies));
    text
}

/// Everything that is not clean.
pub(super) fn details(tallies: &[Tally]) -> String {
    let mut text = table(tallies);
    for tally in tallies.iter().filter(|tally| !tally.lines.is_empty()) {
        let _ = write!(text, "\n{}\n", tally.name);
        for line in &tally.lines {
            let _ = writeln!(text, "  {line}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(text: &str, method: &str) -> Answer {
        Answer::as_said(&HarnessResponse::Refused(text.to_owned()), method)
    }

    #[test]
    fn what_the_mock_cannot_read_is_its_own_fault() {
        let list = r#"UNPROCESSABLE_ENTITY: ["body","a"] "Request body property a must be array""#;
        let other = r#"["body","b"] "Request body property b must be integer""#;
        let query = r#"["query"] "Request query must be array""#;
        assert!(is_fault_of_mock(list, "multipart/form-data") && !is_fault_of_mock(list, "application/json"));
        assert!(!is_fault_of_mock(&format!("{list}; {other}"), "multipart/form-data"));
        assert!(is_fault_of_mock(other, "text/plain") && !is_fault_of_mock(query, "multipart/form-data"));
        assert!(is_fault_of_mock("UNPROCESSABLE_ENTITY: null \"Body parameter is required\"", "application/json"));
        assert!(!is_fault_of_mock("UNPROCESSABLE_ENTITY: null \"Body parameter is required\"", "image/png"));
    }

    #[test]
    fn an_answer_is_judged_by_who_is_to_blame() {
        let problem = |kind: &str| {
            format!(
                r#"Status 422 get (GET /{{id}}): {{"type":"https://stoplight.io/prism/errors#{kind}","title":"t","validation":[{{"location":["query"],"message":"no id"}}]}}"#
            )
        };
        let invalid = answer(&problem("UNPROCESSABLE_ENTITY"), "GET");
        assert_eq!(invalid, Answer::Violation("UNPROCESSABLE_ENTITY: [\"query\"] \"no id\"".to_owned()));
        assert_eq!(answer(&problem("NO_METHOD_MATCHED_ERROR"), "GET").kind(), "invalid for the mock");
        assert_eq!(answer(&problem("NO_METHOD_MATCHED_ERROR"), "QUERY").kind(), MOCK_FAILED);
        assert_eq!(answer(&problem("VIOLATIONS"), "GET").kind(), MOCK_FAILED);
        assert_eq!(answer("Status 404 a declared error", "GET"), Answer::Clean);
        let declared = |place: &str| {
            answer(&format!("Status 422 {{}}\t[{{\"location\":[\"{place}\"],\"message\":\"no\"}}]"), "GET")
        };
        assert_eq!(declared("query"), Answer::Violation("[\"query\"] \"no\"".to_owned()));
        assert_eq!(declared("response"), Answer::Clean);
        assert_eq!(answer("Decode 200 at /a", "GET").kind(), "answer not decoded");
        assert_eq!(answer("Request 0 the path argument", "GET").kind(), "refused by the client");
        assert_eq!(answer("Transport 0 it broke", "GET").kind(), MOCK_FAILED);
        assert_eq!(answer("NotMade 0 value 1", "GET").kind(), "not called");
        assert_eq!(Answer::as_said(&HarnessResponse::Encoded("200".to_owned()), "GET"), Answer::Clean);
    }

    #[test]
    fn what_the_mock_fails_on_does_not_count() {
        let operation = |path: &str| Operation {
            http_method: "GET".to_owned(),
            path: path.to_owned(),
            handle: String::new(),
            method: String::new(),
            arguments: Vec::new(),
            setters: Vec::new(),
            media_type: None,
        };
        let mut tally = Tally {
            name: "api.yaml".to_owned(),
            operations: 4,
            calls: 8,
            trouble: None,
            unclean: BTreeMap::new(),
            lines: Vec::new(),
        };
        tally.note(&operation("/a"), 0, &Answer::Clean);
        tally.note(&operation("/b"), 1, &Answer::MockFailed("it died".to_owned()));
        tally.note(&operation("/c"), 2, &Answer::MockFailed("it died".to_owned()));
        tally.note(&operation("/c"), 2, &Answer::Undecoded("at /a".to_owned()));
        assert_eq!((tally.clean(), tally.judged()), (2, 3));
        let tallies = [tally];
        assert!(details(&tallies).contains("  answer not decoded: GET /c: at /a\n"), "{}", details(&tallies));
        assert!(table(&tallies).contains("66.67 %"), "{}", table(&tallies));
        assert!((clean_percent(&[]) - 100.0).abs() < f64::EPSILON);
    }
}
