//! Base64: bytes in a string (`format: byte`).

use std::ops::Deref;

use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, Engine, GeneralPurpose, GeneralPurposeConfig};
use bytes::Bytes;

use super::verbatim::{Format, Verbatim};

/// Bytes as base64 (RFC 4648): read in the standard or the URL-safe alphabet, padded or not; sent again as received; new
/// bytes are sent in the standard alphabet with padding. It dereferences to the bytes.
pub type Base64 = Verbatim<Bytes>;

/// The same, but new bytes are sent in the URL-safe alphabet without padding.
pub type Base64Url = Verbatim<UrlSafe>;

/// Bytes that are sent in the URL-safe alphabet. They dereference to [`Bytes`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct UrlSafe(pub Bytes);

impl Deref for UrlSafe {
    type Target = Bytes;

    fn deref(&self) -> &Bytes {
        &self.0
    }
}

const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const BY_STANDARD: GeneralPurpose = GeneralPurpose::new(&STANDARD, LENIENT);
const BY_URL: GeneralPurpose = GeneralPurpose::new(&URL_SAFE, LENIENT.with_encode_padding(false));

impl Format for Bytes {
    const EXPECTED: &'static str = "base64 (RFC 4648)";
    const DEFAULT: &'static str = "";

    /// Line breaks, which MIME encoders insert, are skipped; any other character outside the alphabet is an error.
    fn parse(text: &str) -> Option<Self> {
        let engine = if text.contains(['-', '_']) { BY_URL } else { BY_STANDARD };
        let bytes = match text.contains(['\r', '\n']) {
            true => engine.decode(text.replace(['\r', '\n'], "")),
            false => engine.decode(text),
        };
        bytes.ok().map(Bytes::from)
    }

    fn print(&self) -> String {
        BY_STANDARD.encode(self)
    }
}

impl Format for UrlSafe {
    const EXPECTED: &'static str = Bytes::EXPECTED;
    const DEFAULT: &'static str = Bytes::DEFAULT;

    fn parse(text: &str) -> Option<Self> {
        Bytes::parse(text).map(Self)
    }

    fn print(&self) -> String {
        BY_URL.encode(&self.0)
    }
}

macro_rules! from_bytes {
    ($($Bytes:ty),*) => {$(
        impl From<$Bytes> for Base64Url {
            fn from(bytes: $Bytes) -> Self {
                UrlSafe(Bytes::from(bytes)).into()
            }
        }

        impl From<$Bytes> for Base64 {
            fn from(bytes: $Bytes) -> Self {
                Bytes::from(bytes).into()
            }
        }
    )*};
}

from_bytes!(Vec<u8>, &'static [u8]);

impl From<Bytes> for Base64Url {
    fn from(bytes: Bytes) -> Self {
        UrlSafe(bytes).into()
    }
}
