//! `Wire` for booleans, machine numbers, strings and secrets.

use super::super::secret::Secret;
use super::{CodecError, Input, ValueKind, View, Wire, whole_number};

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

/// The text of a string.
pub(in super::super) fn text(input: Input<'_>) -> Result<&str, CodecError> {
    match input {
        Input::Text(text) | Input::UntypedText(text) => Ok(text),
        other => Err(CodecError::expected("a string", &other)),
    }
}

/// Up to this size, a float without a fraction is read as an integer without looking at its text.
const SURELY_WHOLE: f64 = 4_294_967_296.0;

/// The integer of an input, in the widest type.
fn integer(input: Input<'_>) -> Result<i128, CodecError> {
    const EXPECTED: &str = "an integer";
    match input {
        Input::Int(value) => Ok(value.into()),
        Input::Uint(value) => Ok(value.into()),
        // The conversion is exact: the value is small and has no fraction.
        Input::Float(value) if value.fract() == 0.0 && value.abs() <= SURELY_WHOLE => Ok(value as i128),
        Input::Float(value) if value.fract() == 0.0 => Err(CodecError::needs_text(EXPECTED)),
        Input::Number(text) => whole_number(text).ok_or_else(|| not_an_integer(text)),
        Input::Float(_) => Err(CodecError::new("expected an integer, found a number with a fraction")),
        Input::UntypedText(text) => {
            let text = text.trim();
            text.parse().map_err(|_| CodecError::expected(EXPECTED, &Input::UntypedText(text)))
        }
        other => Err(CodecError::expected(EXPECTED, &other)),
    }
}

fn not_an_integer(text: &str) -> CodecError {
    let has_fraction = text.parse().is_ok_and(|value: f64| value.fract() != 0.0);
    let found = if has_fraction { "a number with a fraction" } else { "a number that is out of range" };
    CodecError::new(format_args!("expected an integer, found {found}"))
}

macro_rules! integers {
    ($($number:ident as $view:ident($widened:ident)),*) => {$(
        impl Wire for $number {
            fn as_view(&self) -> View<'_> {
                View::$view($widened::from(*self))
            }

            fn decode_from(&mut self, input: Input<'_>) -> Result<(), CodecError> {
                *self = $number::try_from(integer(input)?)
                    .map_err(|_| CodecError::new(concat!("the integer is out of range for ", stringify!($number))))?;
                Ok(())
            }

            fn kind_of_type() -> ValueKind {
                ValueKind::Integer
            }
        }
    )*};
}

integers!(i32 as Int(i64), i64 as Int(i64), u32 as Uint(u64), u64 as Uint(u64));

impl Wire for f64 {
    fn as_view(&self) -> View<'_> {
        View::Float(*self)
    }

    fn decode_from(&mut self, input: Input<'_>) -> Result<(), CodecError> {
        *self = match input {
            Input::Float(value) => value,
            Input::Int(value) => nearest(value as f64, i128::from(value))?,
            Input::Uint(value) => nearest(value as f64, i128::from(value))?,
            Input::UntypedText(text) => {
                text.trim().parse().map_err(|_| CodecError::expected("a number", &Input::UntypedText(text)))?
            }
            other => return Err(CodecError::expected("a number", &other)),
        };
        Ok(())
    }
}

/// The float nearest to an integer, if it is the same number, or prints as the integer: the shortest digits of a large float,
/// filled up with zeros, are an integer nearby, which is what JavaScript writes.
fn nearest(float: f64, integer: i128) -> Result<f64, CodecError> {
    let is_same = float as i128 == integer || float.to_string() == integer.to_string();
    is_same.then_some(float).ok_or_else(|| CodecError::new("the number does not fit a 64-bit float without loss"))
}
