//! The command line: parses the arguments, runs the command and gives the exit code to the shell.

use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue};
use clap::{Parser, Subcommand};
use codegen::diagnostics::visible;

use crate::command_arguments::{Corpus, Diff, Fuzz, Generate, Inspect, Support, Wire};
use crate::failure::Failure;
use crate::{abort, corpus, diff, fuzz, generate, inspect, support, wire};

/// Longer arguments are cut in messages.
const LONGEST_ARGUMENT: usize = 300;

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
    /// Say what changes in the emitted crate from one document to another, and which version comes next.
    Diff(Diff),
    /// Generate every document below a folder; a table and a total.
    Corpus(Corpus),
    /// Call each operation of a document, or of those in a folder, against a mock that validates requests.
    Wire(Wire),
    /// Break documents until the time is up; save and minimise what the generator fails on.
    Fuzz(Fuzz),
    /// Print what becomes of each keyword of OpenAPI, in Markdown.
    Support(Support),
}

/// Runs the command line.
pub fn main() -> ExitCode {
    abort::report_as_internal();
    if let Some(code) = corpus::rustc_wrapper() {
        return code;
    }
    // Usage errors leave here with 2, `--help` with 0.
    let cli = Cli::try_parse().unwrap_or_else(|error| escaped(error).exit());
    let result = match cli.command {
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Inspect(arguments) => inspect::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Corpus(arguments) => corpus::run(&arguments),
        Command::Wire(arguments) => wire::run(&arguments),
        Command::Fuzz(arguments) => fuzz::run(&arguments),
        Command::Support(arguments) => support::run(&arguments),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure { message, code }) => {
            let end = if message.is_empty() || message.ends_with('\n') { "" } else { "\n" };
            anstream::eprint!("{message}{end}");
            ExitCode::from(code)
        }
    }
}

/// A usage error whose texts cannot drive the terminal: arguments may come from anywhere.
fn escaped(mut error: clap::Error) -> clap::Error {
    let context: Vec<(ContextKind, ContextValue)> =
        error.context().map(|(kind, value)| (kind, value.clone())).collect();
    for (kind, value) in context {
        let shown = match value {
            ContextValue::String(text) => ContextValue::String(visible(&text, LONGEST_ARGUMENT)),
            ContextValue::Strings(texts) => {
                ContextValue::Strings(texts.iter().map(|text| visible(text, LONGEST_ARGUMENT)).collect())
            }
            // The other texts are our own.
            _ => continue,
        };
        error.insert(kind, shown);
    }
    error
}
