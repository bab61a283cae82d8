//! Which links lead to the web and nowhere else.

/// Whether a character is one that URLs are made of.
pub(super) fn is_url(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=%".contains(c)
}

/// Whether a link leads to the web.
pub(super) fn is_web(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://")) && url.chars().all(is_url)
}
