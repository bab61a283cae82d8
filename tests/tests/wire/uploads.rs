//! Bodies that are streams, over a real connection.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use partner_center::runtime::{FilePart, Method, RawCall, RequestBody};
use partner_center::{Client, ErrorKind};
use tests::server::{Reply, Server};

use crate::support::builder;

const OCTETS: &str = "application/octet-stream";

/// More than is read at a time.
const LENGTH: usize = 200_000;

fn client(server: &Server) -> Client {
    builder(server).retry(2).build().expect("the settings are good")
}

fn put(server: &Server, body: RequestBody) -> RawCall {
    client(server).request(Method::PUT, "/file").body(OCTETS, body)
}

/// A file in a folder of its own.
fn file() -> (tempfile::TempDir, std::path::PathBuf, Vec<u8>) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("backup.tar");
    let bytes: Vec<u8> = (0..LENGTH).map(|index| (index % 251) as u8).collect();
    std::fs::write(&path, &bytes).expect("a file");
    (folder, path, bytes)
}

#[tokio::test]
async fn a_file_is_sent_with_its_length_and_sent_again() {
    let (_folder, path, bytes) = file();
    let server = Server::sequence([Reply::new(503), Reply::new(204)]);
    let sent = Arc::new(AtomicU64::new(0));
    let most = sent.clone();
    let body = RequestBody::from_path(&path).expect("a file");
    let body = body.watched(move |count| most.store(count, Ordering::Relaxed));
    put(&server, body).await.expect("the second attempt");
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    for request in requests {
        assert_eq!(request.header("content-length"), Some("200000"));
        assert_eq!(request.header("transfer-encoding"), None);
        assert!(request.body == bytes, "the bytes of the file");
    }
    assert_eq!(sent.load(Ordering::Relaxed), 200_000);
}

#[tokio::test]
async fn a_reader_is_sent_in_chunks_and_once() {
    let (_folder, path, bytes) = file();
    let server = Server::always(Reply::new(503));
    let reader = tokio::fs::File::open(&path).await.expect("a file");
    let error = put(&server, RequestBody::from_reader(None, reader)).await.expect_err("the server is down");
    assert!(error.to_string().contains("not repeated, because its body could be read only once"), "{error}");
    let request = server.request();
    assert_eq!((request.header("transfer-encoding"), request.header("content-length")), (Some("chunked"), None));
    assert!(request.body == bytes, "the bytes of the reader");
}

#[tokio::test]
async fn a_file_that_is_gone_is_an_error_of_the_request() {
    let (folder, path, _) = file();
    let server = Server::always(Reply::new(204));
    let body = RequestBody::from_path(&path).expect("a file");
    drop(folder);
    let error = put(&server, body).await.expect_err("there is no file");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Request, 1));
    assert!(error.to_string().contains("the body could not be read: No such file"), "{error}");
    assert!(RequestBody::from_path(&path).is_err() && FilePart::from_path(&path).is_err());
}

#[test]
fn what_is_shown_is_how_long_it_is() {
    let (_folder, path, _) = file();
    let part = FilePart::from_path(&path).expect("a file");
    assert_eq!(format!("{part:?}"), r#""backup.tar", a stream of 200000 bytes"#);
    let reader = RequestBody::from_reader(None, tokio::io::empty());
    assert_eq!(format!("{reader:?} {:?}", RequestBody::from("four")), "a stream 4 bytes");
    assert!(reader == reader.clone() && RequestBody::from("a") == RequestBody::from("a") && part != FilePart::new("a"));
}
