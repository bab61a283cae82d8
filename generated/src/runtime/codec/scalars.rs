//! Booleans, numbers and strings as values that travel.

use std::borrow::Cow;

use super::super::Secret;
use super::super::file_part::as_text;
use super::{Fault, Input, View, Wire};

impl<'a> View<'a> {
    /// The text of a scalar, for formats without types; `None` for arrays and objects.
    ///
    /// # Errors
    /// A number is infinite or not a number.
    pub(in super::super) fn lexical(&self) -> Result<Option<Cow<'a, str>>, Fault> {
        Ok(Some(match *self {
            View::Absent | View::Null => "".into(),
            View::Bool(value) => if value { "true" } else { "false" }.into(),
            View::Int(value) => value.to_string().into(),
            View::Uint(value) => value.to_string().into(),
            View::Float(value) if value.is_finite() => value.to_string().into(),
            View::Float(value) => return Err(Fault::new(format_args!("{value} cannot be sent"))),
            // What is infinite or not a number is spelled with letters.
            View::Number(text) if !text.contains(|c: char| c.is_ascii_digit()) => {
                return Err(Fault::new(format_args!("{text} cannot be sent")));
            }
            View::Number(text) | View::Text(text) | View::Secret(text) => text.into(),
            View::Bytes(bytes) => as_text(bytes)?.into(),
            View::File(file) => as_text(file.bytes())?.into(),
            View::List(_) | View::Map(_) | View::Object(_) => return Ok(None),
            View::Unknown(value, _) => return value.view().lexical(),
        }))
    }
}

/// No body: whatever comes is not looked at.
impl Wire for () {
    fn view(&self) -> View<'_> {
        View::Null
    }

    fn fill(&mut self, _: Input<'_>) -> Result<(), Fault> {
        Ok(())
    }
}

impl Wire for bool {
    fn view(&self) -> View<'_> {
        View::Bool(*self)
    }

    fn fill(&mut self, input: Input<'_>) -> Result<(), Fault> {
        *self = match input {
            Input::Bool(value) => value,
            Input::Lexical(text) => match text.trim() {
                "true" | "1" => true,
                "false" | "0" => false,
                _ => return Err(Fault::expected("a boolean", &Input::Lexical(text))),
            },
            other => return Err(Fault::expected("a boolean", &other)),
        };
        Ok(())
    }
}

impl Wire for String {
    fn view(&self) -> View<'_> {
        View::Text(self)
    }

    fn fill(&mut self, input: Input<'_>) -> Result<(), Fault> {
        text(input).map(|text| *self = text.to_owned())
    }
}

impl Wire for Secret {
    fn view(&self) -> View<'_> {
        View::Secret(self.expose())
    }

    fn fill(&mut self, input: Input<'_>) -> Result<(), Fault> {
        *self = Secret::new(text(input)?);
        Ok(())
    }
}

/// Fills an open enum of strings.
///
/// # Errors
/// The input is no string.
pub fn fill_text<T: From<String>>(value: &mut T, input: Input<'_>) -> Result<(), Fault> {
    text(input).map(|text| *value = text.to_owned().into())
}

/// Fills an open enum of whole numbers.
///
/// # Errors
/// The input is no whole number, or beyond 64 bits.
pub fn fill_i64<T: From<i64>>(value: &mut T, input: Input<'_>) -> Result<(), Fault> {
    let mut number = 0_i64;
    number.fill(input).map(|()| *value = number.into())
}

/// The value of an enum that has one only; the default of any other is empty.
pub fn only<T: Copy + Default>(values: &[T]) -> T {
    match values {
        [only] => *only,
        _ => T::default(),
    }
}

/// The text of a string.
pub(in super::super) fn text(input: Input<'_>) -> Result<&str, Fault> {
    match input {
        Input::Text(text) | Input::Lexical(text) => Ok(text),
        other => Err(Fault::expected("a string", &other)),
    }
}

/// Whole numbers up to this size survive a detour through `f64`, so `1.0` can be read as `1`.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The whole number of an input, in the widest type.
fn whole(input: Input<'_>) -> Result<i128, Fault> {
    match input {
        Input::Int(value) => Ok(value.into()),
        Input::Uint(value) => Ok(value.into()),
        // `as` is exact here: the value is whole and below 2^53.
        Input::Float(value) if value.fract() == 0.0 && value.abs() <= EXACT => Ok(value as i128),
        Input::Float(value) => Err(Fault::new(format_args!("expected a whole number, found {value}"))),
        Input::Lexical(text) => {
            text.trim().parse().map_err(|_| Fault::expected("a whole number", &Input::Lexical(text)))
        }
        other => Err(Fault::expected("a whole number", &other)),
    }
}

macro_rules! whole_numbers {
    ($($number:ident as $view:ident($widened:ident)),*) => {$(
        impl Wire for $number {
            fn view(&self) -> View<'_> {
                View::$view($widened::from(*self))
            }

            fn fill(&mut self, input: Input<'_>) -> Result<(), Fault> {
                let value = whole(input)?;
                *self = $number::try_from(value)
                    .map_err(|_| Fault::new(format_args!("{value} is out of range for {}", stringify!($number))))?;
                Ok(())
            }
        }
    )*};
}

whole_numbers!(i32 as Int(i64), i64 as Int(i64), u32 as Uint(u64), u64 as Uint(u64));

impl Wire for f64 {
    fn view(&self) -> View<'_> {
        View::Float(*self)
    }

    fn fill(&mut self, input: Input<'_>) -> Result<(), Fault> {
        *self = match input {
            Input::Float(value) => value,
            Input::Int(value) if (value as f64) as i128 == i128::from(value) => value as f64,
            Input::Uint(value) if (value as f64) as u128 == u128::from(value) => value as f64,
            Input::Int(_) | Input::Uint(_) => {
                return Err(Fault::new("the number does not fit a 64-bit float without loss"));
            }
            Input::Lexical(text) => {
                text.trim().parse().map_err(|_| Fault::expected("a number", &Input::Lexical(text)))?
            }
            other => return Err(Fault::expected("a number", &other)),
        };
        Ok(())
    }
}
