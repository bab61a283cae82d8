//! Strings with a format: typed when read, the same text when written, an error with its place if they are not of it.

use std::net::Ipv4Addr;

use compiled::formats::models::Thing;
use compiled::runtime::base64::{Base64, Base64Url};
use compiled::runtime::codec::{from_json, from_xml, to_form, to_json, to_xml};
use compiled::runtime::dates::jiff::civil::date;
use compiled::runtime::dates::jiff::tz::Offset;
use compiled::runtime::dates::jiff::{Timestamp, ToSpan};
use compiled::runtime::dates::{Date, DateTime, Duration, Time};
use compiled::runtime::{Decimal, Format, Ipv4, Ipv6, Maybe, Uuid, Verbatim};
use serde_json::json;

const ID: &str = "67E55044-10b1-426F-9247-bb680e5fe0c8";

/// A thing with the required members and one more.
fn with(member: &str, value: &str) -> String {
    let made = if member == "made" { "" } else { r#","made":"2024-01-31T10:00:00Z""# };
    format!(r#"{{"id":"{ID}"{made},"{member}":{}}}"#, json!(value))
}

fn read(text: &str) -> Result<Thing, String> {
    let mut thing = Thing::default();
    from_json(text.as_bytes(), &mut thing).map_err(|fault| format!("{}: {}", fault.path, fault.message))?;
    Ok(thing)
}

/// Reads a text of a member and checks that the very same is written.
fn kept(member: &str, value: &str) -> Thing {
    let text = with(member, value);
    let thing = read(&text).unwrap_or_else(|fault| panic!("{value}: {fault}"));
    assert_eq!(String::from_utf8(to_json(&thing).expect("JSON")).expect("UTF-8"), text);
    thing
}

/// Reads a text that is not of its format and gives the message.
fn refused(member: &str, value: &str) -> String {
    read(&with(member, value)).expect_err(value)
}

#[test]
fn r42_date_times_are_read_as_servers_write_them() {
    for (text, civil, seconds) in [
        ("2024-02-29T10:11:12Z", date(2024, 2, 29).at(10, 11, 12, 0), Some(0)),
        ("2024-02-29t10:11:12z", date(2024, 2, 29).at(10, 11, 12, 0), Some(0)),
        ("2024-02-29 10:11:12Z", date(2024, 2, 29).at(10, 11, 12, 0), Some(0)),
        ("2024-02-29T10:11:12+02:00", date(2024, 2, 29).at(10, 11, 12, 0), Some(7200)),
        ("2024-02-29T10:11:12-05:30", date(2024, 2, 29).at(10, 11, 12, 0), Some(-19800)),
        ("2024-02-29T10:11:12", date(2024, 2, 29).at(10, 11, 12, 0), None),
        ("2024-02-29T10:11:12.1200", date(2024, 2, 29).at(10, 11, 12, 120_000_000), None),
        ("2024-02-29T10:11", date(2024, 2, 29).at(10, 11, 0, 0), None),
        ("2024-02-29", date(2024, 2, 29).at(0, 0, 0, 0), None),
        ("2016-12-31T23:59:60Z", date(2016, 12, 31).at(23, 59, 59, 0), Some(0)),
        ("0001-01-01T00:00:00Z", date(1, 1, 1).at(0, 0, 0, 0), Some(0)),
        ("9999-12-31T23:59:59Z", date(9999, 12, 31).at(23, 59, 59, 0), Some(0)),
    ] {
        let made = kept("made", text).made;
        assert_eq!((made.civil, made.offset.map(Offset::seconds)), (civil, seconds), "{text}");
        assert_eq!((made.as_str(), format!("{made} {made:?}")), (text, format!("{text} {text}")));
        // Timestamps end a day before the dates do, so that each has a civil time in every zone.
        let is_moment = !text.starts_with("9999");
        assert_eq!(made.timestamp().is_some(), is_moment && seconds.is_some(), "{text}");
        assert_eq!(made.timestamp_or_utc().is_some(), is_moment, "{text}");
    }
}

#[test]
fn r42_what_is_no_date_time_is_an_error_with_its_text() {
    let message = refused("made", "yesterday");
    assert_eq!(
        message, "/made: expected a date-time (RFC 3339), found another text at line 1 column 63",
        "place and text"
    );
    for text in [
        "",
        " 2024-02-29T10:11:12Z",
        "2023-02-29T10:11:12Z",
        "2024-13-01T00:00:00Z",
        "10000-01-01T00:00:00Z",
        "2024-02-29T25:00:00Z",
        "2024-02-29T10:11:12+99:00",
        "2024-02-29T10:11:12ZZ",
        "1709201472",
        "\u{0}",
        "２０２４-02-29T10:11:12Z",
    ] {
        assert!(refused("made", text).starts_with("/made: expected a date-time"), "{text}");
    }
    // An offset of a whole day is a value or an error, as the library has it, and never a panic.
    let _ = read(&with("made", "2024-02-29T10:11:12+24:00")).map(|thing| thing.made.timestamp());
    assert!(refused("made", &"x".repeat(1000)).len() < 200, "a message shows the beginning only");
    assert!(read(r#"{"id":"67e55044-10b1-426f-9247-bb680e5fe0c8","made":5}"#).expect_err("a number").contains("/made"));
}

#[test]
fn a_value_is_cut_where_its_text_has_more_digits_than_any_type() {
    let moment = |text: &str| kept("made", text).made.timestamp().expect("an offset");
    let expected: Timestamp = "2024-05-06T07:08:09.123456789Z".parse().expect("a moment");
    for digits in ["123456789", "123456789012345", &*format!("123456789{}", "9".repeat(80))] {
        assert_eq!(moment(&format!("2024-05-06T07:08:09.{digits}Z")), expected);
    }
    let nines = "9".repeat(80);
    let lasts = |text: &str| kept("lasts", text).lasts.expect("a duration");
    for text in [format!("P{nines}D"), format!("PT{nines}S"), format!("P1Y{nines}MT{nines}H{nines}M0.{nines}S")] {
        assert_eq!(lasts(&text).as_str(), text);
    }
    assert_eq!(lasts(&format!("PT1.5{}S", "0".repeat(80))).get_seconds(), 1);
    assert_eq!(lasts(&format!("P1DT{nines}H")).get_days(), 1);
    assert!(refused("lasts", &format!("P{nines}")).starts_with("/lasts: expected a duration"));
}

#[test]
fn dates_times_and_durations_are_typed() {
    assert_eq!(kept("day", "2024-02-29").day.map(Verbatim::into_inner), Some(date(2024, 2, 29)));
    assert!(refused("day", "29.02.2024").starts_with("/day: expected a date (RFC 3339), found another text"));
    let at = kept("at", "10:11:12.5Z").at.expect("a time");
    assert_eq!((at.civil.hour(), at.offset), (10, Some(Offset::UTC)));
    assert_eq!(kept("at", "10:11").at.and_then(|at| at.offset), None);
    assert!(refused("at", "24:01").starts_with("/at: expected a time"));
    let lasts = kept("lasts", "P1DT0.50S").lasts.expect("a duration");
    assert_eq!((lasts.get_days(), lasts.get_milliseconds()), (1, 500));
    assert!(refused("lasts", "soon").starts_with("/lasts: expected a duration"));
    assert!(refused("odd", "soon").starts_with("/odd: expected a date"), "a stray keyword does not hide the format");
}

#[test]
fn addresses_and_uuids_keep_their_spelling() {
    for text in [ID, "67e5504410b1426f9247bb680e5fe0c8", "{67e55044-10b1-426f-9247-bb680e5fe0c8}"] {
        let json = format!(r#"{{"id":"{text}","made":"2024-01-31T10:00:00Z"}}"#);
        let thing = read(&json).expect("a UUID");
        assert_eq!(thing.id.to_string(), text);
        assert_eq!(*thing.id, ID.parse::<uuid::Uuid>().expect("a UUID"));
        assert_eq!(to_json(&thing).expect("JSON"), json.as_bytes());
    }
    assert_eq!(kept("v6", "2001:0DB8:0::1").v6.map(|v6| v6.0), "2001:db8::1".parse().ok());
    assert!(refused("v4", "::1").starts_with("/v4: expected an IPv4 address, found another text"));
    assert!(refused("peer", "example.com").starts_with("/peer: expected an IPv4 address"));
}

#[test]
fn r43_base64_is_read_in_both_alphabets_and_written_as_it_was() {
    for (text, bytes) in [
        ("", &[][..]),
        ("/+8=", &[0xff, 0xef]),
        ("_-8=", &[0xff, 0xef]),
        ("_-8", &[0xff, 0xef]),
        ("AAEC", &[0, 1, 2]),
        ("AA\r\nEC", &[0, 1, 2]),
    ] {
        let read = kept("bytes", text).bytes.expect("bytes");
        assert_eq!(&**read.get(), bytes, "{text}");
    }
    for text in ["A", "AAE==", "AAEC=", "A A", "_+8=", "AB==", "é"] {
        assert!(refused("bytes", text).starts_with("/bytes: expected base64"), "{text}");
    }
    assert_eq!(Base64::from(vec![0xff, 0xef]).as_str(), "/+8=");
    for text in ["-_8", "-_8=", "+/8="] {
        assert_eq!(kept("url_bytes", text).url_bytes.map(|read| read.to_vec()), Some(vec![0xfb, 0xff]), "{text}");
    }
    assert_eq!(Base64Url::from(vec![0xfb, 0xff]).as_str(), "-_8");
}

#[test]
fn r38_decimals_in_strings_keep_their_digits() {
    for text in ["0", "-12.340", "1e400", "007.50", "+1.5", ".5", "5.", "123456789012345678901234567890.123"] {
        assert_eq!(kept("price", text).price.map(|price| price.to_string()).as_deref(), Some(text));
    }
    assert_eq!(kept("price", "007.50").price.map(|price| price.as_f64()), Some(7.5));
    assert_eq!(kept("price", "+.5").price.map(|price| price.as_f64()), Some(0.5));
    for text in ["", "-", ".", "+-1", "1,5", "NaN", "0x10", "1.2.3", "1 "] {
        assert!(refused("price", text).starts_with("/price: expected a decimal number"), "{text}");
    }
}

#[test]
fn what_is_made_here_has_the_usual_text() {
    let moment = Timestamp::from_second(1_700_000_000).expect("in range");
    let id: Uuid = ID.parse().expect("a UUID");
    let thing = Thing::new(id.clone(), moment)
        .changed(DateTime::from(date(2024, 1, 2).at(3, 4, 5, 0)))
        .day(date(2024, 1, 2))
        .at(date(2024, 1, 2).at(3, 4, 5, 0).time())
        .lasts(90.minutes())
        .peer(Ipv4Addr::LOCALHOST)
        .v4(Ipv4Addr::LOCALHOST)
        .bytes(&b"hello"[..])
        .price(12.5)
        .secret("2024-01-02");
    let json = serde_json::to_value(&thing).expect("JSON");
    let expected = json!({
        "id": ID, "made": "2023-11-14T22:13:20Z", "changed": "2024-01-02T03:04:05", "day": "2024-01-02",
        "at": "03:04:05", "lasts": "PT90M", "peer": "127.0.0.1", "v4": "127.0.0.1", "bytes": "aGVsbG8=",
        "price": "12.5", "secret": "2024-01-02",
    });
    assert_eq!(json, expected);
    assert_eq!(serde_json::from_value::<Thing>(json).expect("it fits"), thing);
    assert!(format!("{thing:?}").contains("secret: [redacted]"));
    assert_eq!(thing.changed.value().map(|changed| changed.offset), Some(None));
    assert_ne!(id, ID.to_lowercase().parse().expect("a UUID"), "equal is what is written alike");
    assert_eq!(*id, *ID.to_lowercase().parse::<Uuid>().expect("a UUID"), "the values are equal");
}

#[test]
fn the_default_of_a_format_is_the_value_of_its_text() {
    fn same<T: Format + PartialEq + std::fmt::Debug>() {
        assert_eq!(T::parse(T::DEFAULT).as_ref(), Some(&T::default()));
        assert_eq!(T::default().print(), T::DEFAULT);
    }
    same::<compiled::runtime::dates::OffsetDateTime>();
    same::<compiled::runtime::dates::OffsetTime>();
    same::<compiled::runtime::dates::jiff::civil::Date>();
    same::<compiled::runtime::Number>();
    same::<compiled::runtime::Address<Ipv4Addr>>();
    same::<bytes::Bytes>();
    same::<uuid::Uuid>();
    assert_eq!(Duration::default().as_str(), "PT0S");
    assert!(Duration::default().is_zero());
}

#[test]
fn formats_work_in_xml_and_forms() {
    let thing =
        kept("bytes", "_-8").by_name([("a", vec![0])]).days(vec!["2024-02-29".parse::<Date>().expect("a date")]);
    let xml = to_xml(&thing).expect("XML");
    let mut again = Thing::default();
    from_xml(&xml, &mut again).expect("it fits");
    assert_eq!(again, thing);
    let mut again = Thing::default();
    let fault = from_xml(b"<Thing><id>x</id></Thing>", &mut again).expect_err("no UUID");
    assert_eq!((&*fault.path, &*fault.message), ("/id", "expected a UUID, found another text"));
    from_xml(format!("<t><id>\n {ID} </id><made>2024-02-29T10:00:00</made></t>").as_bytes(), &mut again)
        .expect("laid out with white space");
    assert_eq!(again.id.as_str(), ID);
    let form =
        to_form(&Thing::new(ID.parse::<Uuid>().expect("a UUID"), date(2024, 1, 2).at(0, 0, 0, 0)), &[]).expect("form");
    assert_eq!(String::from_utf8(form).expect("ASCII"), format!("id={ID}&made=2024-01-02T00%3A00%3A00"));
}

#[test]
fn formats_may_be_null_or_one_of_several_types() {
    let made = r#""made":"2024-01-31T10:00:00""#;
    for more in [
        r#""changed":null,"day_or_null":null,"any_ip":"10.0.0.0/8","url_bytes":"_-8","when":"2024-02-29T10:00:00""#,
        r#""changed":"2024-02-29T10:00:00+02:00","day_or_null":"2024-02-29","when":7,"described":"2024-02-29T10:00:00Z""#,
        r#""link":"../a{b}","mail":"nobody","raw":"\u0000","when":"soon","unknown":"blue""#,
    ] {
        crate::kept::<Thing>(&format!(r#"{{"id":"{ID}",{made},{more}}}"#));
    }
    let thing: Thing = crate::read(&format!(r#"{{"id":"{ID}",{made},"changed":null,"url_bytes":"_-8"}}"#));
    assert_eq!((thing.changed, thing.url_bytes.map(|bytes| bytes.len())), (Maybe::Null, Some(2)));
}

#[test]
fn texts_are_checked_where_they_are_made() {
    assert_eq!("x".parse::<Time>().expect_err("no time").to_string(), "expected a time (RFC 3339), found another text");
    assert!(Ipv4::try_from("10.0.0.256").is_err());
    assert!(Ipv6::try_from("2001:DB8::1".to_owned()).is_ok_and(|ip| !ip.is_loopback() && ip.as_str() == "2001:DB8::1"));
    assert!(Decimal::try_from("1/2").is_err());
}

#[test]
fn a_scalar_in_xml_needs_no_element() {
    let (mut text, mut number) = (String::new(), 0_i64);
    for (xml, expected) in [("<a>x</a>", "x"), ("plain text", "plain text"), ("", "")] {
        from_xml(xml.as_bytes(), &mut text).expect("it fits");
        assert_eq!(text, expected);
    }
    from_xml(b" 5\n", &mut number).expect("it fits");
    assert_eq!(number, 5);
    assert!(from_xml(b"five", &mut number).is_err() && from_xml(b"<a>", &mut text).is_err());
    assert!(from_xml(b"plain", &mut vec![String::new()]).is_err(), "a list needs its elements");
}
