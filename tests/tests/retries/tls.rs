//! Servers that a client cannot agree with on TLS, over real connections: they would refuse the next time too.

use std::io::{Read, Result, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use partner_center::ErrorKind;
use rstest::rstest;
use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::{ServerConfig, ServerConnection};

use crate::secs;
use crate::sockets::{client, listen, run};

/// Waits for the first record of a handshake.
fn greeted(stream: &mut TcpStream) -> Result<()> {
    let mut head = [0; 5];
    stream.read_exact(&mut head)?;
    assert_eq!(head[0], 22, "the client begins with a TLS handshake");
    stream.read_exact(&mut vec![0; usize::from(u16::from_be_bytes([head[3], head[4]]))])
}

fn plain_text(stream: &mut TcpStream) -> Result<()> {
    greeted(stream)?;
    stream.write_all(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n")
}

/// The alert `handshake_failure`: no version or cipher in common.
fn alert(stream: &mut TcpStream) -> Result<()> {
    greeted(stream)?;
    stream.write_all(&[21, 3, 3, 0, 2, 2, 40])
}

fn end(stream: &mut TcpStream) -> Result<()> {
    greeted(stream)
}

/// Shows a certificate that was made a moment ago, so that nobody has reason to trust it.
fn untrusted(stream: &mut TcpStream) -> Result<()> {
    let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).expect("a certificate");
    let builder = ServerConfig::builder_with_provider(Arc::new(default_provider()));
    let builder = builder.with_safe_default_protocol_versions().expect("versions").with_no_client_auth();
    let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
    let config = builder.with_single_cert(vec![made.cert.der().clone()], key.into()).expect("a key");
    let mut connection = ServerConnection::new(Arc::new(config)).expect("a connection");
    connection.complete_io(stream).map(drop)
}

#[rstest]
#[case::plain_text(plain_text)]
#[case::alert(alert)]
#[case::end(end)]
#[case::untrusted(untrusted)]
fn r08_what_fails_in_the_handshake_is_not_tried_again(#[case] act: fn(&mut TcpStream) -> Result<()>) {
    let (listener, port) = listen();
    let connections = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&connections);
    thread::spawn(move || {
        for stream in listener.incoming() {
            counted.fetch_add(1, Ordering::SeqCst);
            // What goes wrong here shows at the client.
            let _ =
                stream.and_then(|mut stream| stream.set_read_timeout(Some(secs(5))).and_then(|()| act(&mut stream)));
        }
    });
    let error = run(&client("https", port)).unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Tls, 1), "{error}");
    assert_eq!(connections.load(Ordering::SeqCst), 1);
    assert!(!error.outcome_unknown() && !error.is_retryable());
}
