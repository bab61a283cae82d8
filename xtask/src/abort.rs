//! Turns an abort, such as that of a stack overflow, into E-INTERNAL and the exit code 1.

/// What an abort says on standard error, below the cause that Rust's own runtime prints.
const MESSAGE: &str =
    "error[E-INTERNAL]: the generator was aborted, for the cause above; the crate it worked on is as it was
  = help: this is a fault of the generator; please report it with the document
";

/// From now on an abort of this process ends with E-INTERNAL. Where the system has no such signal, it stays what it is.
///
/// Rust's runtime tells a stack overflow from other faults of memory, prints which thread it was, and aborts; no stage has to be
/// run in a process of its own for that.
pub fn report_as_internal() {
    system::register();
}

#[cfg(unix)]
mod system {
    use signal_hook::consts::SIGABRT;
    use signal_hook::low_level;

    /// The exit code of a document that is refused.
    const EXIT_CODE: i32 = 1;

    #[allow(unsafe_code, reason = "there is no safe way to print from the handler of a signal")]
    pub(super) fn register() {
        // SAFETY: a handler may call only what may be interrupted anywhere. `write` and `_exit` are in the list of POSIX
        // (signal-safety(7)), `io::stderr` gives a handle without taking its lock, and nothing allocates or panics.
        let registered = unsafe { low_level::register(SIGABRT, report) };
        // Without the handler an abort ends the process as it always did.
        let _ = registered;
    }

    fn report() {
        let _ = rustix::io::write(std::io::stderr(), super::MESSAGE.as_bytes());
        low_level::exit(EXIT_CODE);
    }
}

#[cfg(not(unix))]
mod system {
    pub(super) fn register() {}
}
