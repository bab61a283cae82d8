//! The kinds of values: of which kind all values of a type are, and the form in which a value of a kind is handed its input.

use super::descriptor::StructDescriptor;

/// The kinds of values that a type can hold. Formats ask for the kind before they read a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// A boolean, a float or a string.
    Scalar,
    /// An integer of the machine.
    Integer,
    /// A number of any size and precision.
    Number,
    /// An array.
    List,
    /// An object with arbitrary keys.
    Map,
    /// An object with these fields.
    Struct(&'static StructDescriptor),
    /// One of several types.
    Union,
    /// Any JSON value. `null` is one of them, so an `Option` around the type keeps `null` apart from an absent member.
    Any,
}

impl ValueKind {
    /// Whether values of this kind are neither arrays nor objects.
    pub(in super::super) fn is_scalar(self) -> bool {
        matches!(self, Self::Scalar | Self::Integer | Self::Number)
    }

    /// The form in which a value of this kind is handed its input.
    pub(super) fn input_mode(self, integers: IntegerMode) -> InputMode {
        match self {
            Self::Integer if integers == IntegerMode::ByText => InputMode::LosslessNumbers,
            Self::Scalar | Self::Integer | Self::List | Self::Map | Self::Struct(_) => InputMode::Native,
            Self::Number => InputMode::LosslessNumbers,
            Self::Union | Self::Any => InputMode::Buffered,
        }
    }
}

/// How integers are read. `1e18` and `9223372036854775807.0` are integers too, but as floats they are rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum IntegerMode {
    /// As machine numbers, which is twice as fast. Where a float is to be an integer, the document is read again by text.
    #[default]
    ByValue,
    /// By their text.
    ByText,
}

/// The form in which a value is handed its input.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum InputMode {
    /// Level by level; numbers as `i64`, `u64` or `f64`.
    Native,
    /// Level by level; numbers as text.
    LosslessNumbers,
    /// Buffered: the whole value is parsed first, because the type cannot be chosen from its beginning.
    Buffered,
}

/// The kinds of values that a document does not declare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undeclared {
    /// A value other than the only one of an enum (`const`).
    Constant,
    /// A value beside the several of an enum.
    EnumValue,
    /// A value that matched no variant of a union.
    Variant,
}
