//! [`Number`]: a JSON number of any size and precision, with the digits as received.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

// The paths in the macro start at `runtime`.
use super as runtime;
use super::codec::macros::impl_serde;
use super::codec::{CodecError, Input, ValueKind, View, Wire, whole_number};
use super::verbatim::{Format, FormatError, Verbatim};

/// A number with each digit as received: `9007199254740993`, `1e400` and `0.10` are sent again unchanged.
///
/// A `Number` converts from every number type of Rust, and into those that can hold it. Two of them are equal if their texts
/// are.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(Digits);

/// Short numbers, which most are, need no allocation.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Digits {
    Short { length: u8, bytes: [u8; SHORT] },
    Long(Box<str>),
}

const SHORT: usize = 22;

impl Number {
    /// The text of the number.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            // The text is ASCII and `length` at most `SHORT`.
            Digits::Short { length, bytes } => {
                bytes.get(..usize::from(*length)).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
            }
            Digits::Long(text) => text,
        }
    }

    /// The nearest `f64`; infinite if the number is beyond all of them.
    pub fn as_f64(&self) -> f64 {
        self.as_str().parse().unwrap_or(f64::NAN)
    }

    /// The number as an `i64`, if it is a whole one in its range.
    pub fn as_i64(&self) -> Option<i64> {
        whole_number(self.as_str())?.try_into().ok()
    }

    /// The number as a `u64`, if it is a whole one in its range.
    pub fn as_u64(&self) -> Option<u64> {
        whole_number(self.as_str())?.try_into().ok()
    }

    /// A number from a text that is known to be one.
    fn keep(text: &str) -> Self {
        let mut bytes = [0; SHORT];
        match (bytes.get_mut(..text.len()), u8::try_from(text.len())) {
            (Some(start), Ok(length)) => {
                start.copy_from_slice(text.as_bytes());
                Self(Digits::Short { length, bytes })
            }
            _ => Self(Digits::Long(text.into())),
        }
    }
}

/// Whether a text is a number by RFC 8259 §6.
fn is_json(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (text, None),
    };
    let (before, after) = match mantissa.split_once('.') {
        Some((before, after)) => (before, Some(after)),
        None => (mantissa, None),
    };
    let before = before.strip_prefix('-').unwrap_or(before);
    let tidy = before == "0" || !before.starts_with('0');
    tidy && digits(before) && after.is_none_or(digits) && exponent.is_none_or(digits)
}

impl Default for Number {
    fn default() -> Self {
        Self::keep("0")
    }
}

impl FromStr for Number {
    type Err = FormatError;

    fn from_str(text: &str) -> Result<Self, FormatError> {
        if is_json(text) { Ok(Self::keep(text)) } else { Err(FormatError::new("a number")) }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

macro_rules! numbers {
    ($($number:ident prints $print:literal),*) => {$(
        impl From<$number> for Number {
            fn from(value: $number) -> Self {
                Self::keep(&format!($print, value))
            }
        }

        impl From<$number> for Decimal {
            fn from(value: $number) -> Self {
                Number::from(value).into()
            }
        }
    )*};
}

// Infinity and NaN have no JSON form; sending them is an error, as for an `f64`.
numbers!(i32 prints "{}", i64 prints "{}", u32 prints "{}", u64 prints "{}", f32 prints "{:?}", f64 prints "{:?}");

impl PartialEq<f64> for Number {
    fn eq(&self, other: &f64) -> bool {
        self.as_f64() == *other
    }
}

impl PartialOrd<f64> for Number {
    fn partial_cmp(&self, other: &f64) -> Option<Ordering> {
        self.as_f64().partial_cmp(other)
    }
}

impl PartialEq<i64> for Number {
    fn eq(&self, other: &i64) -> bool {
        self.as_i64() == Some(*other)
    }
}

impl Wire for Number {
    fn as_view(&self) -> View<'_> {
        View::Number(self.as_str())
    }

    fn decode_from(&mut self, input: Input<'_>) -> Result<(), CodecError> {
        *self = match input {
            Input::Int(value) => value.into(),
            Input::Uint(value) => value.into(),
            Input::Float(value) => value.into(),
            Input::Number(text) | Input::UntypedText(text) => text.trim().parse().map_err(CodecError::new)?,
            other => return Err(CodecError::expected("a number", &other)),
        };
        Ok(())
    }

    fn kind_of_type() -> ValueKind {
        ValueKind::Number
    }
}

impl_serde!(Number);

/// A number in a string, so that no parser rounds it.
pub type Decimal = Verbatim<Number>;

/// JSON numbers, and the signs, zeros and points of other writers: `+1.50`, `.5`, `007`.
impl Format for Number {
    const EXPECTED: &'static str = "a decimal number";
    const DEFAULT: &'static str = "0";

    fn parse(text: &str) -> Option<Self> {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => ("-", rest),
            None => ("", text.strip_prefix('+').unwrap_or(text)),
        };
        let digits = digits.trim_start_matches('0');
        let zero = if digits.starts_with(|c: char| c.is_ascii_digit()) { "" } else { "0" };
        let has_digit = text.trim_start_matches(['+', '-', '.']).starts_with(|c: char| c.is_ascii_digit());
        let digits = digits.strip_suffix('.').unwrap_or(digits);
        format!("{sign}{zero}{digits}").parse().ok().filter(|_| has_digit)
    }

    fn print(&self) -> String {
        self.as_str().to_owned()
    }
}
