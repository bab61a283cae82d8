//! `Wire` for booleans, machine numbers, strings and secrets.

use std::borrow::Cow;

use super::super::Secret;
use super::super::file_part::as_text;
use super::{CodecError, Input, View, Wire};

impl<'a> View<'a> {
    /// The text of a scalar, for formats without types; `None` for arrays and objects.
    ///
    /// # Errors
    /// A number is infinite or not a number.
    pub(in super::super) fn scalar_text(&self) -> Result<Option<Cow<'a, str>>, CodecError> {
        Ok(Some(match *self {
            View::Absent | View::Null => "".into(),
            View::Bool(value) => if value { "true" } else { "false" }.into(),
            View::Int(value) => value.to_string().into(),
            View::Uint(value) => value.to_string().into(),
            View::Float(value) if value.is_finite() => value.to_string().into(),
            View::Float(value) => return Err(CodecError::new(format_args!("{value} cannot be sent"))),
            // Infinity and NaN are spelled with letters.
            View::Number(text) if !text.contains(|c: char| c.is_ascii_digit()) => {
                return Err(CodecError::new(format_args!("{text} cannot be sent")));
            }
            View::Number(text) | View::Text(text) | View::Secret(text) => text.into(),
            View::Bytes(bytes) => as_text(bytes)?.into(),
            View::File(file) => as_text(file.bytes())?.into(),
            View::List(_) | View::Map(_) | View::Object(_) => return Ok(None),
            View::Undeclared(value, _) => return value.as_view().scalar_text(),
        }))
    }
}

/// No body: any content is ignored.
impl Wire for () {
    fn as_view(&self) -> View<'_> {
        View::Null
    }

    fn decode_from(&mut self, _: Input<'_>) -> Result<(), CodecError> {
        Ok(())
    }
}

impl Wire for bool {
    fn as_view(&self) -> View<'_> {
        View::Bool(*self)
    }

    fn decode_from(&mut self, input: Input<'_>) -> Result<(), CodecError> {
        *self = match input {
            Input::Bool(value) => value,
            Input::UntypedText(text) => match text.trim() {
                "true" | "1" => true,
                "false" | "0" => false,
                _ => return Err(CodecError::expected("a boolean", &Input::UntypedText(text))),
            },
            other => return Err(CodecError::expected("a boolean", &other)),
        };
        Ok(())
    }
}

impl Wire for String {
    fn as_view(&self) -> View<'_> {
        View::Text(self)
    }

    fn decode_from(&mut self, input: Input<'_>) -> Result<(), CodecError> {
        text(input).map(|text| *self = text.to_owned())
    }
}

impl Wire for Secret {
    fn as_view(&self) -> View<'_> {
        View::Secret(self.expose())
    }

    fn decode_from(&mut self, input: Input<'_>) -> Result<(), CodecError> {
        *self = Secret::new(text(input)?);
        Ok(())
    }
}

/// Decodes an open enum of strings.
///
/// # Errors
/// The input is not a string.
pub fn decode_string_enum<T: From<String>>(value: &mut T, input: Input<'_>) -> Result<(), CodecError> {
    text(input).map(|text| *value = text.to_owned().into())
}

/// Decodes an open enum of integers.
///
/// # Errors
/// The input is not an integer of 64 bits.
pub fn decode_integer_enum<T: From<i64>>(value: &mut T, input: Input<'_>) -> Result<(), CodecError> {
    let mut number = 0_i64;
    number.decode_from(input).map(|()| *value = number.into())
}

/// The default of an enum: its value if it has a single one, else an empty value.
pub fn single_value_default<T: Copy + Default>(values: &[T]) -> T {
    match values {
        [only] => *only,
        _ => T::default(),
    }
}

/// The text of a string.
pub(in super::super) fn text(input: Input<'_>) -> Result<&str, CodecError> {
    match input {
        Input::Text(text) | Input::UntypedText(text) => Ok(text),
        other => Err(CodecError::expected("a string", &other)),
    }
}

/// Whole numbers up to this size survive a detour through `f64`, so `1.0` can be read as `1`.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The whole number of an input, in the widest type.
fn whole(input: Input<'_>) -> Result<i128, CodecError> {
    match input {
        Input::Int(value) => Ok(value.into()),
        Input::Uint(value) => Ok(value.into()),
        // `as` is exact here: the value is whole and below 2^53.
        Input::Float(value) if value.fract() == 0.0 && value.abs() <= EXACT => Ok(value as i128),
        Input::Float(value) => Err(CodecError::new(format_args!("expected a whole number, found {value}"))),
        Input::UntypedText(text) => {
            text.trim().parse().map_err(|_| CodecError::expected("a whole number", &Input::UntypedText(text)))
        }
        other => Err(CodecError::expected("a whole number", &other)),
    }
}

macro_rules! whole_numbers {
    ($($number:ident as $view:ident($widened:ident)),*) => {$(
        impl Wire for $number {
            fn as_view(&self) -> View<'_> {
                View::$view($widened::from(*self))
            }

            fn decode_from(&mut self, input: Input<'_>) -> Result<(), CodecError> {
                let value = whole(input)?;
                *self = $number::try_from(value)
                    .map_err(|_| CodecError::new(format_args!("{value} is out of range for {}", stringify!($number))))?;
                Ok(())
            }
        }
    )*};
}

whole_numbers!(i32 as Int(i64), i64 as Int(i64), u32 as Uint(u64), u64 as Uint(u64));

impl Wire for f64 {
    fn as_view(&self) -> View<'_> {
        View::Float(*self)
    }

    fn decode_from(&mut self, input: Input<'_>) -> Result<(), CodecError> {
        *self = match input {
            Input::Float(value) => value,
            Input::Int(value) if (value as f64) as i128 == i128::from(value) => value as f64,
            Input::Uint(value) if (value as f64) as u128 == u128::from(value) => value as f64,
            Input::Int(_) | Input::Uint(_) => {
                return Err(CodecError::new("the number does not fit a 64-bit float without loss"));
            }
            Input::UntypedText(text) => {
                text.trim().parse().map_err(|_| CodecError::expected("a number", &Input::UntypedText(text)))?
            }
            other => return Err(CodecError::expected("a number", &other)),
        };
        Ok(())
    }
}
