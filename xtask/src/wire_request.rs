//! What `wire` hands to the package `proof`, which calls each operation against a mock: a request, written as a file.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::round_trip_request::Document;

/// The crates to call, and how.
#[derive(Debug, Serialize, Deserialize)]
pub struct WireRequest {
    /// The crates and their operations.
    pub documents: Vec<Api>,
    /// The folder that the documents may read files from.
    pub corpus: PathBuf,
    /// The folder of the crates; the full report goes there.
    pub out: PathBuf,
    /// A lock file with the versions that are known to be in Cargo's cache.
    pub lock: PathBuf,
    /// The program that plays the server of a document.
    pub mock: PathBuf,
    /// The least share of operations, in per cent, that are called and answered as the document says.
    pub least: f64,
}

/// A document, its crate, and what can be called.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Api {
    /// The document and its crate, without the types of its schemas.
    pub document: Document,
    /// Whether a client is begun with the URL of its server.
    pub takes_base_url: bool,
    /// The operations.
    pub operations: Vec<Operation>,
    /// The kinds of the security schemes and the builder's methods for them.
    pub credentials: Vec<(String, Vec<String>)>,
}

/// An operation and its call, as `inspect` lists it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Operation {
    /// `GET`
    pub http_method: String,
    /// The path.
    pub path: String,
    /// The method of the client that gives the handle.
    pub handle: String,
    /// The method of the handle.
    pub method: String,
    /// The positional arguments.
    pub arguments: Vec<Argument>,
    /// What can be given besides.
    pub setters: Vec<Argument>,
    /// The media type that is sent.
    pub media_type: Option<String>,
}

/// An argument of a call.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Argument {
    /// Its name or setter.
    pub name: String,
    /// `path`, `query`, `header`, `cookie` or `body`.
    pub place: String,
    /// Its name on the wire; none of a body.
    pub wire: Option<String>,
    /// Its type, as a crate that depends on the emitted one writes it.
    pub rust: String,
}
