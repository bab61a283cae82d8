//! `Wire` for bytes and files, and their text for formats without bytes.

use bytes::Bytes;

use super::super::file_part::FilePart;
use super::{CodecError, Input, View, Wire};

impl Wire for FilePart {
    fn as_view(&self) -> View<'_> {
        View::File(self)
    }

    fn decode_from(&mut self, input: Input<'_>) -> Result<(), CodecError> {
        let mut bytes = Bytes::new();
        bytes.decode_from(input)?;
        *self = Self::new(bytes);
        Ok(())
    }
}

impl Wire for Bytes {
    fn as_view(&self) -> View<'_> {
        View::Bytes(self)
    }

    fn decode_from(&mut self, input: Input<'_>) -> Result<(), CodecError> {
        *self = match input {
            Input::Bytes(bytes) => bytes.clone(),
            Input::Text(text) | Input::UntypedText(text) => Bytes::copy_from_slice(text.as_bytes()),
            Input::Null => Bytes::new(),
            other => return Err(CodecError::expected("bytes", &other)),
        };
        Ok(())
    }
}

/// The text of a file, for formats without bytes.
pub(super) fn file_text(file: &FilePart) -> Result<&str, CodecError> {
    let bytes = file.bytes();
    as_text(
        bytes.ok_or_else(|| CodecError::new("a stream can only be sent as a body or as a part of a multipart form"))?,
    )
}

/// The bytes as text, for formats without bytes.
pub(super) fn as_text(bytes: &Bytes) -> Result<&str, CodecError> {
    std::str::from_utf8(bytes).map_err(|_| {
        CodecError::new("bytes that are not UTF-8 can only be sent as a body or as a part of a multipart form")
    })
}
