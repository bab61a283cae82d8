//! Servers: the base URL of the client, and those of operations that have a server of their own.

use openapiv3::{Operation, PathItem, Server};
use url::{ParseError, Url};

use super::lowering::Lowering;
use crate::diagnostics::{Code, Pointer};

/// Why calls cannot go to a server.
enum Unusable {
    /// Clients cannot speak to it: the message and its remedy.
    Never(String, &'static str),
    /// The document does not say enough.
    Unclear(String),
}

/// The document's first server: a URL, or a path where the document leaves the host to the caller.
pub(super) fn base_url(lowering: &mut Lowering<'_>) -> Option<String> {
    let server = lowering.openapi.servers.first()?;
    let at = Pointer::root().child("servers").index(0).child("url");
    match address(server) {
        Ok(address) => Some(address).filter(|address| address != "/"),
        Err(Unusable::Never(message, help)) => {
            lowering.diagnostics.report(Code::EServerScheme, &at, message).help(help);
            None
        }
        Err(Unusable::Unclear(message)) => {
            let message = format!("{message}, so clients have to name one");
            lowering.diagnostics.report(Code::WServer, &at, message).help("give the URL in full, with scheme and host");
            None
        }
    }
}

/// The first server of the operation, or else of its path, if that is not the document's: a URL, or a path of the client's host.
pub(super) fn own(
    lowering: &mut Lowering<'_>,
    root: Option<&str>,
    (operation, at): (&Operation, &Pointer),
    (item, item_at): (&PathItem, &Pointer),
) -> Option<String> {
    let levels = [(&operation.servers, at), (&item.servers, item_at)];
    let (server, at) = levels.into_iter().find_map(|(servers, at)| Some((servers.first()?, at)))?;
    let at = at.child("servers").index(0).child("url");
    match address(server) {
        Ok(address) if address == root.unwrap_or("/") => None,
        Ok(address) => Some(below_root(root, address)),
        Err(Unusable::Never(message, _) | Unusable::Unclear(message)) => {
            lowering.warn(Code::WServer, &at, format!("{message}; calls go to the client's base URL instead"));
            None
        }
    }
}

/// A server on the host of the document's as its path alone, so that it follows the client's base URL.
fn below_root(root: Option<&str>, address: String) -> String {
    let parsed = |url: &str| Url::parse(url).ok();
    match (root.and_then(parsed), parsed(&address)) {
        (Some(root), Some(own)) if root.origin() == own.origin() => path_of(&own),
        _ => address,
    }
}

/// The path of a URL, without a slash at the end unless that is all.
fn path_of(url: &Url) -> String {
    match url.path().trim_end_matches('/') {
        "" => "/".to_owned(),
        path => path.to_owned(),
    }
}

/// The URL of a server with the defaults of its variables, if it has a host and clients can speak to it.
pub(super) fn full_url(server: &Server) -> Option<String> {
    address(server).ok().filter(|address| !address.starts_with('/'))
}

/// The URL of a server with the defaults of its variables, or its path if it is relative; without a slash at the end.
fn address(server: &Server) -> Result<String, Unusable> {
    const NOWHERE: &str = "https://relative.invalid";
    let mut text = server.url.clone();
    for (name, variable) in server.variables.iter().flatten() {
        text = text.replace(&format!("{{{name}}}"), &variable.default);
    }
    let unclear = |problem: &str| Err(Unusable::Unclear(format!("the server `{text}` {problem}")));
    if text.contains(['{', '}']) {
        return unclear("has a variable without a value");
    }
    let (url, is_relative) = match Url::parse(&text) {
        Ok(url) => (url, false),
        // What looks like a host is more likely one without a scheme than the first segment of a path.
        Err(ParseError::RelativeUrlWithoutBase) if text.starts_with("//") || is_like_host(&text) => {
            return unclear("is not an absolute URL");
        }
        Err(ParseError::RelativeUrlWithoutBase) => match Url::parse(NOWHERE).and_then(|base| base.join(&text)) {
            Ok(url) => (url, true),
            Err(_) => return unclear("is not a URL"),
        },
        Err(_) => return unclear("is not an absolute URL"),
    };
    if !matches!(url.scheme(), "http" | "https") {
        let message = format!("a server must be http or https, not `{}`", url.scheme());
        return Err(Unusable::Never(message, "name a server that clients can reach over HTTP"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        let help = "remove what stands before the `@`; clients are given their credentials at run time";
        return Err(Unusable::Never("a server's URL must not hold a user name or password".to_owned(), help));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return unclear("has a query or fragment");
    }
    Ok(if is_relative { path_of(&url) } else { url.as_str().trim_end_matches('/').to_owned() })
}

/// `api.example.com/v1`
fn is_like_host(text: &str) -> bool {
    text.split('/').next().is_some_and(|first| first.contains('.') && !first.starts_with('.'))
}

/// In Markdown, what a caller can give as the base URL: the document's other servers, and the values of variables.
pub(super) fn docs(servers: &[Server]) -> String {
    let mut docs = String::new();
    if servers.len() > 1 {
        docs.push_str("The document's servers, the first of which is the default:\n\n");
        for server in servers {
            let about = server.description.as_deref().map(one_line).unwrap_or_default();
            docs.push_str(&format!("* {}{about}\n", code(&server.url)));
        }
        docs.push('\n');
    }
    if servers.iter().flat_map(|server| &server.variables).any(|all| !all.is_empty()) {
        docs.push_str("Variables of the URL, which `base_url` can give other values:\n\n");
    }
    for server in servers {
        for (name, variable) in server.variables.iter().flatten() {
            let others = variable.enumeration.iter().filter(|value| **value != variable.default);
            let others: String = others.map(|value| format!(", {}", code(value))).collect();
            let (name, default, url) = (code(&format!("{{{name}}}")), code(&variable.default), code(&server.url));
            let about = variable.description.as_deref().map(one_line).unwrap_or_default();
            docs.push_str(&format!("* {name} in {url}: {default} (the default){others}{about}\n"));
        }
    }
    docs
}

/// What a description adds to an entry of a list.
fn one_line(description: &str) -> String {
    let text = description.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() { text } else { format!(": {text}") }
}

/// A text of the document as code in Markdown.
fn code(text: &str) -> String {
    let text = text.replace(char::is_control, "");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}
