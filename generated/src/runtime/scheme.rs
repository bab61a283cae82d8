//! [`Scheme`]: a security scheme of the document, and where a client's credential for it is sent.

/// A security scheme of the document.
#[derive(Debug, Clone, Copy)]
pub struct Scheme {
    /// The builder's method that takes the credential.
    pub(super) name: &'static str,
    pub(super) place: Place,
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
        Self { name, place: Place::Header(header) }
    }

    /// A key in the query.
    pub const fn query(name: &'static str, parameter: &'static str) -> Self {
        Self { name, place: Place::Query(parameter) }
    }

    /// A key in a cookie.
    pub const fn cookie(name: &'static str, cookie: &'static str) -> Self {
        Self { name, place: Place::Cookie(cookie) }
    }

    /// A scheme of RFC 9110 §11, such as `Basic` or `Bearer`: its credential is the header `Authorization`.
    pub const fn authorization(name: &'static str) -> Self {
        Self::header(name, "authorization")
    }
}
