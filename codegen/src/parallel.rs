//! Runs independent work on all cores and keeps the results in order.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// The stack of a worker: types are printed as deeply as they are nested.
const STACK: usize = 16 * 1024 * 1024;

/// Calls `work` for each item. Where no more threads can be had, the caller's own does it all.
pub(crate) fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let share = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { return done };
            done.push((index, work(item)));
        }
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let mut done = thread::scope(|scope| {
        let worker = |_| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, share).ok();
        let workers: Vec<_> = (1..cores.min(items.len())).filter_map(worker).collect();
        let own = share();
        let others = workers.into_iter().flat_map(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic)));
        own.into_iter().chain(others).collect::<Vec<_>>()
    });
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::map;

    #[test]
    fn the_results_are_in_order() {
        let items: Vec<usize> = (0..1000).collect();
        assert_eq!(map(&items, |item| item * 2), (0..1000).map(|item| item * 2).collect::<Vec<_>>());
        assert!(map(&Vec::<u8>::new(), |item| *item).is_empty());
    }

    #[test]
    #[should_panic(expected = "of the work")]
    fn a_panic_of_the_work_reaches_the_caller() {
        map(&[1; 100], |item| assert!(*item != 1, "of the work"));
    }
}
