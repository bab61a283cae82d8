//! The settings of the default transport, over real connections: none takes away what keeps a client safe.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use base64::prelude::{BASE64_STANDARD as STANDARD, Engine as _};
use partner_center::runtime::{ReqwestBuilder, ReqwestTransport};
use partner_center::{Client, ErrorKind};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rstest::rstest;
use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};

use crate::sockets::{deaf, listen, run};
use crate::{Updated, secs};

const ANSWER: &str = "HTTP/1.1 302 Found\r\nlocation: https://elsewhere.test/\r\ncontent-length: 0\r\n\r\n";

/// What an update over this transport gives.
fn updated(builder: ReqwestBuilder, base_url: &str) -> Updated {
    let client = Client::builder().base_url(base_url).bearer_token("t").deadline(secs(20)).retry(1);
    run(&client.transport(builder.build().expect("good settings")).build().expect("good settings"))
}

/// The lines of a request's head.
fn head(stream: &mut impl Read) -> Vec<String> {
    BufReader::new(stream).lines().map_while(Result::ok).take_while(|line| !line.is_empty()).collect()
}

/// Answers each connection with a redirect, and tells what came.
fn serve(
    listener: TcpListener,
    wrap: impl Fn(TcpStream) -> Option<Box<dyn Stream>> + Send + 'static,
) -> Receiver<Vec<String>> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            stream.set_read_timeout(Some(secs(10))).expect("a socket");
            let Some(mut stream) = wrap(stream) else { continue };
            let head = head(&mut stream);
            // A client that has gone says so itself.
            let _ = stream.write_all(ANSWER.as_bytes());
            let _ = sender.send(head);
        }
    });
    receiver
}

trait Stream: Read + Write {}
impl<T: Read + Write> Stream for T {}

#[track_caller]
fn is_redirect(result: Updated) {
    let error = result.expect_err("a redirect is not followed");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Status, 1), "{error}");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(302));
}

#[test]
fn a_proxy_gets_all_requests_with_its_own_password() {
    let (listener, port) = listen();
    let heads = serve(listener, |stream| Some(Box::new(stream)));
    let builder = ReqwestTransport::builder().proxy(format!("http://user:secret@127.0.0.1:{port}"));
    assert!(!format!("{builder:?}").contains("secret"));
    is_redirect(updated(builder, "http://localhost:1"));
    let head = heads.recv_timeout(secs(10)).expect("a request");
    assert!(head[0].starts_with("PATCH http://localhost:1/v1/customers/c/users/u HTTP/1.1"), "{head:?}");
    assert!(
        head.iter().any(|line| line.eq_ignore_ascii_case("proxy-authorization: Basic dXNlcjpzZWNyZXQ=")),
        "{head:?}"
    );
    assert!(!head.iter().any(|line| line.to_ascii_lowercase().starts_with("referer")));
}

/// A server with this certificate, which asks clients for one by the same authority if it is to.
fn tls(made: &CertifiedKey<rcgen::KeyPair>, asks: Asks) -> ServerConfig {
    let provider = Arc::new(default_provider());
    let builder = ServerConfig::builder_with_provider(Arc::clone(&provider));
    let builder = builder.with_safe_default_protocol_versions().expect("versions");
    let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
    let builder = match asks {
        Asks::Nobody => builder.with_no_client_auth(),
        Asks::Clients => {
            let mut roots = RootCertStore::empty();
            roots.add(made.cert.der().clone()).expect("a root");
            let verifier = WebPkiClientVerifier::builder_with_provider(roots.into(), provider).build();
            builder.with_client_cert_verifier(verifier.expect("a verifier"))
        }
    };
    builder.with_single_cert(vec![made.cert.der().clone()], key.into()).expect("a key")
}

/// DER in PEM (RFC 7468).
fn pem(label: &str, der: &[u8]) -> String {
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", STANDARD.encode(der))
}

#[derive(Clone, Copy)]
enum Asks {
    Nobody,
    Clients,
}

#[rstest]
#[case::root(Asks::Nobody, false)]
#[case::root_and_client(Asks::Clients, true)]
fn certificates_of_ones_own(#[case] asks: Asks, #[case] shows: bool) {
    let made = generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    let config = Arc::new(tls(&made, asks));
    let (listener, port) = listen();
    let heads = serve(listener, move |stream| {
        let connection = ServerConnection::new(Arc::clone(&config)).expect("a connection");
        Some(Box::new(StreamOwned::new(connection, stream)))
    });
    let url = format!("https://localhost:{port}");
    let error = updated(ReqwestTransport::builder(), &url).expect_err("nobody knows the certificate");
    assert_eq!(error.kind(), ErrorKind::Tls, "{error}");
    let _ = heads.recv_timeout(secs(10));
    let trusting = ReqwestTransport::builder().root_certificate(pem("CERTIFICATE", made.cert.der()));
    let trusting = match shows {
        true => trusting.client_certificate(
            pem("CERTIFICATE", made.cert.der()) + &pem("PRIVATE KEY", &made.signing_key.serialize_der()),
        ),
        false => trusting,
    };
    is_redirect(updated(trusting, &url));
}

#[rstest]
#[case::http1(ReqwestTransport::builder().http1_only(), "PATCH /v1/customers/c/users/u HTTP/1.1")]
#[case::http2(ReqwestTransport::builder().http2_only(), "PRI * HTTP/2.0")]
fn the_version_of_http_is_a_setting(#[case] builder: ReqwestBuilder, #[case] line: &str) {
    let (listener, port) = listen();
    let heads = serve(listener, |stream| Some(Box::new(stream)));
    let _ = updated(builder, &format!("http://127.0.0.1:{port}"));
    assert_eq!(heads.recv_timeout(secs(10)).expect("a request")[0], line);
}

#[rstest]
#[case::proxy(ReqwestTransport::builder().proxy("http://user:secret@"), "the proxy is not a URL of http or https")]
#[case::socks(ReqwestTransport::builder().proxy("socks5://secret:1080"), "the proxy is not a URL of http or https")]
#[case::root(ReqwestTransport::builder().root_certificate("secret"), "there is no root certificate in the PEM")]
#[case::client(
    ReqwestTransport::builder().client_certificate("secret").proxy("secret"),
    "there is no certificate with a private key in the PEM"
)]
fn settings_that_are_wrong_are_errors_that_do_not_show_them(#[case] builder: ReqwestBuilder, #[case] words: &str) {
    let error = builder.build().expect_err("it cannot be used");
    let cause = std::error::Error::source(&error).expect("a cause").to_string();
    assert_eq!(cause, words);
    assert!(!format!("{error} {error:?}").contains("secret"));
}

#[rstest]
#[case::of_the_transport(Some(ReqwestTransport::builder().connect_timeout(Duration::from_millis(200))))]
#[case::of_the_client(None)]
fn a_connection_that_does_not_come_about(#[case] builder: Option<ReqwestBuilder>) {
    // A listener whose queue is full takes no more connections; those that fill it are kept open.
    let (socket, port) = deaf();
    socket.listen(0).expect("a free port");
    let address = (Ipv4Addr::LOCALHOST, port).into();
    let mut queue = Vec::new();
    while let Ok(stream) = TcpStream::connect_timeout(&address, Duration::from_millis(500)) {
        queue.push(stream);
    }
    let client = Client::builder().base_url(format!("http://127.0.0.1:{port}")).bearer_token("t").retry(1);
    let client = match builder {
        Some(builder) => client.transport(builder.build().expect("good settings")),
        None => client.connect_timeout(Duration::from_millis(200)),
    };
    let start = Instant::now();
    let error = run(&client.build().expect("good settings")).expect_err("there is no connection");
    assert_eq!(error.kind(), ErrorKind::Connect, "{error}");
    assert!(start.elapsed() < secs(8), "the default is ten seconds");
}
