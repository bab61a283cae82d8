//! XML answers: what may vary without changing the meaning, and what is refused.

use partner_center::models::{CustomerUser, CustomerUserState, KeyValuePair, Link, PasswordProfile, ResourceLinks};
use rstest::rstest;
use tests::server::{Reply, Server};

use crate::support::{call_with, decoded, fault};

async fn user(inner: &str) -> CustomerUser {
    let body = format!("<CustomerUser>{inner}</CustomerUser>");
    decoded("application/xml", body).await.expect("the body fits").expect("there is a user")
}

/// Every member in the order of the document, and in another one, with what XML lets a writer add.
#[rstest]
#[case::plain(concat!(
    "<CustomerUser><displayName>a b</displayName><links><next><headers><key>k</key><value>v</value></headers>",
    "<headers><key>l</key></headers><method>GET</method></next></links>",
    "<passwordProfile><forceChangePassword>true</forceChangePassword><password>pw</password></passwordProfile>",
    "<state>active</state></CustomerUser>"
))]
#[case::declared_indented_and_in_another_order(concat!(
    "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\r\n<!-- hello --><?target data?>\n",
    "<a:CustomerUser xmlns:a='urn:a' xmlns='urn:b' z='1' y=\"2\">\n  <state >active</state>\n",
    "  <passwordProfile b='1' a='2'>\n    <password>pw</password>\n    <forceChangePassword>1</forceChangePassword>\n  </passwordProfile>\n",
    "  <links>\n <next>\n <a:method>GET</a:method><headers>\n<value>v</value> <key>k</key></headers> <headers><key>l</key></headers>\n",
    "</next></links>\n  <displayName>a<!-- not here --> b</displayName>\n</a:CustomerUser>\n"
))]
#[tokio::test]
async fn xml_variants_of_one_user(#[case] body: &str) {
    let headers = vec![KeyValuePair::new().key("k").value("v"), KeyValuePair::new().key("l")];
    let expected = CustomerUser::new()
        .display_name("a b")
        .links(ResourceLinks::new().next(Link::new().headers(headers).method("GET")))
        .password_profile(PasswordProfile::new().force_change_password(true).password("pw"))
        .state(CustomerUserState::Active);
    assert_eq!(decoded("text/xml", body).await.unwrap(), Some(expected));
}

#[rstest]
#[case::escapes("&lt;&gt;&amp;&quot;&apos;", "<>&\"'")]
#[case::references("&#233;&#x1F600;&#xe9;", "é😀é")]
#[case::cdata("<![CDATA[<b>&amp;</b>]]>", "<b>&amp;</b>")]
#[case::two_cdata("<![CDATA[]]]]><![CDATA[>]]>", "]]>")]
#[case::mixed("a &amp; <![CDATA[b]]><!-- c --> d", "a & b d")]
#[case::outer_space("  a ", "  a ")]
#[case::line_ends("a\r\nb\rc", "a\nb\nc")]
#[case::carriage_return_as_a_reference("a&#13;b", "a\rb")]
#[case::empty("", "")]
#[tokio::test]
async fn xml_texts(#[case] text: &str, #[case] expected: &str) {
    let user = user(&format!("<displayName>{text}</displayName>")).await;
    assert_eq!(user.display_name.as_deref(), Some(expected));
}

#[rstest]
#[case::nil("<displayName xsi:nil='true'/>", None)]
#[case::nil_with_its_namespace(
    "<displayName xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='1'></displayName>",
    None
)]
#[case::not_nil("<displayName xsi:nil='false'>a</displayName>", Some("a"))]
#[case::empty("<displayName/>", Some(""))]
#[case::absent("", None)]
#[case::r33_twice("<displayName>a</displayName><displayName>b</displayName>", Some("b"))]
#[case::r33_then_nil("<displayName>a</displayName><displayName xsi:nil='true'/>", None)]
#[tokio::test]
async fn xml_nil_and_empty(#[case] inner: &str, #[case] expected: Option<&str>) {
    assert_eq!(user(inner).await.display_name.as_deref(), expected);
}

#[tokio::test]
async fn xml_nil_root() {
    let body = "<CustomerUser xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='true'/>";
    assert_eq!(decoded("application/xml", body).await.unwrap(), None);
}

#[rstest]
#[case::word("true", true)]
#[case::digit("0", false)]
#[case::indented("\n  true\n", true)]
#[tokio::test]
async fn xml_booleans(#[case] text: &str, #[case] expected: bool) {
    let inner = format!("<passwordProfile><forceChangePassword>{text}</forceChangePassword></passwordProfile>");
    assert_eq!(user(&inner).await.password_profile.unwrap().force_change_password, Some(expected));
}

#[rstest]
#[case::doctype("<!DOCTYPE CustomerUser><CustomerUser/>")]
#[case::doctype_with_an_entity("<!DOCTYPE c [<!ENTITY a 'b'>]><CustomerUser><id>&a;</id></CustomerUser>")]
#[case::doctype_outside("<!DOCTYPE c SYSTEM 'file:///etc/passwd'><CustomerUser/>")]
#[case::doctype_inside("<CustomerUser><!DOCTYPE c><id>x</id></CustomerUser>")]
#[case::unknown_entity("<CustomerUser><id>&nbsp;</id></CustomerUser>")]
#[case::bare_ampersand("<CustomerUser><id>a & b</id></CustomerUser>")]
#[case::nul_as_a_reference("<CustomerUser><id>&#0;</id></CustomerUser>")]
#[case::surrogate_as_a_reference("<CustomerUser><id>&#xD800;</id></CustomerUser>")]
#[case::r29_truncated("<CustomerUser><id>x</id>")]
#[case::r29_truncated_in_a_tag("<CustomerUser><id>x</i")]
#[case::r29_truncated_in_cdata("<CustomerUser><id><![CDATA[x</id></CustomerUser>")]
#[case::crossed_tags("<CustomerUser><id>x</CustomerUser></id>")]
#[case::end_tag_alone("</CustomerUser>")]
#[case::two_roots("<CustomerUser/><CustomerUser/>")]
#[case::no_root("<!-- nothing -->")]
#[case::text_before("x<CustomerUser/>")]
#[case::text_after("<CustomerUser/>x")]
#[case::attribute_twice("<CustomerUser a='1' a='2'/>")]
#[case::attribute_without_quotes("<CustomerUser a=1/>")]
#[case::attribute_with_an_entity("<CustomerUser a='&b;'/>")]
#[tokio::test]
async fn xml_that_is_refused(#[case] body: &str) {
    let (path, message) = fault(decoded("application/xml", body).await);
    assert_eq!(path, "");
    assert!(!message.is_empty());
}

#[rstest]
#[case::boolean(
    "<passwordProfile><forceChangePassword>maybe</forceChangePassword></passwordProfile>",
    "/passwordProfile/forceChangePassword"
)]
#[case::empty_boolean(
    "<passwordProfile><forceChangePassword/></passwordProfile>",
    "/passwordProfile/forceChangePassword"
)]
#[case::elements_for_a_string(
    "<passwordProfile><password><length>8</length></password></passwordProfile>",
    "/passwordProfile/password"
)]
#[tokio::test]
async fn xml_that_does_not_fit(#[case] inner: &str, #[case] expected: &str) {
    let body = format!("<CustomerUser>{inner}</CustomerUser>");
    let (path, message) = fault(decoded("application/xml", body).await);
    assert_eq!(path, expected, "{message}");
}

#[rstest]
#[case::deep(128, false)]
#[case::too_deep(129, true)]
#[case::far_too_deep(200_000, true)]
#[tokio::test]
async fn r32_xml_nesting(#[case] depth: usize, #[case] refused: bool) {
    let inner = depth - 2;
    let deep = format!("{}x{}", "<a>".repeat(inner), "</a>".repeat(inner));
    let body = format!("<CustomerUser><id>x</id><u>{deep}</u></CustomerUser>");
    let result = decoded("application/xml", body).await;
    match refused {
        true => assert!(fault(result).1.contains("128 levels")),
        false => assert_eq!(result.unwrap().unwrap().id.as_deref(), Some("x")),
    }
}

#[rstest]
#[case::r34_unknown_value("suspended")]
#[case::r34_empty_value("")]
#[case::other_case("Active")]
#[tokio::test]
async fn r34_xml_round_trip(#[case] state: &str) {
    let read = user(&format!("<state>{state}</state>")).await;
    assert_eq!(read.state, Some(CustomerUserState::Unknown(state.to_owned())));
    let server = Server::always(Reply::new(200));
    call_with(&server, read).content_type("application/xml").await.unwrap();
    assert!(server.request().text().contains(&format!("<CustomerUser><state>{state}</state></CustomerUser>")));
}

/// What is sent as XML reads as what it was.
#[tokio::test]
async fn xml_echo() {
    let server = Server::start(|request, _| {
        Reply::new(200).header("Content-Type", "application/xml").body(request.body.clone())
    });
    let headers = vec![KeyValuePair::new().key("<&>\"'").value("]]>"), KeyValuePair::new().key("")];
    let user = CustomerUser::new()
        .display_name(" a\r\nb\rc\td \u{2028}\u{85}é😀 ")
        .links(ResourceLinks::new().previous(Link::new().headers(headers)))
        .state("un&known")
        .password_profile(PasswordProfile::new().password("p<w>").force_change_password(false));
    let back = call_with(&server, user.clone()).content_type("text/xml").await.unwrap();
    assert_eq!(back, Some(user));
}
