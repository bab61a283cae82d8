//! Arguments, and what their results are to the shell.

use std::io::{ErrorKind, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use codegen::{Input, Unused};

use crate::{corpus, generate, inspect};

/// Generates Rust clients from OpenAPI documents.
///
/// Exit codes: 0 ok, 1 the document is refused or the output is stale, 2 usage, 3 input or output.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write the client crate; without --spec, from spec/ and its overlays to generated/.
    Generate(Generate),
    /// Say what is in a document: operations, types, unions, untyped places and why, size.
    Inspect(Inspect),
    /// Generate every document below a folder; a table and a total.
    Corpus(Corpus),
}

/// The arguments of `generate`.
#[derive(Debug, Args)]
pub(crate) struct Generate {
    /// Write nothing; list the files that are not up to date and exit with 1 if there are any.
    #[arg(long)]
    pub(crate) check: bool,
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
    /// Replace files that were edited by hand, and keep the edited ones beside them as *.orig.
    #[arg(long)]
    pub(crate) force: bool,
    /// Print errors only.
    #[arg(long, short)]
    pub(crate) quiet: bool,
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

/// Which part of a document is used.
#[derive(Debug, Args)]
pub(crate) struct Selection {
    /// Only the operations of this tag and what they need; may be given several times.
    #[arg(long = "include-tag", value_name = "TAG", requires = "spec")]
    include_tags: Vec<String>,
    /// Emit the schemas under `components` that no operation needs, too.
    #[arg(long, requires = "spec")]
    all_schemas: bool,
}

impl Selection {
    /// The input with this part of its document.
    pub(crate) fn of(&self, input: Input) -> Input {
        let unused = if self.all_schemas { Unused::Keep } else { Unused::Drop };
        Input { unused, include_tags: self.include_tags.clone(), ..input }
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

/// Runs the command line.
pub fn main() -> ExitCode {
    if let Some(code) = corpus::rustc_wrapper() {
        return code;
    }
    // Usage errors leave here with 2, `--help` with 0.
    let cli = Cli::parse();
    let result = match cli.command {
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Inspect(arguments) => inspect::run(&arguments),
        Command::Corpus(arguments) => corpus::run(&arguments),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure { message, code }) => {
            anstream::eprint!("{message}");
            ExitCode::from(code)
        }
    }
}

/// Why a command failed: what to print, ending in a line break, and the exit code.
#[derive(Debug)]
pub struct Failure {
    /// What to print.
    pub message: String,
    /// The exit code.
    pub code: u8,
}

/// Prints a result. Whoever stops reading it has read enough.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure { message: format!("error[E-IO]: the result cannot be printed\n  = note: {error}\n"), code: 3 })
        }
        _ => Ok(()),
    }
}

/// The keywords of Rust and those it keeps for itself (Rust Reference, "Keywords"). Nobody could write a path into such a crate.
const KEYWORDS: [&str; 51] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true",
    "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// A name that Cargo and Rust both take.
pub(crate) fn crate_name(text: &str) -> Result<String, String> {
    let begins = text.starts_with(|c: char| c.is_ascii_alphabetic());
    let all = text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let is_taken = matches!(text, "test" | "core" | "std" | "alloc" | "proc-macro") || KEYWORDS.contains(&text);
    if begins && all && text.len() <= 64 && !is_taken {
        Ok(text.to_owned())
    } else {
        Err("a crate's name begins with a letter, has letters, digits, `-` and `_`, at most 64, and is no word of Rust"
            .to_owned())
    }
}
