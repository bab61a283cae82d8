//! Members with one possible value: `new` knows it, and it tells the types of a union apart.

use compiled::constants::models::*;

use crate::{kept, written};

#[test]
fn constants_of_any_kind_are_no_argument() {
    let choice = Choice::from(ChoiceGoneTrue::new().a("b"));
    let all = All::new(choice, "text");
    assert_eq!(
        written(&all),
        concat!(
            r#"{"kind":"invoice","version":2,"ratio":-1.5,"exact":0.25,"yes":true,"no":false,"nothing":null,"#,
            r#""nested":{"a":"x","b":{"c":true}},"choice":{"gone":true,"a":"b"},"text":"text"}"#
        )
    );
    let _: All = kept(&written(&all));
}

#[test]
fn what_contradicts_a_constant_is_of_another_variant() {
    let rows = [
        (r#"{"head":{"version":1},"a":"b"}"#, 0),
        (r#"{"head":{"version":2},"a":"b"}"#, 1),
        (r#"{"ratio":0.5,"a":"b"}"#, 2),
        (r#"{"ratio":1.5,"a":"b"}"#, 3),
        (r#"{"gone":true,"a":"b"}"#, 4),
        (r#"{"empty":null,"a":"b"}"#, 5),
    ];
    for (json, expected) in rows {
        let (index, _) = compiled::runtime::codec::Union::branch(&kept::<Choice>(json));
        assert_eq!(index, expected, "{json}");
    }
    for contradicting in [
        r#"{"head":{"version":3},"a":"b"}"#,
        r#"{"head":{"version":"1"},"a":"b"}"#,
        r#"{"ratio":2.5,"a":"b"}"#,
        r#"{"gone":false,"a":"b"}"#,
        r#"{"empty":1,"a":"b"}"#,
    ] {
        assert!(matches!(kept(contradicting), Choice::Other(_)), "{contradicting}");
    }
}
