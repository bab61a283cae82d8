//! Names of crates: which are allowed, and one made of a path.

use std::path::Path;

/// A valid name made of a path: `Pet Store/v1.yaml` gives `pet-store-v1-yaml`.
pub(crate) fn made_of(path: &Path) -> String {
    let text = path.to_string_lossy().to_ascii_lowercase();
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut name = words.collect::<Vec<_>>().join("-");
    if crate_name(&name).is_err() {
        name.insert_str(0, "api-");
        // The text is ASCII by now. The end of a path says more than its beginning.
        let surplus = name.len().saturating_sub(64);
        name.drain(..surplus);
        if let Some(start) = name.find(|c: char| c.is_ascii_alphabetic()) {
            name.drain(..start);
        }
    }
    crate_name(name.trim_end_matches('-')).unwrap_or_else(|_| "api".to_owned())
}

/// The keywords of Rust and its reserved words (Rust Reference, "Keywords"). A path cannot begin with any of them.
const KEYWORDS: [&str; 51] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true",
    "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Checks that Cargo and Rust both accept a name.
pub(crate) fn crate_name(text: &str) -> Result<String, String> {
    let begins = text.starts_with(|c: char| c.is_ascii_alphabetic());
    let all = text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let is_taken = matches!(text, "test" | "core" | "std" | "alloc" | "proc-macro") || KEYWORDS.contains(&text);
    if begins && all && text.len() <= 64 && !is_taken {
        Ok(text.to_owned())
    } else {
        Err("a crate's name begins with a letter, has letters, digits, `-` and `_`, at most 64, and is no word of Rust"
            .to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::{crate_name, made_of};

    #[test]
    fn any_path_gives_a_valid_name() {
        let long = "x".repeat(300);
        let rows = ["", "é", "1", "test", "-", "a b/c.d", "UPPER", "../..", &long].map(|path| made_of(path.as_ref()));
        assert!(rows.iter().all(|name| crate_name(name).is_ok()), "{rows:?}");
        assert_eq!(rows[..8], ["api", "api", "api-1", "api-test", "api", "a-b-c-d", "upper", "api"]);
    }
}
