//! [`Decoding`]: what becomes of an answer that does not match its type.

/// What becomes of a success in JSON that does not match its type. Other media types and the bodies of errors are always decoded
/// strictly.
///
/// A member that is missing, or has a value of another type, is an error by default. Decoded tolerantly, such a member keeps
/// its default, and each one is listed in [`Response::mismatches`](super::Response::mismatches) and given to
/// [`Middleware::mismatched`](super::Middleware::mismatched). What is no JSON, or another kind of value as a whole, is an error
/// either way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Decoding {
    /// It is an error.
    #[default]
    Strict,
    /// Members keep their defaults, and are listed.
    Tolerant,
}
