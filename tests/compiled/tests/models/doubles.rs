//! Doubles survive every path of the codec bit for bit: 100,000 of all kinds.

use std::collections::BTreeMap;

use compiled::doubles_in_unions::models::{AllAlone, AllTagged, AllUntagged, Point};
use compiled::numbers::models::Thing;
use compiled::runtime::Json;
use compiled::runtime::codec::{Tree, Wire, from_json, from_xml, to_json, to_xml};

/// A generator of random numbers (xorshift64) that gives the same ones in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A random number of 0 to 1.
    fn uniform(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Uniform ones, coordinates of all digits, widened `f32`s, any bits, and those around powers of two and of ten.
fn doubles() -> Vec<f64> {
    let mut random = Random(88_172_645_463_325_252);
    let mut all = vec![0.0, -0.0, f64::MIN, f64::MAX, f64::MIN_POSITIVE, f64::EPSILON, 5e-324, 31.245270191439438];
    while all.len() < 100_000 {
        let (uniform, bits, exponent) = (random.uniform(), random.next(), random.next());
        let boundary = match exponent % 2 {
            0 => 2_f64.powi((exponent % 2_046) as i32 - 1_022),
            _ => 10_f64.powi((exponent % 616) as i32 - 307),
        };
        let around = f64::from_bits(boundary.to_bits().wrapping_add(bits % 5).wrapping_sub(2));
        let widened = f64::from(f32::from_bits(bits as u32));
        all.extend([uniform, uniform * 360.0 - 180.0, widened, f64::from_bits(bits), around]);
    }
    all.retain(|value| value.is_finite());
    all
}

/// Whether two lists are the same, bit for bit.
fn is_same(left: &[f64], right: &[f64]) -> bool {
    left.iter().map(|value| value.to_bits()).eq(right.iter().map(|value| value.to_bits()))
}

fn read<T: Wire + Default>(json: &str) -> T {
    let mut value = T::default();
    from_json(json.as_bytes(), &mut value).expect("it matches");
    value
}

fn written(value: &dyn Wire) -> String {
    String::from_utf8(to_json(value).expect("it has a JSON form")).expect("UTF-8")
}

#[test]
fn lists_and_maps_of_doubles_are_read_and_written_bit_for_bit() {
    let all = doubles();
    let json = written(&all);
    assert!(is_same(&read::<Vec<f64>>(&json), &all));
    let by_name: BTreeMap<String, f64> =
        all.iter().enumerate().map(|(at, value)| (format!("{at:09}"), *value)).collect();
    let values: Vec<f64> = read::<BTreeMap<String, f64>>(&written(&by_name)).into_values().collect();
    assert!(is_same(&values, &all));
}

#[test]
fn untyped_and_buffered_doubles_are_kept_bit_for_bit() {
    let all = doubles();
    let json = written(&all);
    for kept in [written(&read::<Json>(&json)), written(&read::<Tree<'_>>(&json))] {
        assert!(is_same(&read::<Vec<f64>>(&kept), &all));
    }
    let untyped = read::<Json>(&json);
    let values: Vec<f64> = untyped.as_array().expect("a list").iter().filter_map(serde_json::Value::as_f64).collect();
    assert!(is_same(&values, &all));
    let by_serde: Json = serde_json::from_str(&json).expect("JSON");
    assert_eq!(by_serde, untyped);
}

#[test]
fn values_of_unions_are_read_and_written_bit_for_bit() {
    let all = doubles();
    let tagged: Vec<AllTagged> = all.iter().map(|x| Point::new(*x).into()).collect();
    let of_point = |value: &AllTagged| if let AllTagged::Point(point) = value { point.x } else { f64::NAN };
    let values: Vec<f64> = read::<Vec<AllTagged>>(&written(&tagged)).iter().map(of_point).collect();
    assert!(is_same(&values, &all));
    let texts: Vec<String> = all.iter().map(|x| written(x)).collect();
    let untagged: Vec<String> = texts.iter().map(|x| format!(r#"{{"x":{x},"y":[{x}]}}"#)).collect();
    let of_pair = |value: &AllUntagged| {
        if let AllUntagged::WithXAndY(pair) = value { [pair.x, pair.y[0]] } else { [f64::NAN; 2] }
    };
    let untagged = read::<Vec<AllUntagged>>(&format!("[{}]", untagged.join(",")));
    let twice: Vec<f64> = all.iter().flat_map(|x| [*x, *x]).collect();
    assert!(is_same(&untagged.iter().flat_map(of_pair).collect::<Vec<f64>>(), &twice));
    let again = read::<Vec<AllUntagged>>(&written(&untagged));
    assert!(is_same(&again.iter().flat_map(of_pair).collect::<Vec<f64>>(), &twice));
    let alone = read::<Vec<AllAlone>>(&format!("[{}]", texts.join(",")));
    let of_alone = |value: &AllAlone| if let AllAlone::Number(x) = value { *x } else { f64::NAN };
    assert!(is_same(&alone.iter().map(of_alone).collect::<Vec<f64>>(), &all));
    assert_eq!(written(&alone), written(&all));
}

#[test]
fn members_are_read_and_written_bit_for_bit_as_json_and_xml() {
    for value in doubles().into_iter().step_by(10) {
        let thing = Thing::new().double(value);
        let double = |thing: Thing| thing.double.map(f64::to_bits);
        assert_eq!(double(read(&written(&thing))), Some(value.to_bits()), "{value}");
        let by_serde: Thing = serde_json::from_str(&serde_json::to_string(&thing).expect("JSON")).expect("JSON");
        assert_eq!(double(by_serde), Some(value.to_bits()), "{value}");
        let mut from = Thing::default();
        from_xml(&to_xml(&thing).expect("XML"), &mut from).expect("it matches");
        assert_eq!(double(from), Some(value.to_bits()), "{value}");
    }
}

#[test]
fn whole_numbers_as_javascript_prints_them_are_doubles() {
    for (text, value) in [("123456789012345700", 123_456_789_012_345_700.0), ("100000000000000000000", 1e20)] {
        assert_eq!(read::<Thing>(&format!(r#"{{"double":{text}}}"#)).double, Some(value), "{text}");
    }
    assert!(crate::refused::<Thing>(r#"{"double":9007199254740993}"#).starts_with("/double: the number does not fit"));
}
