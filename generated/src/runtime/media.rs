//! Media types: which codec reads and writes which.

use super::codec::{self, DecodeFault, Fault, Wire};

/// The codecs there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Codec {
    Json,
    Xml,
    Form,
}

impl Codec {
    /// The codec of a media type, whatever its parameters and case: by subtype, or by structured suffix (RFC 6839).
    pub(super) fn of(media_type: &str) -> Option<Self> {
        let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let (_, subtype) = essence.split_once('/')?;
        match subtype.rsplit_once('+').map_or(subtype, |(_, suffix)| suffix) {
            "json" => Some(Self::Json),
            "xml" => Some(Self::Xml),
            "x-www-form-urlencoded" => Some(Self::Form),
            _ => None,
        }
    }

    pub(super) fn encode(self, value: &dyn Wire) -> Result<Vec<u8>, Fault> {
        match self {
            Self::Json => codec::to_json(value),
            Self::Form => codec::to_form(value),
            #[cfg(feature = "xml")]
            Self::Xml => codec::to_xml(value),
            #[cfg(not(feature = "xml"))]
            Self::Xml => Err(Fault::new("the feature `xml` is off")),
        }
    }

    /// Decodes a body without its byte order mark.
    pub(super) fn decode(self, body: &[u8], value: &mut dyn Wire) -> Result<(), DecodeFault> {
        let fault = |message: &str| DecodeFault { path: String::new(), message: message.into() };
        match self {
            Self::Json => codec::from_json(body, value),
            #[cfg(feature = "xml")]
            Self::Xml => codec::from_xml(body, value),
            #[cfg(not(feature = "xml"))]
            Self::Xml => Err(fault("the feature `xml` is off")),
            Self::Form => Err(fault("forms are written, not read")),
        }
    }
}

/// The body without a UTF-8 byte order mark, which some servers write before JSON although RFC 8259 §8.1 forbids it.
pub(super) fn without_bom(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}
