//! The base URL of the client.

use url::Url;

use super::lowering::Lowering;
use crate::diagnostics::{Code, Pointer};

/// The document's first server, with the defaults of its variables.
pub(super) fn base_url(lowering: &mut Lowering<'_>) -> Option<String> {
    let server = lowering.openapi.servers.first()?;
    let at = Pointer::root().child("servers").index(0).child("url");
    let mut text = server.url.clone();
    for (name, variable) in server.variables.iter().flatten() {
        text = text.replace(&format!("{{{name}}}"), &variable.default);
    }
    let problem = match Url::parse(&text) {
        Err(_) => "is not an absolute URL".to_owned(),
        Ok(url) if !matches!(url.scheme(), "http" | "https") => {
            lowering
                .diagnostics
                .report(Code::EServerScheme, &at, format!("a server must be http or https, not `{}`", url.scheme()))
                .help("name a server that clients can reach over HTTP");
            return None;
        }
        Ok(url) if !url.username().is_empty() || url.password().is_some() => {
            lowering
                .diagnostics
                .report(Code::EServerScheme, &at, "a server's URL must not hold a user name or password")
                .help("remove what stands before the `@`; clients are given their credentials at run time");
            return None;
        }
        Ok(url) if url.query().is_some() || url.fragment().is_some() => "has a query or fragment".to_owned(),
        Ok(_) => return Some(text.trim_end_matches('/').to_owned()),
    };
    lowering
        .diagnostics
        .report(Code::WServer, &at, format!("the server `{text}` {problem}, so clients have to name one"))
        .help("give the URL in full, with scheme and host");
    None
}
