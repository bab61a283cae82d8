//! [`FilePart`]: a file in a multipart form.

use std::fmt;

use bytes::Bytes;

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
