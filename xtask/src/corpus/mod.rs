//! `corpus`.
use crate::cli::{Corpus, Failure};
use std::process::ExitCode;
pub(crate) fn run(_: &Corpus) -> Result<(), Failure> {
    Ok(())
}
pub(crate) fn rustc_wrapper() -> Option<ExitCode> {
    None
}
