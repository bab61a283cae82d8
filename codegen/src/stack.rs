//! Runs recursive work on a thread with a large stack.

use std::{panic::resume_unwind, thread};

/// The deepest text that the parsers let through needs about a tenth of this, without optimisation.
const SIZE: usize = 64 * 1024 * 1024;

/// Does work on a thread of its own, because the stack of the caller may be that of any thread. Where there can be no
/// threads, the caller's has to do.
pub(crate) fn with_large_stack<T: Send>(work: impl Fn() -> T + Sync) -> T {
    thread::scope(|scope| match thread::Builder::new().stack_size(SIZE).spawn_scoped(scope, &work) {
        Ok(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
        Err(_) => work(),
    })
}
