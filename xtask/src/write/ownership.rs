//! Tells generated files from files of others by the record in `src/.generated.json`.

use std::collections::BTreeMap;

use codegen::Files;
use serde::{Deserialize, Serialize};

use super::error::WriteError;
use super::layout::{MANIFEST, RECORD};
use super::snapshot::Snapshot;

const VERSION: u32 = 1;

/// What the last run has read and written.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Record {
    version: u32,
    /// The hash of the document with its overlays and files, if it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    document: Option<String>,
    /// The files with the SHA-256 of each.
    files: BTreeMap<String, String>,
}

/// Who wrote a file on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// Generated, and unchanged since.
    Ours,
    /// Generated, and edited since.
    Edited,
    /// Not generated.
    Foreign,
}

/// The version alone. It is read first, so that a record of a newer version is recognised whatever else it holds.
#[derive(Deserialize)]
struct Version {
    version: u32,
}

impl Record {
    /// The record of the files that are about to be written.
    pub(super) fn of(files: &Files, document: Option<&str>) -> Self {
        let hashed = |(path, text): (&String, &String)| (path.clone(), hash(text.as_bytes()));
        let ours = files.iter().filter(|(path, _)| *path != MANIFEST);
        Self { version: VERSION, document: document.map(str::to_owned), files: ours.map(hashed).collect() }
    }

    /// The record on disk; an empty one if there is none.
    pub(super) fn load(disk: &Snapshot) -> Result<Self, WriteError> {
        let Some(bytes) = disk.read(RECORD)? else {
            return Ok(Self { version: VERSION, document: None, files: BTreeMap::new() });
        };
        let refused =
            |cause: String, help: &str| WriteError::refused("E-RECORD", cause, vec![disk.place(RECORD)], help);
        let broken = |error: serde_json::Error| {
            refused(
                format!("the record of generated files cannot be read: {error}"),
                "restore it from version control, or delete it: files that need no change are recognised without it",
            )
        };
        let Version { version } = serde_json::from_slice(&bytes).map_err(broken)?;
        if version != VERSION {
            return Err(refused(
                format!("the record of generated files has version {version}, this generator knows {VERSION}"),
                "generate with the version that wrote it, or a later one",
            ));
        }
        let record: Self = serde_json::from_slice(&bytes).map_err(broken)?;
        match record.files.keys().find(|path| !lies_in_sources(path)) {
            None => Ok(record),
            Some(path) => Err(refused(
                format!("the record of generated files names `{path}`, which is no file of ours below `src`"),
                "no generator wrote this; find out who did, then restore it from version control",
            )),
        }
    }

    /// The paths recorded.
    pub(super) fn paths(&self) -> impl Iterator<Item = &String> {
        self.files.keys()
    }

    /// Who wrote a file with this path and content.
    pub(super) fn owner(&self, path: &str, content: &[u8]) -> Owner {
        match self.files.get(path) {
            None => Owner::Foreign,
            Some(recorded) if *recorded == hash(content) => Owner::Ours,
            Some(_) => Owner::Edited,
        }
    }

    /// The record as text, one file a line, so that its changes can be reviewed.
    pub(super) fn to_text(&self) -> Result<String, WriteError> {
        let text = serde_json::to_string_pretty(self)
            .map_err(|error| WriteError::refused("E-INTERNAL", error.to_string(), Vec::new(), "please report this"))?;
        Ok(text + "\n")
    }
}

/// Whether a path is one we may write: below `src`, plain names only, and not the record itself.
pub(super) fn lies_in_sources(path: &str) -> bool {
    let plain = |name: &str| {
        !matches!(name, "" | "." | "..") && !name.contains(|c: char| matches!(c, '\\' | ':') || c.is_control())
    };
    path != RECORD && path.strip_prefix("src/").is_some_and(|rest| rest.split('/').all(plain))
}

fn hash(content: &[u8]) -> String {
    hmac_sha256::Hash::hash(content).iter().map(|byte| format!("{byte:02x}")).collect()
}
