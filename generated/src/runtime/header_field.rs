//! Headers as callers give them: names and values that can be sent.

use http::{HeaderName, HeaderValue};

use super::codec::excerpt;

/// The headers that frame a message or belong to a connection (RFC 9110 §7.6.1), and that which the URL gives.
const REFUSED: [&str; 11] = [
    "connection",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// The length limit of a header value; servers accept far less.
const MAX_HEADER: usize = 64 * 1024;

/// Parses the name of a header.
///
/// # Errors
/// The text is not a token by RFC 9110 §5.6.2.
pub(super) fn header_name(text: &str) -> Result<HeaderName, String> {
    HeaderName::try_from(text).map_err(|_| format!("`{}` is not a header name", excerpt(text)))
}

/// Parses the name of a header that a caller may set.
///
/// # Errors
/// It is not a name, or that of a header of the connection.
pub(super) fn settable_header(text: &str) -> Result<HeaderName, String> {
    if REFUSED.iter().any(|refused| refused.eq_ignore_ascii_case(text)) {
        return Err(format!("the header `{text}` belongs to the connection; the transport makes it"));
    }
    header_name(text)
}

/// Parses a header value: visible ASCII, spaces and tabs. The value is marked sensitive, so that no library prints it.
///
/// # Errors
/// The cause, without the value.
pub(super) fn header_value(name: &str, text: &str) -> Result<HeaderValue, String> {
    if text.trim_ascii() != text {
        return Err(format!("the header `{name}` begins or ends with white space, which HTTP removes"));
    }
    if text.len() > MAX_HEADER {
        return Err(format!("the header `{name}` is longer than {MAX_HEADER} bytes"));
    }
    // `HeaderValue` itself takes anything beyond ASCII.
    let value = text.is_ascii().then(|| HeaderValue::from_str(text).ok()).flatten();
    let mut value = value.ok_or_else(|| {
        format!("the header `{name}` contains a character that is not visible ASCII, such as a line break")
    })?;
    value.set_sensitive(true);
    Ok(value)
}
