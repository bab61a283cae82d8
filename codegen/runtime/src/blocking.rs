//! [`Wait`]: calls without async, for programs that have no runtime of their own.

use std::pin::pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use tokio::runtime::{Builder, Runtime};

/// Waits for a call where there is no async. All that can be awaited can be waited for: calls, their `.send()`, and the next item of
/// a stream.
///
/// ```text
/// use petstore::Wait;
///
/// let pet = client.pets().get(7).wait()?;
/// let mut pets = client.pets().list().items();
/// while let Some(pet) = pets.next().wait() {
///     println!("{:?}", pet?);
/// }
/// ```
///
/// The connections of calls are kept up by one thread in the background, which begins with the first of them. Inside of async code it
/// blocks its thread, so `.await` is the better word there.
pub trait Wait: IntoFuture + Sized {
    /// Blocks this thread until the result is there.
    fn wait(self) -> Self::Output {
        // Without a runtime the transport says why it cannot send.
        let _entered = runtime().map(Runtime::enter);
        block_on(self.into_future())
    }
}

impl<F: IntoFuture> Wait for F {}

/// The runtime that connections and timers belong to; `None` if the system gives no thread.
fn runtime() -> Option<&'static Runtime> {
    static RUNTIME: OnceLock<Option<Runtime>> = OnceLock::new();
    let build = || Builder::new_multi_thread().worker_threads(1).thread_name("client").enable_all().build().ok();
    RUNTIME.get_or_init(build).as_ref()
}

/// Polls on this thread, whatever runtime it belongs to: tokio's own way panics inside of another runtime.
fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            // A wake-up before this is not lost, and one without a reason does no harm.
            Poll::Pending => thread::park(),
        }
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}
