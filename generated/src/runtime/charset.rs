//! Texts in other character sets than UTF-8, by the `charset` of their media type.

use std::borrow::Cow;

/// The character sets that are known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Charset {
    Utf8,
    Ascii,
    /// ISO-8859-1: the first 256 characters of Unicode.
    Latin1,
    /// ISO-8859-1 with other characters from 0x80 to 0x9F.
    Windows1252,
    /// UTF-16 with this order, if there is no byte order mark.
    Utf16 {
        little_endian: bool,
    },
}

/// What windows-1252 has from 0x80 to 0x9F.
const WINDOWS_1252: [char; 32] = [
    '\u{20ac}', '\u{81}', '\u{201a}', '\u{192}', '\u{201e}', '\u{2026}', '\u{2020}', '\u{2021}', '\u{2c6}', '\u{2030}',
    '\u{160}', '\u{2039}', '\u{152}', '\u{8d}', '\u{17d}', '\u{8f}', '\u{90}', '\u{2018}', '\u{2019}', '\u{201c}',
    '\u{201d}', '\u{2022}', '\u{2013}', '\u{2014}', '\u{2dc}', '\u{2122}', '\u{161}', '\u{203a}', '\u{153}', '\u{9d}',
    '\u{17e}', '\u{178}',
];

/// Decodes a text of this media type. A character set that is not known may well be a subset of UTF-8.
///
/// # Errors
/// The bytes are no text of the character set.
pub(super) fn decode_text<'b>(bytes: &'b [u8], media_type: &str) -> Result<Cow<'b, str>, String> {
    let charset = charset(media_type).unwrap_or(Charset::Utf8);
    let single = |of: fn(u8) -> char| Ok(bytes.iter().map(|byte| of(*byte)).collect::<String>().into());
    match charset {
        Charset::Latin1 => single(char::from),
        Charset::Windows1252 => single(windows_1252),
        Charset::Utf16 { little_endian } => utf_16(bytes, little_endian).map(Cow::Owned),
        // A text that says it is ASCII and is not is most likely UTF-8.
        Charset::Utf8 | Charset::Ascii => {
            std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|cause| format!("the text is not UTF-8: {cause}"))
        }
    }
}

/// Encodes a text of this media type.
///
/// # Errors
/// The character set is not known, or lacks a character of the text.
pub(super) fn encode_text(text: Cow<'_, str>, media_type: &str) -> Result<Vec<u8>, String> {
    let Some(charset) = charset(media_type) else { return Err("the character set is not known".to_owned()) };
    let single = |of: fn(char) -> Option<u8>| {
        let bytes = text.chars().map(of).collect::<Option<Vec<u8>>>();
        bytes.ok_or_else(|| "the text has a character that the character set lacks".to_owned())
    };
    match charset {
        Charset::Utf8 => Ok(text.into_owned().into_bytes()),
        Charset::Ascii => single(|c| u8::try_from(c).ok().filter(u8::is_ascii)),
        Charset::Latin1 => single(|c| u8::try_from(c).ok()),
        Charset::Windows1252 => single(|c| match WINDOWS_1252.iter().position(|other| *other == c) {
            Some(index) => u8::try_from(index).ok().map(|index| 0x80 + index),
            None => u8::try_from(c).ok().filter(|byte| !(0x80..=0x9f).contains(byte)),
        }),
        Charset::Utf16 { little_endian: true } => Ok(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        Charset::Utf16 { little_endian: false } => Ok(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
    }
}

/// The character set of a media type; `None` if it is not known.
fn charset(media_type: &str) -> Option<Charset> {
    let parameters = media_type.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let Some((_, name)) = parameters.into_iter().find(|(key, _)| key.trim().eq_ignore_ascii_case("charset")) else {
        return Some(Charset::Utf8);
    };
    Some(match name.trim().trim_matches('"').to_ascii_lowercase().as_str() {
        "utf-8" | "utf8" | "" => Charset::Utf8,
        "us-ascii" | "ascii" => Charset::Ascii,
        "iso-8859-1" | "iso8859-1" | "latin1" => Charset::Latin1,
        "windows-1252" | "cp1252" => Charset::Windows1252,
        "utf-16" | "utf-16be" => Charset::Utf16 { little_endian: false },
        "utf-16le" => Charset::Utf16 { little_endian: true },
        _ => return None,
    })
}

fn windows_1252(byte: u8) -> char {
    let special = byte.checked_sub(0x80).and_then(|index| WINDOWS_1252.get(usize::from(index)));
    special.copied().unwrap_or(char::from(byte))
}

fn utf_16(bytes: &[u8], little_endian: bool) -> Result<String, String> {
    let (bytes, little_endian) = match bytes {
        [0xff, 0xfe, rest @ ..] => (rest, true),
        [0xfe, 0xff, rest @ ..] => (rest, false),
        _ => (bytes, little_endian),
    };
    let broken = || "the text is not UTF-16".to_owned();
    let (pairs, []) = bytes.as_chunks::<2>() else { return Err(broken()) };
    let unit = |pair: &[u8; 2]| if little_endian { u16::from_le_bytes(*pair) } else { u16::from_be_bytes(*pair) };
    char::decode_utf16(pairs.iter().map(unit)).collect::<Result<String, _>>().map_err(|_| broken())
}
