//! Names of crates that are made of paths.

use std::path::Path;

use crate::cli::crate_name;

/// A valid name that says most of the path: `Pet Store/v1.yaml` gives `pet-store-v1-yaml`.
pub(crate) fn made_of(path: &Path) -> String {
    let text = path.to_string_lossy().to_ascii_lowercase();
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut name = words.collect::<Vec<_>>().join("-");
    if crate_name(&name).is_err() {
        name.insert_str(0, "api-");
        // All of it is ASCII by now. The end says more than the beginning.
        let surplus = name.len().saturating_sub(64);
        name.drain(..surplus);
        if let Some(start) = name.find(|c: char| c.is_ascii_alphabetic()) {
            name.drain(..start);
        }
    }
    crate_name(name.trim_end_matches('-')).unwrap_or_else(|_| "api".to_owned())
}

#[cfg(test)]
mod tests {
    use super::made_of;
    use crate::cli::crate_name;

    #[test]
    fn any_path_gives_a_valid_name() {
        let long = "x".repeat(300);
        let rows = ["", "é", "1", "test", "-", "a b/c.d", "UPPER", "../..", &long].map(|path| made_of(path.as_ref()));
        assert!(rows.iter().all(|name| crate_name(name).is_ok()), "{rows:?}");
        assert_eq!(rows[..8], ["api", "api", "api-1", "api-test", "api", "a-b-c-d", "upper", "api"]);
    }
}
