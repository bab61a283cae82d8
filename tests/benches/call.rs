//! One call through the client against the same call written by hand: `cargo bench -p tests --bench call`.
//!
//! ```text
//! cargo bench -p tests --bench call                        # time
//! cargo bench -p tests --bench call -- --instructions      # instructions too, counted by valgrind
//! ```
//!
//! Both send the same request: the body, the token, two fresh ids. Both take the byte order mark off the answer and
//! decode the user in it.

mod by_hand;
mod ratio;

use std::env;
use std::process::Command;

use partner_center::{Client, models};
use reqwest::header::{ACCEPT, CONTENT_TYPE, USER_AGENT};
use tests::server::{Reply, Server};
use tokio::runtime::Runtime;
use uuid::Uuid;

const CUSTOMER: &str = "eebd1b55-5360-4438-a11d-5c06918c3014";
const USER: &str = "4b10bf41-ab11-40e3-8c53-cd67849b50de";
const TOKEN: &str = "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.e30.c2lnbmF0dXJl";

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["only", way, calls, url] => only(way, calls.parse().expect("a number"), url),
        ref given if given.contains(&"--bench") => {
            let server = server();
            compare_time(&server.url());
            if given.contains(&"--instructions") {
                compare_instructions(&server.url());
            }
        }
        // `cargo test --benches` wants to know that it runs, not how fast.
        _ => only("ours", 1, &server().url()),
    }
}

/// Answers as Partner Center does.
fn server() -> Server {
    let body = format!("\u{feff}{}", by_hand::USER);
    let reply = Reply::new(200).header("Content-Type", "application/json; charset=utf-8").body(body);
    Server::always(reply.header("MS-RequestId", USER).header("MS-CorrelationId", CUSTOMER).header("MS-CV", "a.0"))
}

fn compare_time(url: &str) {
    let (ours, by_hand) = (Ours::new(url), ByHand::new(url));
    let tokio = runtime();
    ratio::head("a call, and the same call by hand with reqwest and serde", "ours", "by hand");
    ratio::compare("over the loopback interface", &mut || drop(tokio.block_on(ours.call())), &mut || {
        drop(tokio.block_on(by_hand.call()))
    });
}

/// Each way in a process of its own, under valgrind, with few calls and with many: the difference has no start in it.
fn compare_instructions(url: &str) {
    const FEW: u64 = 20;
    const MANY: u64 = 420;
    let [ours, by_hand] = ["ours", "by-hand"].map(|way| {
        let [few, many] = [FEW, MANY].map(|calls| count(way, calls, url));
        (many - few) as f64 / (MANY - FEW) as f64
    });
    println!(
        "{:<58} {ours:>11.0} {by_hand:>11.0} {:>7.3}×",
        "the same, instructions of the client's process",
        ours / by_hand
    );
}

/// The instructions of a process that makes so many calls.
fn count(way: &str, calls: u64, url: &str) -> u64 {
    let output = Command::new("valgrind")
        .args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"])
        .arg(env::current_exe().expect("the path of this program"))
        .args(["only", way, &calls.to_string(), url])
        .output()
        .expect("valgrind is installed");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let total =
        said.lines().find_map(|line| line.split_once("I").filter(|(_, rest)| rest.trim_start().starts_with("refs:")));
    let (_, total) = total.unwrap_or_else(|| panic!("no count in: {said}"));
    let digits: String = total.chars().filter(char::is_ascii_digit).collect();
    digits.parse().expect("digits")
}

/// Makes so many calls in one way and nothing else.
fn only(way: &str, calls: u32, url: &str) {
    let tokio = runtime();
    match way {
        "ours" => {
            let ours = Ours::new(url);
            (0..calls).for_each(|_| drop(tokio.block_on(ours.call())));
        }
        _ => {
            let by_hand = ByHand::new(url);
            (0..calls).for_each(|_| drop(tokio.block_on(by_hand.call())));
        }
    }
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

/// The call through the client.
struct Ours(Client);

impl Ours {
    fn new(url: &str) -> Self {
        Self(Client::builder().base_url(url).bearer_token(TOKEN).build().expect("a client"))
    }

    async fn call(&self) -> models::CustomerUser {
        let body = models::CustomerUser::new().usage_location("NL");
        let user = self.0.manage_customer_accounts().update_customer(CUSTOMER, USER, body).await;
        user.expect("a success").expect("a user")
    }
}

/// The call with nothing but reqwest and serde.
struct ByHand {
    client: reqwest::Client,
    base_url: String,
}

impl ByHand {
    fn new(url: &str) -> Self {
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).referer(false);
        Self { client: client.build().expect("a client"), base_url: url.to_owned() }
    }

    async fn call(&self) -> by_hand::CustomerUser {
        let body = by_hand::CustomerUser { usage_location: Some("NL".to_owned()), ..Default::default() };
        let response = self
            .client
            .patch(format!("{}/v1/customers/{CUSTOMER}/users/{USER}", self.base_url))
            .bearer_auth(TOKEN)
            .header(USER_AGENT, "partner-center")
            .header(ACCEPT, "application/json")
            .header(CONTENT_TYPE, "application/json")
            .header("ms-requestid", Uuid::new_v4().to_string())
            .header("ms-correlationid", Uuid::new_v4().to_string())
            .body(serde_json::to_vec(&body).expect("JSON"))
            .send()
            .await
            .and_then(reqwest::Response::error_for_status)
            .expect("a success");
        let bytes = response.bytes().await.expect("a body");
        serde_json::from_slice(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes)).expect("a user")
    }
}
