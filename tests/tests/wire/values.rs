//! Values on their way through the client: read, kept and sent again.

use partner_center::models::{CustomerUser, CustomerUserDomainType, CustomerUserState, PasswordProfile};
use rstest::rstest;
use tests::server::{Reply, Server};

use crate::support::{call_with, user};

async fn sent(user: CustomerUser) -> String {
    let server = Server::always(Reply::new(200));
    call_with(&server, user).await.expect("the answer is good");
    server.request().text()
}

#[rstest]
#[case::new("suspended")]
#[case::other_case("Active")]
#[case::empty("")]
#[case::of_another_enumeration("none")]
#[case::with_space(" active")]
#[case::with_quotes("a\\\"\\\\b\\u0000")]
#[tokio::test]
async fn r34_unknown_values_come_back_as_they_were(#[case] value: &str) {
    let body = format!(r#"{{"state":"{value}"}}"#);
    let user = user(body.clone()).await;
    assert!(matches!(user.state, Some(CustomerUserState::Unknown(_))), "{user:?}");
    assert_eq!(sent(user).await, body);
}

#[rstest]
#[case::active("active", CustomerUserState::Active)]
#[case::inactive("inactive", CustomerUserState::Inactive)]
#[tokio::test]
async fn r34_known_states(#[case] value: &str, #[case] expected: CustomerUserState) {
    let user = user(format!(r#"{{"state":"{value}"}}"#)).await;
    assert_eq!(user.state, Some(expected.clone()));
    assert_eq!(CustomerUserState::from(value), expected);
    assert_eq!(expected.to_string(), value);
}

#[rstest]
#[case::none("none", CustomerUserDomainType::None)]
#[case::managed("managed", CustomerUserDomainType::Managed)]
#[case::federated("federated", CustomerUserDomainType::Federated)]
#[case::unknown("Managed", CustomerUserDomainType::Unknown("Managed".to_owned()))]
#[tokio::test]
async fn r34_domain_types(#[case] value: &str, #[case] expected: CustomerUserDomainType) {
    let body = format!(r#"{{"userDomainType":"{value}"}}"#);
    let user = user(body.clone()).await;
    assert_eq!(user.user_domain_type, Some(expected));
    assert_eq!(sent(user).await, body);
}

/// No member of this API's models is both optional and nullable, so there are two states: absent and a value. A null
/// that comes reads as absent, and is never sent: the service takes it for "leave alone", as it does an absent member.
#[tokio::test]
async fn r37_absent_and_null() {
    let user =
        user(r#"{"firstName":null,"lastName":"","phoneNumber":"null","passwordProfile":{"password":null}}"#).await;
    assert_eq!((user.first_name.as_deref(), user.last_name.as_deref()), (None, Some("")));
    assert_eq!(user.password_profile, Some(PasswordProfile::new()));
    assert_eq!(sent(user).await, r#"{"lastName":"","passwordProfile":{},"phoneNumber":"null"}"#);
}

/// Read, change, send the whole object back: what the .NET and PowerShell clients do.
#[tokio::test]
async fn r35_read_and_send_back() {
    let body = concat!(
        r#"{"attributes":{"etag":"\"933523d1\"","objectType":"CustomerUser"},"displayName":"D","firstName":"F","id":"i","#,
        r#""immutableId":"im","lastDirectorySyncTime":"2017-01-20T00:33:34.1234567Z","lastName":"L","#,
        r#""links":{"next":{"body":"b","headers":[{"key":"k","value":"v"}],"method":"GET","uri":"/n"},"previous":{},"self":{"headers":[]}},"#,
        r#""passwordProfile":{"forceChangePassword":false,"password":"pw"},"phoneNumber":"+1","#,
        r#""softDeletionTime":"2017-01-20T00:33:34","state":"active","usageLocation":"US","userDomainType":"managed","userPrincipalName":"u@x"}"#
    );
    assert_eq!(sent(user(body).await).await, body);
}

/// A time is a text in this API, so that no form of it can be refused or changed.
#[rstest]
#[case::r42_leap_second("2016-12-31T23:59:60Z")]
#[case::r42_far_year("10000-01-01T00:00:00Z")]
#[case::r42_lower_case("2017-01-20t00:33:34z")]
#[case::r42_no_offset("2017-01-20T00:33:34")]
#[case::r42_wild_offset("2017-01-20T00:33:34+24:00")]
#[case::r42_no_time_at_all("soon")]
#[tokio::test]
async fn r42_times_are_kept(#[case] time: &str) {
    let body = format!(r#"{{"softDeletionTime":"{time}"}}"#);
    assert_eq!(sent(user(body.clone()).await).await, body);
}

/// Models are plain serde types too, so an application can store them.
#[test]
fn r34_models_travel_through_serde() {
    let text = r#"{"passwordProfile":{"password":"pw"},"state":"suspended"}"#;
    let user: CustomerUser = serde_json::from_str(text).unwrap();
    assert_eq!(user.state, Some("suspended".into()));
    assert_eq!(serde_json::to_string(&user).unwrap(), text);
    let error = serde_json::from_str::<CustomerUser>(r#"{"links":{"self":{"uri":1}}}"#).unwrap_err().to_string();
    assert!(error.contains("/links/self/uri"), "{error}");
}
