//! The arguments of each command.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args;
use codegen::diagnostics::{Code, Severity};
use codegen::{Input, OperationFilter, Selector, Unused};

use crate::crate_names::crate_name;
use crate::findings::MessageFormat;

/// The arguments of `generate`.
#[derive(Debug, Args)]
pub(crate) struct Generate {
    /// Write nothing; show which files are not up to date, and exit with 1 if there are any.
    #[arg(long)]
    pub(crate) check: bool,
    /// Write nothing; show which files would be written.
    #[arg(long, conflicts_with = "check")]
    pub(crate) dry_run: bool,
    /// The OpenAPI document, JSON or YAML.
    #[arg(long, value_name = "FILE", requires = "out")]
    pub(crate) spec: Option<PathBuf>,
    /// The folder of the crate.
    #[arg(long, value_name = "DIR", requires = "spec")]
    pub(crate) out: Option<PathBuf>,
    /// The name of the crate; without it, the name of the folder.
    #[arg(long, value_name = "CRATE", requires = "spec", value_parser = crate_name)]
    pub(crate) name: Option<String>,
    /// An OpenAPI Overlay to apply first; may be given several times, in order.
    #[arg(long = "overlay", value_name = "FILE", requires = "spec")]
    pub(crate) overlays: Vec<PathBuf>,
    /// A folder beside the document's own that references may lead to; may be given several times.
    #[arg(long = "ref-root", value_name = "DIR", requires = "spec")]
    pub(crate) ref_roots: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) selection: Selection,
    /// Refuse a document that gives a warning.
    #[arg(long)]
    pub(crate) strict: bool,
    /// With --strict, accept this warning; may be given several times.
    #[arg(long = "allow", value_name = "W-CODE", requires = "strict", value_parser = warning)]
    pub(crate) allowed: Vec<Code>,
    /// How warnings and errors are printed.
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(crate) message_format: MessageFormat,
    /// Replace files that were edited by hand, and keep the edited ones beside them as *.orig.
    #[arg(long)]
    pub(crate) force: bool,
    /// Print errors only.
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

impl Generate {
    /// Whether files are written.
    pub(crate) fn writes(&self) -> bool {
        !self.check && !self.dry_run
    }
}

/// The arguments of `inspect`.
#[derive(Debug, Args)]
pub(crate) struct Inspect {
    /// The OpenAPI document, JSON or YAML; without it, this repository's own with its overlays.
    #[arg(long, value_name = "FILE")]
    pub(crate) spec: Option<PathBuf>,
    /// An OpenAPI Overlay to apply first; may be given several times, in order.
    #[arg(long = "overlay", value_name = "FILE", requires = "spec")]
    pub(crate) overlays: Vec<PathBuf>,
    /// A folder beside the document's own that references may lead to; may be given several times.
    #[arg(long = "ref-root", value_name = "DIR", requires = "spec")]
    pub(crate) ref_roots: Vec<PathBuf>,
    /// The name of the crate, with which its paths begin; without it, the name of the document.
    #[arg(long, value_name = "CRATE", requires = "spec", value_parser = crate_name)]
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) selection: Selection,
    /// Print JSON for other tools: Rust calls of operations, Rust types of schemas.
    #[arg(long)]
    pub(crate) json: bool,
}

/// The arguments of `diff`.
#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The old document: a file, or a revision of Git that has this repository's own document and its overlays.
    // What selects a part of a document asks for `spec`.
    #[arg(id = "spec", value_name = "OLD", required_unless_present = "rules")]
    pub(crate) old: Option<PathBuf>,
    /// The new document, likewise; without it, this repository's own as it is now.
    #[arg(value_name = "NEW")]
    pub(crate) new: Option<PathBuf>,
    /// An OpenAPI Overlay to apply to both; may be given several times, in order.
    #[arg(long = "overlay", value_name = "FILE", requires = "spec")]
    pub(crate) overlays: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) selection: Selection,
    /// The version of the crate that is made of the old document.
    #[arg(long = "from", value_name = "VERSION", default_value = "0.1.0")]
    pub(crate) version: String,
    /// Print JSON for other tools.
    #[arg(long)]
    pub(crate) json: bool,
    /// Exit with 1 if a change is breaking.
    #[arg(long)]
    pub(crate) deny_breaking: bool,
    /// List all rules, each with its verdict and the reason for it.
    #[arg(long, exclusive = true)]
    pub(crate) rules: bool,
}

/// The code of a warning.
fn warning(text: &str) -> Result<Code, String> {
    let found = Code::ALL.iter().find(|code| code.as_str() == text && code.severity() == Severity::Warning);
    found.copied().ok_or_else(|| "no warning has this code".to_owned())
}

/// Which part of a document is used.
#[derive(Debug, Args)]
pub(crate) struct Selection {
    /// Only the operations of this tag and what they need; this and the next five may be given several times.
    #[arg(long = "include-tag", value_name = "TAG", requires = "spec")]
    include_tags: Vec<String>,
    /// Only the operations of these paths: `*` is a part of a segment, `/users/**` is `/users` and all below it.
    #[arg(long = "include-path", value_name = "GLOB", requires = "spec")]
    include_paths: Vec<String>,
    /// Only the operation with this operationId.
    #[arg(long = "include-operation", value_name = "ID", requires = "spec")]
    include_operations: Vec<String>,
    /// None of the operations of this tag.
    #[arg(long = "exclude-tag", value_name = "TAG", requires = "spec")]
    exclude_tags: Vec<String>,
    /// None of the operations of these paths.
    #[arg(long = "exclude-path", value_name = "GLOB", requires = "spec")]
    exclude_paths: Vec<String>,
    /// Not the operation with this operationId.
    #[arg(long = "exclude-operation", value_name = "ID", requires = "spec")]
    exclude_operations: Vec<String>,
    /// Emit the schemas under `components` that no operation needs, too.
    #[arg(long, requires = "spec")]
    all_schemas: bool,
}

impl Selection {
    /// The input with this part of its document.
    pub(crate) fn of(&self, input: Input) -> Input {
        let unused = if self.all_schemas { Unused::Keep } else { Unused::Drop };
        let all = |tags: &[String], paths: &[String], operations: &[String]| {
            let tags = tags.iter().cloned().map(Selector::Tag);
            let paths = paths.iter().cloned().map(Selector::Path);
            tags.chain(paths).chain(operations.iter().cloned().map(Selector::Operation)).collect()
        };
        let operations = OperationFilter {
            include: all(&self.include_tags, &self.include_paths, &self.include_operations),
            exclude: all(&self.exclude_tags, &self.exclude_paths, &self.exclude_operations),
        };
        Input { unused, operations, ..input }
    }
}

/// The arguments of `corpus`.
#[derive(Debug, Args)]
pub(crate) struct Corpus {
    /// The folder. A document is a JSON or YAML file with `openapi` or `swagger` at its top.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// Compile each crate with `cargo check`, too.
    #[arg(long)]
    pub(crate) check_crates: bool,
    /// Compare the crates with those in the output folder of an earlier run, and exit with 1 if they differ.
    #[arg(long, value_name = "OTHER", conflicts_with = "round_trip")]
    pub(crate) against: Option<PathBuf>,
    /// Prove that what each document allows survives a decode and an encode, too.
    #[arg(long)]
    pub(crate) round_trip: bool,
    /// Exit with 1 if fewer instances than this, in per cent, come back exactly as they were.
    #[arg(long, value_name = "PERCENT", default_value_t = 99.5, requires = "round_trip")]
    pub(crate) min_exact: f64,
    /// List all instances that are not exact; without it, they are in round-trip.txt beside the crates.
    #[arg(long, requires = "round_trip")]
    pub(crate) verbose: bool,
    /// How many documents and compilers run at the same time; without it, as many as there are cores.
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// Where the crates go, one folder each; without it, target/corpus.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Only the documents whose path holds one of these words.
    #[arg(long, value_name = "WORD", num_args = 1..)]
    pub(crate) only: Vec<String>,
    /// Only the N documents with the shortest text.
    #[arg(long, value_name = "N")]
    pub(crate) smallest: Option<usize>,
    /// Exit with 1 if more documents than this are refused.
    #[arg(long, value_name = "N")]
    pub(crate) max_refused: Option<usize>,
}

impl Corpus {
    /// Nothing but generating the documents of a folder.
    pub(crate) fn of(folder: PathBuf, only: Vec<String>) -> Self {
        Self {
            folder,
            check_crates: false,
            against: None,
            round_trip: false,
            min_exact: 0.0,
            verbose: false,
            jobs: None,
            out: None,
            only,
            smallest: None,
            max_refused: None,
        }
    }
}

/// The arguments of `wire`.
#[derive(Debug, Args)]
pub(crate) struct Wire {
    /// A document, or a folder with documents.
    #[arg(value_name = "DIR|FILE")]
    pub(crate) path: PathBuf,
    /// Exit with 1 if fewer operations than this, in per cent, are called and answered as the document says.
    #[arg(long, value_name = "PERCENT", default_value_t = 99.0)]
    pub(crate) min_clean: f64,
    /// Only the documents whose path holds one of these words.
    #[arg(long, value_name = "WORD", num_args = 1..)]
    pub(crate) only: Vec<String>,
    /// Only the N documents with the shortest text.
    #[arg(long, value_name = "N")]
    pub(crate) smallest: Option<usize>,
    /// Where the crates and the report go; without it, target/wire.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

/// The arguments of `fuzz`.
#[derive(Debug, Args)]
pub(crate) struct Fuzz {
    /// How long documents are broken.
    #[arg(long, value_name = "N", default_value_t = 60)]
    pub(crate) seconds: u64,
    /// The number of the first case; the same number gives the same cases. Without it, one that differs from run to run.
    #[arg(long, value_name = "S")]
    pub(crate) seed: Option<u64>,
    /// The most cases.
    #[arg(long, value_name = "N")]
    pub(crate) runs: Option<u64>,
    /// A folder with documents to break, beside the fixtures of the tests.
    #[arg(long, value_name = "DIR")]
    pub(crate) documents: Option<PathBuf>,
    /// How many documents that were accepted are compiled, and their types given broken instances.
    #[arg(long, value_name = "N", default_value_t = 8)]
    pub(crate) sample: usize,
    /// How many processes run at the same time; without it, as many as there are cores.
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// Where failures go; without it, target/fuzz.
    #[arg(long, value_name = "DIR")]
    pub(crate) save: Option<PathBuf>,
}

/// The arguments of `support`.
#[derive(Debug, Args)]
pub(crate) struct Support {
    /// Write it into the README instead.
    #[arg(long)]
    pub(crate) write: bool,
}
