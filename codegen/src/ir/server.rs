//! The servers that a document names, for callers to choose from.

use super::names::{RustName, WireName};

/// A server whose URL is known but for the values of its variables.
#[derive(Debug, Clone)]
pub struct Server {
    /// What it is called: by its name, its description or its host.
    pub wire: WireName,
    /// The struct.
    pub name: RustName,
    /// The URL with its variables in braces.
    pub url: String,
    /// The URL in pieces.
    pub pieces: Vec<UrlPiece>,
    /// The variables in the order of the document.
    pub variables: Vec<ServerVariable>,
    /// Its description in CommonMark.
    pub docs: String,
}

/// A piece of a URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UrlPiece {
    /// Text that is always the same.
    Text(String),
    /// The value of the variable with this index.
    Variable(usize),
}

/// A variable of a server's URL.
#[derive(Debug, Clone)]
pub struct ServerVariable {
    /// Its name in the URL.
    pub wire: WireName,
    /// The setter.
    pub name: RustName,
    /// The value that it has unless it is set.
    pub default: String,
    /// All values that it can have, the default among them; none, if it may be any text.
    pub values: Vec<(WireName, RustName)>,
    /// The enum of these values.
    pub enum_name: RustName,
    /// Its description in CommonMark.
    pub docs: String,
}
