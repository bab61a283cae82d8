//! Token providers, and what happens when the server refuses a token.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};
use std::time::Duration;

use partner_center::models::CustomerUser;
use partner_center::runtime::BoxError;
use partner_center::{AccessToken, Client, ErrorKind, TokenProvider};
use rstest::rstest;
use tests::server::{Reply, Request, Server};
use tokio::task::JoinSet;

use crate::support::{builder, client, failure};

/// Gives `token-1`, `token-2` and so on, and counts.
#[derive(Clone, Default)]
struct Numbered(Arc<AtomicUsize>);

impl Numbered {
    fn provider(&self) -> impl TokenProvider {
        self.living(Duration::from_secs(3600))
    }

    fn living(&self, life: Duration) -> impl TokenProvider + use<> {
        let asked = Arc::clone(&self.0);
        move || {
            let number = asked.fetch_add(1, Ordering::SeqCst) + 1;
            async move {
                tokio::time::sleep(Duration::from_millis(5)).await;
                Ok::<_, BoxError>(AccessToken::new(format!("token-{number}")).expires_in(life))
            }
        }
    }

    fn asked(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

fn with_provider(server: &Server, provider: impl TokenProvider) -> Client {
    builder(server).token_provider(provider).build().expect("the settings are good")
}

async fn update(client: &Client) -> Result<(), partner_center::Error> {
    client.manage_customer_accounts().update_customer("c", "u", CustomerUser::new()).await?;
    Ok(())
}

fn tokens(server: &Server) -> Vec<String> {
    let token = |request: Request| request.header("authorization").unwrap_or("none").to_owned();
    server.requests().into_iter().map(token).collect()
}

/// Refuses `token-1` alone.
fn refusing_the_first() -> Server {
    Server::start(|request, _| match request.header("authorization") {
        Some("Bearer token-1") => Reply::new(401),
        _ => Reply::new(200),
    })
}

#[tokio::test]
async fn r58_one_refresh_after_401() {
    let server = refusing_the_first();
    let numbered = Numbered::default();
    let client = with_provider(&server, numbered.provider());
    update(&client).await.unwrap();
    update(&client).await.unwrap();
    assert_eq!(tokens(&server), ["Bearer token-1", "Bearer token-2", "Bearer token-2"]);
    assert_eq!(numbered.asked(), 2);
    let requests = server.requests();
    assert_eq!(requests[0].header("ms-requestid"), requests[1].header("ms-requestid"), "still the same call");
    assert_eq!(requests[0].header("ms-correlationid"), requests[1].header("ms-correlationid"));
    assert_ne!(requests[1].header("ms-requestid"), requests[2].header("ms-requestid"));
}

#[tokio::test]
async fn r58_no_loop() {
    let server = Server::always(Reply::json(401, r#"{"code":900420}"#));
    let numbered = Numbered::default();
    let client = with_provider(&server, numbered.provider());
    let error = failure(update(&client).await, ErrorKind::Status);
    assert_eq!((error.status().unwrap().as_u16(), error.body()), (401, &br#"{"code":900420}"#[..]));
    assert_eq!(error.attempts(), 2);
    assert_eq!(tokens(&server), ["Bearer token-1", "Bearer token-2"]);
    assert_eq!(numbered.asked(), 2);
}

#[tokio::test]
async fn r58_a_fixed_token_is_not_sent_again() {
    let server = Server::always(Reply::new(401));
    let error = failure(update(&client(&server)).await, ErrorKind::Status);
    assert_eq!((error.attempts(), server.requests().len()), (1, 1));
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn r58_other_refusals_do_not_renew_the_token() {
    for status in [400, 403, 407] {
        let server = Server::always(Reply::new(status));
        let numbered = Numbered::default();
        failure(update(&with_provider(&server, numbered.provider())).await, ErrorKind::Status);
        assert_eq!((numbered.asked(), server.requests().len()), (1, 1), "{status}");
    }
}

const MANY: usize = 16;

async fn many(client: &Client) {
    let mut calls = JoinSet::new();
    for _ in 0..MANY {
        let client = client.clone();
        calls.spawn(async move { update(&client).await });
    }
    for result in calls.join_all().await {
        result.expect("each call succeeds in the end");
    }
}

#[rstest]
#[case::one_thread(1)]
#[case::four_threads(4)]
#[test]
fn r58_concurrent_401s_make_one_refresh(#[case] threads: usize) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(threads).enable_all().build().unwrap();
    // Nobody is refused before all have sent the first token.
    let all_here = Barrier::new(MANY);
    let server = Server::start(move |request, _| match request.header("authorization") {
        Some("Bearer token-1") => {
            all_here.wait();
            Reply::new(401)
        }
        _ => Reply::new(200),
    });
    let numbered = Numbered::default();
    runtime.block_on(many(&with_provider(&server, numbered.provider())));
    assert_eq!(numbered.asked(), 2, "one for all to begin with, one for all after the refusals");
    let tokens = tokens(&server);
    assert_eq!(tokens.len(), 2 * MANY);
    assert_eq!(tokens.iter().filter(|token| *token == "Bearer token-2").count(), MANY);
}

#[tokio::test]
async fn r58_a_token_is_kept_until_it_is_about_to_expire() {
    for (life, asked) in [(3600, 1), (61, 1), (60, 3), (0, 3)] {
        let server = Server::always(Reply::new(200));
        let numbered = Numbered::default();
        let client = with_provider(&server, numbered.living(Duration::from_secs(life)));
        for _ in 0..3 {
            update(&client).await.unwrap();
        }
        assert_eq!((numbered.asked(), server.requests().len()), (asked, 3), "{life} seconds");
    }
}

#[tokio::test]
async fn r57_a_failing_provider() {
    let server = Server::always(Reply::new(200));
    let client = with_provider(&server, || async { Err::<AccessToken, BoxError>("the vault is locked".into()) });
    let error = failure(update(&client).await, ErrorKind::Credentials);
    assert!(error.to_string().contains("the vault is locked"), "{error}");
    assert_eq!((error.attempts(), error.operation()), (0, Some("UpdateCustomer")));
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn r57_a_provider_that_fails_only_to_refresh() {
    let server = refusing_the_first();
    let asked = AtomicUsize::new(0);
    let client = with_provider(&server, move || {
        let first = asked.fetch_add(1, Ordering::SeqCst) == 0;
        async move { if first { Ok(AccessToken::new("token-1")) } else { Err::<_, BoxError>("no more".into()) } }
    });
    let error = failure(update(&client).await, ErrorKind::Credentials);
    assert_eq!((error.attempts(), server.requests().len()), (1, 1));
}

#[tokio::test]
async fn r57_a_slow_provider() {
    let server = Server::always(Reply::new(200));
    let asked = AtomicUsize::new(0);
    let client = with_provider(&server, move || {
        let first = asked.fetch_add(1, Ordering::SeqCst) == 0;
        async move {
            if first {
                std::future::pending::<()>().await;
            }
            Ok::<_, BoxError>(AccessToken::new("second"))
        }
    });
    let users = client.manage_customer_accounts();
    let call = users.update_customer("c", "u", CustomerUser::new()).deadline(Duration::from_millis(50));
    let error = failure(call.await, ErrorKind::Timeout);
    assert_eq!((error.attempts(), server.connections()), (0, 0));
    assert!(!error.outcome_unknown(), "nothing was sent");
    // The next call asks again instead of waiting for the first.
    update(&client).await.unwrap();
    assert_eq!(tokens(&server), ["Bearer second"]);
}

#[rstest]
#[case::line_break("token\r\nX-Evil: 1")]
#[case::line_feed_at_the_end("token\n")]
#[case::nul("to\0ken")]
#[case::non_ascii("t\u{f6}ken")]
#[case::empty("")]
#[case::space_at_the_end("token ")]
#[tokio::test]
async fn r57_tokens_that_cannot_be_sent(#[case] token: &'static str) {
    let server = Server::always(Reply::new(200));
    let provided = with_provider(&server, move || async move { Ok::<_, BoxError>(AccessToken::new(token)) });
    let fixed = builder(&server).bearer_token(token).build().unwrap();
    for client in [provided, fixed] {
        let error = failure(update(&client).await, ErrorKind::Credentials);
        assert_eq!(error.attempts(), 0);
    }
    assert_eq!(server.connections(), 0, "nothing was sent");
}
