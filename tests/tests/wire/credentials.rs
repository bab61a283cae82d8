//! Where a token may go: over TLS or to this machine, and never through a proxy that happens to be in the environment.

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use std::{env, fmt};

use partner_center::models::CustomerUser;
use partner_center::runtime::{BoxFuture, Chunks, RequestBody, Transport, TransportError, TransportFailure};
use partner_center::{AccessToken, Client, ErrorKind};
use rstest::rstest;
use tests::server::{Reply, Server};

use crate::support::failure;

/// Connects to nothing and counts how often it should have.
#[derive(Clone, Default)]
struct Counter(Arc<AtomicUsize>);

impl Transport for Counter {
    fn send(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<Box<dyn Chunks>>, TransportError>> {
        for name in ["authorization", "x-key", "ms-cv"] {
            assert!(request.headers()[name].is_sensitive(), "a transport that prints `{name}` must not show its value");
        }
        self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(async { Err(TransportError::new(TransportFailure::NotConnected, fmt::Error)) })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

/// How often a call to `base_url` reaches the transport, and what kind of error it gives.
async fn reach(base_url: &str) -> (usize, ErrorKind) {
    let counter = Counter::default();
    let builder = Client::builder().base_url(base_url).retry(1).header("x-key", "k");
    let provider = || async { Ok(AccessToken::new("t")) };
    let client = builder.transport(counter.clone()).token_provider(provider).build().expect("the settings are good");
    let call = client.manage_customer_accounts().update_customer("c", "u", CustomerUser::new());
    let error = call.ms_cv("cv").await.expect_err("there is no connection");
    (counter.0.load(Ordering::SeqCst), error.kind())
}

#[rstest]
#[case::name("http://api.partnercenter.microsoft.com")]
#[case::capitals("HTTP://EXAMPLE.COM")]
#[case::port_of_tls("http://example.com:443")]
#[case::looks_like_loopback("http://127.0.0.1.evil.example")]
#[case::looks_like_localhost("http://localhost.evil.example")]
#[case::evil_localhost("http://evil-localhost")]
#[case::any_address("http://0.0.0.0")]
#[case::private_address("http://10.0.0.1")]
#[case::metadata_address("http://169.254.169.254")]
#[case::any_address_6("http://[::]")]
#[case::mapped_address("http://[::ffff:10.0.0.1]")]
#[tokio::test]
async fn r53_tokens_are_not_sent_in_clear(#[case] base_url: &str) {
    assert_eq!(reach(base_url).await, (0, ErrorKind::Credentials));
}

#[rstest]
#[case::tls("https://api.partnercenter.microsoft.com")]
#[case::tls_in_capitals("HTTPS://EXAMPLE.COM")]
#[case::tls_on_another_port("https://10.0.0.1:8443/api")]
#[case::loopback("http://127.0.0.1:8080")]
#[case::all_of_loopback("http://127.255.255.254")]
#[case::loopback_as_a_number("http://2130706433")]
#[case::loopback_6("http://[::1]:8080")]
#[case::localhost("http://LocalHost:8080")]
#[tokio::test]
async fn r53_tokens_are_sent_over_tls_and_to_this_machine(#[case] base_url: &str) {
    assert_eq!(reach(base_url).await, (1, ErrorKind::Connect));
}

#[tokio::test]
async fn r53_without_a_token_nothing_is_sent() {
    let server = Server::always(Reply::new(200));
    let client = Client::builder().base_url(server.url()).build().unwrap();
    let users = client.manage_customer_accounts();
    failure(users.update_customer("c", "u", CustomerUser::new()).await, ErrorKind::Credentials);
    assert_eq!(server.connections(), 0);
}

const TARGET: &str = "WIRE_TEST_TARGET";

/// A token for this machine would go to the proxy in clear, so the variables that name one must not count.
#[test]
fn r74_proxies_of_the_environment_are_not_used() {
    let proxy = Server::always(Reply::json(200, r#"{"id":"from the proxy"}"#));
    let target = Server::always(Reply::json(200, r#"{"id":"x"}"#));
    let mut child = Command::new(env::current_exe().unwrap());
    child.args(["--exact", "credentials::child_of_r74", "--ignored"]).env(TARGET, target.url());
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "HTTPS_PROXY", "https_proxy"] {
        child.env(name, proxy.url());
    }
    let output = child.env_remove("NO_PROXY").env_remove("no_proxy").output().unwrap();
    let seen: Vec<_> = proxy.requests().into_iter().map(|request| request.target).collect();
    assert!(seen.is_empty(), "the proxy was asked for {seen:?}, with the token");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert_eq!(target.requests().len(), 1);
}

#[tokio::test]
#[ignore = "another test runs it in a process of its own"]
async fn child_of_r74() {
    let Ok(target) = env::var(TARGET) else { return };
    let client = Client::builder().base_url(target).bearer_token("t").retry(1).build().unwrap();
    let users = client.manage_customer_accounts();
    let user = users.update_customer("c", "u", CustomerUser::new()).await.unwrap().unwrap();
    assert_eq!(user.id.as_deref(), Some("x"));
}
