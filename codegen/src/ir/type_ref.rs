//! Types where they are used.

use super::TypeId;

/// A type where it is used.
#[derive(Debug, Clone, PartialEq)]
pub enum TypeRef {
    /// Nothing.
    Unit,
    /// `String`.
    String,
    /// A string that is hidden.
    Secret,
    /// `bool`.
    Bool,
    /// A string with a format that has a type.
    Text(TextFormat),
    /// `i32`.
    I32,
    /// `i64`.
    I64,
    /// `u32`.
    U32,
    /// `u64`.
    U64,
    /// `f64`.
    F64,
    /// A number of any size and precision.
    Number,
    /// A whole body as it is.
    Bytes,
    /// A file in a form.
    File,
    /// Anything that JSON can hold.
    Json,
    /// `Vec`.
    List(Box<TypeRef>),
    /// A map with string keys.
    Map(Box<TypeRef>),
    /// `Option`, where an item, value or body may be null.
    Nullable(Box<TypeRef>),
    /// `Box`, where a type contains itself.
    Boxed(Box<TypeRef>),
    /// A type with a definition of its own.
    Named(TypeId),
}

/// A format of strings that has a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextFormat {
    /// A date and time.
    DateTime,
    /// A date.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A UUID.
    Uuid,
    /// An address of IPv4.
    Ipv4,
    /// An address of IPv6.
    Ipv6,
    /// Bytes.
    Base64,
    /// A number.
    Decimal,
}

/// A part of the runtime that only some crates need, with a dependency of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Dates and times.
    Dates,
    /// Bytes in strings.
    Base64,
}

impl TextFormat {
    /// The part of the runtime it is in, if not all crates have it.
    pub fn need(self) -> Option<Need> {
        match self {
            Self::DateTime | Self::Date | Self::Time | Self::Duration => Some(Need::Dates),
            Self::Base64 => Some(Need::Base64),
            Self::Uuid | Self::Ipv4 | Self::Ipv6 | Self::Decimal => None,
        }
    }
}

impl TypeRef {
    /// The type that is not made of another one.
    pub fn innermost(&self) -> &Self {
        match self {
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Boxed(inner) => inner.innermost(),
            other => other,
        }
    }

    /// The defined type in it, however deep; there is never more than one.
    pub fn named(&self) -> Option<TypeId> {
        match self {
            Self::Named(id) => Some(*id),
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Boxed(inner) => inner.named(),
            _ => None,
        }
    }

    /// How many lists, maps and the like there are around what it is made of.
    pub fn depth(&self) -> usize {
        match self {
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Boxed(inner) => 1 + inner.depth(),
            _ => 0,
        }
    }

    /// The same, to be changed.
    pub fn named_mut(&mut self) -> Option<&mut TypeId> {
        match self {
            Self::Named(id) => Some(id),
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Boxed(inner) => inner.named_mut(),
            _ => None,
        }
    }
}
