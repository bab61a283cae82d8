//! Compares JSON numbers by their digits, exactly at any size: `1` = `1.0` = `10e-1`, but `9007199254740993` ≠ `9007199254740992`.

/// Whether two JSON numbers have the same value.
pub(super) fn equal(one: &str, other: &str) -> bool {
    match (Decimal::read(one), Decimal::read(other)) {
        (Some(one), Some(other)) => one == other,
        _ => one == other,
    }
}

/// `0.digits × 10^exponent`, without zeros at either end; zero has no digits.
#[derive(PartialEq, Eq)]
struct Decimal {
    negative: bool,
    digits: String,
    exponent: i64,
}

impl Decimal {
    fn read(text: &str) -> Option<Self> {
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let exponent: i64 = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()?;
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        let significant = all.trim_start_matches('0');
        let digits = significant.trim_end_matches('0').to_owned();
        if digits.is_empty() {
            return Some(Self { negative: false, digits, exponent: 0 });
        }
        let leading = i64::try_from(all.len() - significant.len()).ok()?;
        let point = i64::try_from(whole.len()).ok()?.checked_sub(leading)?;
        Some(Self { negative, digits, exponent: exponent.checked_add(point)? })
    }
}

#[cfg(test)]
mod tests {
    use super::equal;

    #[test]
    fn spelling_does_not_matter() {
        for (one, other) in [
            ("1", "1.0"),
            ("1", "10e-1"),
            ("0", "-0.0"),
            ("1e400", "10E+399"),
            ("0.001", "1e-3"),
            ("1.50", "15e-1"),
            ("1e99999999999999999999", "1e99999999999999999999"),
        ] {
            assert!(equal(one, other), "{one} {other}");
        }
    }

    #[test]
    fn every_digit_does() {
        for (one, other) in [
            ("9007199254740993", "9007199254740992"),
            ("0.1", "0.1000000000000000055"),
            ("1e400", "1e401"),
            ("1", "-1"),
            ("1e-400", "0"),
        ] {
            assert!(!equal(one, other), "{one} {other}");
        }
    }
}
