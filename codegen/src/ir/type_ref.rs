//! `TypeRef`: how a field, an argument or a result refers to a type.

/// An index into [`super::Api::types`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub usize);

/// A type where it is used.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
    /// Bytes in the alphabet of URLs.
    Base64Url,
    /// A number.
    Decimal,
}

/// A part of the runtime that only some crates need, with a dependency of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OptionalFeature {
    /// Dates and times.
    Dates,
    /// Bytes in strings.
    Base64,
    /// User names and passwords.
    Basic,
    /// Logins at a token endpoint.
    OAuth2,
    /// Answers in pages.
    Pages,
    /// Answers that are read while they arrive.
    Streams,
    /// Server-sent events.
    Events,
    /// Parameters of a call that the client sets by itself.
    CallParameters,
}

impl TextFormat {
    /// The part of the runtime it is in, if not all crates have it.
    pub fn feature(self) -> Option<OptionalFeature> {
        match self {
            Self::DateTime | Self::Date | Self::Time | Self::Duration => Some(OptionalFeature::Dates),
            Self::Base64 | Self::Base64Url => Some(OptionalFeature::Base64),
            Self::Uuid | Self::Ipv4 | Self::Ipv6 | Self::Decimal => None,
        }
    }
}

impl TypeRef {
    /// What a list, map, option or box is made of.
    pub fn inner(&self) -> Option<&Self> {
        match self {
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Boxed(inner) => Some(inner),
            _ => None,
        }
    }

    /// The type that is not made of another one.
    pub fn innermost(&self) -> &Self {
        std::iter::successors(Some(self), |ty| ty.inner()).last().unwrap_or(self)
    }

    /// The defined type in it, however deep; there is never more than one.
    pub fn named(&self) -> Option<TypeId> {
        match self.innermost() {
            Self::Named(id) => Some(*id),
            _ => None,
        }
    }

    /// How many lists, maps and the like there are around the innermost type.
    pub fn depth(&self) -> usize {
        std::iter::successors(self.inner(), |ty| ty.inner()).count()
    }

    /// The defined type in it, to be changed.
    pub fn named_mut(&mut self) -> Option<&mut TypeId> {
        let mut ty = self;
        loop {
            match ty {
                Self::Named(id) => return Some(id),
                Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Boxed(inner) => ty = inner,
                _ => return None,
            }
        }
    }
}
