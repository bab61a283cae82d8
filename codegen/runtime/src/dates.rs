//! Dates, times and durations, parsed by `jiff`.
//!
//! Servers deviate from RFC 3339: they omit the offset, write a space for the `T`, or a date for a date-time. All of these are
//! accepted; a missing part is `None`. Digits beyond nanoseconds are cut off the value, and durations beyond `jiff`'s limits are
//! the longest there are; the text is kept in any case.

use std::borrow::Cow;

use jiff::civil;
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;
use jiff::{Span, Timestamp, ZonedDateTime};

pub use jiff;

use super::verbatim::{Format, Verbatim};

/// A date and time (RFC 3339 `date-time`).
pub type DateTime = Verbatim<OffsetDateTime>;
/// A date (RFC 3339 `full-date`).
pub type Date = Verbatim<civil::Date>;
/// A time of day (RFC 3339 `full-time`).
pub type Time = Verbatim<OffsetTime>;
/// A duration (ISO 8601).
pub type Duration = Verbatim<Span>;

/// A date and time, and its offset from UTC if the text has one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct OffsetDateTime {
    /// The local date and time. A leap second is read as second 59.
    pub civil: civil::DateTime,
    /// The offset from UTC.
    pub offset: Option<Offset>,
}

impl OffsetDateTime {
    /// The moment; `None` without an offset.
    pub fn timestamp(&self) -> Option<Timestamp> {
        self.offset?.to_timestamp(self.civil).ok()
    }

    /// The moment; a text without an offset is taken as UTC, which is what most servers that omit it mean.
    pub fn timestamp_or_utc(&self) -> Option<Timestamp> {
        self.offset.unwrap_or(Offset::UTC).to_timestamp(self.civil).ok()
    }
}

/// A time of day, and its offset from UTC if the text has one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct OffsetTime {
    /// The local date and time. A leap second is read as second 59.
    pub civil: civil::Time,
    /// The offset from UTC.
    pub offset: Option<Offset>,
}

impl Format for OffsetDateTime {
    const EXPECTED: &'static str = "a date-time (RFC 3339)";
    const DEFAULT: &'static str = "0000-01-01T00:00:00";

    fn parse(text: &str) -> Option<Self> {
        let text = to_nanoseconds(text);
        let pieces = Pieces::parse(&*text).ok()?;
        let civil = pieces.date().to_datetime(pieces.time().unwrap_or(civil::Time::MIN));
        Some(Self { civil, offset: pieces.to_numeric_offset() })
    }

    fn print(&self) -> String {
        format!("{}{}", self.civil, suffix(self.offset))
    }
}

impl Format for civil::Date {
    const EXPECTED: &'static str = "a date (RFC 3339)";
    const DEFAULT: &'static str = "0000-01-01";

    fn parse(text: &str) -> Option<Self> {
        Pieces::parse(&*to_nanoseconds(text)).ok().map(|pieces| pieces.date())
    }

    fn print(&self) -> String {
        self.to_string()
    }
}

impl Format for OffsetTime {
    const EXPECTED: &'static str = "a time (RFC 3339)";
    const DEFAULT: &'static str = "00:00:00";

    fn parse(text: &str) -> Option<Self> {
        let time = text.strip_prefix(['T', 't']).unwrap_or(text);
        // `jiff` parses offsets of date-times only, so the time is parsed as that of an arbitrary day.
        let on_some_day = format!("2000-01-01T{}", to_nanoseconds(time));
        let pieces = Pieces::parse(&on_some_day).ok()?;
        Some(Self { civil: pieces.time()?, offset: pieces.to_numeric_offset() })
    }

    fn print(&self) -> String {
        format!("{}{}", self.civil, suffix(self.offset))
    }
}

impl Format for Span {
    const EXPECTED: &'static str = "a duration (ISO 8601)";
    const DEFAULT: &'static str = "PT0S";

    fn parse(text: &str) -> Option<Self> {
        text.parse().ok().or_else(|| within_limits(&to_nanoseconds(text))?.parse().ok())
    }

    fn print(&self) -> String {
        self.to_string()
    }
}

/// The text with at most nine digits of each fraction.
fn to_nanoseconds(text: &str) -> Cow<'_, str> {
    const DIGITS: usize = 9;
    if text.len() <= DIGITS || !text.contains(['.', ',']) {
        return text.into();
    }
    // The digits of the fraction so far, if the character is in one.
    let mut fraction = None;
    let kept = text.chars().filter(|c| {
        fraction = match (c, fraction) {
            ('.' | ',', _) => Some(0),
            ('0'..='9', Some(digits)) => Some(digits + 1),
            _ => None,
        };
        fraction.is_none_or(|digits| digits <= DIGITS)
    });
    kept.collect::<String>().into()
}

/// A duration of ISO 8601 with each number cut to the largest that `jiff` has for its unit.
fn within_limits(text: &str) -> Option<String> {
    let mut out = String::new();
    let (mut rest, mut is_time) = (text, false);
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, number) = rest.split_at(start);
        is_time |= before.contains(['T', 't']);
        let length = number.find(|c: char| !c.is_ascii_digit())?;
        let (digits, after) = number.split_at(length);
        let limit: u64 = match (after.bytes().next()?.to_ascii_uppercase(), is_time) {
            (b'Y', _) => 19_998,
            (b'M', false) => 239_976,
            (b'W', _) => 1_043_497,
            (b'D', _) => 7_304_484,
            (b'H', _) => 175_307_616,
            (b'M', true) => 10_518_456_960,
            _ => 631_107_417_600,
        };
        out.push_str(before);
        let is_fraction = before.ends_with(['.', ',']);
        match is_fraction || digits.parse::<u64>().is_ok_and(|number| number <= limit) {
            true => out.push_str(digits),
            false => out.push_str(&limit.to_string()),
        }
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}

/// `Z`, `+02:00` or nothing.
fn suffix(offset: Option<Offset>) -> String {
    let Some(offset) = offset else { return String::new() };
    let (sign, minutes) = match offset.seconds() / 60 {
        0 => return "Z".to_owned(),
        minutes if minutes < 0 => ('-', -minutes),
        minutes => ('+', minutes),
    };
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

impl From<Timestamp> for DateTime {
    fn from(moment: Timestamp) -> Self {
        OffsetDateTime { civil: Offset::UTC.to_datetime(moment), offset: Some(Offset::UTC) }.into()
    }
}

impl From<&ZonedDateTime> for DateTime {
    fn from(moment: &ZonedDateTime) -> Self {
        OffsetDateTime { civil: moment.datetime(), offset: Some(moment.offset()) }.into()
    }
}

impl From<civil::DateTime> for DateTime {
    fn from(civil: civil::DateTime) -> Self {
        OffsetDateTime { civil, offset: None }.into()
    }
}

impl From<civil::Time> for Time {
    fn from(civil: civil::Time) -> Self {
        OffsetTime { civil, offset: None }.into()
    }
}
