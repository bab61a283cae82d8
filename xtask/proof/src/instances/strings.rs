//! String instances: by format, by pattern, shortest and longest, and with characters that need escapes.

use super::case::{Case, GenerateError, Instances};
use super::merged_schema::MergedSchema;
use super::pattern;
use crate::lossless_json::Json;

/// Texts longer than this prove nothing more.
const LONGEST: usize = 2000;

/// What each format is tried with; the first one is the usual one.
const FORMATS: [(&str, &[&str]); 16] = [
    (
        "date-time",
        &[
            "2024-02-29T12:30:45Z",
            "2024-02-29T12:30:45.120Z",
            "2024-02-29T12:30:45.123456789+05:30",
            "1969-12-31T23:59:59.9-00:00",
            "2024-02-29t12:30:45z",
            "2016-12-31T23:59:60Z",
        ],
    ),
    ("date", &["2024-02-29", "0001-01-01", "9999-12-31"]),
    ("time", &["12:30:45Z", "23:59:59.500+01:00"]),
    ("duration", &["P1DT2H3M4S", "PT0S", "P3W", "P1Y"]),
    ("uuid", &["7f1c3a52-9c5e-4d0b-8f63-0a1b2c3d4e5f", "7F1C3A52-9C5E-4D0B-8F63-0A1B2C3D4E5F"]),
    ("uri", &["https://example.org/a?b=c#d", "HTTP://EXAMPLE.org:80/%7euser/../x", "urn:isbn:0451450523"]),
    ("url", &["https://example.org/a?b=c#d"]),
    ("email", &["someone@example.org"]),
    ("ipv4", &["192.0.2.1"]),
    ("ipv6", &["2001:db8::1", "2001:0DB8:0000:0000:0000:0000:0000:0001"]),
    ("byte", &["aGVsbG8=", "", "+/+/"]),
    ("base64url", &["aGVsbG8", "", "-_-_"]),
    ("binary", &["raw", ""]),
    ("hostname", &["example.org"]),
    ("password", &["pass word\"ü", ""]),
    ("decimal", &["12.50", "-0.001"]),
];

/// What real services say although the format does not allow it.
const TOLERATED: [(&str, &str); 2] = [("date-time", "2024-02-29T12:30:45"), ("time", "12:30:45")];

/// An everyday one.
pub(super) fn usual(merged: &MergedSchema<'_>) -> Result<Json, GenerateError> {
    let (least, most) = lengths(merged);
    let fits = |text: &&str| (least..=most).contains(&text.chars().count());
    // The document's own example fits best where it fits at all.
    let example = merged.examples.iter().filter_map(|value| value.as_str()).find(fits);
    if let Some(pattern) = merged.patterns.first() {
        let made = pattern::sample(pattern, least, most.min(LONGEST));
        let made = example.map(str::to_owned).or(made);
        return made.map(Json::String).ok_or_else(|| GenerateError::Pattern((*pattern).to_owned()));
    }
    if let Some(text) = by_format(merged).iter().copied().find(fits) {
        return Ok(Json::text(text));
    }
    if least > most || least > LONGEST * 10 {
        return Err(GenerateError::Bounds);
    }
    Ok(Json::text("text".chars().cycle().take(least.max(4).min(most)).collect::<String>()))
}

/// All that are tried.
pub(super) fn cases(merged: &MergedSchema<'_>) -> Instances {
    let mut made = Instances::default();
    let (least, most) = lengths(merged);
    made.push("text", usual(merged));
    if let Some(pattern) = merged.patterns.first() {
        let sampled = pattern::sample(pattern, least, most.min(LONGEST));
        made.cases.extend(sampled.map(|text| Case::new("text by pattern", Json::String(text))));
        return made;
    }
    let format = merged.text("format").unwrap_or_default();
    let known = by_format(merged);
    let fits = |text: &str| (least..=most).contains(&text.chars().count());
    for text in known.iter().filter(|text| fits(text)) {
        made.push(format!("{format} ({text})"), Ok(Json::text(*text)));
    }
    let tolerated = TOLERATED.iter().filter(|(name, text)| *name == format && fits(text));
    made.cases.extend(
        tolerated.map(|(name, text)| Case::new(format!("{name} without offset"), Json::text(*text)).tolerated()),
    );
    if !known.is_empty() {
        return made;
    }
    let special = "ä\"\\\n\u{0001}\u{1F600}/é";
    let texts = [("empty text", String::new()), ("text with escapes", special.to_owned())];
    let at = |length: usize| "x".repeat(length);
    let edges = [("shortest text", least), ("longest text", most)];
    let edges = edges.into_iter().filter(|(_, length)| *length > 0 && *length <= LONGEST);
    let edges = edges.map(|(label, length)| (label, at(length)));
    for (label, text) in texts.into_iter().chain(edges).filter(|(_, text)| fits(text)) {
        made.push(label, Ok(Json::String(text)));
    }
    made
}

fn by_format(merged: &MergedSchema<'_>) -> &'static [&'static str] {
    // An encoding says more of a text than its format, and has the same names as some.
    let encoding = merged.text("contentEncoding").filter(|encoding| encoding.starts_with("base64"));
    let format = encoding.map(|_| "byte").or(merged.text("format")).unwrap_or_default();
    let format = match format {
        "guid" => "uuid",
        "base64" => "byte",
        other => other,
    };
    FORMATS.iter().find(|(name, _)| *name == format).map_or(&[], |(_, texts)| *texts)
}

fn lengths(merged: &MergedSchema<'_>) -> (usize, usize) {
    (merged.count("minLength").unwrap_or(0), merged.count("maxLength").unwrap_or(usize::MAX))
}
