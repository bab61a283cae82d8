//! A file that is read or sent as a stream is never held in memory.

use std::alloc::System;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use cap::Cap;
use client_runtime::{CallOptions, ClientBuilder, ClientInner, Method, Operation, RawCall, RequestBody};
use tests::server::{Framing, Reply, Server};

/// Counts what is allocated, the server's own bytes included.
#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, usize::MAX);

/// What the server repeats without end.
const PIECE: usize = 1 << 20;

/// How much is read: a gibibyte.
const ALL: usize = 1 << 30;

#[test]
fn streams_need_no_memory_of_their_size() {
    a_download_needs_no_memory_of_its_size();
    an_upload_needs_no_memory_of_its_size();
}

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

/// Takes one request and forgets it as it comes; gives the number of bytes.
fn sink(listener: &TcpListener) -> std::io::Result<usize> {
    let (mut stream, _) = listener.accept()?;
    let (mut buffer, mut read, mut tail) = (vec![0; PIECE], 0, Vec::new());
    while !tail.ends_with(b"\r\n0\r\n\r\n") {
        let count = stream.read(&mut buffer)?;
        read += count;
        tail.extend_from_slice(&buffer[count.saturating_sub(8)..count]);
        tail.drain(..tail.len().saturating_sub(8));
    }
    stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n")?;
    Ok(read)
}

/// In one test with the other, as they count the same memory.
fn an_upload_needs_no_memory_of_its_size() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let server = std::thread::spawn(move || sink(&listener));
    let builder: ClientBuilder<ClientInner> = ClientBuilder::new(&url, "test");
    let inner = builder.retry(1).build().expect("good settings");
    let most = Arc::new(AtomicUsize::new(0));
    let before = ALLOCATOR.allocated();
    let reader = tokio::io::AsyncReadExt::take(tokio::io::repeat(b'x'), ALL as u64);
    let peak = most.clone();
    let watch = move |_| {
        peak.fetch_max(ALLOCATOR.allocated(), Ordering::Relaxed);
    };
    let body = RequestBody::from_reader(None, reader).watched(watch);
    let call = RawCall::new(&inner, &Operation::RAW, Method::PUT, "/file").body("application/octet-stream", body);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(call.into_future()).expect("a success");
    let received = server.join().expect("no panic").expect("a request");
    assert!(received >= ALL);
    let held = most.load(Ordering::Relaxed).saturating_sub(before);
    assert!(held < 32 << 20, "{held} bytes for {received}");
}
