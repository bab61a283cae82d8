//! Errors of the codec: the cause, and the JSON pointer of the value at fault.

use std::fmt;

use super::Input;

/// Why a value could not be encoded or decoded. Only the caller knows the location of the value.
// Boxed, so that a `Result` fits a register: copying larger results takes more time than most decoding steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodecError(Box<Inner>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Inner {
    message: String,
    /// The keys and indices between the requested value and the value at fault, innermost first.
    steps: Vec<String>,
}

impl CodecError {
    /// An error with this message.
    pub fn new(message: impl fmt::Display) -> Self {
        Self(Box::new(Inner { message: message.to_string(), steps: Vec::new() }))
    }

    /// The expected type, and the type of the input.
    pub fn expected(what: &str, found: &Input<'_>) -> Self {
        let found = match found {
            Input::Null => "null",
            Input::Bool(_) => "a boolean",
            Input::Int(_) | Input::Uint(_) | Input::Float(_) | Input::Number(_) => "a number",
            Input::Text(_) => "a string",
            Input::UntypedText(_) => "a text",
            Input::Bytes(_) => "bytes",
            Input::List(_) => "an array",
            Input::Entries(_) => "an object",
            Input::Json(_) | Input::Tree(_) => "a value",
        };
        Self::new(format_args!("expected {what}, found {found}"))
    }
}

impl fmt::Display for CodecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

/// Why a body could not be decoded, and at which location.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError {
    /// The location in the body as a JSON pointer (RFC 6901); empty for the whole body.
    pub path: String,
    /// The cause, with line and column where the format has them.
    pub message: String,
}

/// The keys and indices on the way to the value at fault, innermost first, recorded while an error is passed up.
#[derive(Default)]
pub(super) struct ErrorPath(std::cell::RefCell<Vec<String>>);

impl ErrorPath {
    /// Records that the error lies below `step`.
    pub(super) fn below(&self, step: impl fmt::Display) {
        self.0.borrow_mut().push(step.to_string());
    }

    /// Records the steps that an inner error brings along.
    pub(super) fn extend(&self, error: &CodecError) {
        self.0.borrow_mut().extend_from_slice(&error.0.steps);
    }

    /// The error with all recorded steps.
    pub(super) fn attach(self, mut error: CodecError) -> CodecError {
        error.0.steps.extend(self.0.into_inner());
        error
    }

    /// An error at the recorded location.
    pub(super) fn error(&self, message: impl fmt::Display) -> DecodeError {
        DecodeError { path: pointer(&self.0.borrow()), message: message.to_string() }
    }
}

impl From<CodecError> for DecodeError {
    fn from(error: CodecError) -> Self {
        Self { path: pointer(&error.0.steps), message: error.0.message }
    }
}

fn pointer(steps: &[String]) -> String {
    steps.iter().rev().map(|step| format!("/{}", step.replace('~', "~0").replace('/', "~1"))).collect()
}
