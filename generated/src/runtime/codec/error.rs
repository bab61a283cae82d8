//! Errors of the codec: the cause, and the JSON pointer of the value at fault.

use std::cell::{Cell, RefCell};
use std::fmt;

use super::kind::IntegerMode;

/// Why a value could not be encoded or decoded. Only the caller knows the location of the value.
// Boxed, so that a `Result` fits a register: copying larger results takes more time than most decoding steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodecError(Box<Inner>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Inner {
    message: String,
    /// The keys and indices between the requested value and the value at fault, innermost first.
    steps: Vec<String>,
    /// Whether decoding may succeed if integers are read by their text.
    needs_text: bool,
}

impl CodecError {
    /// An error with this message.
    pub fn new(message: impl fmt::Display) -> Self {
        Self(Box::new(Inner { message: message.to_string(), steps: Vec::new(), needs_text: false }))
    }

    /// The same below these keys and indices, innermost first.
    pub(super) fn below<'s>(mut self, steps: impl Iterator<Item = &'s String>) -> Self {
        self.0.steps.extend(steps.cloned());
        self
    }

    /// A float, perhaps rounded, was found in the place of an integer.
    pub(super) fn needs_text(expected: &str) -> Self {
        let mut error = Self::new(format_args!("expected {expected}, found a number that is out of range"));
        error.0.needs_text = true;
        error
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

/// A run of a decoder: its settings, and the keys and indices on the way to the value at fault, innermost first.
#[derive(Default)]
pub(super) struct Context {
    /// How integers are read.
    pub(super) integers: IntegerMode,
    /// Whether the run decodes a part of a union, so that unions within are buffered once and for all.
    pub(super) in_union: bool,
    steps: RefCell<Vec<String>>,
    needs_text: Cell<bool>,
}

impl Context {
    /// A run with this mode of integers.
    pub(super) fn new(integers: IntegerMode) -> Self {
        Self { integers, ..Self::default() }
    }

    /// Records that the error lies below `step`.
    pub(super) fn below(&self, step: &str) {
        self.steps.borrow_mut().push(excerpt(step));
    }

    /// Records that the error lies in the item at `index`.
    pub(super) fn below_item(&self, index: usize) {
        self.steps.borrow_mut().push(index.to_string());
    }

    /// Records what an inner error knows.
    pub(super) fn extend(&self, error: &CodecError) {
        self.steps.borrow_mut().extend_from_slice(&error.0.steps);
        self.needs_text.set(self.needs_text.get() || error.0.needs_text);
    }

    /// Whether decoding may succeed if integers are read by their text.
    pub(super) fn needs_text(&self) -> bool {
        self.needs_text.get() && self.integers == IntegerMode::ByValue
    }

    /// The error with all recorded steps.
    pub(super) fn attach(self, mut error: CodecError) -> CodecError {
        error.0.steps.extend(self.steps.into_inner());
        error
    }

    /// An error at the recorded location.
    pub(super) fn error(&self, message: impl fmt::Display) -> DecodeError {
        DecodeError { path: pointer(&self.steps.borrow()), message: limited(&message, LONGEST_MESSAGE) }
    }
}

impl From<CodecError> for DecodeError {
    fn from(error: CodecError) -> Self {
        Self { path: pointer(&error.0.steps), message: limited(&error.0.message, LONGEST_MESSAGE) }
    }
}

/// The JSON pointer of the steps. Of a very long one, the innermost part.
fn pointer(steps: &[String]) -> String {
    let mut shown = Vec::new();
    let mut length = 0;
    for step in steps {
        let step = step.replace('~', "~0").replace('/', "~1");
        length += step.len() + 1;
        if length > LONGEST_PATH {
            shown.push("…".to_owned());
            break;
        }
        shown.push(step);
    }
    shown.iter().rev().flat_map(|step| ["/", step]).collect()
}

/// The limits in bytes of a path and of a message. An error of both is shorter than 1 KiB, escapes included.
const LONGEST_PATH: usize = 256;
const LONGEST_MESSAGE: usize = 384;

/// The beginning of a key or name for an error message: at most 64 characters, those that do not print escaped.
pub(in super::super) fn excerpt(key: &str) -> String {
    let mut characters = key.char_indices();
    let end = characters.nth(SHOWN).map_or(key.len(), |(end, _)| end);
    let is_shown = |c: &char| matches!(c, '"' | '\'' | '\\');
    let mut out = String::new();
    for c in key[..end].chars() {
        match is_shown(&c) {
            true => out.push(c),
            false => out.extend(c.escape_debug()),
        }
    }
    if end < key.len() {
        out.push('…');
    }
    out
}

/// The characters of a key that are shown.
const SHOWN: usize = 64;

/// A text of at most `limit` bytes, with an ellipsis if it is longer.
pub(in super::super) fn limited(text: &dyn fmt::Display, limit: usize) -> String {
    struct Limited(String, usize);
    impl fmt::Write for Limited {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            let room = self.1 - self.0.len();
            if text.len() <= room {
                self.0.push_str(text);
                return Ok(());
            }
            let end = (0..=room).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
            self.0.push_str(&text[..end]);
            Err(fmt::Error)
        }
    }
    let mut out = Limited(String::new(), limit);
    if fmt::write(&mut out, format_args!("{text}")).is_err() {
        out.0.push('…');
    }
    out.0
}
