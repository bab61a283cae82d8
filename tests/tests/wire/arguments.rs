//! Path arguments, base URLs and header arguments that try to be more than that.

use partner_center::models::CustomerUser;
use partner_center::{Client, ErrorKind};
use rstest::rstest;
use tests::server::{Reply, Server};

use crate::support::{USER, builder, call, client, failure};

#[rstest]
#[case::r59_encoded_dots("%2e%2e", "%252e%252e")]
#[case::r59_slash("a/b", "a%2Fb")]
#[case::r59_backslash("a\\b", "a%5Cb")]
#[case::r59_query("a?x", "a%3Fx")]
#[case::r59_fragment("a#x", "a%23x")]
#[case::r59_percent("%", "%25")]
#[case::r59_encoded_nul("%00", "%2500")]
#[case::r59_dots_and_slashes("../../x", "..%2F..%2Fx")]
#[case::r59_full_width_dots("\u{ff0e}\u{ff0e}", "%EF%BC%8E%EF%BC%8E")]
#[case::r59_full_width_slash("\u{ff0f}", "%EF%BC%8F")]
#[case::r59_emoji("😀", "%F0%9F%98%80")]
#[case::r59_space(" ", "%20")]
#[case::r59_three_dots("...", "...")]
#[case::r59_unreserved("aZ09-._~", "aZ09-._~")]
#[case::r59_reserved(":/?#[]@!$&'()*+,;=", ":%2F%3F%23%5B%5D@!$&'()*%2B%2C%3B%3D")]
#[case::r59_braces("{user_id}", "%7Buser_id%7D")]
#[case::r59_quotes("\"<>`^|", "%22%3C%3E%60%5E%7C")]
#[case::r59_no_break_space("\u{a0}", "%C2%A0")]
#[case::r59_right_to_left("\u{202e}", "%E2%80%AE")]
#[tokio::test]
async fn r59_path_arguments(#[case] argument: &str, #[case] expected: &str) {
    let server = Server::always(Reply::new(200));
    let users = client(&server).manage_customer_accounts();
    users.update_customer(argument, USER, CustomerUser::new()).await.unwrap();
    users.update_customer("c", argument, CustomerUser::new()).await.unwrap();
    let targets: Vec<_> = server.requests().into_iter().map(|request| request.target).collect();
    assert_eq!(
        targets,
        [format!("/v1/customers/{expected}/users/{USER}"), format!("/v1/customers/c/users/{expected}")]
    );
    assert!(targets.iter().all(|target| target.matches('/').count() == 5), "as many segments as the template");
}

#[rstest]
#[case::empty("")]
#[case::dot(".")]
#[case::dots("..")]
#[case::tab("\t..")]
#[case::line_break("a\nb")]
#[case::request_line("x HTTP/1.1\r\nX-Evil: 1\r\n\r\n")]
#[case::nul("a\0")]
#[case::delete("\u{7f}")]
#[case::c1_control("\u{85}")]
#[case::megabyte(&"a".repeat(1 << 20))]
#[tokio::test]
async fn r59_path_arguments_that_are_refused(#[case] argument: &str) {
    let server = Server::always(Reply::new(200));
    let users = client(&server).manage_customer_accounts();
    for (customer, user) in [(argument, USER), (USER, argument)] {
        let error = failure(users.update_customer(customer, user, CustomerUser::new()).await, ErrorKind::Request);
        assert_eq!((error.attempts(), error.operation()), (0, Some("UpdateCustomer")));
    }
    assert_eq!(server.connections(), 0, "refused before any input or output");
}

#[rstest]
#[case::bare("", "")]
#[case::slash("/", "")]
#[case::path("/api", "/api")]
#[case::path_and_slash("/api/", "/api")]
#[case::two_segments("/a/b", "/a/b")]
#[case::encoded("/a%20b%2Fc", "/a%20b%2Fc")]
#[case::not_encoded("/a b", "/a%20b")]
#[case::braces("/{customer_id}", "/%7Bcustomer_id%7D")]
#[case::dots("/a/../b/./", "/b")]
#[tokio::test]
async fn r61_base_urls(#[case] path: &str, #[case] expected: &str) {
    let server = Server::always(Reply::new(200));
    let client = builder(&server).base_url(server.url() + path).build().unwrap();
    client.manage_customer_accounts().update_customer("c", "u", CustomerUser::new()).await.unwrap();
    assert_eq!(server.request().target, format!("{expected}/v1/customers/c/users/u"));
    assert_eq!(server.request().header("host"), Some(format!("127.0.0.1:{}", server.port()).as_str()));
}

#[rstest]
#[case::empty("")]
#[case::relative("api/v1")]
#[case::absolute_path("/api")]
#[case::scheme_relative("//127.0.0.1")]
#[case::no_host("http://")]
#[case::file("file:///etc/passwd")]
#[case::ftp("ftp://127.0.0.1")]
#[case::javascript("javascript:alert(1)")]
#[case::data("data:text/plain,x")]
#[case::query("https://127.0.0.1/?key=x")]
#[case::empty_query("https://127.0.0.1/?")]
#[case::fragment("https://127.0.0.1/#x")]
#[case::user("https://user@127.0.0.1/")]
#[case::password("https://:pw@127.0.0.1/")]
#[case::userinfo_as_a_host("https://api.partnercenter.microsoft.com@127.0.0.1/")]
#[case::bad_port("https://127.0.0.1:99999/")]
#[case::bad_address("https://[::1/")]
#[case::bad_host("https://a b/")]
#[tokio::test]
async fn r61_base_urls_that_are_refused(#[case] url: &str) {
    let result = Client::builder().base_url(url).bearer_token("t").build();
    failure(result, ErrorKind::Request);
}

#[rstest]
#[case::carriage_return("a\rb")]
#[case::line_feed("a\nb")]
#[case::header("a\r\nX-Evil: 1")]
#[case::obs_fold("a\r\n b")]
#[case::nul("a\0b")]
#[case::escape("\u{1b}[2J")]
#[case::delete("a\u{7f}")]
#[case::leading_space(" a")]
#[case::trailing_tab("a\t")]
#[case::line_feed_at_the_end("a\n")]
#[case::latin_1("caf\u{e9}")]
#[case::emoji("😀")]
#[case::right_to_left("a\u{202e}b")]
#[case::megabyte(&"a".repeat(1 << 20))]
#[tokio::test]
async fn r62_header_arguments_that_are_refused(#[case] value: &str) {
    let server = Server::always(Reply::new(200));
    for call in [
        call(&server).ms_cv(value),
        call(&server).ms_correlationid(value),
        call(&server).ms_requestid(value),
        call(&server).ms_cv("good").ms_cv(value),
    ] {
        let error = failure(call.await, ErrorKind::Request);
        assert_eq!(error.attempts(), 0);
    }
    failure(builder(&server).header("x-default", value).build(), ErrorKind::Request);
    assert_eq!(server.connections(), 0, "nothing was sent");
}

#[rstest]
#[case::inner_space("a b")]
#[case::inner_tab("a\tb")]
#[case::visible("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")]
#[case::looks_like_a_header("X-Evil: 1")]
#[case::long(&"a".repeat(4096))]
#[tokio::test]
async fn r62_header_arguments(#[case] value: &str) {
    let server = Server::always(Reply::new(200));
    call(&server).ms_cv(value).await.unwrap();
    assert_eq!(server.request().header("ms-cv"), Some(value));
}

#[rstest]
#[case::empty("")]
#[case::space("x y")]
#[case::colon("x:")]
#[case::line_break("x\r\ny")]
#[case::non_ascii("é")]
#[tokio::test]
async fn r62_header_names_that_are_refused(#[case] name: &str) {
    let server = Server::always(Reply::new(200));
    failure(builder(&server).header(name, "v").build(), ErrorKind::Request);
}
