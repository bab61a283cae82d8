//! Handles SIGINT, SIGTERM and SIGHUP during a write: the staging folder is removed, then the signal ends the process.

use super::error::WriteError;

/// While a guard exists, signals are noted instead of ending the process. Dropping the last guard ends the process if a
/// signal has come.
#[derive(Debug)]
pub(super) struct Guard(());

impl Guard {
    /// Notes signals from now on.
    pub(super) fn new() -> Self {
        system::enter();
        Self(())
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        system::leave();
    }
}

/// An error if the process has been asked to end.
pub(super) fn check() -> Result<(), WriteError> {
    if !system::is_interrupted() {
        return Ok(());
    }
    Err(WriteError::interrupted())
}

#[cfg(unix)]
mod system {
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    use std::sync::{Arc, LazyLock, Mutex, PoisonError};

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::{flag, low_level};

    /// How many runs are writing, in this process.
    static WRITING: Mutex<usize> = Mutex::new(0);

    /// Set by signals, once the first run has begun.
    static SIGNALS: LazyLock<Signals> = LazyLock::new(Signals::register);

    struct Signals {
        /// Whether no run is writing, so that a signal ends the process at once.
        idle: Arc<AtomicBool>,
        /// The number of the signal that has come; 0 for none.
        received: Arc<AtomicUsize>,
    }

    impl Signals {
        fn register() -> Self {
            let signals = Self { idle: Arc::new(AtomicBool::new(true)), received: Arc::default() };
            for signal in [SIGHUP, SIGINT, SIGTERM] {
                let number = usize::try_from(signal).unwrap_or_default();
                // If a handler cannot be set, the signal ends the process at once, and the next run removes the staging folder.
                let _ = flag::register_conditional_default(signal, Arc::clone(&signals.idle));
                let _ = flag::register_usize(signal, Arc::clone(&signals.received), number);
            }
            signals
        }
    }

    pub(super) fn enter() {
        let mut writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
        *writing += 1;
        SIGNALS.idle.store(false, Ordering::SeqCst);
    }

    pub(super) fn leave() {
        let mut writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
        *writing -= 1;
        if *writing == 0 {
            SIGNALS.idle.store(true, Ordering::SeqCst);
            if let Some(signal) = i32::try_from(SIGNALS.received.load(Ordering::SeqCst)).ok().filter(|it| *it != 0) {
                // Does not return.
                let _ = low_level::emulate_default_handler(signal);
            }
        }
    }

    pub(super) fn is_interrupted() -> bool {
        SIGNALS.received.load(Ordering::SeqCst) != 0
    }
}

#[cfg(not(unix))]
mod system {
    pub(super) fn enter() {}

    pub(super) fn leave() {}

    pub(super) fn is_interrupted() -> bool {
        false
    }
}
