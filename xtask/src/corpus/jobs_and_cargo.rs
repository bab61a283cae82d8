//! How many things run at the same time, and which Cargo runs.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::thread;

/// How many documents are worked on at the same time.
pub(crate) fn jobs(wanted: Option<NonZeroUsize>) -> usize {
    wanted.or_else(|| thread::available_parallelism().ok()).map_or(1, usize::from)
}

/// The Cargo that runs us.
pub(crate) fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}
