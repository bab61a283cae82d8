//! Streams of pages and of items: what each kind asks for, and where it ends.

use std::future::poll_fn;
use std::pin::Pin;

use compiled::runtime::pages::Items;
use compiled::runtime::{CallOptions, Error, ErrorKind};
use compiled::{pages_cursors, pages_link_header, pages_links, pages_numbers, pages_stated, pages_swagger_2_0};
use futures_core::Stream;

use crate::canned::now;
use crate::scripted::{Answer, Scripted};

/// All items, and the error at the end if there is one.
pub fn drained<I>(mut items: impl Stream<Item = Result<I, Error>> + Unpin) -> (Vec<I>, Option<Error>) {
    let mut all = Vec::new();
    loop {
        match now(poll_fn(|context| Pin::new(&mut items).poll_next(context))) {
            Some(Ok(item)) => all.push(item),
            end => {
                let after = now(poll_fn(|context| Pin::new(&mut items).poll_next(context)));
                assert!(after.is_none(), "a stream ends once");
                return (all, end.and_then(Result::err));
            }
        }
    }
}

/// All items of a stream that ends well.
fn all<I>(items: impl Stream<Item = Result<I, Error>> + Unpin) -> Vec<I> {
    let (items, error) = drained(items);
    assert!(error.is_none(), "{error:?}");
    items
}

fn linked(link: &str, names: &[&str]) -> Answer {
    let items: Vec<String> = names.iter().map(|name| format!(r#"{{"name":"{name}"}}"#)).collect();
    let answer = Answer::json(format!("[{}]", items.join(",")));
    if link.is_empty() { answer } else { answer.header("link", link) }
}

fn repos(scripted: &Scripted) -> pages_link_header::repos::List {
    scripted.client(pages_link_header::Client::builder().bearer_token("token")).repos().list()
}

#[test]
fn the_link_header_is_followed() {
    let scripted = Scripted::of([
        linked(
            r#"<https://api.example.com/v1/repos?page=2>; rel="next", <https://api.example.com/v1/repos?page=3>; rel="last""#,
            &["a", "b"],
        ),
        linked("<?page=3>; rel=next", &[]),
        linked(r#"<https://api.example.com/v1/repos?page=1>; rel="first""#, &["c"]),
    ]);
    let names: Vec<String> = all(repos(&scripted).per_page(2).items()).into_iter().map(|repo| repo.name).collect();
    assert_eq!(names, ["a", "b", "c"]);
    assert_eq!(scripted.targets(), ["/v1/repos?per_page=2", "/v1/repos?page=2", "/v1/repos?page=3"]);
    assert!(scripted.requests().iter().all(|request| request.headers()["authorization"] == "Bearer token"));
}

#[test]
fn one_page_and_none() {
    let one = Scripted::of([linked("", &["a"])]);
    assert_eq!(all(repos(&one).pages()).len(), 1);
    let empty = Scripted::of([linked("", &[])]);
    assert!(all(repos(&empty).items()).is_empty());
    let nothing = Scripted::of([Answer::json("").status(204)]);
    assert!(all(nothing.client(pages_link_header::Client::builder()).repos().runs().items()).is_empty());
    assert_eq!((one.requests().len(), empty.requests().len(), nothing.requests().len()), (1, 1, 1));
}

#[test]
fn nothing_is_asked_for_before_it_is_needed() {
    let scripted = Scripted::of([linked("<?page=2>; rel=next", &["a"]), linked("", &["b"])]);
    let mut items = repos(&scripted).items();
    assert!(scripted.requests().is_empty());
    assert_eq!(now(items.next()).expect("an item").expect("a page").name, "a");
    assert_eq!(scripted.requests().len(), 1);
    assert_eq!(now(items.next()).expect("an item").expect("a page").name, "b");
    assert!(now(items.next()).is_none() && now(items.next()).is_none());
}

#[test]
fn links_in_a_page_are_followed() {
    let page = |next: &str| Answer::json(format!(r#"{{"results":[{{"name":"a"}}],"next":{next}}}"#));
    let scripted = Scripted::of([
        page(r#""https://api.example.com/v1/albums?offset=1#top""#),
        page(r#""?offset=2""#),
        page("null"),
    ]);
    assert_eq!(all(scripted.client(pages_links::Client::builder()).things().albums().items()).len(), 3);
    assert_eq!(scripted.targets(), ["/v1/albums", "/v1/albums?offset=1", "/v1/albums?offset=2"]);

    let page = |next: &str| Answer::json(format!(r#"{{"data":[{{"name":"a"}}],"_links":{{{next}}}}}"#));
    let scripted = Scripted::of([page(r#""next":{"href":"/v1/halls?after=1"}"#), page(r#""next":{}"#)]);
    assert_eq!(all(scripted.client(pages_links::Client::builder()).things().halls().items()).len(), 2);
    assert_eq!(scripted.targets(), ["/v1/halls", "/v1/halls?after=1"]);
}

/// As Partner Center writes them: with headers, and mostly without the path of the base URL.
#[test]
fn links_may_have_headers_and_lack_the_base_path() {
    let page = |uri: &str, token: &str| {
        let headers = format!(r#"[{{"key":"MS-ContinuationToken","value":"{token}"}}]"#);
        Answer::json(format!(
            r#"{{"items":[{{"name":"a"}}],"links":{{"next":{{"uri":"{uri}","method":"GET","headers":{headers}}}}}}}"#
        ))
    };
    let last = Answer::json(r#"{"items":[{"name":"b"}],"links":{"next":{"method":"GET"}}}"#);
    let scripted = Scripted::of([
        page("/customers?seekOperation=Next", "one"),
        page("/v1/customers?seekOperation=Next", "two"),
        last,
    ]);
    assert_eq!(all(scripted.client(pages_links::Client::builder()).things().customers().size(1).items()).len(), 3);
    let next = "/v1/customers?seekOperation=Next";
    assert_eq!(scripted.targets(), ["/v1/customers?size=1", next, next]);
    let tokens: Vec<_> =
        scripted.requests().iter().map(|it| it.headers().get("ms-continuationtoken").cloned()).collect();
    assert_eq!(tokens, [None, Some("one".parse().expect("a value")), Some("two".parse().expect("a value"))]);
}

#[test]
fn a_cursor_goes_into_the_query() {
    let page = |id: &str, next: &str| {
        Answer::json(format!(r#"{{"members":[{{"id":"{id}"}}],"response_metadata":{{"next_cursor":"{next}"}}}}"#))
    };
    let scripted = Scripted::of([page("1", "a+b&c="), page("2", "d"), page("3", "")]);
    let ids = all(scripted.client(pages_cursors::Client::builder()).users().list().limit(1).cursor("first").items());
    assert_eq!(ids.len(), 3);
    let targets =
        ["/v1/users?limit=1&cursor=first", "/v1/users?limit=1&cursor=a%2Bb%26c%3D", "/v1/users?limit=1&cursor=d"];
    assert_eq!(scripted.targets(), targets);
    let scripted = Scripted::of([
        Answer::json(r#"{"results":[{"id":"1"}],"next":12}"#),
        Answer::json(r#"{"results":[],"next":0}"#),
        Answer::json(r#"{"results":[{"id":"2"}],"next":null}"#),
    ]);
    assert_eq!(all(scripted.client(pages_cursors::Client::builder()).users().batches().items()).len(), 2);
    assert_eq!(scripted.targets(), ["/v1/batches", "/v1/batches?from=12", "/v1/batches?from=0"]);
}

#[test]
fn a_cursor_goes_into_the_body_and_a_flag_ends_the_pages() {
    let scripted = Scripted::of([
        Answer::json(r#"{"results":[{"id":"1"}],"next_cursor":"a","has_more":true}"#),
        Answer::json(r#"{"results":null,"next_cursor":"b","has_more":true}"#),
        Answer::json(r#"{"results":[{"id":"2"}],"next_cursor":"c","has_more":false}"#),
    ]);
    let weight = serde_json::from_str(r#"{"text":"x","weight":1e400}"#).expect("a body");
    let users = scripted.client(pages_cursors::Client::builder()).users();
    assert_eq!(all(users.search(weight).idempotency_key("mine").items()).len(), 2);
    let requests = scripted.requests();
    let bodies: Vec<&[u8]> = requests.iter().map(|request| &request.body()[..]).collect();
    let expected: [&[u8]; 3] = [
        br#"{"text":"x","weight":1e400}"#,
        br#"{"text":"x","weight":1e400,"start_cursor":"a"}"#,
        br#"{"text":"x","weight":1e400,"start_cursor":"b"}"#,
    ];
    assert_eq!(bodies, expected);
    // Each page is a call of its own: a key that says otherwise would give the first page again.
    let keys: Vec<_> = requests.iter().map(|request| request.headers()["idempotency-key"].clone()).collect();
    assert!(keys[0] == "mine" && keys[1] != keys[0] && keys[2] != keys[1] && keys[2] != keys[0], "{keys:?}");
}

#[test]
fn the_last_item_names_the_next_page() {
    let scripted = Scripted::of([
        Answer::json(r#"{"data":[{"id":"1"},{"id":"2"}],"has_more":true}"#),
        Answer::json(r#"{"data":[{"id":"3"}],"has_more":false}"#),
    ]);
    assert_eq!(all(scripted.client(pages_cursors::Client::builder()).users().charges().items()).len(), 3);
    assert_eq!(scripted.targets(), ["/v1/charges", "/v1/charges?starting_after=2"]);
    let scripted = Scripted::of([Answer::json(r#"[{"key":"a/b"}]"#), Answer::json("[]")]);
    assert_eq!(all(scripted.client(pages_stated::Client::builder()).stated().by_last().items()).len(), 1);
    assert_eq!(scripted.targets(), ["/by-last", "/by-last?since=a%2Fb"]);
}

#[test]
fn pages_are_counted() {
    let rows = |numbers: &[u8]| {
        let rows: Vec<String> = numbers.iter().map(|n| format!(r#"{{"n":{n}}}"#)).collect();
        format!("[{}]", rows.join(","))
    };
    let three = || [&[1, 2][..], &[3], &[]].map(|numbers| Answer::json(rows(numbers)));
    let client = |scripted: &Scripted| scripted.client(pages_numbers::Client::builder()).lists();
    let scripted = Scripted::of(three());
    assert_eq!(all(client(&scripted).from_one().per_page(2).items()).len(), 3);
    assert_eq!(
        scripted.targets(),
        ["/from-one?per_page=2", "/from-one?per_page=2&page=2", "/from-one?per_page=2&page=3"]
    );
    let scripted = Scripted::of(three());
    assert_eq!(all(client(&scripted).from_one().page(7).pages()).len(), 3);
    assert_eq!(scripted.targets(), ["/from-one?page=7", "/from-one?page=8", "/from-one?page=9"]);
    let scripted = Scripted::of(three());
    assert_eq!(all(client(&scripted).from_zero().items()).len(), 3);
    assert_eq!(scripted.targets(), ["/from-zero", "/from-zero?page=1", "/from-zero?page=2"]);
    let scripted =
        Scripted::of([&[1][..], &[2]].map(|it| Answer::json(format!(r#"{{"data":{},"pages":2}}"#, rows(it)))));
    assert_eq!(all(client(&scripted).with_last().items()).len(), 2);
    assert_eq!(scripted.targets(), ["/with-last", "/with-last?page=2"]);
    let scripted =
        Scripted::of([&[1, 2, 3][..], &[4], &[]].map(|it| Answer::json(format!(r#"{{"entries":{}}}"#, rows(it)))));
    assert_eq!(all(client(&scripted).offsets().limit(3).offset(10).items()).len(), 4);
    let targets = ["/offsets?limit=3&offset=10", "/offsets?limit=3&offset=13", "/offsets?limit=3&offset=14"];
    assert_eq!(scripted.targets(), targets);
}

#[test]
fn what_is_stated_is_done() {
    let client = |scripted: &Scripted| scripted.client(pages_stated::Client::builder()).stated();
    let scripted = Scripted::of([r#"["a","b"]"#, r#"["c"]"#, "[]"].map(Answer::json));
    assert_eq!(all(client(&scripted).in_body().items()), ["a", "b", "c"]);
    let bodies: Vec<_> = scripted.requests().into_iter().map(|request| request.into_body()).collect();
    assert_eq!(bodies, ["", r#"{"window":{"from":2}}"#, r#"{"window":{"from":3}}"#]);
    let scripted = Scripted::of([
        Answer::json(r#"{"deep":{"names":["a"]},"mark/er":"x","again":true}"#),
        Answer::json(r#"{"deep":null,"mark/er":"y","again":false}"#),
    ]);
    assert_eq!(all(client(&scripted).deep().items()), ["a"]);
    assert_eq!(scripted.targets(), ["/deep", "/deep?at=x"]);
    let old = Scripted::of([Answer::json(r#"["a"]"#).header("link", "<?p=2>; rel=next"), Answer::json(r#"["b"]"#)]);
    let builder = pages_swagger_2_0::Client::builder();
    let items: Items<Vec<String>, String> = old.client(builder).old().linked().items();
    assert_eq!(all(items), ["a", "b"]);
}

#[test]
fn an_error_says_which_page_it_is_about() {
    let scripted = Scripted::of([linked("<?page=2>; rel=next", &["a"]), Answer::json("{}").status(404)]);
    let (items, error) = drained(repos(&scripted).items());
    let error = error.expect("page 2 is not there");
    assert_eq!((items.len(), error.page(), error.kind()), (1, Some(2), ErrorKind::Status));
    assert_eq!(
        error.to_string(),
        "list (GET /repos at https://api.example.com): the server responded with 404 Not Found, page 2"
    );
    let scripted = Scripted::of([linked("<?page=2>; rel=next", &["a"]), Answer::json(r#"[{"name":5}]"#)]);
    let error = drained(repos(&scripted).items()).1.expect("page 2 is no page");
    assert_eq!((error.page(), error.kind()), (Some(2), ErrorKind::Decode));
    assert_eq!(now(repos(&Scripted::of([])).send()).expect_err("no answer").page(), None);
}

#[test]
fn each_page_is_retried_on_its_own() {
    let busy = || Answer::json("{}").status(503).header("retry-after", "1");
    let scripted =
        Scripted::of([busy(), busy(), linked("<?page=2>; rel=next", &["a"]), busy(), busy(), linked("", &["b"])]);
    assert_eq!(all(repos(&scripted).items()).len(), 2);
    assert_eq!(scripted.requests().len(), 6);
}

#[test]
fn the_options_of_a_call_are_those_of_each_page() {
    let scripted = Scripted::of([linked("<?page=2>; rel=next", &["a"]), linked("", &["b"])]);
    let call = repos(&scripted).header("x-trace", "on").query("q", "1").base_url("https://api.example.com/v2");
    let names: Vec<String> = all(call.idempotency_key("k").items()).into_iter().map(|repo| repo.name).collect();
    assert_eq!(names, ["a", "b"]);
    assert_eq!(scripted.targets(), ["/v2/repos?q=1", "/v2/repos?page=2"]);
    let requests = scripted.requests();
    assert!(requests.iter().all(|request| request.headers()["x-trace"] == "on"));
    let keys: Vec<&str> = requests.iter().map(|it| it.headers()["idempotency-key"].to_str().expect("ASCII")).collect();
    assert_eq!((keys[0], keys[1].len()), ("k", 36), "another page is another call, with a key of its own");
}
