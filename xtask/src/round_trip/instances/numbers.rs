//! The numbers that a schema allows: a usual one, and those at the edges of its bounds and of its format.

use super::flat::{Flat, Type};
use super::{Case, Unmade};
use crate::round_trip::convert::integer_range;
use crate::round_trip::json::Json;

/// The bounds of a number, as far as doubles and integers of 128 bits can say them.
struct Bounds {
    least: Option<f64>,
    most: Option<f64>,
    above: Option<f64>,
    below: Option<f64>,
    step: Option<f64>,
}

impl Bounds {
    fn of(flat: &Flat<'_>) -> Self {
        let number = |keyword: &str| flat.keywords.get(keyword).and_then(|value| value.as_f64());
        let is_strict = |keyword: &str| flat.keywords.get(keyword).and_then(|value| value.as_bool()) == Some(true);
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
pub(super) fn usual(flat: &Flat<'_>, kind: Type) -> Result<Json, Unmade> {
    let bounds = Bounds::of(flat);
    let usual: &[&str] = if kind == Type::Integer { &["1", "0", "-1"] } else { &["1.5", "1", "0", "0.5", "-1"] };
    let usual = usual.iter().map(|digits| (*digits).to_owned());
    let format = flat.text("format").and_then(integer_range).filter(|_| kind == Type::Integer);
    let fits = |digits: &String| match (format, digits.parse::<i128>()) {
        (Some((least, most)), Ok(value)) => (i128::from(least)..=i128::from(most)).contains(&value),
        _ => true,
    };
    let mut all = usual.chain(bounds.edges(kind)).filter(fits);
    all.find(|digits| bounds.allow(digits)).map(Json::Number).ok_or(Unmade::Bounds)
}

/// All that are tried.
pub(super) fn cases(flat: &Flat<'_>, kind: Type) -> Vec<Case> {
    let bounds = Bounds::of(flat);
    let format = flat.text("format").unwrap_or_default();
    let mut all: Vec<(String, &str)> =
        usual(flat, kind).ok().map(|value| (value.to_string(), "number")).into_iter().collect();
    let range = integer_range(format);
    if kind == Type::Integer || range.is_some() {
        // Without a format an integer is at least what JSON's own tools carry.
        let (least, most) = range.unwrap_or((i64::MIN, i64::MAX.unsigned_abs()));
        all.extend([(least.to_string(), "smallest of its format"), (most.to_string(), "largest of its format")]);
        all.extend(["0", "-1", "9007199254740993"].map(|digits| (digits.to_owned(), "integer")));
        all.push(("1.0".to_owned(), "integer written 1.0"));
        all.retain(|(digits, _)| {
            digits.parse::<i128>().is_ok_and(|value| value >= least.into() && value <= most.into()) || digits == "1.0"
        });
    } else {
        let common = ["0", "0.1", "-1.5", "16777217", "9007199254740992"];
        let digits: &[&str] = match format {
            "float" => &["0", "0.1", "-1.5", "16777216", "3.4028235e38"],
            "double" => &["1e300", "5e-324", "-1.7976931348623157e308"],
            _ => &["9007199254740993", "1e300", "1e400", "0.12345678901234567890123456789"],
        };
        let common = common.iter().filter(|_| format != "float");
        all.extend(common.chain(digits).map(|digits| ((*digits).to_owned(), "number")));
    }
    all.extend(bounds.edges(kind).into_iter().map(|digits| (digits, "number at a bound")));
    all.retain(|(digits, _)| bounds.allow(digits));
    all.into_iter().map(|(digits, label)| Case::new(format!("{label} ({digits})"), Json::Number(digits))).collect()
}
