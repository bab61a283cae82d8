//! The URL of a call: a base, a path template and arguments that cannot escape from it.

use url::Url;

/// An argument longer than this is refused; no server takes it, and most URLs are cut at 8 KiB in all.
const MAX_ARGUMENT: usize = 8 * 1024;

/// Checks a base URL: http or https, a host, no user name, query or fragment. Its path is kept.
///
/// # Errors
/// What is wrong, without the URL: it may hold a password.
pub(super) fn base_url(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| format!("the base URL cannot be read: {error}"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err("the base URL must begin with https:// or http://".into());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("the base URL must not hold a user name or password".into());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("the base URL must not have a query or fragment".into());
    }
    Ok(url)
}

/// Whether credentials may be sent there: over TLS, or to this very machine.
pub(super) fn is_trustworthy(url: &Url) -> bool {
    let loopback = match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    url.scheme() == "https" || loopback
}

/// An argument of the path.
#[derive(Clone)]
pub(super) enum Argument {
    /// A text that is still to be encoded, and is one segment or a part of one.
    Text(String),
    /// What a style has made of a value.
    Expanded(String),
}

/// Puts the arguments, in the order of the template's braces, into the template, and that behind the base. A name that the
/// template has twice has one argument.
///
/// # Errors
/// An argument is empty, `.` or `..`, holds a control character, or makes a segment that is `.` or `..`.
pub(super) fn join(base: &Url, template: &str, arguments: &[Argument]) -> Result<String, String> {
    let mut url = base.as_str().trim_end_matches('/').to_owned();
    let start = url.len();
    let mut names: Vec<&str> = Vec::new();
    let mut rest = template;
    while let Some((before, name, after)) = next_parameter(rest) {
        let index = names.iter().position(|known| *known == name).unwrap_or(names.len());
        if index == names.len() {
            names.push(name);
        }
        url.push_str(before);
        match arguments.get(index) {
            Some(Argument::Text(text)) => {
                check(name, text)?;
                push_encoded(&mut url, text, Keep::Unreserved);
            }
            Some(Argument::Expanded(text)) => {
                check(name, text)?;
                url.push_str(text);
            }
            None => return Err(format!("the path argument `{name}` is missing")),
        }
        rest = after;
    }
    url.push_str(rest);
    let path = url.get(start..).unwrap_or_default();
    let path = path.split('?').next().unwrap_or_default();
    match path.split('/').find(|segment| matches!(*segment, "." | "..")) {
        Some(segment) => Err(format!("the arguments make the path segment `{segment}`")),
        None => Ok(url),
    }
}

fn next_parameter(template: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = template.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

fn check(name: &str, argument: &str) -> Result<(), String> {
    if argument.is_empty() || argument == "." || argument == ".." {
        return Err(format!("the path argument `{name}` must not be empty, `.` or `..`"));
    }
    if argument.chars().any(char::is_control) {
        return Err(format!("the path argument `{name}` holds a control character"));
    }
    if argument.len() > MAX_ARGUMENT {
        return Err(format!("the path argument `{name}` is longer than {MAX_ARGUMENT} bytes"));
    }
    Ok(())
}

/// Which characters stand for themselves.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    /// The unreserved characters of RFC 3986 §2.3.
    Unreserved,
    /// These, and the reserved ones that mean nothing in a query (`allowReserved`): not `#`, `[`, `]`, `&` and `+`.
    Reserved,
    /// The unreserved ones and the slash between segments.
    Segments,
}

impl Keep {
    fn has(self, byte: u8) -> bool {
        match byte {
            b'-' | b'.' | b'_' | b'~' => true,
            b'/' => self != Self::Unreserved,
            b':' | b'?' | b'@' | b'!' | b'$' | b'\'' | b'(' | b')' | b'*' | b',' | b';' | b'=' => {
                self == Self::Reserved
            }
            _ => byte.is_ascii_alphanumeric(),
        }
    }
}

/// Percent-encodes what does not stand for itself.
pub(super) fn push_encoded(url: &mut String, argument: &str, keep: Keep) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in argument.bytes() {
        if keep.has(byte) {
            url.push(char::from(byte));
        } else {
            url.push('%');
            url.push(char::from(HEX[usize::from(byte >> 4)]));
            url.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}
