//! Unions of the client against serde's derives on equal types: `cargo bench -p compiled --bench unions`.

mod derived;
#[path = "../../benches/ratio/mod.rs"]
mod ratio;

use std::hint::black_box;

use compiled::feed::models;
use compiled::runtime::codec::{Wire, from_json, to_json};
use serde::Serialize;
use serde::de::DeserializeOwned;

fn main() {
    let events = list(&[derived::CREATED, derived::MOVED]);
    let sources = list(&[derived::CARD, derived::ACCOUNT]);
    let (our_events, derived_events) = both::<models::Event, derived::Event>(&events);
    let (our_sources, derived_sources) = both::<models::Source, derived::Source>(&sources);
    if !std::env::args().any(|argument| argument == "--bench") {
        // `cargo test --benches` wants to know that both read and write the same, not how fast they are.
        return;
    }
    ratio::head("the client's unions, and serde's derives", "ours", "derived");
    ratio::compare(
        "decode JSON: 50 values of a union with a tag",
        &mut || decode::<models::Event>(&events),
        &mut || decode_derived::<derived::Event>(&events),
    );
    ratio::compare("decode JSON: 50 values of one without", &mut || decode::<models::Source>(&sources), &mut || {
        decode_derived::<derived::Source>(&sources)
    });
    ratio::compare(
        "encode JSON: the 50 values with a tag",
        &mut || drop(black_box(to_json(black_box(&our_events)))),
        &mut || drop(black_box(serde_json::to_vec(black_box(&derived_events)))),
    );
    ratio::compare(
        "encode JSON: the 50 values without",
        &mut || drop(black_box(to_json(black_box(&our_sources)))),
        &mut || drop(black_box(serde_json::to_vec(black_box(&derived_sources)))),
    );
}

/// An array of 50 values.
fn list(values: &[&str]) -> String {
    let values: Vec<&str> = values.iter().copied().cycle().take(50).collect();
    format!("[{}]", values.join(","))
}

/// The values in both kinds of types, once it is sure that both keep all of them.
fn both<Ours, Derived>(json: &str) -> (Vec<Ours>, Vec<Derived>)
where
    Ours: Wire + Default + DeserializeOwned,
    Derived: Serialize + DeserializeOwned,
{
    let whole: serde_json::Value = serde_json::from_str(json).expect("JSON");
    let ours: Vec<Ours> = serde_json::from_str(json).expect("it fits");
    let derived: Vec<Derived> = serde_json::from_str(json).expect("it fits");
    let written = to_json(&ours).expect("it can be sent");
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&written).expect("JSON"), whole);
    assert_eq!(serde_json::to_value(&derived).expect("it can be sent"), whole);
    (ours, derived)
}

fn decode<T: Wire + Default>(json: &str) {
    let mut values = Vec::<T>::new();
    from_json(black_box(json.as_bytes()), &mut values).expect("it fits");
    drop(black_box(values));
}

fn decode_derived<T: DeserializeOwned>(json: &str) {
    drop(black_box(serde_json::from_slice::<Vec<T>>(black_box(json.as_bytes())).expect("it fits")));
}
