//! [`FilePart`]: a file in a multipart form.

use std::fmt;

use bytes::Bytes;

use super::request_body::RequestBody;

/// A file in a `multipart/form-data` body: its bytes, file name and media type.
///
/// Any bytes convert into one: `vec![1, 2, 3].into()`. What `from_path` makes, and a [`RequestBody`] that is a stream, is sent
/// without being held in memory.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct FilePart {
    content: RequestBody,
    file_name: Option<String>,
    content_type: Option<String>,
}

impl FilePart {
    /// A file of these bytes, or of a stream.
    pub fn new(content: impl Into<RequestBody>) -> Self {
        Self { content: content.into(), file_name: None, content_type: None }
    }

    /// A file of the disk with its name, see [`RequestBody::from_path`].
    ///
    /// # Errors
    /// There is no such file.
    #[cfg(feature = "reqwest")]
    pub fn from_path(path: impl AsRef<std::path::Path>) -> std::io::Result<Self> {
        let path = path.as_ref();
        let file_name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        Ok(Self { file_name, ..Self::new(RequestBody::from_path(path)?) })
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

    /// The bytes, unless they are a stream.
    pub fn bytes(&self) -> Option<&Bytes> {
        self.content.as_bytes()
    }

    pub(super) fn content(&self) -> &RequestBody {
        &self.content
    }

    pub(super) fn declared_file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    pub(super) fn declared_content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }
}

impl<T: Into<RequestBody>> From<T> for FilePart {
    fn from(content: T) -> Self {
        Self::new(content)
    }
}

impl fmt::Debug for FilePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.file_name {
            Some(name) => write!(f, "{name:?}, {:?}", self.content),
            None => self.content.fmt(f),
        }
    }
}
