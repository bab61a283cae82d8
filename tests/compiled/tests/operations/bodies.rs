//! Bodies of the accepted snapshots on the wire.

use std::pin::Pin;
use std::task::{Context, Poll};

use compiled::runtime::codec::to_multipart;
use compiled::runtime::{Bytes, ErrorKind, FilePart, RequestBody};
use compiled::{form_encodings, multipart, raw_bodies};
use futures_core::Stream;

use crate::canned::{Canned, now, parts};

/// Texts, from the last to the first.
struct Pieces(Vec<&'static str>);

impl Stream for Pieces {
    type Item = Result<&'static str, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop().map(Ok))
    }
}

#[test]
fn r64_forms_with_files() {
    use multipart::models::{Upload, UploadAuthor};
    let canned = Canned::empty(204);
    let client = canned.client(multipart::Client::builder());
    let body = Upload::new("# Note", vec![0, 159, 146, 150])
        .either(FilePart::new("gif").file_name("a\"b\r\nc\u{e9}.gif").content_type("image/gif"))
        .attachments(vec![FilePart::from("one"), FilePart::new("two").file_name("2.txt")])
        .scans(vec![FilePart::new("3")])
        .odd_name(true)
        .labels(vec!["x".to_owned(), "y".to_owned()])
        .author(UploadAuthor::new().name("Ann"))
        .tags(vec!["t".to_owned(), "u".to_owned()]);
    assert!(format!("{body:?}").contains("picture: 4 bytes"), "{body:?}");
    now(client.things().upload(body)).expect("a success");
    let expected = "--~\nContent-Disposition: form-data; name=\"note\"\nContent-Type: text/markdown\n\n# Note\n\
        --~\nContent-Disposition: form-data; name=\"picture\"; filename=\"picture\"\nContent-Type: image/png\n\n\0\u{fffd}\u{fffd}\u{fffd}\n\
        --~\nContent-Disposition: form-data; name=\"either\"; filename=\"a%22b%0D%0Ac\u{e9}.gif\"\nContent-Type: image/gif\n\ngif\n\
        --~\nContent-Disposition: form-data; name=\"attachments\"; filename=\"attachments\"\nContent-Type: application/octet-stream\n\none\n\
        --~\nContent-Disposition: form-data; name=\"attachments\"; filename=\"2.txt\"\nContent-Type: application/octet-stream\n\ntwo\n\
        --~\nContent-Disposition: form-data; name=\"scans\"; filename=\"scans\"\nContent-Type: application/octet-stream\n\n3\n\
        --~\nContent-Disposition: form-data; name=\"odd%22name\"\n\ntrue\n\
        --~\nContent-Disposition: form-data; name=\"labels\"\nContent-Type: application/json\n\n[\"x\",\"y\"]\n\
        --~\nContent-Disposition: form-data; name=\"author\"\nContent-Type: application/json\n\n{\"name\":\"Ann\"}\n\
        --~\nContent-Disposition: form-data; name=\"tags\"\n\nt\n\
        --~\nContent-Disposition: form-data; name=\"tags\"\n\nu\n\
        --~--\n";
    assert_eq!(parts(&canned.request()), expected);
    let odd = FilePart::new("x").content_type("image/png\r\nX-Evil: 1");
    let error = now(client.things().upload(Upload::new("", odd))).expect_err("a line break");
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(canned.take().is_empty());
}

#[test]
fn a_form_with_a_stream_is_sent_as_one() {
    use multipart::models::Upload;
    let canned = Canned::empty(204);
    let client = canned.client(multipart::Client::builder());
    let picture = FilePart::new(RequestBody::stream_once(Some(3), Pieces(vec!["gif"]))).file_name("a.gif");
    now(client.things().upload(Upload::new("n", picture))).expect("a success");
    let expected = "--~\nContent-Disposition: form-data; name=\"note\"\nContent-Type: text/markdown\n\nn\n\
        --~\nContent-Disposition: form-data; name=\"picture\"; filename=\"a.gif\"\nContent-Type: image/png\n\ngif\n\
        --~--\n";
    assert_eq!(parts(&canned.request()), expected);
    let stream = FilePart::new(RequestBody::stream_once(None, Pieces(vec!["a"])));
    let error = serde_json::to_string(&Upload::new("n", stream)).expect_err("no bytes");
    assert!(error.to_string().contains("a stream can only be sent"), "{error}");
}

#[test]
fn r13_each_attempt_has_the_same_boundary() {
    let canned = Canned::empty(503);
    let builder = multipart::Client::builder().transport(canned.clone()).retry(3);
    let client = builder.build().expect("a client");
    let call = || client.things().replace().body(multipart::models::ReplaceThingBody::new("x"));
    now(call()).expect_err("the server is down");
    let first = canned.take();
    assert_eq!(first.len(), 3);
    assert!(first.iter().all(|request| request.body() == first[0].body()), "the same bytes");
    assert!(first.iter().all(|request| request.headers() == first[0].headers()), "the same boundary");
    now(call()).expect_err("the server is down");
    assert_ne!(canned.take()[0].body(), first[0].body(), "another call, another boundary");
}

#[test]
fn r64_a_boundary_that_occurs_in_the_body_is_not_used() {
    let body = multipart::models::Upload::new("--first", "second");
    let mut boundaries = ["first", "second", "form-data", "third"].into_iter().map(str::to_owned);
    let (boundary, bytes) = to_multipart(&body, &[], &mut || boundaries.next().expect("one more")).expect("a form");
    assert_eq!(boundary, "third");
    assert!(bytes.as_bytes().expect("no stream").ends_with(b"second\r\n--third--\r\n"));
}

#[test]
fn files_in_other_formats_are_texts_or_refused() {
    let text = multipart::models::ReplaceThingBody::new("text");
    assert_eq!(serde_json::to_string(&text).expect("JSON"), r#"{"file":"text"}"#);
    assert_eq!(
        serde_json::from_str::<multipart::models::ReplaceThingBody>(r#"{"file":"text"}"#).expect("it fits"),
        text
    );
    assert!(serde_json::to_string(&multipart::models::ReplaceThingBody::new(vec![255])).is_err());
}

#[test]
fn forms_follow_their_encodings() {
    use form_encodings::models::{MakeThingBody, MakeThingBodyFilter, MakeThingBodyFlat, MakeThingBodySpread};
    let canned = Canned::empty(204);
    let client = canned.client(form_encodings::Client::builder());
    let both = || vec!["a b".to_owned(), "c".to_owned()];
    let body = MakeThingBody::new("n&m")
        .usual(both())
        .joined(both())
        .spaces(both())
        .filter(MakeThingBodyFilter::new().state("on").ages(vec![1, 2]))
        .flat(MakeThingBodyFlat::new().state("off"))
        .spread(MakeThingBodySpread::new().street("Main St").nr(3))
        .text(both());
    now(client.things().make(body)).expect("a success");
    let request = canned.request();
    assert_eq!(request.headers()["content-type"], "application/x-www-form-urlencoded");
    let text = std::str::from_utf8(request.body()).expect("ASCII");
    assert_eq!(
        text,
        "name=n%26m&usual=a+b&usual=c&joined=a%20b,c&spaces=a%20b%20c&filter%5Bstate%5D=on&filter%5Bages%5D%5B%5D=1\
         &filter%5Bages%5D%5B%5D=2&flat=%7B%22state%22%3A%22off%22%7D&street=Main+St&nr=3&text=%5B%22a+b%22%2C%22c%22%5D"
    );
}

#[test]
fn bytes_travel_as_they_are() {
    let canned = Canned::new(200, "application/octet-stream", b"\xef\xbb\xbf \0\xff");
    let client = canned.client(raw_bodies::Client::builder());
    let bodies = client.bodies();
    now(bodies.put_bytes(RequestBody::stream_once(None, Pieces(vec!["b", "a"])))).expect("a success");
    assert_eq!(&canned.request().body()[..], b"ab");
    let received = now(bodies.put_bytes(vec![0, 255])).expect("a success");
    assert_eq!(&received[..], b"\xef\xbb\xbf \0\xff", "with its byte order mark and whatever it is called");
    let request = canned.request();
    assert_eq!(
        (&request.body()[..], &request.headers()["content-type"]),
        (&[0, 255][..], &"application/octet-stream".parse().expect("ASCII"))
    );
    assert_eq!(request.headers()["accept"], "application/pdf");
    for (chosen, sent) in
        [(None, Some("application/octet-stream")), (Some("image/png"), Some("image/png")), (Some("text/html"), None)]
    {
        let call = bodies.put_picture(Bytes::from_static(b"x"));
        let call = if let Some(media_type) = chosen { call.content_type(media_type) } else { call };
        let result = now(call);
        match sent {
            Some(sent) => assert_eq!(canned.request().headers()["content-type"], sent),
            None => assert_eq!(result.expect_err("not an image").kind(), ErrorKind::Request),
        }
    }
}

#[test]
fn texts_travel_as_they_are() {
    let canned = Canned::new(200, "text/html; charset=utf-8", b"<p>");
    let client = canned.client(raw_bodies::Client::builder());
    assert_eq!(now(client.bodies().put_text().body("a\u{e9}\n")).expect("a success"), "<p>");
    let request = canned.request();
    assert_eq!(
        (&request.body()[..], &request.headers()["content-type"]),
        ("a\u{e9}\n".as_bytes(), &"text/plain".parse().expect("ASCII"))
    );
    let rows: [(&str, &[u8], Option<&str>); 4] = [
        ("text/plain", b"", Some("")),
        ("text/plain", b" \n", Some(" \n")),
        ("text/plain", b"\xff", None),
        ("application/json", b"\"x\"", None),
    ];
    for (content_type, body, expected) in rows {
        let client = Canned::new(200, content_type, body).client(raw_bodies::Client::builder());
        assert_eq!(now(client.bodies().put_text()).ok().as_deref(), expected);
    }
    let number =
        |body| now(Canned::new(200, "text/plain", body).client(raw_bodies::Client::builder()).bodies().get_number());
    assert_eq!(number(b" 42\n").expect("a success"), 42);
    assert_eq!(number(b"many").expect_err("no number").kind(), ErrorKind::Decode);
    let client = Canned::new(500, "text/plain", b"broken").client(raw_bodies::Client::builder());
    let error = now(client.bodies().get_number()).expect_err("an error");
    let expected = raw_bodies::bodies::GetNumberError::Default("broken".to_owned());
    assert_eq!(error.typed(), Some(expected));
}

#[test]
fn a_range_with_a_model_is_json() {
    let canned = Canned::new(200, "application/hal+json", br#"{"name":"a"}"#);
    let client = canned.client(raw_bodies::Client::builder());
    let thing = raw_bodies::models::Thing::new().name("a");
    assert_eq!(now(client.bodies().put_thing(thing.clone()).accept("application/hal+json")).expect("a success"), thing);
    let request = canned.request();
    assert_eq!(
        (&request.headers()["content-type"], &request.headers()["accept"]),
        (&"application/json".parse().expect("ASCII"), &"application/hal+json".parse().expect("ASCII"))
    );
    let client = Canned::new(200, "image/png", b"png").client(raw_bodies::Client::builder());
    assert_eq!(now(client.bodies().put_thing(thing)).expect_err("no thing").kind(), ErrorKind::MediaType);
}
