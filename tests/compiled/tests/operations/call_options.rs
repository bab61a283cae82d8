//! The options of a call, and parameters that are called like them.

use std::time::Duration;

use compiled::call_options::{CallOptions, Client};

use crate::canned::{Canned, now};

#[test]
fn a_parameters_setter_keeps_its_name_and_the_option_has_the_traits() {
    let canned = Canned::empty(204);
    let client = canned.client(Client::builder());
    let call = client.things().list().timeout(1).retry(true).header("h").query("q").base_url("b").body_limit(2);
    let call = call.call_mut("m").idempotency_key("k");
    now(call.clone()).expect("a success");
    let request = canned.request();
    let query = "timeout=1&retry=true&header=h&query=q&base_url=b&body_limit=2&call_mut=m";
    assert_eq!(request.uri(), &*format!("https://api.example.com/things?{query}"));
    assert_eq!(request.headers()["idempotency-key"], "k");

    let call = CallOptions::timeout(call, Duration::from_secs(1));
    let call = CallOptions::retry(call, 1);
    let call = CallOptions::header(call, "x-more", "h2");
    let call = CallOptions::query(call, "more", "q2");
    let call = CallOptions::base_url(call, "https://api.example.com/v2");
    let call = CallOptions::body_limit(call, 0);
    now(CallOptions::idempotency_key(call, "k2")).expect("a success");
    let request = canned.request();
    assert_eq!(request.uri(), &*format!("https://api.example.com/v2/things?{query}&more=q2"));
    assert_eq!(
        (&request.headers()["x-more"], &request.headers()["idempotency-key"]),
        (&"h2".parse().unwrap(), &"k2".parse().unwrap())
    );
}
