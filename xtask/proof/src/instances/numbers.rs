//! Number instances: a usual one, those at the bounds and at the ends of the format, and random ones.

use super::case::{Case, GenerateError};
use super::merged_schema::{MergedSchema, Type};
use super::random::Random;
use crate::convert::integer_range;
use crate::lossless_json::Json;

/// The bounds of a number, as far as doubles and integers of 128 bits can say them.
struct Bounds {
    least: Option<f64>,
    most: Option<f64>,
    above: Option<f64>,
    below: Option<f64>,
    step: Option<f64>,
}

impl Bounds {
    fn of(merged: &MergedSchema<'_>) -> Self {
        let number = |keyword: &str| merged.keywords.get(keyword).and_then(|value| value.as_f64());
        let is_strict = |keyword: &str| merged.keywords.get(keyword).and_then(|value| value.as_bool()) == Some(true);
        let bound = |inclusive, exclusive| {
            let value = number(inclusive);
            if is_strict(exclusive) { (None, value) } else { (value, number(exclusive)) }
        };
        let (least, above) = bound("minimum", "exclusiveMinimum");
        let (most, below) = bound("maximum", "exclusiveMaximum");
        Self { least, most, above, below, step: number("multipleOf").filter(|step| *step > 0.0) }
    }

    /// Whether a number in its digits is allowed; a digit beyond a double's does not matter here.
    fn allow(&self, digits: &str) -> bool {
        let Ok(value) = digits.parse::<f64>() else { return false };
        let is_step = |step: f64| {
            let times = value / step;
            (times - times.round()).abs() < 1e-9
        };
        self.least.is_none_or(|least| value >= least)
            && self.most.is_none_or(|most| value <= most)
            && self.above.is_none_or(|above| value > above)
            && self.below.is_none_or(|below| value < below)
            && self.step.is_none_or(is_step)
    }

    /// Numbers at the edges, in their digits.
    fn edges(&self, kind: Type) -> Vec<String> {
        let unit = self.step.unwrap_or(if kind == Type::Integer { 1.0 } else { 0.5 });
        let up = |bound: f64| (bound / unit).ceil() * unit;
        let down = |bound: f64| (bound / unit).floor() * unit;
        let all = [
            self.least.map(up),
            self.most.map(down),
            self.above.map(|bound| up(bound + unit / 2.0)),
            self.below.map(|bound| down(bound - unit / 2.0)),
            self.step,
        ];
        let plain = |bound: &f64| bound.abs() < 1e15;
        let mut edges: Vec<String> = all.into_iter().flatten().filter(plain).map(|bound| bound.to_string()).collect();
        // A bound that is no multiple of the unit is itself allowed where any fraction is.
        if self.step.is_none() && kind == Type::Number {
            edges.extend([self.least, self.most].into_iter().flatten().filter(plain).map(|bound| bound.to_string()));
        }
        edges
    }
}

/// An everyday one.
pub(super) fn usual(merged: &MergedSchema<'_>, kind: Type) -> Result<Json, GenerateError> {
    let bounds = Bounds::of(merged);
    let usual: &[&str] = if kind == Type::Integer { &["1", "0", "-1"] } else { &["1.5", "1", "0", "0.5", "-1"] };
    let usual = usual.iter().map(|digits| (*digits).to_owned());
    let format = merged.text("format").and_then(integer_range).filter(|_| kind == Type::Integer);
    let fits = |digits: &String| match (format, digits.parse::<i128>()) {
        (Some((least, most)), Ok(value)) => (i128::from(least)..=i128::from(most)).contains(&value),
        _ => true,
    };
    let mut all = usual.chain(bounds.edges(kind)).filter(fits);
    all.find(|digits| bounds.allow(digits)).map(Json::Number).ok_or(GenerateError::Bounds)
}

/// All that are tried, with `samples` random ones of each spelling.
pub(super) fn cases(merged: &MergedSchema<'_>, kind: Type, random: &Random, samples: usize) -> Vec<Case> {
    let bounds = Bounds::of(merged);
    let format = merged.text("format").unwrap_or_default();
    let mut all: Vec<(String, &str)> =
        usual(merged, kind).ok().map(|value| (value.to_string(), "number")).into_iter().collect();
    let range = integer_range(format);
    let mut sampled = if kind == Type::Integer || range.is_some() {
        // Without a format an integer is at least what JSON's own tools carry.
        let (least, most) = range.unwrap_or((i64::MIN, i64::MAX.unsigned_abs()));
        all.extend([(least.to_string(), "smallest of its format"), (most.to_string(), "largest of its format")]);
        all.extend(["0", "-1", "9007199254740993"].map(|digits| (digits.to_owned(), "integer")));
        all.push(("1.0".to_owned(), "integer written 1.0"));
        all.retain(|(digits, _)| {
            digits.parse::<i128>().is_ok_and(|value| value >= least.into() && value <= most.into()) || digits == "1.0"
        });
        random_integers(&bounds, (least.into(), most.into()), random, samples)
    } else {
        let digits: &[&str] = match format {
            "float" => &SINGLES,
            "double" => &DOUBLES,
            _ => &ANY_DIGITS,
        };
        let common = COMMON.iter().filter(|_| format != "float");
        all.extend(common.chain(digits).map(|digits| ((*digits).to_owned(), "number")));
        random_numbers(&bounds, format, random, samples)
    };
    all.extend(bounds.edges(kind).into_iter().map(|digits| (digits, "number at a bound")));
    let case = |(digits, label): (String, &str)| Case::new(format!("{label} ({digits})"), Json::Number(digits));
    all.retain(|(digits, _)| bounds.allow(digits));
    sampled.retain(|(digits, _)| bounds.allow(digits));
    let sampled = sampled.into_iter().map(|sample| Case { rank: 1, ..case(sample) });
    all.into_iter().map(case).chain(sampled).collect()
}

const COMMON: [&str; 5] = ["0", "0.1", "-1.5", "16777217", "9007199254740992"];
const SINGLES: [&str; 5] = ["0", "0.1", "-1.5", "16777216", "3.4028235e38"];
/// The edges of a double, a sum that is known for its digits, and numbers that careless parsers round the wrong way.
const DOUBLES: [&str; 9] = [
    "1e300",
    "5e-324",
    "-1.7976931348623157e308",
    "2.2250738585072014e-308",
    "2.225073858507201e-308",
    "0.30000000000000004",
    "31.245270191439438",
    "9007199254740991.0",
    "123456789012345700",
];
const ANY_DIGITS: [&str; 5] =
    ["9007199254740993", "1e300", "1e400", "0.12345678901234567890123456789", "31.245270191439438"];

/// Random numbers of each spelling, within the bounds.
fn random_numbers(bounds: &Bounds, format: &str, random: &Random, samples: usize) -> Vec<(String, &'static str)> {
    if bounds.step.is_some() {
        return Vec::new();
    }
    let least = bounds.least.or(bounds.above);
    let most = bounds.most.or(bounds.below);
    let (least, most) = match (least, most) {
        (Some(least), Some(most)) => (least, most),
        (Some(least), None) => (least, least + 360.0),
        (None, Some(most)) => (most - 360.0, most),
        (None, None) => (-180.0, 180.0),
    };
    let mut all = Vec::new();
    for _ in 0..samples {
        match format {
            "float" => all.push((random.single(least, most), "random single")),
            _ => {
                all.push((random.double(least.max(0.0), most.min(1.0).max(least)), "random fraction"));
                all.push((random.double(least, most), "random double"));
                all.push((random.widened(least, most), "random widened single"));
                all.push((random.any_double(), "random bits"));
            }
        }
        if !matches!(format, "float" | "double") {
            all.push((random.digits(), "random digits"));
        }
    }
    all
}

/// Random whole numbers of the format, within the bounds.
fn random_integers(
    bounds: &Bounds,
    (least, most): (i128, i128),
    random: &Random,
    samples: usize,
) -> Vec<(String, &'static str)> {
    // A conversion from a double stops at the ends of the range.
    let least = bounds.least.map_or(least, |bound| least.max(bound.ceil() as i128));
    let most = bounds.most.map_or(most, |bound| most.min(bound.floor() as i128));
    if least > most || bounds.step.is_some() {
        return Vec::new();
    }
    (0..samples).map(|_| (random.integer(least, most), "random integer")).collect()
}
