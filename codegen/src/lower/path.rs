//! Path templates: the parameters in braces and what stands between them.

use super::Lowering;
use crate::diagnostics::Pointer;

/// A path as it is sent, with braces where arguments go, and the names the document has in them.
pub(super) struct Template<'p> {
    pub(super) text: String,
    pub(super) parameters: Vec<&'p str>,
}

/// Reads a path. `None`, with an error reported, if it is none.
pub(super) fn template<'p>(lowering: &mut Lowering<'_>, path: &'p str, at: &Pointer) -> Option<Template<'p>> {
    // Documents tell operations of one path apart by a fragment, which no server ever sees.
    let sent = path.split('#').next().unwrap_or_default();
    match parse(sent) {
        Ok(parameters) => Some(Template { text: encoded(sent), parameters }),
        Err(problem) => {
            lowering
                .diagnostics
                .error("E-PATH", at, format!("the path `{path}` {problem}"))
                .help("a path begins with `/` and has each parameter in braces once: `/users/{user_id}`");
            None
        }
    }
}

fn parse(path: &str) -> Result<Vec<&str>, &'static str> {
    if !path.starts_with('/') {
        return Err("does not begin with `/`");
    }
    if path.chars().any(char::is_control) {
        return Err("holds a control character");
    }
    let mut names = Vec::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}').ok_or("has a brace that is not closed")?;
        if before.contains('}') || name.is_empty() || name.contains(['{', '/']) {
            return Err("has braces that do not match");
        }
        if before.contains('?') {
            return Err("has a parameter behind a `?`; query parameters are declared as parameters");
        }
        if names.contains(&name) {
            return Err("has the same parameter twice");
        }
        names.push(name);
        rest = tail;
    }
    if rest.contains('}') { Err("has braces that do not match") } else { Ok(names) }
}

/// The path with all that has no place in a URL percent-encoded (RFC 3986 §2.1). In braces it is only there to be read.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_graphic() && !b"\"\\<>^`|".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{encoded, parse};

    #[test]
    fn g3_a_path_is_sent_as_text() {
        assert_eq!(encoded("/a\"),std::abort(),(\"/b c/{d e}/é"), "/a%22),std::abort(),(%22/b%20c/{d%20e}/%C3%A9");
        assert_eq!(parse("/{a}{b}.{c}?d=e"), Ok(vec!["a", "b", "c"]));
        for broken in ["", "a", "/{", "/}", "/{}", "/{a}/{a}", "/{a/b}", "/{{a}}", "/a\nb", "/a?b={c}"] {
            assert!(parse(broken).is_err(), "{broken}");
        }
    }
}
