//! Numbers: exact or refused, never rounded.

use compiled::numbers::models::Thing;
use compiled::runtime::codec::{from_json, from_xml, to_form, to_json, to_xml};
use compiled::runtime::{Maybe, Number};

fn read(text: &str) -> Result<Thing, String> {
    let mut thing = Thing::default();
    from_json(text.as_bytes(), &mut thing).map_err(|fault| format!("{}: {}", fault.path, fault.message))?;
    Ok(thing)
}

const PLAIN: [&str; 23] = [
    "0",
    "-0",
    "0.0",
    "1",
    "1.0",
    "0.1",
    "0.10",
    "-1.5",
    "1e3",
    "1E+3",
    "1e-7",
    "0.00001",
    "0.000001",
    "9007199254740993",
    "9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "-170141183460469231731687303715884105729",
    "1e400",
    "-1e-400",
    "0.1000000000000000055511151231257827021181583404541015625",
    "123456789012345.6",
    "12345678901234567.25",
];

#[test]
fn r38_plain_numbers_keep_every_digit() {
    for number in PLAIN {
        let json = format!(
            r#"{{"plain":{number},"or_null":{number},"list":[{number},{number}],"by_name":{{"a":{number}}},"money":{number}}}"#
        );
        let thing = read(&json).expect(number);
        assert_eq!(to_json(&thing).expect("JSON"), json.as_bytes());
        assert_eq!(serde_json::to_string(&thing).expect("JSON"), json);
        assert_eq!(serde_json::from_str::<Thing>(&json).expect(number), thing, "through serde as well");
        assert_eq!(format!("{:?}", thing.plain), format!("Some({number})"));
        let xml = to_xml(&thing).expect("XML");
        let mut again = Thing::default();
        from_xml(&xml, &mut again).expect("it fits");
        assert_eq!((again.plain, again.list), (thing.plain.clone(), thing.list));
        let form = to_form(&Thing::new().plain(thing.plain.expect("a number")), &[]).expect("a form");
        assert_eq!(form, format!("plain={}", number.replace('+', "%2B")).as_bytes());
    }
}

#[test]
fn r38_what_is_no_number_is_an_error_with_its_place() {
    let rows = [
        (r#"{"plain":"1"}"#, "/plain: expected a number, found a string"),
        (r#"{"plain":true}"#, "/plain: expected a number, found a boolean"),
        (r#"{"list":[1,{}]}"#, "/list/1: expected a number, found an object"),
        (r#"{"by_name":{"a":[1]}}"#, "/by_name/a: expected a number, found an array"),
        (r#"{"list":[null]}"#, "/list/0: expected a number, found null"),
    ];
    for (json, expected) in rows {
        let fault = read(json).expect_err(json);
        assert!(fault.starts_with(&format!("{expected} at line 1 column ")), "{fault}");
    }
    for json in [r#"{"plain":01}"#, r#"{"plain":+1}"#, r#"{"plain":.5}"#, r#"{"plain":NaN}"#, r#"{"plain":1.}"#] {
        assert!(read(json).is_err(), "{json}");
    }
    let thing = read(r#"{"plain":null,"or_null":null}"#).expect("null is absent, or null");
    assert_eq!((thing.plain, thing.or_null), (None, Maybe::Null));
}

#[test]
fn r38_integers_are_as_wide_as_the_document_allows() {
    let rows = [
        (r#"{"whole":9223372036854775807}"#, true),
        (r#"{"whole":9223372036854775808}"#, false),
        (r#"{"byte":-128}"#, true),
        (r#"{"small":2147483648}"#, false),
        (r#"{"large":-9223372036854775808}"#, true),
        (r#"{"count":4294967295}"#, true),
        (r#"{"count":4294967296}"#, false),
        (r#"{"count":-1}"#, false),
        (r#"{"total":18446744073709551615}"#, true),
        (r#"{"total":18446744073709551616}"#, false),
        (r#"{"total":1e20}"#, false),
        (r#"{"whole":9007199254740991.5}"#, false),
        (r#"{"whole":9223372036854775808.0}"#, false),
        (r#"{"wide":1099511627776}"#, true),
        (r#"{"signed":-1}"#, true),
        (r#"{"huge":18446744073709551615}"#, true),
        (r#"{"unsigned":18446744073709551615}"#, true),
        (r#"{"unsigned":-1}"#, false),
        (r#"{"positive":18446744073709551615}"#, true),
        (r#"{"signed_by_format":9223372036854775807}"#, true),
        (r#"{"signed_by_format":9223372036854775808}"#, false),
        (r#"{"beyond":1180591620717411303424}"#, true),
        (r#"{"both":-1}"#, true),
        (r#"{"both":18446744073709551615}"#, true),
        (r#"{"odd":1}"#, true),
        (r#"{"whole":1.5}"#, false),
        (r#"{"single":0.1}"#, true),
        (r#"{"single":52.3702157}"#, true),
        (r#"{"single":9007199254740993}"#, false),
        (r#"{"double":9007199254740993}"#, false),
        (r#"{"double":1e400}"#, false),
    ];
    for (json, fits) in rows {
        match read(json) {
            Ok(thing) => assert!(fits && to_json(&thing).is_ok_and(|text| text == json.as_bytes()), "{json}"),
            Err(fault) => assert!(!fits && (fault.starts_with('/') || json.contains("e400")), "{json}: {fault}"),
        }
    }
    assert_eq!(read(r#"{"whole":1.0,"total":-0}"#).map(|thing| (thing.whole, thing.total)), Ok((Some(1), Some(0))));
}

#[test]
fn integers_written_as_floats_are_read_exactly() {
    for (text, whole) in [
        ("1.0", 1),
        ("1e18", 1_000_000_000_000_000_000),
        ("9007199254740991.0", 9_007_199_254_740_991),
        ("9223372036854775807.0", i64::MAX),
        ("-9223372036854775808.0", i64::MIN),
        ("922337203685477580700e-2", i64::MAX),
    ] {
        let json = format!(r#"{{"whole":{text},"small":5,"list":[1e400]}}"#);
        let expected = Thing::new().whole(whole).small(5).list(["1e400".parse::<Number>().expect("a number")]);
        assert_eq!(read(&json).expect(text), expected);
        assert_eq!(serde_json::from_str::<Thing>(&json).expect(text), expected, "through serde as well");
    }
    assert_eq!(read(r#"{"total":1e19}"#).map(|thing| thing.total), Ok(Some(10_000_000_000_000_000_000)));
}

#[test]
fn numbers_are_made_from_and_give_back_machine_numbers() {
    let thing = Thing::new().plain(0.1).money(7).beyond(u64::MAX).both(-1_i64).list([1.5, 2.0]);
    let json = r#"{"plain":0.1,"list":[1.5,2.0],"money":7,"beyond":18446744073709551615,"both":-1}"#;
    assert_eq!(to_json(&thing).expect("JSON"), json.as_bytes());
    let number = |text: &str| text.parse::<Number>().expect("a number");
    assert!(number("1e400") > 1.0 && number("0.1") == 0.1 && number("-1e400").as_f64().is_infinite());
    for (text, whole) in [("1.0", Some(1)), ("1e3", Some(1000)), ("120e-1", Some(12)), ("-0", Some(0))] {
        assert_eq!(number(text).as_i64(), whole, "{text}");
    }
    for text in ["1.5", "1e-1", "1e400", "9223372036854775808", "1e99999999999999999999"] {
        assert_eq!(number(text).as_i64(), None, "{text}");
    }
    assert_eq!(number("18446744073709551615").as_u64(), Some(u64::MAX));
    assert_eq!(number("-1").as_u64(), None);
    for text in ["", "-", "01", "1.", ".1", "+1", "1e", "0x1", "NaN", "inf", " 1", "1_0", "١"] {
        assert!(text.parse::<Number>().is_err(), "{text}");
    }
    for never in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert!(to_json(&Thing::new().plain(never)).is_err(), "{never} has no JSON form");
    }
}

#[test]
fn bounds_and_alternatives_keep_what_they_are_given() {
    for json in [
        r#"{"or_null":1e400,"huge_too":18446744073709551615,"narrow":2147483647,"either":0.50}"#,
        r#"{"either":"0.50","small_or_null":null,"fraction_of_integers":1}"#,
        r#"{"either":9007199254740993,"small_or_null":-1}"#,
    ] {
        crate::kept::<Thing>(json);
    }
    for json in [r#"{"huge_too":18446744073709551616}"#, r#"{"narrow":2147483648}"#, r#"{"small_or_null":0.5}"#] {
        assert!(crate::refused::<Thing>(json).starts_with('/'), "{json}");
    }
}
