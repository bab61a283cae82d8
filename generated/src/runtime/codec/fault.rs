//! Why something could not be read or written, and where.

use std::fmt;

use super::Input;

/// Why a value could not be read or written. The place is known by whoever called.
// In a box, so that a result fits a register: copies of larger ones take more time than what they are the result of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault(Box<Inner>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Inner {
    message: String,
    /// The way from the value that was asked for to the one that is at fault, from the inside out.
    steps: Vec<String>,
}

impl Fault {
    /// A fault in words.
    pub fn new(message: impl fmt::Display) -> Self {
        Self(Box::new(Inner { message: message.to_string(), steps: Vec::new() }))
    }

    /// What was expected, and what came instead.
    pub fn expected(what: &str, found: &Input<'_>) -> Self {
        let found = match found {
            Input::Null => "null",
            Input::Bool(_) => "a boolean",
            Input::Int(_) | Input::Uint(_) | Input::Float(_) => "a number",
            Input::Text(_) => "a string",
            Input::Lexical(_) => "a text",
            Input::Bytes(_) => "bytes",
            Input::List(_) => "an array",
            Input::Entries(_) => "an object",
            Input::Json(_) | Input::Tree(_) => "a value",
        };
        Self::new(format_args!("expected {what}, found {found}"))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

/// Why a body could not be decoded, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeFault {
    /// The place in the document as a JSON pointer (RFC 6901); empty for the whole.
    pub path: String,
    /// What is wrong, with line and column where the format has them.
    pub message: String,
}

/// The steps from the root to a faulty value, collected from the inside out while an error travels up.
#[derive(Default)]
pub(super) struct Trace(std::cell::RefCell<Vec<String>>);

impl Trace {
    /// Notes that the fault lies below `step`.
    pub(super) fn below(&self, step: impl fmt::Display) {
        self.0.borrow_mut().push(step.to_string());
    }

    /// Notes the steps of a fault that has come from further inside than this.
    pub(super) fn follow(&self, fault: &Fault) {
        self.0.borrow_mut().extend_from_slice(&fault.0.steps);
    }

    /// The fault with all steps to it.
    pub(super) fn lead_to(self, mut fault: Fault) -> Fault {
        fault.0.steps.extend(self.0.into_inner());
        fault
    }

    /// The fault with the place it was found at.
    pub(super) fn fault(&self, message: impl fmt::Display) -> DecodeFault {
        DecodeFault { path: pointer(&self.0.borrow()), message: message.to_string() }
    }
}

impl From<Fault> for DecodeFault {
    fn from(fault: Fault) -> Self {
        Self { path: pointer(&fault.0.steps), message: fault.0.message }
    }
}

fn pointer(steps: &[String]) -> String {
    steps.iter().rev().map(|step| format!("/{}", step.replace('~', "~0").replace('/', "~1"))).collect()
}
