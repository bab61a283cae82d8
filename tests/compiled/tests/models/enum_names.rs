//! Names of values that differ in signs only, and those that the document gives: each is the text that it stands for.

use compiled::enum_names::models::{
    AllByTitle, AllHook, AllNamed, AllNarrowed, AllNumberByTitle, AllSigned, AllSort, AllVersion,
};

use crate::written;

#[test]
fn signs_are_spelled_in_names() {
    use AllSigned::{Empty, Gmt1, GmtMinus1, GmtPlus1, GmtSpace1, LowerGmtPlus1};
    let zones =
        [(GmtPlus1, "GMT+1"), (GmtMinus1, "GMT-1"), (Gmt1, "GMT1"), (GmtSpace1, "GMT 1"), (LowerGmtPlus1, "gmt+1")];
    for (zone, text) in zones.into_iter().chain([(Empty, "")]) {
        assert_eq!(written(&zone), format!("{text:?}"));
    }
    let sorts = [(AllSort::MinusName, r#""-name""#), (AllSort::PlusName, r#""+name""#), (AllSort::Name, r#""Name""#)];
    for (sort, text) in sorts {
        assert_eq!(written(&sort), text);
    }
    let versions = [(AllVersion::V1_0, r#""1.0""#), (AllVersion::V1_00, r#""1.00""#), (AllVersion::V10, r#""10""#)];
    for (version, text) in versions {
        assert_eq!(written(&version), text);
    }
}

#[test]
fn values_are_called_what_the_document_calls_them() {
    assert_eq!([AllNamed::PlusOne, AllNamed::MinusOne].map(|it| written(&it)), [r#""GMT+1""#, r#""GMT-1""#]);
    assert_eq!([AllByTitle::Small, AllByTitle::Large].map(|it| written(&it)), [r#""s""#, r#""l""#]);
    assert_eq!([AllNumberByTitle::Small, AllNumberByTitle::Large].map(|it| written(&it)), ["1", "2"]);
    assert_eq!([AllHook::Disabled, AllHook::Enabled].map(|it| written(&it)), ["1", "2"]);
    assert_eq!(written(&AllNarrowed::Second), r#""b""#);
}

#[test]
fn the_docs_of_a_variant_show_its_value() {
    let text = include_str!("../../../fixtures/accepted/enum_names.snap");
    for shown in [
        "/// `GMT+1`\n    GmtPlus1,",
        "/// `GMT+1`: One hour east.\n    PlusOne,",
        "/// `s`: Fits in a pocket.\n    Small,",
        "/// `1`: It is off.\n    Disabled,",
    ] {
        assert!(text.contains(shown), "{shown}");
    }
}
