//! The client's codec against serde's derives on equal types: `cargo bench -p tests --bench codec`.
//!
//! First divan's figures of each alone, then the ratios, for which both have been run in turns.

mod by_hand;
mod ratio;

use std::fmt;
use std::hint::black_box;
use std::sync::LazyLock;

use partner_center::models;
use partner_center::runtime::codec::{CodecError, DecodeError, Wire, from_json, from_xml, to_form, to_json, to_xml};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// One thing to do, and the two ways to do it.
struct Case {
    what: &'static str,
    ours: fn(),
    derived: fn(),
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.what)
    }
}

static CASES: [Case; 10] = [
    Case {
        what: "decode JSON: a user of ten members, links among them",
        ours: || decode::<models::CustomerUser>(&TEXTS.user, from_json),
        derived: || decode_derived::<by_hand::CustomerUser>(&TEXTS.user),
    },
    Case {
        what: "encode JSON: the same user",
        ours: || encode(&OURS.user, to_json),
        derived: || encode_derived(&DERIVED.user),
    },
    Case {
        what: "encode JSON: a user with one member of fifteen",
        ours: || encode(&OURS.change, to_json),
        derived: || encode_derived(&DERIVED.change),
    },
    Case {
        what: "encode JSON: the same user, through serde's trait",
        ours: || encode_derived(&OURS.user),
        derived: || encode_derived(&DERIVED.user),
    },
    Case {
        what: "decode JSON: a link with 200 headers",
        ours: || decode::<models::Link>(&TEXTS.link, from_json),
        derived: || decode_derived::<by_hand::Link>(&TEXTS.link),
    },
    Case {
        what: "encode JSON: the same link",
        ours: || encode(&OURS.link, to_json),
        derived: || encode_derived(&DERIVED.link),
    },
    Case {
        what: "decode XML: the user (quick-xml's serde)",
        ours: || decode::<models::CustomerUser>(&TEXTS.user_xml, from_xml),
        derived: || drop(black_box(xml_derived::<by_hand::CustomerUser>(&TEXTS.user_xml))),
    },
    Case {
        what: "encode XML: the user (quick-xml's serde)",
        ours: || encode(&OURS.user, to_xml),
        derived: || drop(black_box(quick_xml::se::to_string(black_box(&DERIVED.user)))),
    },
    Case {
        what: "decode XML: the link with 200 headers",
        ours: || decode::<models::Link>(&TEXTS.link_xml, from_xml),
        derived: || drop(black_box(xml_derived::<by_hand::Link>(&TEXTS.link_xml))),
    },
    Case {
        what: "encode a form: texts of a user (serde_urlencoded)",
        ours: || encode(&OURS.flat, |value| to_form(value, &[])),
        derived: || drop(black_box(serde_urlencoded::to_string(black_box(&DERIVED.flat)))),
    },
];

#[divan::bench(args = &CASES)]
fn ours(bencher: divan::Bencher<'_, '_>, case: &Case) {
    bencher.bench(case.ours);
}

#[divan::bench(args = &CASES)]
fn derived(bencher: divan::Bencher<'_, '_>, case: &Case) {
    bencher.bench(case.derived);
}

fn main() {
    check_that_both_do_the_same();
    divan::main();
    if std::env::args().any(|argument| argument == "--bench") {
        ratio::head("the client's codec, and serde's derives", "ours", "derived");
        for case in &CASES {
            ratio::compare(case.what, &mut || (case.ours)(), &mut || (case.derived)());
        }
    }
}

/// The values that are encoded.
struct Values<User, Link> {
    user: User,
    /// The body of a typical update.
    change: User,
    /// The user without objects, which a form has no place for.
    flat: User,
    link: Link,
}

static OURS: LazyLock<Values<models::CustomerUser, models::Link>> = LazyLock::new(values);
static DERIVED: LazyLock<Values<by_hand::CustomerUser, by_hand::Link>> = LazyLock::new(values);

fn values<User: DeserializeOwned, Link: DeserializeOwned>() -> Values<User, Link> {
    let user = serde_json::from_str(by_hand::USER).expect("JSON");
    let change = serde_json::from_str(r#"{"usageLocation":"NL"}"#).expect("JSON");
    let mut flat: serde_json::Map<_, _> = serde_json::from_str(by_hand::USER).expect("JSON");
    flat.retain(|_, value| value.is_string());
    let flat = serde_json::from_value(flat.into()).expect("a user");
    Values { user, change, flat, link: serde_json::from_slice(&link()).expect("JSON") }
}

/// The texts that are decoded.
struct Texts {
    user: Vec<u8>,
    link: Vec<u8>,
    user_xml: Vec<u8>,
    link_xml: Vec<u8>,
}

static TEXTS: LazyLock<Texts> = LazyLock::new(|| Texts {
    user: by_hand::USER.into(),
    link: link(),
    user_xml: to_xml(&OURS.user).expect("XML"),
    link_xml: to_xml(&OURS.link).expect("XML"),
});

fn link() -> Vec<u8> {
    let header = |number| format!(r#"{{"key":"MS-Continuation-{number}","value":"AQAAAA{number}=="}}"#);
    let headers: Vec<String> = (0..200).map(header).collect();
    format!(r#"{{"uri":"/customers?size=40","method":"GET","headers":[{}]}}"#, headers.join(",")).into()
}

fn decode<T: Wire + Default>(text: &[u8], from: fn(&[u8], &mut dyn Wire) -> Result<(), DecodeError>) {
    let mut value = T::default();
    from(black_box(text), &mut value).expect("it fits");
    drop(black_box(value));
}

fn decode_derived<T: DeserializeOwned>(text: &[u8]) {
    drop(black_box(serde_json::from_slice::<T>(black_box(text)).expect("it fits")));
}

fn xml_derived<T: DeserializeOwned>(text: &[u8]) -> T {
    let text = std::str::from_utf8(black_box(text)).expect("UTF-8");
    quick_xml::de::from_str(text).expect("it fits")
}

fn encode(value: &dyn Wire, to: fn(&dyn Wire) -> Result<Vec<u8>, CodecError>) {
    drop(black_box(to(black_box(value)).expect("it can be sent")));
}

fn encode_derived(value: &impl Serialize) {
    drop(black_box(serde_json::to_vec(black_box(value)).expect("it can be sent")));
}

fn check_that_both_do_the_same() {
    let json = |value: &dyn Wire| String::from_utf8(to_json(value).expect("it can be sent")).expect("UTF-8");
    assert_eq!(json(&OURS.user), serde_json::to_string(&DERIVED.user).expect("it can be sent"));
    assert_eq!(json(&OURS.change), serde_json::to_string(&DERIVED.change).expect("it can be sent"));
    assert_eq!(json(&OURS.link), serde_json::to_string(&DERIVED.link).expect("it can be sent"));
    let form = |value: &dyn Wire| String::from_utf8(to_form(value, &[]).expect("it can be sent")).expect("UTF-8");
    assert_eq!(form(&OURS.flat), serde_urlencoded::to_string(&DERIVED.flat).expect("it can be sent"));
    assert_eq!(xml_derived::<by_hand::Link>(&TEXTS.link_xml), DERIVED.link);
}
