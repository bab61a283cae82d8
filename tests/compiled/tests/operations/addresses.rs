//! Which operation a method is, which server a call goes to, and whether it takes the token along.

use compiled::runtime::ErrorKind;
use compiled::{
    operation_ids_twice, relative_server, security_optional, security_undeclared, servers_of_operations,
    servers_several,
};

use crate::canned::{Canned, now};

/// Method and URL of the one request that has come, and whether there was a token.
fn seen(canned: &Canned) -> (String, bool) {
    let request = canned.request();
    (format!("{} {}", request.method(), request.uri()), request.headers().contains_key("authorization"))
}

#[test]
fn the_first_of_two_operations_keeps_its_name() {
    let canned = Canned::empty(204);
    let things = canned.client(operation_ids_twice::Client::builder()).things();
    now(things.touch(1)).expect("a success");
    assert_eq!(seen(&canned).0, "POST https://api.example.com/things/1/touch");
    now(things.delete_id_touch(1)).expect("a success");
    assert_eq!(seen(&canned).0, "DELETE https://api.example.com/things/1/touch");
}

#[test]
fn a_call_goes_to_the_server_of_its_operation() {
    let canned = Canned::empty(204);
    for (base_url, host) in
        [(None, "https://api.example.com/2.0"), (Some("http://127.0.0.1:1/mount/"), "http://127.0.0.1:1/mount")]
    {
        let builder = servers_of_operations::Client::builder().bearer_token("t");
        let builder = match base_url {
            Some(url) => builder.base_url(url),
            None => builder,
        };
        let files = canned.client(builder).files();
        let origin = host.rsplit_once('/').expect("a path").0;
        now(files.upload()).expect("a success");
        assert_eq!(seen(&canned), ("POST https://upload.example.com/api/2.0/files/content".to_owned(), true));
        now(files.read()).expect("a success");
        assert_eq!(seen(&canned), ("GET https://files.example.com/files/content".to_owned(), true));
        now(files.replace()).expect("a success");
        assert_eq!(seen(&canned), (format!("PUT {origin}/op-level/files/content"), true));
        now(files.remove()).expect("a success");
        assert_eq!(seen(&canned), (format!("DELETE {origin}/files/content"), true));
        now(files.authorize()).expect("a success");
        assert_eq!(seen(&canned), ("GET https://account.example.com/oauth2/authorize".to_owned(), false));
        now(files.me()).expect("a success");
        assert_eq!(seen(&canned), (format!("GET {host}/me"), true));
        let error = now(files.change()).expect_err("a token must not be sent in clear");
        assert_eq!((error.kind(), canned.take().len()), (ErrorKind::Credentials, 0));
        assert!(error.to_string().contains("the operation's server"), "{error}");
    }
}

#[test]
fn the_path_of_a_relative_server_is_kept() {
    let canned = Canned::empty(200);
    let rows = [
        ("https://v1", "https://v1/v1"),
        ("https://a.example/", "https://a.example/v1"),
        ("https://a.example/v1/", "https://a.example/v1"),
        ("http://127.0.0.1:1/mount", "http://127.0.0.1:1/mount/v1"),
    ];
    for (given, base_url) in rows {
        now(canned.client(relative_server::Client::builder(given)).things().list()).expect("a success");
        assert_eq!(seen(&canned).0, format!("GET {base_url}/things"));
    }
    let things =
        canned.client(relative_server::Client::builder("https://a.example").base_url("https://b.example")).things();
    now(things.list()).expect("a success");
    assert_eq!(seen(&canned).0, "GET https://b.example/things");
    now(things.put()).expect("a success");
    assert_eq!(seen(&canned).0, "PUT https://b.example/other/v2/things");
}

#[test]
fn the_first_of_several_servers_is_used() {
    let canned = Canned::empty(204);
    now(canned.client(servers_several::Client::builder()).base_urls_().list_things()).expect("a success");
    assert_eq!(seen(&canned).0, "GET https://eu.example.com:8443/v2/things");
}

#[test]
fn servers_and_the_values_of_their_variables_are_types() {
    use servers_several::base_urls::{ForTests, Production, ProductionRegion, Server127_0_0_1_8080};

    let canned = Canned::empty(204);
    let asked = |url: String| {
        let client = canned.client(servers_several::Client::builder().base_url(url));
        now(client.base_urls_().list_things()).expect("a success");
        seen(&canned).0
    };
    assert_eq!(asked(Production::default().into()), "GET https://eu.example.com:8443/v2/things");
    let other = Production::default().region(ProductionRegion::Us).base("v3");
    assert_eq!(asked(other.into()), "GET https://us.example.com:8443/v3/things");
    assert_eq!(asked(ForTests.into()), "GET https://sandbox.example.com/things");
    assert_eq!(asked(Server127_0_0_1_8080.into()), "GET http://127.0.0.1:8080/v2/things");
    let _ = servers_several::Client::builder().base_url(Production::default());
}

#[test]
fn r84_a_token_is_sent_where_security_is_optional() {
    let canned = Canned::empty(204);
    let builder = security_optional::Client::builder;
    let (with, without) = (canned.client(builder().bearer_token("t")).things(), canned.client(builder()).things());
    now(with.list()).expect("a success");
    assert!(seen(&canned).1);
    now(without.list()).expect("a success");
    assert!(!seen(&canned).1);
    now(without.put()).expect("a success");
    assert_eq!(seen(&canned), ("PUT http://plain.example.com/things".to_owned(), false));
    // Refused rather than sent without the token.
    assert_eq!(now(with.put()).expect_err("in clear").kind(), ErrorKind::Credentials);
    assert!(canned.take().is_empty());
    now(with.post()).expect("a success");
    assert!(!seen(&canned).1);
}

#[test]
fn r84_a_token_is_sent_where_the_document_says_nothing_of_security() {
    let canned = Canned::empty(204);
    let things = canned.client(security_undeclared::Client::builder().bearer_token("t")).things();
    now(things.list()).expect("a success");
    assert!(seen(&canned).1);
    now(things.put()).expect("a success");
    assert_eq!(seen(&canned), ("PUT https://elsewhere.example.com/things".to_owned(), false));
    now(things.post()).expect("a success");
    assert_eq!(seen(&canned), ("POST https://api.example.com/v2/things".to_owned(), true));
}
