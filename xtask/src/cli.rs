//! Arguments, and what their results are to the shell.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::generate;

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

/// Runs the command line.
pub fn main() -> ExitCode {
    // Usage errors leave here with 2, `--help` with 0.
    let cli = Cli::parse();
    let result = match cli.command {
        Command::Generate(arguments) => generate::run(&arguments),
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

/// A name that Cargo and Rust both take.
pub(crate) fn crate_name(text: &str) -> Result<String, String> {
    let begins = text.starts_with(|c: char| c.is_ascii_alphabetic());
    let all = text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if begins && all && text.len() <= 64 && !matches!(text, "test" | "core" | "std" | "alloc" | "proc-macro") {
        Ok(text.to_owned())
    } else {
        Err("a crate's name begins with a letter and has letters, digits, `-` and `_`, at most 64".to_owned())
    }
}
