//! Enums as serde writes them: a text or the only key names the variant, and what names none is kept.

use compiled::enums_as_serde_writes_them::models::*;

use crate::{kept, refused, written};

#[test]
fn texts_and_keys_are_plain_variants() {
    assert!(matches!(kept(r#""idle""#), External::Idle));
    assert!(matches!(kept(r#""unknown""#), External::Unknown));
    assert!(matches!(kept(r#"{"Running":{"pid":5}}"#), External::Running(running) if running.pid == 5));
    assert!(matches!(kept(r#"{"failed":"a"}"#), External::Failed(why) if why == "a"));
    assert!(matches!(kept(r#"{"Both":[1,null]}"#), External::Both(both) if both == [Some(1), None]));
    assert!(matches!(kept(r#"{"maybe":null}"#), External::Maybe(None)));
    for other in
        [r#""gone""#, r#""failed""#, r#"{"idle":1}"#, r#"{"failed":"a","more":1.5}"#, "{}", "5", "[1e400]", "true"]
    {
        assert!(matches!(kept(other), External::Other(_)), "{other}");
    }
    assert_eq!(written(&External::Failed("a".to_owned())), r#"{"failed":"a"}"#);
    assert_eq!(written(&External::Running(Box::new(ExternalRunning::new(7)))), r#"{"Running":{"pid":7}}"#);
}

#[test]
fn they_stand_anywhere() {
    let json = concat!(
        r#"{"external":"stopped","adjacent":{"t":"Number","c":5},"internal":{"kind":"cat","name":"a"},"#,
        r#""or_null":{"Not":{"Not":{"Leaf":1}}},"several":["idle",{"failed":"a"},{"later":[]}],"either":{"Running":{"pid":1}}}"#
    );
    let all: All = kept(json);
    assert!(matches!(all.adjacent, Some(Adjacent::Number(_))));
    assert!(matches!(all.internal, Some(Internal::Cat(_))));
    assert!(matches!(all.several.as_deref(), Some([External::Idle, External::Failed(_), External::Other(_)])));
    assert!(matches!(all.either, Some(AllEither::External(External::Running(_)))));
    assert!(matches!(kept(r#"{"either":5,"or_null":null}"#), All { either: Some(AllEither::Integer(5)), .. }));
    assert!(matches!(kept(r#"{"either":{"x":1}}"#), All { either: Some(AllEither::Other(_)), .. }));
}

#[test]
fn a_value_that_does_not_fit_its_key_is_a_fault_at_its_place() {
    assert!(refused::<External>(r#"{"failed":5}"#).starts_with("/failed: expected a string, found a number"));
    let fault = refused::<All>(r#"{"several":["idle",{"Running":{"pid":"x"}}]}"#);
    assert!(fault.starts_with("/several/1/Running/pid: expected an integer"), "{fault}");
}

#[test]
fn debug_names_variants_and_shows_null_in_lists() {
    let json = r#"{"external":{"Both":[1,null]},"internal":{"kind":"cat","name":"a"},"either":5,"adjacent":{"t":"x"}}"#;
    let all: All = kept(json);
    assert_eq!(
        format!("{all:?}"),
        concat!(
            r#"All { external: {"Both": [1, null]}, adjacent: {"t": "x"}, "#,
            r#"internal: Cat(InternalCat { kind: "cat", name: "a" }), either: Integer(5) }"#
        )
    );
    let both: External = kept(r#"{"Both":[1,null]}"#);
    assert_eq!(format!("{both:?} {:?}", External::Idle), "Both([1, null]) Idle");
}
