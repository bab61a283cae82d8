//! What the models keep of the values that they read: one file for each promise.

mod access;
mod all_of;
mod constants;
mod containers;
mod defaults;
mod doubles;
mod enum_names;
mod enums;
mod formats;
mod keyed;
mod members;
mod nulls;
mod numbers;
mod presence;
mod recursion;
mod secrets;
mod tags;
mod tuples;
mod unions;
mod unions_tagged;

use std::collections::BTreeMap;

use compiled::runtime::codec::{Wire, from_json, to_json};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

/// Reads JSON, and sees to it that the same is written, each value character by character, and so by serde's way.
#[track_caller]
fn kept<T: Wire + Default + Serialize + DeserializeOwned>(json: &str) -> T {
    let value: T = read(json);
    assert_eq!(in_order(&written(&value)), in_order(json));
    let by_serde: T = serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"));
    assert_eq!(in_order(&serde_json::to_string(&by_serde).expect("it has a JSON form")), in_order(json));
    value
}

/// The same JSON with the members of all objects in one order, and else character by character: the order says nothing.
fn in_order(json: &str) -> String {
    let each = |texts: Vec<String>| texts.join(",");
    if let Ok(members) = serde_json::from_str::<BTreeMap<String, &RawValue>>(json) {
        let member = |(name, value): (String, &RawValue)| format!("{name:?}:{}", in_order(value.get()));
        format!("{{{}}}", each(members.into_iter().map(member).collect()))
    } else if let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(json) {
        format!("[{}]", each(items.into_iter().map(|item| in_order(item.get())).collect()))
    } else {
        json.to_owned()
    }
}

/// Reads JSON that need not come back as it was.
#[track_caller]
fn read<T: Wire + Default>(json: &str) -> T {
    let mut value = T::default();
    match from_json(json.as_bytes(), &mut value) {
        Ok(()) => value,
        Err(fault) => panic!("{json}: {}: {}", fault.path, fault.message),
    }
}

/// Reads JSON that does not fit, and gives the place and the message.
#[track_caller]
fn refused<T: Wire + Default>(json: &str) -> String {
    match from_json(json.as_bytes(), &mut T::default()) {
        Ok(()) => panic!("{json} is accepted"),
        Err(fault) => format!("{}: {}", fault.path, fault.message),
    }
}

/// The JSON of a value.
fn written(value: &dyn Wire) -> String {
    String::from_utf8(to_json(value).expect("it has a JSON form")).expect("JSON is UTF-8")
}
