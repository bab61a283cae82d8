//! Body codecs: which codec encodes and decodes a media type.

use super::charset::{decode_text, encode_text};
use super::codec::{self, CodecError, DecodeError, Encoding, Input, ValueKind, View, Wire};
use super::request_body::RequestBody;

/// A codec for bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BodyCodec {
    Json,
    Xml,
    Form,
    Multipart,
    /// A scalar as text, any other value as JSON.
    Text,
}

impl BodyCodec {
    /// The codec of a media type, by subtype or structured suffix (RFC 6839). Parameters and case are ignored.
    pub(super) fn of(media_type: &str) -> Option<Self> {
        let essence = essence(media_type).to_ascii_lowercase();
        let (kind, subtype) = essence.split_once('/')?;
        match subtype.rsplit_once('+').map_or(subtype, |(_, suffix)| suffix) {
            "json" => Some(Self::Json),
            "xml" => Some(Self::Xml),
            "x-www-form-urlencoded" => Some(Self::Form),
            "form-data" if kind == "multipart" => Some(Self::Multipart),
            "jsonl" | "x-jsonl" | "x-ndjson" | "ndjson" | "x-jsonlines" | "json-seq" => Some(Self::Text),
            _ if kind == "text" => Some(Self::Text),
            _ => None,
        }
    }

    /// Encodes a body of this media type.
    pub(super) fn encode(
        self,
        media_type: &str,
        value: &dyn Wire,
        encodings: &[Encoding],
    ) -> Result<Encoded, CodecError> {
        let boundary = String::new();
        let bytes = match self {
            Self::Json => codec::to_json(value)?,
            Self::Form => codec::to_form(value, encodings)?,
            Self::Multipart => {
                let (boundary, body) =
                    codec::to_multipart(value, encodings, &mut || uuid::Uuid::new_v4().simple().to_string())?;
                return Ok(Encoded { body, boundary });
            }
            Self::Text => match value.as_view().scalar_text()? {
                Some(text) => encode_text(text, media_type).map_err(CodecError::new)?,
                None => codec::to_json(value)?,
            },
            #[cfg(feature = "xml")]
            Self::Xml => codec::to_xml(value)?,
            #[cfg(not(feature = "xml"))]
            Self::Xml => return Err(CodecError::new("the feature `xml` is off")),
        };
        Ok(Encoded { body: bytes.into(), boundary })
    }

    /// Decodes a body of this media type without its byte order mark.
    pub(super) fn decode(self, media_type: &str, body: &[u8], value: &mut dyn Wire) -> Result<(), DecodeError> {
        let error = |message: String| DecodeError { path: String::new(), message };
        match self {
            Self::Json => codec::from_json(body, value),
            #[cfg(feature = "xml")]
            Self::Xml => codec::from_xml(body, value),
            #[cfg(not(feature = "xml"))]
            Self::Xml => Err(error("the feature `xml` is off".to_owned())),
            Self::Text if !value.kind().is_scalar() && !matches!(value.kind(), ValueKind::Union | ValueKind::Any) => {
                codec::from_json(body, value)
            }
            Self::Text => {
                let text = decode_text(body, media_type).map_err(error)?;
                value.decode_from(Input::UntypedText(&text)).map_err(|cause| error(cause.to_string()))
            }
            Self::Form | Self::Multipart => Err(error("forms can be encoded only".to_owned())),
        }
    }
}

/// An encoded body; `boundary` is the multipart boundary, else empty.
pub(super) struct Encoded {
    pub(super) body: RequestBody,
    pub(super) boundary: String,
}

/// Whether a type takes the undecoded body, whatever its media type.
pub(super) fn takes_bytes(value: &dyn Wire) -> bool {
    matches!(value.as_view(), View::Bytes(_))
}

/// Whether a media type is the declared one or within the declared range (RFC 9110 §12.5.1). Parameters and case are ignored.
pub(super) fn matches(declared: &str, wanted: &str) -> bool {
    let (declared, wanted) = (essence(declared), essence(wanted));
    let Some((kind, _)) = wanted.split_once('/') else { return false };
    declared.eq_ignore_ascii_case(wanted)
        || declared == "*/*"
        || declared.strip_suffix("/*").is_some_and(|range| range.eq_ignore_ascii_case(kind))
}

/// A media type without its parameters.
pub(super) fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// Which of the declared media types a received one is: the same, one of the same codec (`application/problem+json` for
/// `application/json`), or a range that it is in.
pub(super) fn declared_as<'d>(declared: &[&'d str], received: &str) -> Option<&'d str> {
    let is_same = |one: &&&str| essence(one).eq_ignore_ascii_case(essence(received));
    let codec = BodyCodec::of(received);
    let found = declared.iter().find(is_same);
    let found = found.or_else(|| declared.iter().find(|one| codec.is_some() && BodyCodec::of(one) == codec));
    found.or_else(|| declared.iter().find(|one| matches(one, received))).copied()
}

/// The media types that error messages name; any other one may be a secret in the wrong place.
const COMMON: [&str; 14] = [
    "application/json",
    "application/octet-stream",
    "application/pdf",
    "application/problem+json",
    "application/problem+xml",
    "application/x-www-form-urlencoded",
    "application/xml",
    "image/jpeg",
    "image/png",
    "text/csv",
    "text/event-stream",
    "text/html",
    "text/plain",
    "text/xml",
];

/// The name of a common media type, without its parameters.
pub(super) fn common_name(media_type: &str) -> &'static str {
    COMMON.into_iter().find(|common| common.eq_ignore_ascii_case(essence(media_type))).unwrap_or("another one")
}

/// Whether a media type is a range, such as `image/*`.
pub(super) fn is_range(media_type: &str) -> bool {
    essence(media_type).ends_with("/*")
}

/// The body without a UTF-8 byte order mark, which some servers write before JSON although RFC 8259 §8.1 forbids it.
pub(super) fn without_bom(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}
