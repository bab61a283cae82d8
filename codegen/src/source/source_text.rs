//! A text and its name.

/// A text and the name it goes by in messages, usually a path.
#[derive(Clone, Debug)]
pub struct SourceText {
    /// As shown in messages.
    pub name: String,
    /// JSON or YAML.
    pub text: String,
}

/// Without the byte order mark that some editors write.
pub(super) fn without_bom(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}
