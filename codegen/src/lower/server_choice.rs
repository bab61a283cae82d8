//! The document's servers as types to choose from, with their variables.

use openapiv3::{Server, ServerVariable};

use super::prose::telling;
use super::server::full_url;
use crate::document::internal_extensions;
use crate::ir::{self, UrlPiece, WireName};

/// The most words that a server is called by.
const MOST_WORDS: usize = 4;

/// The servers whose URL is known in full. None where there is nothing to choose.
pub(super) fn servers(all: &[Server]) -> Vec<ir::Server> {
    let mut servers: Vec<ir::Server> = Vec::new();
    for server in all.iter().filter(|server| full_url(server).is_some()) {
        let url = server.url.trim_end_matches('/');
        if !servers.iter().any(|known| known.url == url) {
            servers.push(one(server, url));
        }
    }
    let is_choice = servers.len() > 1 || servers.iter().any(|server| !server.variables.is_empty());
    if is_choice { servers } else { Vec::new() }
}

fn one(server: &Server, url: &str) -> ir::Server {
    let occurs = |name: &str| url.contains(&format!("{{{name}}}"));
    let variables = server.variables.iter().flatten().filter(|(name, _)| occurs(name));
    let variables: Vec<ir::ServerVariable> = variables.map(|(name, it)| variable(name, it)).collect();
    ir::Server {
        wire: WireName::new(called(server)),
        name: Default::default(),
        pieces: pieces(url, &variables),
        url: url.to_owned(),
        variables,
        docs: server.description.as_deref().map(telling).unwrap_or_default(),
    }
}

fn variable(name: &str, variable: &ServerVariable) -> ir::ServerVariable {
    let default = variable.default.clone();
    let others = variable.enumeration.iter().filter(|value| **value != default);
    let values: Vec<&String> = match variable.enumeration.as_slice() {
        [] => Vec::new(),
        _ => std::iter::once(&default).chain(others).collect(),
    };
    let mut distinct: Vec<(WireName, ir::RustName)> = Vec::new();
    for value in values {
        if !distinct.iter().any(|(known, _)| known.as_str() == value) {
            distinct.push((WireName::new(value), Default::default()));
        }
    }
    ir::ServerVariable {
        wire: WireName::new(name),
        name: Default::default(),
        values: distinct,
        default,
        enum_name: Default::default(),
        docs: variable.description.as_deref().map(telling).unwrap_or_default(),
    }
}

/// The URL, taken apart at its variables.
fn pieces(url: &str, variables: &[ir::ServerVariable]) -> Vec<UrlPiece> {
    let mut pieces = Vec::new();
    let mut rest = url;
    let next = |rest: &str| {
        let found = variables.iter().enumerate().filter_map(|(index, variable)| {
            let text = format!("{{{}}}", variable.wire.as_str());
            Some((rest.find(&text)?, index, text.len()))
        });
        found.min()
    };
    while let Some((start, index, length)) = next(rest) {
        if start > 0 {
            pieces.push(UrlPiece::Text(rest[..start].to_owned()));
        }
        pieces.push(UrlPiece::Variable(index));
        rest = &rest[start + length..];
    }
    if !rest.is_empty() {
        pieces.push(UrlPiece::Text(rest.to_owned()));
    }
    pieces
}

/// What a server is called: by its name (3.2), by the beginning of its description, or by its host.
fn called(server: &Server) -> String {
    let name = server.extensions.get(internal_extensions::SERVER_NAME).and_then(|name| name.as_str());
    let described = server.description.as_deref().and_then(|text| text.split(['.', ',', ':', ';', '(', '\n']).next());
    let says_something = |text: &&str| text.chars().any(char::is_alphanumeric);
    match name.filter(says_something).or(described.filter(says_something)) {
        Some(text) => text.split_whitespace().take(MOST_WORDS).collect::<Vec<_>>().join(" "),
        None => {
            let host = server.url.split("//").nth(1).unwrap_or(&server.url).split('/').next().unwrap_or_default();
            // Variables are no part of a name.
            let known: Vec<&str> = host.split('{').map(|part| part.rsplit('}').next().unwrap_or_default()).collect();
            known.concat().replace(|c: char| !c.is_alphanumeric(), " ")
        }
    }
}
