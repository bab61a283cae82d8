//! The next version of a crate, after Cargo's rules: the first number that is not zero says what is compatible.

use super::rules::Verdict;

/// The version after `current`, which is three numbers: `0.1.0` and a breaking change give `0.2.0`. Without a change it stays.
///
/// # Errors
/// `current` is not three numbers.
pub fn next_version(current: &str, verdict: Option<Verdict>) -> Result<String, String> {
    let numbers: Option<Vec<u64>> = current.split('.').map(number).collect();
    let Some([major, minor, patch]) = numbers.as_deref().and_then(|all| <[u64; 3]>::try_from(all).ok()) else {
        return Err("a version is three numbers, such as 0.1.0".to_owned());
    };
    let Some(verdict) = verdict else { return Ok(current.to_owned()) };
    let [major, minor, patch] = match (verdict, major, minor) {
        (_, 0, 0) => [0, 0, patch + 1],
        (Verdict::Major, 0, _) => [0, minor + 1, 0],
        (_, 0, _) => [0, minor, patch + 1],
        (Verdict::Major, _, _) => [major + 1, 0, 0],
        (Verdict::Minor, _, _) => [major, minor + 1, 0],
        (Verdict::Patch, _, _) => [major, minor, patch + 1],
    };
    Ok(format!("{major}.{minor}.{patch}"))
}

/// A number without signs, at most nine digits long.
fn number(text: &str) -> Option<u64> {
    let is_plain = (1..=9).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_plain)
}

#[cfg(test)]
mod tests {
    use super::{Verdict, next_version};

    #[test]
    fn versions_follow_cargos_rules() {
        let rows = [
            ("0.1.0", Verdict::Major, "0.2.0"),
            ("0.1.0", Verdict::Minor, "0.1.1"),
            ("0.1.4", Verdict::Patch, "0.1.5"),
            ("0.0.3", Verdict::Major, "0.0.4"),
            ("1.2.3", Verdict::Major, "2.0.0"),
            ("1.2.3", Verdict::Minor, "1.3.0"),
            ("1.2.3", Verdict::Patch, "1.2.4"),
        ];
        for (current, verdict, next) in rows {
            assert_eq!(next_version(current, Some(verdict)).as_deref(), Ok(next), "{current} {verdict:?}");
        }
        assert_eq!(next_version("0.1.0", None).as_deref(), Ok("0.1.0"));
        for broken in ["", "1", "1.2", "1.2.3.4", "1.2.x", "+1.2.3", "1.2.3-rc.1", "99999999999.0.0"] {
            assert!(next_version(broken, None).is_err(), "{broken}");
        }
    }
}
