//! The unions of the fixture `feed` as somebody would write them by hand, with serde's derives.

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(crate) enum Event {
    Created(Created),
    Moved(Moved),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Created {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    actor: Option<Person>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    created_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    labels: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Moved {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    actor: Option<Person>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    created_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Person {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    login: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_admin: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Source {
    Card(Card),
    Account(Account),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Card {
    id: String,
    brand: String,
    last4: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    exp_month: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exp_year: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<Person>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Account {
    id: String,
    bank_name: String,
    last4: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<Person>,
}

pub(crate) const CREATED: &str = concat!(
    r#"{"id":"evt_1MqqbKLt4dXK03v5","type":"created","actor":{"id":"u_1","login":"daniel","#,
    r#""url":"https://api.example.com/people/u_1","is_admin":false},"title":"A page about the sea","#,
    r#""created_at":"2026-03-04T05:06:07Z","count":17,"labels":["sea","pages"],"url":"https://api.example.com/events/1"}"#
);
pub(crate) const MOVED: &str = concat!(
    r#"{"id":"evt_1MqqbKLt4dXK03v6","type":"moved","actor":{"id":"u_2","login":"ana"},"from":"drafts","to":"published","#,
    r#""created_at":"2026-03-04T05:06:08Z","url":"https://api.example.com/events/2"}"#
);
pub(crate) const CARD: &str = concat!(
    r#"{"id":"card_1MvoiELt4dXK03v5","brand":"Visa","last4":"4242","exp_month":8,"exp_year":2030,"country":"NL","#,
    r#""owner":{"id":"u_1","login":"daniel","is_admin":false}}"#
);
pub(crate) const ACCOUNT: &str = concat!(
    r#"{"id":"ba_1MvoIJ2eZvKYlo2CO9f0MabO","bank_name":"Bank of the Sea","last4":"6789","currency":"eur","country":"NL","#,
    r#""owner":{"id":"u_2","login":"ana"}}"#
);
