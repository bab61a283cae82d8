//! Middleware: what it sees of attempts and calls, what it may change, and what its spans say.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{HeaderValue, Request, Response};
use partner_center::models::CustomerUser;
use partner_center::runtime::{
    Attempted, BoxFuture, Chunks, EndedCall, Middleware, Next, RequestBody, Tracing, TransportError, TransportFailure,
};
use partner_center::{CallOptions, ErrorKind};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::server::{Server, fail, ok, status};
use crate::{USER, builder, update};

/// Writes down what it sees, and adds a header.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<String>>>);

impl Seen {
    fn note(&self, line: String) {
        self.0.lock().expect("not poisoned").push(line);
    }

    fn lines(&self) -> Vec<String> {
        self.0.lock().expect("not poisoned").clone()
    }
}

impl Middleware for Seen {
    fn attempt<'a>(&'a self, mut request: Request<RequestBody>, next: Next<'a>) -> BoxFuture<'a, Attempted> {
        request.headers_mut().insert("x-attempt", HeaderValue::from(next.attempt()));
        Box::pin(async move {
            let about = format!("{} {} {}", next.attempt(), next.operation(), next.path_template());
            let result = next.send(request).await;
            let outcome = result.as_ref().map_or_else(ToString::to_string, |response| response.status().to_string());
            self.note(format!("{about}: {outcome}"));
            result
        })
    }

    fn ended(&self, call: &EndedCall<'_>) {
        let outcome = call.result().map_or_else(|error| format!("{:?}", error.kind()), |status| status.to_string());
        self.note(format!("{} after {}: {outcome}", call.operation(), call.attempts()));
    }
}

#[test]
fn it_is_around_each_attempt_and_hears_of_the_end() {
    let seen = Seen::default();
    let server = Server::new([status(503), fail(TransportFailure::NotConnected), ok(USER)]);
    let client = builder(&server).middleware(seen.clone()).build().unwrap();
    server.clock.run(update(&client).send()).unwrap();
    const PATH: &str = "UpdateCustomer /v1/customers/{customer_id}/users/{user_id}";
    assert_eq!(
        seen.lines(),
        [
            format!("1 {PATH}: 503 Service Unavailable"),
            format!("2 {PATH}: no connection"),
            format!("3 {PATH}: 200 OK"),
            "UpdateCustomer after 3: 200 OK".to_owned(),
        ]
    );
    let requests = server.seen();
    let stamps: Vec<&str> = requests.iter().map(|request| request.header("x-attempt")).collect();
    assert_eq!(stamps, ["1", "2", "3"]);
}

#[test]
fn a_call_that_fails_is_heard_of_too() {
    let seen = Seen::default();
    let server = Server::always(status(404));
    let client = builder(&server).middleware(seen.clone()).build().unwrap();
    server.clock.run(update(&client).send()).unwrap_err();
    server.clock.run(update(&client).header("host", "x").send()).unwrap_err();
    let ends: Vec<String> = seen.lines().into_iter().filter(|line| line.contains("after")).collect();
    assert_eq!(ends, ["UpdateCustomer after 1: Status"], "a call that cannot be sent has no end");
}

/// Answers in the place of the server.
struct Canned;

struct Once(Option<Bytes>);

impl Chunks for Once {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async { Ok(self.0.take()) })
    }
}

impl Middleware for Canned {
    fn attempt<'a>(&'a self, _: Request<RequestBody>, _: Next<'a>) -> BoxFuture<'a, Attempted> {
        let body: Box<dyn Chunks> = Box::new(Once(Some(Bytes::from_static(USER.as_bytes()))));
        let response = Response::builder().header("content-type", "application/json").body(body);
        Box::pin(async { Ok(response.expect("a response")) })
    }
}

#[test]
fn the_first_one_is_the_outermost_and_may_answer_itself() {
    let (outer, inner) = (Seen::default(), Seen::default());
    let server = Server::always(status(500));
    let client = builder(&server).middleware(outer.clone()).middleware(Canned).middleware(inner.clone());
    let client = client.build().unwrap();
    server.clock.run(update(&client).send()).unwrap();
    assert_eq!((outer.lines().len(), inner.lines().len(), server.requests()), (2, 1, 0), "both hear of the end");
}

/// Keeps the fields of spans and events.
#[derive(Clone, Default)]
struct Fields(Arc<Mutex<Vec<String>>>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.0.lock().expect("not poisoned").push(format!("{}={value:?}", field.name()));
    }
}

impl Subscriber for Fields {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[test]
fn r54_spans_say_what_was_asked_for_and_no_secret() {
    let fields = Fields::default();
    let server = Server::new([status(503), status(403)]);
    let client = builder(&server).middleware(Tracing).query("code", "SECRET").build().unwrap();
    let body = CustomerUser::new().display_name("SECRET");
    let call = client.manage_customer_accounts().update_customer("SECRET", "SECRET", body).header("x", "SECRET");
    tracing::subscriber::with_default(fields.clone(), || {
        let error = server.clock.run(call.send()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Status);
    });
    let fields = fields.0.lock().expect("not poisoned").clone();
    for expected in [
        r#"otel.name="PATCH /v1/customers/{customer_id}/users/{user_id}""#,
        r#"otel.kind="client""#,
        r#"http.request.method="PATCH""#,
        "http.request.resend_count=1",
        "http.response.status_code=503",
        "http.response.status_code=403",
        r#"error.type="403""#,
        r#"otel.status_code="ERROR""#,
        r#"operation="UpdateCustomer""#,
        "attempts=2",
    ] {
        assert!(fields.iter().any(|field| field == expected), "{expected} is not in {fields:#?}");
    }
    assert!(fields.iter().any(|field| field.starts_with("server.address=")), "{fields:#?}");
    let all = fields.join("\n");
    assert!(!all.contains("SECRET"), "{all}");
}
