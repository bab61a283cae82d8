//! The texts of JSON numbers (RFC 8259 §6): what they mean, and which numbers of the machine mean the same.

use super::View;

/// The view with which every serde format prints the same text: an `i64` or `f64` if possible, else the text.
pub(super) fn plainest(text: &str) -> View<'_> {
    if text != "-0" && text.len() < 20 {
        if let Ok(value) = text.parse() {
            return View::Int(value);
        }
        if is_short_decimal(text)
            && let Ok(value) = text.parse()
        {
            return View::Float(value);
        }
    }
    View::Number(text)
}

/// Whether parsing the text as an `f64` and printing the shortest digits gives the same text.
fn is_short_decimal(text: &str) -> bool {
    let Some((before, after)) = text.trim_start_matches('-').split_once('.') else { return false };
    let tidy = after == "0" || !after.ends_with('0');
    let ordinary = before != "0" || after == "0" || !after.starts_with("0000");
    tidy && ordinary && before.len() + after.len() <= 15 && after.bytes().all(|byte| byte.is_ascii_digit())
}

/// The integer that the text of a JSON number means, if it is one of 128 bits. `1.0` and `1e3` are integers.
pub(in super::super) fn whole_number(text: &str) -> Option<i128> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let after = after.trim_end_matches('0');
    let value: i128 = format!("{before}{after}").parse().ok()?;
    if value == 0 {
        return Some(0);
    }
    let exponent: i64 = exponent.parse().ok()?;
    let shift = exponent.checked_sub(i64::try_from(after.len()).ok()?)?;
    let scale = 10_i128.checked_pow(u32::try_from(shift.unsigned_abs()).ok()?)?;
    match shift {
        0.. => value.checked_mul(scale),
        _ => (value % scale == 0).then(|| value / scale),
    }
}

/// Whether the number of 64 bits that is read from these digits means the same.
pub(in super::super) fn is_number_held(digits: &str) -> bool {
    let is_short = digits.len() <= 15 && !digits.contains(['e', 'E']);
    // As it is sent: where two texts are equally near, the standard library prints the other one.
    let sent = |value: f64| serde_json::Number::from_f64(value).map(|number| number.to_string());
    let is_same = |value: f64| sent(value).is_some_and(|sent| Meaning::of(digits) == Meaning::of(&sent));
    is_short || digits.parse::<i64>().is_ok() || digits.parse::<u64>().is_ok() || digits.parse().is_ok_and(is_same)
}

/// What a number means, however it is written: `0.digits × 10^exponent`, without zeros at either end.
#[derive(PartialEq)]
struct Meaning {
    negative: bool,
    digits: String,
    exponent: Option<i64>,
}

impl Meaning {
    fn of(text: &str) -> Self {
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{before}{after}");
        let significant = all.trim_start_matches('0');
        let digits = significant.trim_end_matches('0').to_owned();
        if digits.is_empty() {
            return Self { negative: false, digits, exponent: Some(0) };
        }
        let exponent: Option<i64> = exponent.parse().ok();
        let point = i64::try_from(before.len()).ok().zip(i64::try_from(all.len() - significant.len()).ok());
        let exponent = point.zip(exponent).and_then(|((before, zeros), exponent)| exponent.checked_add(before - zeros));
        Self { negative, digits, exponent }
    }
}
