//! A progress line on a terminal; nothing elsewhere.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// A line that counts finished items and names those in progress.
pub struct Progress {
    bar: ProgressBar,
    running: Mutex<Vec<String>>,
}

impl Progress {
    /// A line that begins with `what`.
    pub fn new(what: &'static str, total: usize) -> Self {
        let bar = ProgressBar::new(total as u64).with_prefix(what);
        if let Ok(style) = ProgressStyle::with_template("{prefix} {pos}/{len} {elapsed} {wide_msg}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { bar, running: Mutex::new(Vec::new()) }
    }

    /// Names an item in progress until the result is dropped.
    pub fn begin(&self, name: &str) -> Running<'_> {
        self.update(|running| running.push(name.to_owned()));
        Running { progress: self, name: name.to_owned() }
    }

    /// Counts an item that was not begun here.
    pub fn done(&self, name: &str) {
        self.bar.inc(1);
        self.bar.set_message(name.to_owned());
    }

    /// Removes the line.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }

    fn update(&self, change: impl FnOnce(&mut Vec<String>)) {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut running);
        // The oldest first, so that slow items keep their position.
        self.bar.set_message(running.join(", "));
    }
}

/// An item in progress.
pub struct Running<'a> {
    progress: &'a Progress,
    name: String,
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.progress.bar.inc(1);
        self.progress.update(|running| {
            if let Some(index) = running.iter().position(|name| *name == self.name) {
                running.remove(index);
            }
        });
    }
}
