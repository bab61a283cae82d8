//! Encodings of forms, cookies and queries as the dialects have them, and what stays as it is in them.

use compiled::runtime::{ErrorKind, FilePart};
use compiled::{
    content_parameters_of_other_kinds, cookies_of_3_2, form_encodings_of_two_forms, multipart_parts_without_type,
    multipart_styles, multipart_styles_in_3_0, query_strings, reserved_characters,
};

use crate::canned::{Canned, now, parts};

fn strings(all: &[&str]) -> Vec<String> {
    all.iter().map(|one| (*one).to_owned()).collect()
}

/// The parts of a form as `name=content`, other headers and files left out.
fn plain_parts(canned: &Canned) -> Vec<String> {
    let sent = parts(&canned.request());
    let all = sent.split("--~\n").skip(1).filter(|part| !part.contains("filename"));
    let all = all.map(|part| part.trim_end_matches("--~--\n").split_once("\n\n").expect("a head"));
    let name = |head: &str| head.split('"').nth(1).expect("a name").to_owned();
    all.map(|(head, content)| format!("{}={}", name(head), content.trim_end())).collect()
}

#[test]
fn parts_of_forms_have_styles_since_3_1() {
    use multipart_styles::models::{MakeThingBody, Range};
    let canned = Canned::empty(204);
    let client = canned.client(multipart_styles::Client::builder());
    let range = || Range::new().from(1).to_it("a b");
    let body = MakeThingBody::new(FilePart::new(vec![0xff]))
        .joined(strings(&["a b", "c&d"]))
        .pipes(strings(&["a", "b"]))
        .deep(range())
        .spread(range())
        .plain(range());
    now(client.things().make(body)).expect("a success");
    assert_eq!(
        plain_parts(&canned),
        [
            "joined=a b,c&d",
            "pipes=a|b",
            "deep[from]=1",
            "deep[to it]=a b",
            "from=1",
            "to it=a b",
            r#"plain={"from":1,"to it":"a b"}"#
        ]
    );
}

#[test]
fn parts_of_forms_have_no_styles_in_3_0() {
    use multipart_styles_in_3_0::models::{MakeThingBody, MakeThingBodySpread};
    let canned = Canned::empty(204);
    let client = canned.client(multipart_styles_in_3_0::Client::builder());
    let body = MakeThingBody::new().joined(strings(&["a", "b"])).spread(MakeThingBodySpread::new().from(1));
    now(client.things().make(body.free(serde_json::json!([1])))).expect("a success");
    assert_eq!(plain_parts(&canned), ["joined=a", "joined=b", r#"spread={"from":1}"#, "free=1"]);
}

#[test]
fn parts_without_a_type_are_files_since_3_1() {
    use multipart_parts_without_type::models::MakeThingBody;
    let canned = Canned::empty(204);
    let client = canned.client(multipart_parts_without_type::Client::builder());
    let body =
        MakeThingBody::new("1", [FilePart::new("a")], FilePart::new(vec![1_u8])).about(serde_json::json!({"a": 1}));
    now(client.things().make(body)).expect("a success");
    let sent = parts(&canned.request());
    assert!(
        sent.contains("name=\"picture\"; filename=\"picture\"\nContent-Type: application/octet-stream\n\n\u{1}\n"),
        "{sent}"
    );
    assert!(
        sent.contains("name=\"pages\"; filename=\"pages\"\nContent-Type: application/octet-stream\n\na\n"),
        "{sent}"
    );
    assert!(sent.contains("name=\"about\"\nContent-Type: application/json\n\n{\"a\":1}\n"), "{sent}");
}

#[test]
fn each_form_has_its_own_encodings() {
    use form_encodings_of_two_forms::models::{Thing, ThingExtra};
    let canned = Canned::empty(204);
    let client = canned.client(form_encodings_of_two_forms::Client::builder());
    let thing = Thing::new().tags(strings(&["a", "b"])).extra(ThingExtra::new().a(1)).note("x:y");
    now(client.things().make(thing.clone())).expect("a success");
    assert_eq!(&canned.request().body()[..], b"tags=a,b&extra=%7B%22a%22%3A1%7D&note=x:y");
    now(client.things().make(thing).content_type("multipart/form-data")).expect("a success");
    let sent = parts(&canned.request());
    assert!(sent.contains("name=\"tags\"\nContent-Type: application/json\n\n[\"a\",\"b\"]\n"), "{sent}");
    assert!(sent.contains("name=\"extra\"\nContent-Type: application/vnd.x+json\n\n{\"a\":1}\n"), "{sent}");
}

#[test]
fn reserved_characters_stay_where_the_document_says_so() {
    use reserved_characters::models::MakeThingBody;
    let canned = Canned::empty(204);
    let client = canned.client(reserved_characters::Client::builder());
    let value = "a/b:c@d%2F%zz%4";
    let send = |id: &str, rest: &str, q: &str| {
        let body = MakeThingBody::new().url(q);
        now(client.things().make(id, rest, strings(&["x,y", "a:b"]), body).q(q))
    };
    send("a:b@c!$&'()*+,;=/?#[]%2F", value, value).expect("a success");
    let request = canned.request();
    assert_eq!(
        request.uri().path(),
        "/things/a:b@c!$&'()*%2B%2C%3B%3D%2F%3F%23%5B%5D%252F/a%2Fb:c@d%2F%25zz%254/x%2Cy,a:b"
    );
    assert_eq!(request.uri().query(), Some("q=a/b:c@d%2F%25zz%254"));
    assert_eq!(&request.body()[..], b"url=a/b:c@d%2F%25zz%254");
    for dots in ["..", "%2e%2E", ".%2e"] {
        assert_eq!(send("a", dots, "q").expect_err("it goes up").kind(), ErrorKind::Request, "{dots}");
    }
    assert!(canned.take().is_empty());
}

#[test]
fn cookies_of_3_2_are_not_encoded() {
    let canned = Canned::empty(204);
    let client = canned.client(cookies_of_3_2::Client::builder());
    let list = || client.things().list();
    now(list().pref("a%20b=c").many(strings(&["x", "y"])).joined(strings(&["x", "y"])).old("a b")).expect("a success");
    assert_eq!(canned.request().headers()["cookie"], "pref=a%20b=c; many=x; many=y; joined=x,y; old=a%20b");
    now(list().pref("\"quoted\"")).expect("a success");
    assert_eq!(canned.request().headers()["cookie"], "pref=\"quoted\"");
    for odd in ["a b", "a;b", "a,b", "a\\b", "a\"b", "\u{e9}", "a\nb"] {
        assert_eq!(now(list().pref(odd)).expect_err("a cookie cannot hold it").kind(), ErrorKind::Request, "{odd}");
    }
    now(list().joined(strings(&["a,b"]))).expect_err("two items in one");
    assert!(canned.take().is_empty());
}

#[test]
fn query_strings_follow_their_encodings() {
    use query_strings::models::{Filter, ListThingsQ, ListThingsQRange};
    let canned = Canned::empty(204);
    let client = canned.client(query_strings::Client::builder());
    let q =
        ListThingsQ::new().tags(strings(&["a b", "c&d"])).on(true).text("x y+z").range(ListThingsQRange::new().a(1));
    now(client.things().list().q(q)).expect("a success");
    assert_eq!(canned.target(), "/things?tags=a%20b,c%26d&on=true&text=x%20y%2Bz&range=%7B%22a%22%3A1%7D");
    now(client.things().list().q(ListThingsQ::new())).expect("a success");
    assert_eq!(canned.target(), "/things");
    now(client.things().list_others().q(Filter::new().name("a"))).expect("a success");
    assert!(canned.target().ends_with("%3CFilter%3E%3Cname%3Ea%3C%2Fname%3E%3C%2FFilter%3E"));
}

#[test]
fn parameters_are_in_their_media_type() {
    use content_parameters_of_other_kinds::models::Filter;
    let canned = Canned::empty(204);
    let client = canned.client(content_parameters_of_other_kinds::Client::builder());
    let filter = || Filter::new().name("\u{e9}\u{1f600} &").size(1);
    now(client.things().list().form(filter()).data("a b")).expect("a success");
    assert_eq!(canned.target(), "/things?form=name%3D%25C3%25A9%25F0%259F%2598%2580%2B%2526%26size%3D1&data=a%20b");
    now(client.things().list().xml(Filter::new().name("a"))).expect("a success");
    assert!(canned.target().ends_with("utf-8%22%3F%3E%3CFilter%3E%3Cname%3Ea%3C%2Fname%3E%3C%2FFilter%3E"));
    now(client.things().list().x_json(filter()).x_xml(filter())).expect("a success");
    let request = canned.request();
    assert_eq!(request.headers()["x-json"], r#"{"name":"\u00e9\ud83d\ude00 &","size":1}"#);
    let xml = request.headers()["x-xml"].to_str().expect("ASCII");
    assert!(xml.ends_with("<Filter><name>&#233;&#128512; &amp;</name><size>1</size></Filter>"), "{xml}");
}
