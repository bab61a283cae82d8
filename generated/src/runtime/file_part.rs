//! Bytes that travel as they are: a whole body, or a file in a form.

use std::fmt;

use bytes::Bytes;

use super::codec::{Fault, Input, View, Wire};

/// A file in a `multipart/form-data` body: its bytes, and what the server is told of them.
///
/// Any bytes make one: `vec![1, 2, 3].into()`.
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

    /// The name the server is told. Without one it is that of the form's field, since servers take a nameless part for text.
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// The media type the server is told, normally the document's or `application/octet-stream`.
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }

    /// The bytes.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    pub(super) fn told_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    pub(super) fn told_type(&self) -> Option<&str> {
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
    fn view(&self) -> View<'_> {
        View::File(self)
    }

    fn fill(&mut self, input: Input<'_>) -> Result<(), Fault> {
        *self = Self::default();
        self.bytes.fill(input)
    }
}

impl Wire for Bytes {
    fn view(&self) -> View<'_> {
        View::Bytes(self)
    }

    fn fill(&mut self, input: Input<'_>) -> Result<(), Fault> {
        *self = match input {
            Input::Bytes(bytes) => bytes.clone(),
            Input::Text(text) | Input::Lexical(text) => Bytes::copy_from_slice(text.as_bytes()),
            Input::Null => Bytes::new(),
            other => return Err(Fault::expected("bytes", &other)),
        };
        Ok(())
    }
}

/// The text that bytes are, for formats that have texts only.
pub(super) fn as_text(bytes: &Bytes) -> Result<&str, Fault> {
    std::str::from_utf8(bytes).map_err(|_| Fault::new("bytes that are no text can only be a body or a part of one"))
}
