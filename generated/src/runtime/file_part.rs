//! [`FilePart`]: a file in a multipart form; bytes as a whole body.

use std::fmt;

use bytes::Bytes;

use super::codec::{CodecError, Input, View, Wire};

/// A file in a `multipart/form-data` body: its bytes, file name and media type.
///
/// Any bytes convert into one: `vec![1, 2, 3].into()`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct FilePart {
    bytes: Bytes,
    file_name: Option<String>,
    content_type: Option<String>,
}

impl FilePart {
    /// A file of these bytes.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self { bytes: bytes.into(), file_name: None, content_type: None }
    }

    /// The file name; by default the name of the form field, since servers take a part without a file name for text.
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// The media type; by default the document's, else `application/octet-stream`.
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }

    /// The bytes.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    pub(super) fn declared_file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    pub(super) fn declared_content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }
}

impl<T: Into<Bytes>> From<T> for FilePart {
    fn from(bytes: T) -> Self {
        Self::new(bytes)
    }
}

impl fmt::Debug for FilePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.file_name {
            Some(name) => write!(f, "{name:?}, {} bytes", self.bytes.len()),
            None => write!(f, "{} bytes", self.bytes.len()),
        }
    }
}

impl Wire for FilePart {
    fn as_view(&self) -> View<'_> {
        View::File(self)
    }

    fn decode_from(&mut self, input: Input<'_>) -> Result<(), CodecError> {
        *self = Self::default();
        self.bytes.decode_from(input)
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

/// The bytes as text, for formats without bytes.
pub(super) fn as_text(bytes: &Bytes) -> Result<&str, CodecError> {
    std::str::from_utf8(bytes).map_err(|_| {
        CodecError::new("bytes that are not UTF-8 can only be sent as a body or as a part of a multipart form")
    })
}
