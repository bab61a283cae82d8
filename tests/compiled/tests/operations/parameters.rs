//! Parameters of the accepted snapshots on the wire.

use compiled::{collection_formats, content_parameters, methods_and_streams_3_2, operation_names, path_templates};
use compiled::{styles_in_headers, styles_in_paths, styles_in_queries};

use crate::canned::{Canned, now, parts};

fn strings(all: &[&str]) -> Vec<String> {
    all.iter().map(|one| (*one).to_owned()).collect()
}

#[test]
fn r63_queries_follow_the_document() {
    use styles_in_queries::models::{Filter, Range};
    let canned = Canned::empty(204);
    let client = canned.client(styles_in_queries::Client::builder());
    let list = || client.things().list(vec![1, 2]);
    let both = || Range::new().from(1).to(2);
    let filter = Filter::new().state("on").age(Range::new().to(9)).tags(strings(&["x", "y"])).ages(vec![both()]);
    let calls = [
        (list(), ""),
        (list().joined(strings(&["a", "b"])), "&joined=a,b"),
        (list().spaces(strings(&["a", "b"])), "&spaces=a%20b"),
        (list().pipes(strings(&["a", "b"])), "&pipes=a%7Cb"),
        (list().repeated(strings(&["a", "b"])), "&repeated=a&repeated=b"),
        (
            list().filter(filter),
            "&filter%5Bstate%5D=on&filter%5Bage%5D%5Bto%5D=9&filter%5Btags%5D%5B%5D=x&filter%5Btags%5D%5B%5D=y\
             &filter%5Bages%5D%5B0%5D%5Bfrom%5D=1&filter%5Bages%5D%5B0%5D%5Bto%5D=2",
        ),
        (list().exploded(both()), "&from=1&to=2"),
        (list().flat(both()), "&flat=from,1,to,2"),
        (list().next("/a?b=c"), "&next=/a?b=c"),
        (list().flag(""), "&flag="),
        (list().ratio(0.5), "&ratio=0.5"),
        (list().anything(serde_json::json!({"a": 1})), "&a=1"),
    ];
    for (call, expected) in calls {
        now(call).expect("a success");
        assert_eq!(canned.target(), format!("/things?ids=1&ids=2{expected}"));
    }
    now(list().ratio(f64::INFINITY)).expect_err("no number");
    assert!(canned.take().is_empty(), "refused before anything is sent");
}

#[test]
fn r59_r63_paths_follow_the_document() {
    let canned = Canned::empty(204);
    let client = canned.client(styles_in_paths::Client::builder());
    let range = styles_in_paths::models::Range::new().from(1).to(2);
    now(client.things().get(strings(&["a/b", "c"]), range, "l", vec![3, 4], 1.5)).expect("a success");
    assert_eq!(canned.target(), "/a/a%2Fb,c/from=1,to=2.l/;matrix=3;matrix=4/1.5");
}

#[test]
fn r62_r63_headers_and_cookies_follow_the_document() {
    let canned = Canned::empty(204);
    let builder = styles_in_headers::Client::builder().header("cookie", "own=1");
    let client = canned.client(builder);
    let range = styles_in_headers::models::Range::new().from(1).to(2);
    let call = client.things().list(vec![1, 2], "s; t").x_range(range).seen(strings(&["a", "b"]));
    now(call.x_names(strings(&["x", "y"]))).expect("a success");
    let request = canned.request();
    assert_eq!(request.headers()["x-ids"], "1,2");
    assert_eq!(request.headers()["x-range"], "from=1,to=2");
    assert_eq!(request.headers()["x-names"], "x,y");
    assert_eq!(request.headers()["cookie"], "own=1; session=s%3B%20t; seen=a; seen=b");
    now(client.things().list(vec![1], "s").x_names(strings(&["a\nb"]))).expect_err("a line break");
    assert!(canned.take().is_empty());
}

#[test]
fn parameters_with_content_are_json() {
    let canned = Canned::empty(204);
    let client = canned.client(content_parameters::Client::builder());
    let filter = content_parameters::models::ListThingsFilter::new("on");
    let call = client.things().list(filter).x_filter(strings(&["a"])).words("a b");
    now(call.free(serde_json::json!(null))).expect("a success");
    let request = canned.request();
    assert_eq!(request.uri().query(), Some("filter=%7B%22state%22%3A%22on%22%7D&words=a%20b&free=null"));
    assert_eq!(request.headers()["x-filter"], r#"["a"]"#);
}

#[test]
fn collection_formats_follow_the_document() {
    let canned = Canned::empty(204);
    let client = canned.client(collection_formats::Client::builder());
    let both = || strings(&["a", "b"]);
    let list = || client.things().list(vec![1, 2], both());
    let calls = [
        (list().plain(both()), "plain=a,b"),
        (list().csv(both()), "csv=a,b"),
        (list().ssv(both()), "ssv=a%20b"),
        (list().tsv(both()), "tsv=a%09b"),
        (list().pipes(both()), "pipes=a%7Cb"),
        (list().multi(both()), "multi=a&multi=b"),
        (list().pairs(vec![vec![1, 2], vec![3]]), "pairs=1%7C2,3"),
        (list().lines(vec![vec![1, 2], vec![3]]), "lines=1%2C2&lines=3"),
    ];
    for (call, expected) in calls {
        now(call).expect("a success");
        assert_eq!(canned.target(), format!("/things/1,2/a%7Cb?{expected}"));
    }
    let body = collection_formats::models::MakeThingBody::new().plain(both()).pipes(both()).multi(both()).one("c");
    now(client.things().make().body(body)).expect("a success");
    assert_eq!(&canned.request().body()[..], b"plain=a,b&pipes=a%7Cb&multi=a&multi=b&one=c");
    now(list().x_names(both()).x_spaces(both()).x_pipes(both())).expect("a success");
    let request = canned.request();
    assert_eq!(["x-names", "x-spaces", "x-pipes"].map(|name| &request.headers()[name]), ["a,b", "a b", "a|b"]);
    now(list().x_spaces(strings(&["a b"]))).expect_err("two items in one");
    let body = collection_formats::models::MakeFileBody::new("f").plain(both()).tabs(both()).multi(both());
    now(client.things().make_file(body)).expect("a success");
    let sent = parts(&canned.request());
    let sent: Vec<_> =
        sent.split("--~\n").skip(2).map(|part| part.replace("Content-Disposition: form-data; ", "")).collect();
    assert_eq!(
        sent,
        ["name=\"plain\"\n\na,b\n", "name=\"tabs\"\n\na\tb\n", "name=\"multi\"\n\na\n", "name=\"multi\"\n\nb\n--~--\n"]
    );
}

#[test]
fn methods_and_query_strings_of_3_2() {
    let canned = Canned::empty(204);
    let client = canned.client(methods_and_streams_3_2::Client::builder());
    now(client.things().link().pairs(methods_and_streams_3_2::models::LinkThingsPairs::new().from("a b").to("c")))
        .expect("a success");
    let request = canned.request();
    assert_eq!((request.method().as_str(), request.uri().query()), ("LINK", Some("from=a%20b&to=c")));
    now(client.things().select().path("$.a[?@.b]")).expect("a success");
    assert_eq!(canned.target(), "/selections?%24.a%5B%3F%40.b%5D");
    let canned = Canned::new(200, "application/jsonl", b"{\"name\":\"a\"}\n{\"name\":\"b\"}\n");
    let client = canned.client(methods_and_streams_3_2::Client::builder());
    let lines = now(client.things().search(methods_and_streams_3_2::models::SearchThingsBody::new().name("x")));
    assert_eq!(lines.expect("a success"), "{\"name\":\"a\"}\n{\"name\":\"b\"}\n");
    let request = canned.request();
    assert_eq!((request.method().as_str(), &request.body()[..]), ("QUERY", &br#"{"name":"x"}"#[..]));
}

#[test]
fn g39_r60_templates_of_all_kinds() {
    let canned = Canned::empty(204);
    let client = canned.client(path_templates::Client::builder());
    let paths = client.paths();
    now(paths.adjoining("x", "y/", 1)).expect("a success");
    assert_eq!(canned.target(), "/xy%2F/x/1.json");
    now(paths.adjoining(".", ".", 1)).expect_err("two levels up");
    now(paths.segments("a/b c.txt")).expect("a success");
    assert_eq!(canned.target(), "/files/a/b%20c.txt");
    now(paths.segments("a/../../b")).expect_err("two levels up");
    now(paths.question("n").size(2).page(3)).expect("a success");
    assert_eq!(canned.target(), "/things?kind=plain&name=n&size=2&page=3");
    now(paths.trailing_slash()).expect("a success");
    assert_eq!(canned.target(), "/things/");
    now(paths.undeclared("u")).expect("a success");
    assert_eq!(canned.target(), "/things/u");
}

#[test]
fn g40_g41_names_that_collide_go_to_their_own_places() {
    let canned = Canned::empty(204);
    let client = canned.client(operation_names::Client::builder());
    now(client.things().get_id(1, 2, 3, 4)).expect("a success");
    let request = canned.request();
    assert_eq!(request.uri().path_and_query().expect("a path"), "/things/1?id=2");
    assert_eq!(
        (&request.headers()["id"], &request.headers()["cookie"]),
        (&"3".parse().expect("ASCII"), &"id=4".parse().expect("ASCII"))
    );
    now(client.things().things(1, "b", "c", "s", true).send_("x").deadline_("y")).expect("a success");
    let request = canned.request();
    assert_eq!(request.uri().query(), Some("body=b&call=c&self=s&send=x&deadline=y"));
    assert_eq!(&request.body()[..], b"true");
}
