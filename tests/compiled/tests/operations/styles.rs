//! Each style with each kind of value, straight through the runtime (R59, R63): the rows of OAS 3.0.4 (Style Examples), and
//! those that OpenAPI leaves open.

use compiled::runtime::codec::Wire;
use compiled::runtime::{Call, ClientBuilder, ClientInner, Error, ErrorKind, Operation, Style};
use serde_json::{Value, json};

use crate::canned::{Canned, now};

static ALL: Operation = Operation { id: "get", path: "/a", ..Operation::PLAIN };
static ONE: Operation = Operation { id: "get", path: "/a/{color}/b", ..Operation::PLAIN };

struct Bare(ClientInner);

impl From<ClientInner> for Bare {
    fn from(inner: ClientInner) -> Self {
        Self(inner)
    }
}

/// Sends a call and gives what has come of it, with the part of the request that `seen` picks.
fn sent(
    operation: &'static Operation,
    fill: impl FnOnce(Call) -> Call,
    seen: impl Fn(&http::Request<bytes::Bytes>) -> String,
) -> Result<String, Error> {
    let canned = Canned::empty(204);
    let client: Bare = canned.client(ClientBuilder::new("https://api.example.com", "test"));
    now(fill(Call::new(&client.0, operation)).send::<()>())?;
    Ok(seen(&canned.request()))
}

fn query(style: Style, value: &dyn Wire) -> Result<String, Error> {
    let fill = |mut call: Call| {
        call.query_as("color", style, value);
        call
    };
    sent(&ALL, fill, |request| request.uri().query().unwrap_or("-").to_owned())
}

fn path(style: Style, value: &dyn Wire) -> Result<String, Error> {
    let seen = |request: &http::Request<bytes::Bytes>| {
        let path = request.uri().path();
        path.strip_prefix("/a/").and_then(|path| path.strip_suffix("/b")).unwrap_or("?").to_owned()
    };
    sent(&ONE, |call| call.path_as("color", style, value), seen)
}

fn header(style: Style, value: &dyn Wire) -> Result<String, Error> {
    let fill = |mut call: Call| {
        call.header_as("x-color", style, value);
        call
    };
    sent(&ALL, fill, |request| {
        request.headers().get("x-color").map_or("-".to_owned(), |value| value.to_str().expect("ASCII").to_owned())
    })
}

fn cookie(style: Style, value: &dyn Wire) -> Result<String, Error> {
    let fill = |mut call: Call| {
        call.cookie("color", style, value);
        call
    };
    sent(&ALL, fill, |request| {
        request.headers().get("cookie").map_or("-".to_owned(), |value| value.to_str().expect("ASCII").to_owned())
    })
}

/// Empty, a string, an array, an object: the four columns of the table in OAS.
fn columns() -> [Value; 4] {
    [json!(""), json!("blue"), json!(["blue", "black", "brown"]), json!({"B": 150, "G": 200, "R": 100})]
}

fn assert_rows(rows: &[(Style, [&str; 4])], write: impl Fn(Style, &dyn Wire) -> Result<String, Error>) {
    for (style, expected) in rows {
        for (value, expected) in columns().iter().zip(expected) {
            match write(*style, value) {
                Ok(text) => assert_eq!(text, *expected, "{style:?} {value}"),
                Err(error) => {
                    assert_eq!((error.kind(), *expected), (ErrorKind::Request, "refused"), "{style:?} {value}")
                }
            }
        }
    }
}

// The keys of the object are in order, because `serde_json::Map` sorts them unless a feature is on.

#[test]
fn r63_queries() {
    let rows = [
        (Style::FORM, ["color=", "color=blue", "color=blue&color=black&color=brown", "B=150&G=200&R=100"]),
        (Style::FORM.not_exploded(), ["color=", "color=blue", "color=blue,black,brown", "color=B,150,G,200,R,100"]),
        (
            Style::SPACE_DELIMITED,
            ["color=", "color=blue", "color=blue%20black%20brown", "color=B%20150%20G%20200%20R%20100"],
        ),
        (
            Style::PIPE_DELIMITED,
            ["color=", "color=blue", "color=blue%7Cblack%7Cbrown", "color=B%7C150%7CG%7C200%7CR%7C100"],
        ),
        (
            Style::TAB_DELIMITED,
            ["color=", "color=blue", "color=blue%09black%09brown", "color=B%09150%09G%09200%09R%09100"],
        ),
        (
            Style::DEEP_OBJECT,
            [
                "color=",
                "color=blue",
                "color%5B%5D=blue&color%5B%5D=black&color%5B%5D=brown",
                "color%5BB%5D=150&color%5BG%5D=200&color%5BR%5D=100",
            ],
        ),
        (
            Style::JSON,
            [
                "color=%22%22",
                "color=%22blue%22",
                "color=%5B%22blue%22%2C%22black%22%2C%22brown%22%5D",
                "color=%7B%22B%22%3A150%2C%22G%22%3A200%2C%22R%22%3A100%7D",
            ],
        ),
        (
            Style::QUERY_STRING,
            [
                "",
                "blue",
                "%5B%22blue%22%2C%22black%22%2C%22brown%22%5D",
                "%7B%22B%22%3A150%2C%22G%22%3A200%2C%22R%22%3A100%7D",
            ],
        ),
    ];
    assert_rows(&rows, query);
}

#[test]
fn r59_r63_paths() {
    let rows = [
        (Style::SIMPLE, ["refused", "blue", "blue,black,brown", "B,150,G,200,R,100"]),
        (Style::SIMPLE.exploded(), ["refused", "blue", "blue,black,brown", "B=150,G=200,R=100"]),
        (Style::LABEL, ["refused", ".blue", ".blue,black,brown", ".B,150,G,200,R,100"]),
        (Style::LABEL.exploded(), ["refused", ".blue", ".blue.black.brown", ".B=150.G=200.R=100"]),
        (Style::MATRIX, [";color", ";color=blue", ";color=blue,black,brown", ";color=B,150,G,200,R,100"]),
        (
            Style::MATRIX.exploded(),
            [";color", ";color=blue", ";color=blue;color=black;color=brown", ";B=150;G=200;R=100"],
        ),
        (Style::SEGMENTS, ["refused", "blue", "blue,black,brown", "B,150,G,200,R,100"]),
    ];
    assert_rows(&rows, path);
}

#[test]
fn r62_r63_headers_and_cookies() {
    let rows = [
        (Style::SIMPLE, ["", "blue", "blue,black,brown", "B,150,G,200,R,100"]),
        (Style::SIMPLE.exploded(), ["", "blue", "blue,black,brown", "B=150,G=200,R=100"]),
        (Style::JSON, ["\"\"", "\"blue\"", r#"["blue","black","brown"]"#, r#"{"B":150,"G":200,"R":100}"#]),
    ];
    assert_rows(&rows, header);
    let rows = [
        (Style::FORM, ["color=", "color=blue", "color=blue; color=black; color=brown", "B=150; G=200; R=100"]),
        (Style::FORM.not_exploded(), ["color=", "color=blue", "color=blue,black,brown", "color=B,150,G,200,R,100"]),
    ];
    assert_rows(&rows, cookie);
}

#[test]
fn r63_nothing_is_left_out() {
    for value in [json!(null), json!([]), json!({}), json!([null]), json!({"a": null})] {
        for style in [Style::FORM, Style::FORM.not_exploded(), Style::PIPE_DELIMITED, Style::DEEP_OBJECT] {
            assert_eq!(query(style, &value).expect("sent"), "-", "{style:?} {value}");
        }
        assert_eq!(header(Style::SIMPLE, &value).expect("sent"), "-", "{value}");
        assert_eq!(cookie(Style::FORM, &value).expect("sent"), "-", "{value}");
        for style in [Style::SIMPLE, Style::LABEL, Style::MATRIX] {
            assert_eq!(path(style, &value).expect_err("no path without it").kind(), ErrorKind::Request, "{value}");
        }
    }
}

#[test]
fn r63_delimiters_in_values_are_encoded() {
    let value = json!(["a,b", "c|d e", "\u{e9}&=#+%/"]);
    let rows = [
        (Style::FORM, "color=a%2Cb&color=c%7Cd%20e&color=%C3%A9%26%3D%23%2B%25%2F"),
        (Style::FORM.not_exploded(), "color=a%2Cb,c%7Cd%20e,%C3%A9%26%3D%23%2B%25%2F"),
        (Style::PIPE_DELIMITED, "color=a%2Cb%7Cc%7Cd%20e%7C%C3%A9%26%3D%23%2B%25%2F"),
        (Style::FORM.reserved(), "color=a,b&color=c%7Cd%20e&color=%C3%A9%26=%23%2B%25/"),
    ];
    for (style, expected) in rows {
        assert_eq!(query(style, &value).expect("sent"), expected);
    }
    let value = json!(":/?#[]@!$&'()*+,;=");
    assert_eq!(query(Style::FORM.reserved(), &value).expect("sent"), "color=:/?%23%5B%5D@!$%26'()*%2B,;=");
    assert_eq!(header(Style::SIMPLE, &value).expect("sent"), ":/?#[]@!$&'()*+,;=");
    assert_eq!(header(Style::SIMPLE, &json!(["a,b"])).expect_err("two items in one").kind(), ErrorKind::Request);
    assert_eq!(header(Style::SIMPLE.exploded(), &json!({"a=b": 1})).expect_err("a key").kind(), ErrorKind::Request);
    assert_eq!(cookie(Style::FORM, &json!("a; b=c")).expect("sent"), "color=a%3B%20b%3Dc");
}

#[test]
fn r63_what_is_nested() {
    let value = json!({"a": {"b": 1, "c d": ["x", null, {"y": 2}, [3]]}, "e": true});
    assert_eq!(
        query(Style::DEEP_OBJECT, &value).expect("sent"),
        "color%5Ba%5D%5Bb%5D=1&color%5Ba%5D%5Bc%20d%5D%5B%5D=x&color%5Ba%5D%5Bc%20d%5D%5B2%5D%5By%5D=2\
         &color%5Ba%5D%5Bc%20d%5D%5B3%5D%5B%5D=3&color%5Be%5D=true"
    );
    let value = json!({"a": [1, [2]], "b": {"c": 3}});
    assert_eq!(query(Style::FORM, &value).expect("sent"), "a=1&a=%5B2%5D&b=%7B%22c%22%3A3%7D");
    assert_eq!(
        query(Style::FORM.not_exploded(), &value).expect("sent"),
        "color=a,%5B1%2C%5B2%5D%5D,b,%7B%22c%22%3A3%7D"
    );
    assert_eq!(query(Style::FORM, &f64::NAN).expect_err("no number").kind(), ErrorKind::Request);
}

#[test]
fn r59_r60_styled_arguments_stay_in_their_segment() {
    for style in [Style::SIMPLE, Style::LABEL, Style::MATRIX, Style::SIMPLE.exploded()] {
        assert!(!path(style, &json!(["../..", "a/b?c#d"])).expect("sent").contains(['/', '?', '#']));
        for odd in ["a\nb", "\u{85}"] {
            assert_eq!(path(style, &json!([odd])).expect_err("a control character").kind(), ErrorKind::Request);
        }
    }
    for (style, odd) in [(Style::SIMPLE, ".."), (Style::LABEL, "."), (Style::LABEL, ""), (Style::SEGMENTS, "a/../b")] {
        assert_eq!(path(style, &json!(odd)).expect_err("it goes up").kind(), ErrorKind::Request, "{odd}");
    }
    assert_eq!(path(Style::SEGMENTS, &json!("a/b c/d?")).expect("sent"), "a/b%20c/d%3F");
}
