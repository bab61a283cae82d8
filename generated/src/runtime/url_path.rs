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

/// Puts the arguments, in the order of the template's braces, into the template, and that behind the base.
///
/// # Errors
/// An argument is empty, `.` or `..`, holds a control character, or makes a segment that is `.` or `..`.
pub(super) fn join(base: &Url, template: &str, arguments: &[String]) -> Result<String, String> {
    let mut url = base.as_str().trim_end_matches('/').to_owned();
    let start = url.len();
    let mut arguments = arguments.iter();
    let mut rest = template;
    while let Some((before, name, after)) = next_parameter(rest) {
        let argument = arguments.next().map_or("", String::as_str);
        check(name, argument)?;
        url.push_str(before);
        push_encoded(&mut url, argument);
        rest = after;
    }
    url.push_str(rest);
    match url[start..].split('/').find(|segment| matches!(*segment, "." | "..")) {
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

/// Encodes all but the unreserved characters of RFC 3986 §2.3.
fn push_encoded(url: &mut String, argument: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in argument.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            url.push(char::from(byte));
        } else {
            url.push('%');
            url.push(char::from(HEX[usize::from(byte >> 4)]));
            url.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}
