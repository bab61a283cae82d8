//! [`Scheme`]: a security scheme of the document, and where a client's credential for it is sent.

/// A security scheme of the document.
#[derive(Debug, Clone, Copy)]
pub struct Scheme {
    /// The builder's method that takes the credential.
    pub(super) name: &'static str,
    pub(super) place: Place,
    /// Whether no operation asks for it, so that it goes along with each that asks for something.
    pub(super) goes_along: bool,
}

/// Where a credential is sent.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    Header(&'static str),
    Query(&'static str),
    Cookie(&'static str),
}

impl Place {
    pub(super) fn is_header(self, name: &str) -> bool {
        matches!(self, Self::Header(own) if own.eq_ignore_ascii_case(name))
    }

    /// Whether only one credential can be sent in both.
    pub(super) fn is_same_as(self, other: Self) -> bool {
        match (self, other) {
            (Self::Header(name), other) => other.is_header(name),
            (Self::Query(one), Self::Query(other)) | (Self::Cookie(one), Self::Cookie(other)) => one == other,
            _ => false,
        }
    }
}

impl Scheme {
    /// A key in a header.
    pub const fn header(name: &'static str, header: &'static str) -> Self {
        Self { name, place: Place::Header(header), goes_along: false }
    }

    /// A key in the query.
    pub const fn query(name: &'static str, parameter: &'static str) -> Self {
        Self { name, place: Place::Query(parameter), goes_along: false }
    }

    /// A key in a cookie.
    pub const fn cookie(name: &'static str, cookie: &'static str) -> Self {
        Self { name, place: Place::Cookie(cookie), goes_along: false }
    }

    /// A scheme of RFC 9110 §11, such as `Basic` or `Bearer`: its credential is the header `Authorization`.
    pub const fn authorization(name: &'static str) -> Self {
        Self::header(name, "authorization")
    }

    /// No operation asks for it: it is sent with each that asks for anything, and is enough for it.
    pub const fn going_along(mut self) -> Self {
        self.goes_along = true;
        self
    }
}
