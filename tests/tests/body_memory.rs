//! R24, R28: what a client holds of a body without end is its limit, and little more.

use std::alloc::System;
use std::time::Duration;

use cap::Cap;
use partner_center::models::CustomerUser;
use partner_center::{Client, ErrorKind};
use tests::server::{Framing, Reply, Server};

/// Counts what is allocated, the server's own bytes included.
#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, usize::MAX);

/// What the server repeats without end.
const PIECE: usize = 64 << 10;

#[test]
fn r24_r28_a_gibibyte_for_a_model_of_a_kilobyte() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    // One limit for both, since the body of an error has one of its own: 1 MiB.
    for (status, limit, kind) in [(200, 4 << 20, ErrorKind::TooLarge), (500, 1 << 20, ErrorKind::Status)] {
        let reply = Reply::json(status, "x".repeat(PIECE)).framing(Framing::Endless);
        let server = Server::always(reply);
        let client = Client::builder().base_url(server.url()).bearer_token("t").retry(1).body_limit(4 << 20);
        let client = client.deadline(Duration::from_secs(60)).build().expect("good settings");
        let call = client.manage_customer_accounts().update_customer("c", "u", CustomerUser::new());
        let before = ALLOCATOR.allocated();
        let most = runtime.block_on(async {
            let mut most = 0;
            let mut call = std::pin::pin!(call.send());
            let error = std::future::poll_fn(|context| {
                let polled = call.as_mut().poll(context);
                most = most.max(ALLOCATOR.allocated());
                polled
            });
            assert_eq!(error.await.expect_err("it never ends").kind(), kind);
            most
        });
        // A vector that grows is twice as large for a moment; the rest are the buffers of both sides.
        let held = most.saturating_sub(before);
        assert!(held > limit / 2 && held < 2 * limit + (1 << 20), "{status}: {held} bytes for a limit of {limit}");
    }
}
