//! What `corpus --round-trip` hands to the package `proof`, which proves the emitted types: a request, written as a file.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// The crates to prove, and how.
#[derive(Debug, Serialize, Deserialize)]
pub struct Request {
    /// The crates.
    pub documents: Vec<Document>,
    /// The folder that the documents may read files from.
    pub corpus: PathBuf,
    /// The folder of the crates; the full report goes there.
    pub out: PathBuf,
    /// A lock file with the versions that are known to be in Cargo's cache.
    pub lock: PathBuf,
    /// How many documents are worked on at the same time.
    pub jobs: usize,
    /// When the proof fails.
    pub demand: Demand,
    /// Whether all instances that are not exact are printed.
    pub verbose: bool,
}

/// What is demanded of the types.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Demand {
    /// At least this share of the instances comes back exactly as it was, and nothing is lost in silence.
    Exact {
        /// The share in per cent.
        percent: f64,
    },
    /// No instance leads to a panic: for documents that make no sense.
    NoPanic,
}

/// A document and the crate emitted from it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Document {
    /// The document's name in the report.
    pub name: String,
    /// The document's path.
    pub path: PathBuf,
    /// The name of the emitted crate.
    pub crate_name: String,
    /// The folder of the emitted crate.
    pub crate_folder: PathBuf,
    /// The Rust types of the document's schemas.
    pub schemas: Vec<SchemaType>,
}

/// A schema and its Rust type.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SchemaType {
    /// The file, unless it is the document itself.
    pub file: Option<String>,
    /// The JSON pointer of the schema in that file.
    pub pointer: String,
    /// The type, as a crate that depends on the emitted one writes it.
    pub rust: String,
}
