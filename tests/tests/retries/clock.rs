//! A clock that stands still while anybody works, and jumps to the next alarm once all wait.

use std::collections::BTreeSet;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, Instant};

#[derive(Clone)]
pub(crate) struct Clock {
    start: Instant,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    passed: Duration,
    alarms: BTreeSet<(Duration, u64)>,
    made: u64,
}

impl Clock {
    pub(crate) fn new() -> Self {
        Self { start: Instant::now(), state: Arc::default() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no test panics while it holds the clock")
    }

    /// The time since the clock was made.
    pub(crate) fn passed(&self) -> Duration {
        self.state().passed
    }

    pub(crate) fn now(&self) -> Instant {
        self.start + self.passed()
    }

    pub(crate) fn sleep(&self, duration: Duration) -> Sleep {
        let mut state = self.state();
        state.made += 1;
        let alarm = (state.passed.saturating_add(duration), state.made);
        state.alarms.insert(alarm);
        Sleep { clock: self.clone(), alarm }
    }

    /// Runs `future` to its end.
    pub(crate) fn run<F: Future>(&self, future: F) -> F::Output {
        self.run_all([future]).remove(0)
    }

    /// Runs all `futures` at the same time, each to its end.
    pub(crate) fn run_all<F: Future>(&self, futures: impl IntoIterator<Item = F>) -> Vec<F::Output> {
        let mut tasks: Vec<_> = futures.into_iter().map(|future| (Box::pin(future), None)).collect();
        let woken = Arc::new(Woken(AtomicBool::new(true)));
        let waker = Waker::from(Arc::clone(&woken));
        while tasks.iter().any(|(_, output)| output.is_none()) {
            if !woken.0.swap(false, Ordering::SeqCst) {
                self.advance();
            }
            for (task, output) in &mut tasks {
                if output.is_none()
                    && let Poll::Ready(value) = task.as_mut().poll(&mut Context::from_waker(&waker))
                {
                    *output = Some(value);
                }
            }
        }
        tasks.into_iter().filter_map(|(_, output)| output).collect()
    }

    fn advance(&self) {
        let mut state = self.state();
        let passed = state.passed;
        let next = state.alarms.iter().find(|(due, _)| *due > passed);
        state.passed = next.expect("all wait, and no alarm is set: this would hang for ever").0;
    }
}

struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// Ends when its alarm is due. A dropped one no longer holds up the clock.
pub(crate) struct Sleep {
    clock: Clock,
    alarm: (Duration, u64),
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if self.clock.passed() >= self.alarm.0 { Poll::Ready(()) } else { Poll::Pending }
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        self.clock.state().alarms.remove(&self.alarm);
    }
}

#[test]
fn the_clock_jumps_from_alarm_to_alarm_in_their_order() {
    let clock = Clock::new();
    let seconds = |count| {
        let clock = clock.clone();
        async move {
            clock.sleep(Duration::from_secs(count)).await;
            clock.passed().as_secs()
        }
    };
    assert_eq!(clock.run_all([seconds(3), seconds(1), seconds(0)]), [3, 1, 0]);
    assert_eq!(clock.passed(), Duration::from_secs(3));
    assert!(clock.state().alarms.is_empty());
}

#[test]
#[should_panic(expected = "no alarm is set")]
fn waiting_for_nothing_is_noticed() {
    Clock::new().run(pin!(std::future::pending::<()>()));
}
