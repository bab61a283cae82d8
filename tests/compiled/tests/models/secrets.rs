//! Secrets travel and do not show.

use compiled::runtime::Secret;
use compiled::secret::models::Thing;

use crate::{kept, written};

#[test]
fn r54_secrets_do_not_show() {
    let thing = Thing::new("1234").password("hunter2").token("tok");
    let shown = format!("{thing:?} {thing:#?}");
    assert!(!["1234", "hunter2", "tok\""].iter().any(|planted| shown.contains(planted)), "{shown}");
    assert!(format!("{thing:?}").starts_with("Thing { password: [redacted], token: [redacted], pin: [redacted]"));
    assert_eq!(written(&thing), r#"{"password":"hunter2","token":"tok","pin":"1234"}"#);
    assert_eq!(thing.pin, Secret::new("1234"));
}

#[test]
fn secrets_come_back_as_they_were() {
    let thing: Thing = kept(r#"{"password":"a\"b\u0007","pin":"","old_pin":null,"pins":["p1","p2"]}"#);
    assert!(!format!("{thing:?}").contains("p1"), "{thing:?}");
}
