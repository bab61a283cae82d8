//! Path templates: the parameters in braces and what stands between them.

use super::lowering::Lowering;
use crate::diagnostics::{Code, Pointer};

/// A path as it is sent, with braces where arguments go, and the names the document has in them.
pub(super) struct Template<'p> {
    pub(super) text: String,
    pub(super) parameters: Vec<Brace<'p>>,
    /// Keys and names of the pairs behind a `?` that have a parameter in them, and so are parameters of the query.
    pub(super) query: Vec<(&'p str, &'p str)>,
}

/// What stands between braces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Brace<'p> {
    /// All of it.
    pub(super) whole: &'p str,
    /// Without the operators that make it several segments.
    pub(super) name: &'p str,
}

impl Brace<'_> {
    /// Whether it takes any number of segments: `{+path}` (RFC 6570 §3.2.3), `{path+}`, `{path*}`.
    pub(super) fn is_segments(self) -> bool {
        self.whole != self.name
    }
}

/// Reads a path. `None`, with an error reported, if it is none.
pub(super) fn template<'p>(lowering: &mut Lowering<'_>, path: &'p str, at: &Pointer) -> Option<Template<'p>> {
    // Documents tell operations of one path apart by a fragment, which no server ever sees.
    let sent = path.split('#').next().unwrap_or_default();
    match parse(sent) {
        Ok(template) => Some(template),
        Err(problem) => {
            lowering
                .diagnostics
                .report(Code::EPath, at, format!("the path `{path}` {problem}"))
                .help("a path begins with `/` and has each parameter in braces: `/users/{user_id}`");
            None
        }
    }
}

fn parse(path: &str) -> Result<Template<'_>, &'static str> {
    if !path.starts_with('/') {
        return Err("does not begin with `/`");
    }
    if path.chars().any(char::is_control) {
        return Err("holds a control character");
    }
    let (before, behind) = path.split_once('?').map_or((path, None), |(before, behind)| (before, Some(behind)));
    let mut text = encoded(before);
    let mut parameters = Vec::new();
    for brace in braces(before)? {
        if !parameters.contains(&brace) {
            parameters.push(brace);
        }
    }
    let mut query = Vec::new();
    let mut fixed = Vec::new();
    for pair in behind.into_iter().flat_map(|behind| behind.split('&')) {
        match braces(pair)?.as_slice() {
            [] if pair.is_empty() => {}
            [] => fixed.push(encoded(pair)),
            // `{?a,b}` of RFC 6570 is cut at its question mark, and so has no brace to begin with.
            all => {
                let key = pair.split(['=', '{']).next().unwrap_or_default();
                query.extend(all.iter().map(|brace| (if key.is_empty() { brace.name } else { key }, brace.name)));
            }
        }
    }
    if !fixed.is_empty() {
        text.extend(["?", &fixed.join("&")]);
    }
    Ok(Template { text, parameters, query })
}

fn braces(text: &str) -> Result<Vec<Brace<'_>>, &'static str> {
    const ODD: &str = "has braces that do not match";
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (whole, tail) = after.split_once('}').ok_or("has a brace that is not closed")?;
        let name = whole.trim_start_matches('+').trim_end_matches(['+', '*']);
        if before.contains('}') || name.is_empty() || whole.contains(['{', '/']) {
            return Err(ODD);
        }
        found.push(Brace { whole, name });
        rest = tail;
    }
    if rest.contains('}') { Err(ODD) } else { Ok(found) }
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
        for broken in ["", "a", "/{", "/}", "/{}", "/{+}", "/{a/b}", "/{{a}}", "/a\nb", "/a?b={c"] {
            assert!(parse(broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn g39_templates() {
        let rows = [
            ("/{a}{b}.{c}", "/{a}{b}.{c}", "a b c", ""),
            ("/{a}/x/{a}", "/{a}/x/{a}", "a", ""),
            ("/{+a}/{b*}", "/{+a}/{b*}", "a b", ""),
            ("/a?x=1&y={b}&z", "/a?x=1&z", "", "y=b"),
            ("/a?{b}", "/a", "", "b=b"),
            ("/a/?", "/a/", "", ""),
        ];
        for (path, text, names, query) in rows {
            let template = parse(path).expect(path);
            assert_eq!(template.text, text);
            assert_eq!(template.parameters.iter().map(|brace| brace.name).collect::<Vec<_>>().join(" "), names);
            let pairs: Vec<_> = template.query.iter().map(|(key, name)| format!("{key}={name}")).collect();
            assert_eq!(pairs.join(" "), query);
        }
    }
}
