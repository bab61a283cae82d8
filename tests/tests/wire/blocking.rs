//! Calls without async: from a plain thread, inside of any runtime, and many at a time.

use std::thread;
use std::time::Duration;

use partner_center::models::CustomerUser;
use partner_center::{Client, ErrorKind, Wait};
use tests::server::{Reply, Server};

fn client(server: &Server) -> Client {
    Client::builder().base_url(server.url()).bearer_token("token").build().expect("a client")
}

/// The id in the answer of a call that is waited for.
fn asked(client: &Client) -> Option<String> {
    let call = client.manage_customer_accounts().update_customer("c", "u", CustomerUser::new());
    call.wait().expect("a success").and_then(|user| user.id)
}

fn answering() -> Server {
    Server::always(Reply::json(200, r#"{"id":"x"}"#))
}

#[test]
fn a_plain_thread_waits() {
    let server = answering();
    let client = client(&server);
    assert_eq!(asked(&client).as_deref(), Some("x"));
    let call = client.manage_customer_accounts().update_customer("c", "u", CustomerUser::new());
    assert_eq!(call.send().wait().expect("a success").status(), 200);
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn threads_share_a_client() {
    let server = answering();
    let client = client(&server);
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| assert_eq!(asked(&client).as_deref(), Some("x")));
        }
    });
    assert_eq!(server.requests().len(), 8);
}

#[tokio::test]
async fn inside_of_a_runtime_with_one_thread() {
    let server = answering();
    assert_eq!(asked(&client(&server)).as_deref(), Some("x"));
    tokio::time::sleep(Duration::from_millis(1)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn inside_of_a_runtime_with_threads() {
    let server = answering();
    let client = client(&server);
    let task = tokio::spawn(async move { asked(&client) });
    assert_eq!(task.await.expect("no panic").as_deref(), Some("x"));
}

#[test]
fn time_limits_hold() {
    let server = Server::always(Reply::silence());
    let client = client(&server);
    let call = client.manage_customer_accounts().update_customer("c", "u", CustomerUser::new());
    let error = call.deadline(Duration::from_millis(50)).wait().expect_err("no answer comes");
    assert_eq!(error.kind(), ErrorKind::Timeout);
}
