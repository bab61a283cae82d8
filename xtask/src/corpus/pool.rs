//! Work on several documents at the same time.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::thread;

/// Does the work for each item, `jobs` at a time. The results come in the order in which they are finished.
pub(super) fn all<T: Sync, R: Send>(items: &[T], jobs: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
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

#[cfg(test)]
mod tests {
    use super::all;

    #[test]
    fn each_item_is_worked_on_once() {
        let items: Vec<usize> = (0..100).collect();
        let mut results = all(&items, 7, |item| item * 2);
        results.sort_unstable();
        assert_eq!(results, (0..100).map(|item| item * 2).collect::<Vec<_>>());
        assert!(all(&Vec::<u8>::new(), 7, |item| *item).is_empty());
    }
}
