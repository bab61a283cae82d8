//! Which body a response has, by its media type; what is asked for; and redirects as results.

use compiled::bodies_by_media_type::things::{ListError, ListOutput};
use compiled::runtime::{Bytes, ErrorKind};
use compiled::{accept_header, bodies_by_media_type, charsets, empty_bodies, merge_patches, redirects};

use crate::canned::{Canned, now};

#[test]
fn the_media_type_chooses_the_body() {
    let send = |canned: &Canned| now(canned.client(bodies_by_media_type::Client::builder()).things().list());
    let plain = Canned::new(200, "Application/JSON; charset=utf-8", br#"{"items":["a"]}"#);
    let Ok(ListOutput::Ok(found)) = send(&plain) else { panic!("JSON") };
    assert_eq!(found.items, ["a"]);
    assert_eq!(
        plain.request().headers()["accept"],
        "text/csv, application/json, application/scim+json, application/pdf, application/problem+json"
    );
    let scim = Canned::new(200, "application/scim+json", br#"{"Resources":[]}"#);
    assert!(matches!(send(&scim), Ok(ListOutput::OkScimJson(_))));
    let other_json = Canned::new(200, "application/vnd.x+json", br#"{"items":[]}"#);
    assert!(matches!(send(&other_json), Ok(ListOutput::Ok(_))));
    assert_eq!(send(&Canned::new(200, "text/csv", b"a,b")).expect("CSV"), ListOutput::OkCsv("a,b".to_owned()));
    let pdf = ListOutput::OkPdf(Bytes::from_static(b"%PDF"));
    assert_eq!(send(&Canned::new(200, "application/pdf", b"%PDF")).expect("PDF"), pdf);
    assert_eq!(send(&Canned::empty(202)).expect("a success"), ListOutput::Accepted);
    assert_eq!(send(&Canned::new(200, "image/png", b"png")).expect_err("no picture").kind(), ErrorKind::MediaType);
}

#[test]
fn the_media_type_chooses_the_error_body() {
    let send = |status, media_type, body| {
        let canned = Canned::new(status, media_type, body);
        let sent = now(canned.client(bodies_by_media_type::Client::builder()).things().list());
        sent.expect_err("an error").typed()
    };
    let plain = send(400, "application/json", br#"{"message":"m"}"#);
    assert!(matches!(plain, Some(ListError::BadRequest(fault)) if fault.message == "m"));
    let scim = send(400, "application/scim+json", br#"{"detail":"d"}"#);
    assert!(matches!(scim, Some(ListError::BadRequestScimJson(fault)) if fault.detail == "d"));
    let broken = send(502, "application/problem+json", br#"{"detail":"d"}"#);
    assert!(matches!(broken, Some(ListError::ServerError(_))));
}

#[test]
fn all_declared_media_types_are_asked_for_unless_the_caller_chooses() {
    let canned = Canned::new(200, "application/json", b"{}");
    let accept = |canned: &Canned| canned.request().headers()["accept"].to_str().expect("ASCII").to_owned();
    let client = canned.client(accept_header::Client::builder());
    now(client.things().me()).expect("a success");
    assert_eq!(accept(&canned), "application/json, application/problem+json");
    now(client.things().me().accept("application/vnd.v2+json")).expect("a success");
    assert_eq!(accept(&canned), "application/vnd.v2+json");
    now(client.things().me().accept("no media type")).expect_err("no media type");
    assert!(canned.take().is_empty());
    let own = canned.client(accept_header::Client::builder().header("Accept", "application/vnd.v3+json"));
    now(own.things().me()).expect("a success");
    assert_eq!(accept(&canned), "application/vnd.v3+json");
    let texts = Canned::new(200, "text/plain", b"a");
    assert_eq!(now(texts.client(accept_header::Client::builder()).things().texts()).expect("a success"), "a");
    assert_eq!(accept(&texts), "text/plain, application/json");
}

#[test]
fn json_may_be_called_a_text_and_an_empty_body_is_called_empty() {
    let me = |content_type, body| {
        now(Canned::new(200, content_type, body).client(accept_header::Client::builder()).things().me())
    };
    let found = me("text/plain; charset=utf-8", br#"{"name":"a"}"#).expect("JSON");
    assert_eq!(found.name.as_deref(), Some("a"));
    assert_eq!(me("text/html", b"<p>").expect_err("no JSON").kind(), ErrorKind::MediaType);
    let error = me("application/json", b" ").expect_err("nothing");
    assert_eq!(
        (error.kind(), error.decode_error().expect("a cause").message.as_str()),
        (ErrorKind::Decode, "the body is empty")
    );
}

#[test]
fn texts_are_in_their_character_set() {
    let put = |canned: &Canned, text: &str| now(canned.client(charsets::Client::builder()).things().put_text(text));
    let rows: [(&str, &[u8], Option<&str>); 10] = [
        ("text/plain; charset=iso-8859-1", b"caf\xe9", Some("caf\u{e9}")),
        ("text/plain;charset=\"ISO-8859-1\"", b"\x80", Some("\u{80}")),
        ("text/plain; charset=windows-1252", b"\x80\xe9", Some("\u{20ac}\u{e9}")),
        ("text/plain; charset=us-ascii", b"a", Some("a")),
        ("text/plain; charset=utf-16", b"\xff\xfea\x00\xe9\x00", Some("a\u{e9}")),
        ("text/plain; charset=utf-16le", b"a\x00", Some("a")),
        ("text/plain; charset=utf-16be", b"\x00a", Some("a")),
        ("text/plain; charset=utf-16be", b"\x00a\x00", None),
        ("text/plain; charset=koi8-r", b"a", Some("a")),
        ("text/plain; charset=koi8-r", b"\xe9", None),
    ];
    for (content_type, body, expected) in rows {
        let canned = Canned::new(200, content_type, body);
        assert_eq!(put(&canned, "caf\u{e9}").ok().as_deref(), expected, "{content_type}");
        let request = canned.request();
        assert_eq!(&request.body()[..], b"caf\xe9");
        assert_eq!(request.headers()["content-type"], "text/plain; charset=iso-8859-1");
    }
    let error = put(&Canned::empty(200), "\u{20ac}").expect_err("the character set lacks it");
    assert_eq!(error.kind(), ErrorKind::Request);
    let canned = Canned::new(200, "application/json; charset=iso-8859-1", "{\"name\":\"\u{e9}\"}".as_bytes());
    let found = now(canned.client(charsets::Client::builder()).things().get_object()).expect("JSON is always UTF-8");
    assert_eq!(found.name.as_deref(), Some("\u{e9}"));
}

#[test]
fn declared_redirects_are_results() {
    use redirects::things::AuthorizeError;
    let send = |status| now(Canned::empty(status).client(redirects::Client::builder()).things().authorize().send());
    assert_eq!(send(302).expect("a result").status().as_u16(), 302);
    let error = send(307).expect_err("another one");
    assert!(error.to_string().contains("307 Temporary Redirect (redirects are not followed)"), "{error}");
    let canned = Canned::new(400, "application/json", br#"{"m":"x"}"#);
    let error = now(canned.client(redirects::Client::builder()).things().authorize()).expect_err("an error");
    assert!(matches!(error.typed(), Some(AuthorizeError::Default(body)) if body.m == "x"));
    let moved = now(Canned::empty(302).client(redirects::Client::builder()).things().may_move());
    assert_eq!(moved.expect_err("not the result").kind(), ErrorKind::Status);
}

#[test]
fn bodies_that_can_only_be_empty_are_not_sent() {
    let canned = Canned::empty(204);
    let client = canned.client(empty_bodies::Client::builder());
    now(client.things().get_form()).expect("a success");
    now(client.things().post_empty()).expect("a success");
    now(client.things().put_empty(empty_bodies::models::Empty::new())).expect("a success");
    let all = canned.take();
    let sent: Vec<_> = all.iter().map(|it| (&it.body()[..], it.headers().contains_key("content-type"))).collect();
    assert_eq!(sent, [(&b""[..], false), (b"", false), (b"{}", true)]);
}

#[test]
fn a_merge_patch_can_remove_what_it_can_set() {
    use compiled::runtime::Maybe;
    use merge_patches::models::{PatchThingBody, PatchThingBodyMap, User, UserPatch};
    let canned = Canned::new(200, "application/json", br#"{"name":"a","address":null}"#);
    let client = canned.client(merge_patches::Client::builder());
    let mut body = PatchThingBody::new("1");
    body.description = Maybe::Null;
    let mut named = PatchThingBodyMap::new();
    named.name = Maybe::Null;
    body.map = Maybe::Value([("k".to_owned(), None), ("l".to_owned(), Some(named))].into());
    now(client.things().patch(body)).expect("a success");
    let sent = canned.request();
    assert_eq!(&sent.body()[..], br#"{"id":"1","description":null,"map":{"k":null,"l":{"name":null}}}"#);
    assert_eq!(sent.headers()["content-type"], "application/merge-patch+json");
    let patch = UserPatch::new().name(Maybe::Null).parent(UserPatch::new().address(Maybe::Null));
    let user: User = now(client.things().patch_user(patch)).expect("a success");
    assert_eq!((user.name.as_deref(), user.address), (Some("a"), None), "the component itself is as it was");
    assert_eq!(&canned.request().body()[..], br#"{"name":null,"parent":{"address":null}}"#);
}
