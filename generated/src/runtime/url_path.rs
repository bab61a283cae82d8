//! The URL of a call: base URL, path template, and arguments encoded so that they cannot change the path.

use url::Url;

/// The length limit of an argument; most servers limit the whole URL to 8 KiB.
const MAX_ARGUMENT: usize = 8 * 1024;

/// Parses a base URL: http or https, a host, no user name, query or fragment. Its path is kept.
///
/// # Errors
/// The cause, without the URL, which may contain a password.
pub(super) fn base_url(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| format!("the base URL is not a URL: {error}"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err("the base URL must begin with https:// or http://".into());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("the base URL must not contain a user name or password".into());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("the base URL must not have a query or fragment".into());
    }
    Ok(url)
}

/// Whether credentials may be sent to a URL: over TLS, or to a loopback address.
pub(super) fn is_trustworthy(url: &Url) -> bool {
    let loopback = match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    url.scheme() == "https" || loopback
}

/// An argument of the path template.
#[derive(Clone)]
pub(super) enum PathArgument {
    /// A text to be encoded as a segment or a part of one.
    Text(String),
    /// The encoded result of a style.
    Expanded(String),
}

/// Appends the template to the base URL, with the arguments in the order of its parameters. A parameter that occurs twice has
/// one argument.
///
/// # Errors
/// An argument is empty, `.` or `..`, or contains a control character, or a resulting segment is `.` or `..`.
pub(super) fn join(base: &Url, template: &str, arguments: &[PathArgument]) -> Result<String, String> {
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
            Some(PathArgument::Text(text)) => {
                check(name, text)?;
                push_encoded(&mut url, text, Keep::Segment);
            }
            Some(PathArgument::Expanded(text)) => {
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
    match path.split('/').find(|segment| is_dots(segment)) {
        Some(segment) => Err(format!("the arguments result in the path segment `{segment}`, which changes the path")),
        None => Ok(url),
    }
}

/// Appends a path to the base URL; what a path cannot hold is percent-encoded.
///
/// # Errors
/// It does not begin with a slash, has a query, fragment or control character, or a segment is `.` or `..`.
pub(super) fn join_raw(base: &Url, path: &str) -> Result<String, String> {
    let Some(path) = path.strip_prefix('/') else {
        return Err("the path must begin with `/`; another host is the call's `base_url`".to_owned());
    };
    if path.contains(['?', '#']) {
        return Err("the path contains `?` or `#`; parameters are given by `query`".to_owned());
    }
    if path.chars().any(char::is_control) {
        return Err("the path contains a control character".to_owned());
    }
    let mut url = base.as_str().trim_end_matches('/').to_owned();
    for segment in path.split('/') {
        if is_dots(segment) {
            return Err("the path has a segment `.` or `..`, which changes it".to_owned());
        }
        url.push('/');
        push_encoded(&mut url, segment, Keep::ReservedSegment);
    }
    Ok(url)
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
        return Err(format!("the path argument `{name}` contains a control character"));
    }
    if argument.len() > MAX_ARGUMENT {
        return Err(format!("the path argument `{name}` is longer than {MAX_ARGUMENT} bytes"));
    }
    Ok(())
}

/// Whether a segment is `.` or `..`, whose dots many percent-decode first.
fn is_dots(segment: &str) -> bool {
    const LONGEST: usize = "%2E%2E".len();
    segment.len() <= LONGEST && matches!(&*segment.to_ascii_lowercase().replace("%2e", "."), "." | "..")
}

/// The characters that are not percent-encoded.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    /// The unreserved characters of RFC 3986 §2.3.
    Unreserved,
    /// In a path: those that a segment may hold (RFC 3986 §3.3), but for the delimiters of the styles (`,`, `;` and `=`) and the
    /// `+`, which some servers read as a space.
    Segment,
    /// The same and the slash between segments.
    Segments,
    /// In a path with `allowReserved`: all that a segment may hold, and percent-encoded triples.
    ReservedSegment,
    /// In a query with `allowReserved`: the reserved characters without a meaning in a query, which are all but `#`, `[`, `]`,
    /// `&` and `+`, and percent-encoded triples.
    Reserved,
}

impl Keep {
    fn has(self, byte: u8) -> bool {
        match byte {
            b'-' | b'.' | b'_' | b'~' => true,
            b':' | b'@' | b'!' | b'$' | b'\'' | b'(' | b')' | b'*' => self != Self::Unreserved,
            b'&' => !matches!(self, Self::Unreserved | Self::Reserved),
            b',' | b';' | b'=' => self.has_triples(),
            b'+' => self == Self::ReservedSegment,
            b'/' => matches!(self, Self::Segments | Self::Reserved),
            b'?' => self == Self::Reserved,
            _ => byte.is_ascii_alphanumeric(),
        }
    }

    /// Whether a percent sign with two hexadecimal digits stays, since the value may be encoded (RFC 6570 §3.2.3).
    fn has_triples(self) -> bool {
        matches!(self, Self::ReservedSegment | Self::Reserved)
    }
}

/// `name=value` of a query, as a plain parameter is encoded.
pub(super) fn encoded_pair(name: &str, value: &str) -> String {
    let mut pair = String::new();
    push_encoded(&mut pair, name, Keep::Unreserved);
    pair.push('=');
    push_encoded(&mut pair, value, Keep::Unreserved);
    pair
}

/// Whether a parameter of this name is among these encoded pairs.
pub(super) fn has_query(pairs: &[impl AsRef<str>], name: &str) -> bool {
    let mut encoded = String::new();
    push_encoded(&mut encoded, name, Keep::Unreserved);
    pairs.iter().any(|pair| pair.as_ref().split_once('=').is_some_and(|(own, _)| own == encoded))
}

/// Appends `argument`, percent-encoding all characters but those of `keep`.
pub(super) fn push_encoded(url: &mut String, argument: &str, keep: Keep) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let bytes = argument.as_bytes();
    for (index, byte) in bytes.iter().copied().enumerate() {
        let is_triple = || bytes.get(index + 1..index + 3).is_some_and(|rest| rest.iter().all(u8::is_ascii_hexdigit));
        if keep.has(byte) || (byte == b'%' && keep.has_triples() && is_triple()) {
            url.push(char::from(byte));
        } else {
            url.push('%');
            url.push(char::from(HEX[usize::from(byte >> 4)]));
            url.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}
