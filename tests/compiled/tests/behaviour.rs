//! What the accepted snapshots do when they run.

use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use compiled::runtime::codec::{from_json, from_xml, to_form, to_json, to_xml};
use compiled::runtime::{BoxFuture, Chunks, Maybe, Secret, Transport, TransportError};
use compiled::{all_of, containers, errors, inline_types, names, parameters, presence, recursion, scalars, secret};
use compiled::{string_enum, swagger_2_0, union, xml};
use http::{Request, Response};

/// Reads JSON and writes it again.
fn round_trip<T: compiled::runtime::codec::Wire + Default>(json: &str) -> Result<(T, String), String> {
    let mut value = T::default();
    from_json(json.as_bytes(), &mut value).map_err(|fault| format!("{}: {}", fault.path, fault.message))?;
    let written = to_json(&value).map_err(|fault| fault.to_string())?;
    Ok((value, String::from_utf8(written).expect("JSON is UTF-8")))
}

#[test]
fn r37_absent_null_and_value_stay_apart() {
    let rows = [
        (r#"{"always":"a","always_or_null":null}"#, Maybe::Absent),
        (r#"{"always":"a","always_or_null":null,"perhaps_or_null":null}"#, Maybe::Null),
        (r#"{"always":"a","always_or_null":"b","perhaps":"c","perhaps_or_null":"d"}"#, Maybe::Value("d".to_owned())),
    ];
    for (json, expected) in rows {
        let (thing, written) = round_trip::<presence::models::Thing>(json).expect("it fits");
        assert_eq!(thing.perhaps_or_null, expected);
        assert_eq!(written, json);
    }
    let (_, written) = round_trip::<presence::models::Thing>(r#"{"always":"a","always_or_null":"b","perhaps":null}"#)
        .expect("null is absent");
    assert_eq!(written, r#"{"always":"a","always_or_null":"b"}"#);
}

#[test]
fn r36_what_is_required_must_be_there() {
    let rows = [
        (r#"{"always_or_null":null}"#, ": the required member `always` is missing at line 1 column 23"),
        (r#"{"always":null,"always_or_null":null}"#, "/always: expected a string, found null at line 1 column 14"),
        (r#"{"always":"a"}"#, ": the required member `always_or_null` is missing at line 1 column 14"),
    ];
    for (json, expected) in rows {
        assert_eq!(round_trip::<presence::models::Thing>(json).expect_err("it does not fit"), expected);
    }
}

#[test]
fn r36_a_fault_names_its_place() {
    let json = r#"{"others":[{},{"counts":{"a/b":"x"}}]}"#;
    let fault = round_trip::<containers::models::Thing>(json).expect_err("it does not fit");
    assert!(fault.starts_with("/others/1/counts/a~1b: expected a whole number, found a string"), "{fault}");
}

#[test]
fn r38_numbers_are_exact_or_refused() {
    let rows = [
        (r#"{"small":2147483647,"large":9007199254740993,"single":0.1,"double":1e308}"#, true),
        (r#"{"large":-9223372036854775808,"double":9007199254740992}"#, true),
        (r#"{"small":2147483648}"#, false),
        (r#"{"large":9223372036854775808}"#, false),
        (r#"{"large":18446744073709551616}"#, false),
        (r#"{"large":1.5}"#, false),
        (r#"{"large":"1"}"#, false),
        (r#"{"double":9007199254740993}"#, false),
        (r#"{"double":1e400}"#, false),
        (r#"{"single":1e400}"#, false),
    ];
    for (json, fits) in rows {
        assert_eq!(round_trip::<scalars::models::Thing>(json).is_ok(), fits, "{json}");
    }
    let (thing, _) = round_trip::<scalars::models::Thing>(r#"{"large":1.0,"small":-0}"#).expect("whole");
    assert_eq!((thing.large, thing.small), (Some(1), Some(0)));
}

#[test]
fn untyped_members_and_containers_come_back_as_they_were() {
    let json = r#"{"anything":{"a":[1,null,"x",1.5,true,{}]}}"#;
    assert_eq!(round_trip::<scalars::models::Thing>(json).expect("anything fits").1, json);
    let json =
        r#"{"names":["a",""],"holes":[1,null],"grid":[[0.5],[]],"others":[{}],"counts":{"a":1,"b":2},"free":{"x":[]}}"#;
    assert_eq!(round_trip::<containers::models::Thing>(json).expect("it fits").1, json);
}

#[test]
fn r33_of_a_repeated_member_the_last_counts() {
    let json = r#"{"names":["a","b"],"others":[{}],"names":["c"],"counts":{"a":1,"a":2}}"#;
    let (thing, _) = round_trip::<containers::models::Thing>(json).expect("it fits");
    assert_eq!((thing.names, thing.counts.map(|map| map["a"])), (Some(vec!["c".to_owned()]), Some(2)));
    let json = r#"{"home":{"city":"a"},"home":{}}"#;
    let (thing, _) = round_trip::<inline_types::models::Thing>(json).expect("it fits");
    assert_eq!(thing.home.and_then(|home| home.city), None);
}

#[test]
fn r34_enums_keep_what_they_do_not_know() {
    use string_enum::models::{Color, Thing, ThingState};
    for (wire, state) in [
        ("active", ThingState::Active),
        ("", ThingState::Empty),
        ("FOO", ThingState::Foo),
        ("foo", ThingState::Foo2),
        ("N\\A", ThingState::NA),
        ("new", ThingState::Unknown("new".to_owned())),
    ] {
        let json = serde_json::json!({"color": "red", "thingState": wire}).to_string();
        let (thing, written) = round_trip::<Thing>(&json).expect("any string fits");
        assert_eq!((thing.color, thing.thing_state), (Color::Red, Some(state)));
        assert_eq!(written, json);
    }
    assert!(round_trip::<Thing>(r#"{"color":1}"#).is_err());
}

#[test]
fn r40_unions_lose_nothing() {
    use union::models::{Thing, ThingCode};
    let rows = [
        (r#"{"code":60002}"#, ThingCode::Integer(60002)),
        (r#"{"code":"60002"}"#, ThingCode::String("60002".to_owned())),
        (r#"{"code":1.5}"#, ThingCode::Other(1.5.into())),
        (r#"{"code":[1]}"#, ThingCode::Other(serde_json::json!([1]).into())),
    ];
    for (json, expected) in rows {
        let (thing, written) = round_trip::<Thing>(json).expect("anything fits");
        assert_eq!(thing.code, Some(expected));
        assert_eq!(written, json);
    }
}

#[test]
fn r32_nesting_is_bounded() {
    let nested = |depth: usize| format!("{}{}", r#"{"parent":"#.repeat(depth) + "{}", "}".repeat(depth));
    assert!(round_trip::<recursion::models::Thing>(&nested(100)).is_ok());
    assert!(round_trip::<recursion::models::Thing>(&nested(10_000)).is_err());
    let nested = |depth: usize| format!("{}{}", "<parent>".repeat(depth), "</parent>".repeat(depth));
    assert!(from_xml(nested(100).as_bytes(), &mut recursion::models::Thing::default()).is_ok());
    assert!(from_xml(nested(10_000).as_bytes(), &mut recursion::models::Thing::default()).is_err());
}

#[test]
fn r54_secrets_do_not_show() {
    let thing = secret::models::Thing::new("1234").password("hunter2").token("tok");
    let shown = format!("{thing:?} {thing:#?}");
    assert!(!["1234", "hunter2", "tok\""].iter().any(|planted| shown.contains(planted)), "{shown}");
    assert_eq!(format!("{thing:?}"), "Thing { password: [redacted], token: [redacted], pin: [redacted] }");
    assert_eq!(to_json(&thing).expect("JSON"), br#"{"password":"hunter2","token":"tok","pin":"1234"}"#);
    assert_eq!(thing.pin, Secret::new("1234"));
}

#[test]
fn models_work_with_serde_and_compare() {
    let thing = names::models::Thing::new().type_("t").self_("s").new_("n").empty("e");
    let json = serde_json::to_value(&thing).expect("JSON");
    assert_eq!(json, serde_json::json!({"type": "t", "self": "s", "new": "n", "": "e"}));
    assert_eq!(serde_json::from_value::<names::models::Thing>(json).expect("it fits"), thing);
    assert_ne!(thing, names::models::Thing::new());
    let thing = all_of::models::Thing::new("1").related(all_of::models::Base::new());
    assert_eq!(serde_json::to_string(&thing).expect("JSON"), r#"{"id":"1","related":{}}"#);
    let error = serde_json::from_str::<all_of::models::Thing>(r#"{"id":[]}"#).expect_err("it does not fit");
    assert_eq!(error.to_string(), "/id: expected a string, found an array at line 1 column 8");
}

#[test]
fn xml_follows_the_document() {
    let thing = xml::models::Thing::new()
        .id(7)
        .title("a<b & \"c\"")
        .plain(vec!["1".to_owned(), "2".to_owned()])
        .named(vec!["n".to_owned()])
        .wrapped(vec!["w".to_owned(), String::new()])
        .aliens(vec![xml::models::Alien::new().arms(3)]);
    let text = String::from_utf8(to_xml(&thing).expect("XML")).expect("UTF-8");
    let expected = concat!(
        r#"<?xml version="1.0" encoding="utf-8"?><thing id="7"><Title>a&lt;b &amp; &quot;c&quot;</Title><plain>1</plain><plain>2</plain>"#,
        "<name>n</name><wrapped><item>w</item><item></item></wrapped><Aliens><alien><arms>3</arms></alien></Aliens></thing>",
    );
    assert_eq!(text, expected);
    let mut read = xml::models::Thing::default();
    from_xml(text.as_bytes(), &mut read).expect("it fits");
    assert_eq!(read, thing);
    let mut read = xml::models::Thing::default();
    let fault =
        from_xml(b"<thing><Aliens><alien><arms>x</arms></alien></Aliens></thing>", &mut read).expect_err("no number");
    assert_eq!((&*fault.path, &*fault.message), ("/Aliens/0/arms", "expected a whole number, found a text"));
}

#[test]
fn forms_follow_the_document() {
    let body = swagger_2_0::models::RenameThingBody::new("a b&c").state("on");
    assert_eq!(to_form(&body, &[]).expect("a form"), b"name=a+b%26c&state=on");
    let thing = containers::models::Thing::new()
        .names(vec!["x".to_owned(), "y".to_owned()])
        .others(vec![containers::models::Thing::new()]);
    assert_eq!(to_form(&thing, &[]).expect("a form"), b"names=x&names=y&others=%7B%7D");
}

/// Answers every request with one response, and keeps the requests.
#[derive(Clone, Default)]
struct Canned {
    status: u16,
    body: &'static str,
    seen: Arc<Mutex<Vec<Request<Bytes>>>>,
}

struct Once(Option<&'static [u8]>);

impl Chunks for Once {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async { Ok(self.0.take().map(Bytes::from_static)) })
    }
}

impl Transport for Canned {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Box<dyn Chunks>>, TransportError>> {
        self.seen.lock().expect("not poisoned").push(request);
        let response = Response::builder().status(self.status).header("content-type", "application/problem+json");
        let response =
            response.body(Box::new(Once(Some(self.body.as_bytes()))) as Box<dyn Chunks>).expect("a response");
        Box::pin(async { Ok(response) })
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::pending())
    }
}

/// Nothing in these tests waits, so one poll is enough.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits"),
    }
}

#[test]
fn r59_r63_parameters_arrive_where_they_belong() {
    let canned = Canned { status: 204, ..Canned::default() };
    let client = parameters::Client::builder().transport(canned.clone()).build().expect("a client");
    let call = client.things().get_thing(7, "x/y", "a b", 2).tags(vec!["p&q".to_owned(), "r".to_owned()]).sort("up");
    now(call.x_trace(true).send_("s").into_future()).expect("a success");
    let seen = canned.seen.lock().expect("not poisoned");
    assert_eq!(seen[0].uri(), "https://api.example.com/a/7.x%2Fy/b/a%20b?page=2&tags=p%26q&tags=r&sort=up&send=s");
    assert_eq!(seen[0].headers()["x-trace"], "true");
}

#[test]
fn arguments_with_a_format_are_sent_as_their_text() {
    use compiled::formats;
    use compiled::runtime::dates::jiff::{Timestamp, ToSpan, civil::date};
    use compiled::runtime::{Number, Uuid};
    let canned = Canned { status: 204, ..Canned::default() };
    let client = formats::Client::builder().transport(canned.clone()).build().expect("a client");
    let id: Uuid = "67E55044-10b1-426F-9247-bb680e5fe0c8".parse().expect("a UUID");
    let call = client
        .things()
        .get_day(date(2024, 1, 2), id)
        .since(Timestamp::from_second(1_700_000_000).expect("in range"))
        .lengths(vec!["p1d".parse().expect("a duration"), 90.minutes().into()])
        .ratio("0.10".parse::<Number>().expect("a number"))
        .large(u64::MAX)
        .x_price(12.5)
        .x_peer(std::net::Ipv4Addr::from([127, 0, 0, 1]));
    now(call.into_future()).expect("a success");
    let seen = canned.seen.lock().expect("not poisoned");
    let expected = concat!(
        "https://api.example.com/days/2024-01-02/67E55044-10b1-426F-9247-bb680e5fe0c8",
        "?since=2023-11-14T22%3A13%3A20Z&lengths=p1d&lengths=PT90M&ratio=0.10&large=18446744073709551615",
    );
    assert_eq!(seen[0].uri(), expected);
    assert_eq!(seen[0].headers()["x-price"], "12.5");
    assert_eq!(seen[0].headers()["x-peer"], "127.0.0.1");
}

#[test]
fn error_bodies_are_told_apart_by_status() {
    use errors::models::{Broken, Missing, Problem};
    use errors::things::DeleteThingError;
    let call = |status, body| {
        let canned = Canned { status, body, ..Canned::default() };
        let client = errors::Client::builder().transport(canned).max_attempts(1).build().expect("a client");
        now(client.things().delete_thing().into_future()).expect_err("an error").typed::<DeleteThingError>()
    };
    assert_eq!(call(404, r#"{"id":"1"}"#), Some(DeleteThingError::NotFound(named::<Missing>(r#"{"id":"1"}"#))));
    assert_eq!(call(503, r#"{"trace":"t"}"#), Some(DeleteThingError::ServerError(named::<Broken>(r#"{"trace":"t"}"#))));
    assert_eq!(call(418, r#"{"title":"t"}"#), Some(DeleteThingError::Default(named::<Problem>(r#"{"title":"t"}"#))));
    assert_eq!(call(404, "no JSON"), None);
}

fn named<T: serde::de::DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).expect("it fits")
}
