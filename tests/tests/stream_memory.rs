//! A file that is read as a stream is never held in memory.

use std::alloc::System;

use cap::Cap;
use client_runtime::{CallOptions, ClientBuilder, ClientInner, Method, Operation, RawCall};
use tests::server::{Framing, Reply, Server};

/// Counts what is allocated, the server's own bytes included.
#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, usize::MAX);

/// What the server repeats without end.
const PIECE: usize = 1 << 20;

/// How much is read: a gibibyte.
const ALL: usize = 1 << 30;

#[test]
fn a_download_needs_no_memory_of_its_size() {
    let reply = Reply::new(200).body("x".repeat(PIECE)).framing(Framing::Endless);
    let server = Server::always(reply);
    let builder: ClientBuilder<ClientInner> = ClientBuilder::new(server.url(), "test");
    let inner = builder.retry(1).build().expect("good settings");
    let mut stream = RawCall::new(&inner, &Operation::RAW, Method::GET, "/file").query("a", "b").stream();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let before = ALLOCATOR.allocated();
    let (read, most) = runtime.block_on(async {
        let (mut read, mut most) = (0, 0);
        while read < ALL {
            read += stream.next().await.expect("it never ends").expect("bytes").len();
            most = most.max(ALLOCATOR.allocated());
        }
        (read, most)
    });
    assert!(read >= ALL);
    let held = most.saturating_sub(before);
    assert!(held < 32 << 20, "{held} bytes for {read}");
}
