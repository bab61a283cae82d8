//! Work on several documents at the same time, each guarded against a panic and an endless run.

use std::any::Any;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel, sync_channel};
use std::thread;
use std::time::Duration;

use codegen::diagnostics::visible;

/// Longer messages of panics are cut.
const LONGEST_MESSAGE: usize = 300;

/// Calls `work` for each item, `jobs` at a time. The results come in the order in which they are finished.
pub fn all<T: Sync, R: Send>(items: &[T], jobs: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let (sender, results) = channel();
    thread::scope(|scope| {
        for _ in 0..jobs.min(items.len()) {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if sender.send(work(item)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        results.into_iter().collect()
    })
}

/// The limits of work on a thread of its own.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The caller waits this long.
    pub longest: Duration,
    /// The size of the thread's stack in bytes.
    pub stack: usize,
}

/// Why work on a thread of its own gave no result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Interrupted {
    /// The work panicked, with this message.
    Panicked(String),
    /// The work took too long.
    TimedOut,
    /// The system gave no thread.
    NotStarted(String),
}

/// Runs the work on a thread that has the document's name, which is what a panic or a stack overflow is reported with.
pub fn alone<R: Send + 'static>(
    name: &str,
    limits: Limits,
    work: impl FnOnce() -> R + Send + 'static,
) -> Result<R, Interrupted> {
    let (sender, receiver) = sync_channel(1);
    let thread = thread::Builder::new().name(name.to_owned()).stack_size(limits.stack).spawn(move || {
        // After the time limit nobody receives the result.
        let _ = sender.send(work());
    });
    let thread = thread.map_err(|error| Interrupted::NotStarted(format!("no thread can be started: {error}")))?;
    match receiver.recv_timeout(limits.longest) {
        Ok(result) => Ok(result),
        // The thread cannot be stopped; it ends with the process.
        Err(RecvTimeoutError::Timeout) => Err(Interrupted::TimedOut),
        Err(RecvTimeoutError::Disconnected) => {
            Err(Interrupted::Panicked(thread.join().err().map(|payload| panic_message(&*payload)).unwrap_or_default()))
        }
    }
}

/// The message of a panic.
fn panic_message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| payload.downcast_ref::<&str>().copied());
    visible(text.unwrap_or("a panic without a message"), LONGEST_MESSAGE)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Interrupted, Limits, all, alone};

    const LIMITS: Limits = Limits { longest: Duration::from_secs(60), stack: 1024 * 1024 };

    #[test]
    fn each_item_is_worked_on_once() {
        let items: Vec<usize> = (0..100).collect();
        let mut results = all(&items, 7, |item| item * 2);
        results.sort_unstable();
        assert_eq!(results, (0..100).map(|item| item * 2).collect::<Vec<_>>());
        assert!(all(&Vec::<u8>::new(), 7, |item| *item).is_empty());
    }

    #[test]
    fn a_panic_ends_its_own_thread_only() {
        assert_eq!(alone("a", LIMITS, || 7), Ok(7));
        let panicked = alone("a", LIMITS, || -> u8 { std::panic::resume_unwind(Box::new("boom")) });
        assert_eq!(panicked, Err(Interrupted::Panicked("boom".to_owned())));
    }

    #[test]
    fn an_endless_run_is_given_up() {
        let short = Limits { longest: Duration::from_millis(1), ..LIMITS };
        let endless = || std::thread::sleep(Duration::from_secs(5));
        assert_eq!(alone("a", short, endless), Err(Interrupted::TimedOut));
    }
}
