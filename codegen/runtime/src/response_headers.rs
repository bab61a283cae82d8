//! Headers of responses, read as the types that the document declares.

use std::fmt;
use std::time::{Duration, SystemTime};

use http::HeaderMap;

use super::codec::{CodecError, Input, Items, ValueKind, Wire};

/// A header of a response that is not what the document says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderError {
    name: &'static str,
    cause: String,
}

impl HeaderError {
    /// The name of the header.
    pub fn name(&self) -> &'static str {
        self.name
    }
}

/// The name and the cause, without the value.
impl fmt::Display for HeaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the header `{}`: {}", self.name, self.cause)
    }
}

impl std::error::Error for HeaderError {}

/// The value of a header, if there is one: the text of a single value, or a list in the style `simple`, whose items are divided by
/// commas. Repeated headers are one list (RFC 9110 §5.3).
///
/// # Errors
/// The value is not one of the type.
pub fn read_header<T: Wire + Default>(headers: &HeaderMap, name: &'static str) -> Result<Option<T>, HeaderError> {
    let mut value = T::default();
    let is_there = read(headers, name, (T::kind_of_type(), &mut value));
    is_there.map(|is_there| is_there.then_some(value)).map_err(|cause| HeaderError { name, cause })
}

/// Reads into `value`; false if there is no such header. Apart from the above, so that it is compiled once.
fn read(headers: &HeaderMap, name: &str, (kind, value): (ValueKind, &mut dyn Wire)) -> Result<bool, String> {
    let lines = headers.get_all(name).iter().map(|line| line.to_str().map(str::trim));
    let lines: Vec<&str> = lines.collect::<Result<_, _>>().map_err(|_| "it is not visible ASCII".to_owned())?;
    if lines.is_empty() {
        return Ok(false);
    }
    let text = lines.join(", ");
    let result = match kind {
        ValueKind::List => {
            let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
            value.decode_from(Input::List(&mut Parts(parts.collect::<Vec<_>>().into_iter())))
        }
        _ => read_text(&text, value),
    };
    result.map(|()| true).map_err(|error| error.to_string())
}

/// The items of a list.
struct Parts<'a>(std::vec::IntoIter<&'a str>);

impl Items for Parts<'_> {
    fn next(&mut self, into: &mut dyn Wire) -> Result<bool, CodecError> {
        match self.0.next() {
            None => Ok(false),
            Some(part) => read_text(part, into).map(|()| true),
        }
    }
}

/// Reads a single value. HTTP has a form of its own for points in time (RFC 9110 §5.6.7), where documents speak of a `date-time`.
fn read_text(text: &str, into: &mut dyn Wire) -> Result<(), CodecError> {
    into.decode_from(Input::UntypedText(text)).or_else(|error| {
        let time = httpdate::parse_http_date(text).map_err(|_| error)?;
        into.decode_from(Input::UntypedText(&rfc_3339(time)))
    })
}

/// A point in time as RFC 3339 writes it, in UTC.
fn rfc_3339(time: SystemTime) -> String {
    let seconds = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or(Duration::ZERO).as_secs();
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    let (year, month, day) = civil(days);
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60)
}

/// Year, month and day of the Gregorian calendar, so many days after the first of January 1970. The years are counted from March,
/// so that the leap day is the last of its year; an era is 400 of them.
fn civil(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (year, month) = (era * 400 + year, if month < 10 { month + 3 } else { month - 9 });
    (year + u64::from(month <= 2), month, day)
}
