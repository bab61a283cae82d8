//! Path templates: the parameters in braces and what stands between them.

use super::Lowering;
use crate::diagnostics::Pointer;

/// The names in the braces of a path, in order. `None`, with an error reported, if the path is none.
pub(super) fn parameters<'p>(lowering: &mut Lowering<'_>, path: &'p str, at: &Pointer) -> Option<Vec<&'p str>> {
    match parse(path) {
        Ok(names) => Some(names),
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
    if path.contains(['?', '#']) {
        return Err("holds a `?` or `#`; query parameters are declared as parameters");
    }
    if path.chars().any(|c| {
        c.is_control() || c.is_whitespace() || !c.is_ascii() || matches!(c, '"' | '\\' | '<' | '>' | '^' | '`' | '|')
    }) {
        return Err("holds a character that no URL has");
    }
    let mut names = Vec::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}').ok_or("has a brace that is not closed")?;
        if before.contains('}') || name.is_empty() || name.contains(['{', '/']) {
            return Err("has braces that do not match");
        }
        if names.contains(&name) {
            return Err("has the same parameter twice");
        }
        names.push(name);
        rest = tail;
    }
    if rest.contains('}') { Err("has braces that do not match") } else { Ok(names) }
}
