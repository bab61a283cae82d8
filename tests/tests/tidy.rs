//! The rules of this repository that a machine can check.

use std::fs;
use std::path::{Path, PathBuf};

/// Files longer than this do two things.
const LONGEST: usize = 400;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

/// All Rust files below a folder: path from the root, and text.
fn rust_files(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("readable").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let shown = path.strip_prefix(root()).expect("below the root").display().to_string();
                found.push((shown, fs::read_to_string(&path).expect("UTF-8")));
            }
        }
    }
    assert!(!found.is_empty(), "{folder} has no Rust files");
    found
}

/// The lines of `files` that hold one of `words`, comments left out.
fn lines_with(files: &[(String, String)], words: &[&str]) -> Vec<String> {
    let lines =
        files.iter().flat_map(|(path, text)| text.lines().enumerate().map(move |(at, line)| (path, at + 1, line)));
    let code = lines.filter(|(_, _, line)| !line.trim_start().starts_with("//"));
    let found = code.filter(|(_, _, line)| words.iter().any(|word| line.contains(word)));
    found.map(|(path, at, line)| format!("{path}:{at}: {}", line.trim())).collect()
}

fn none(found: Vec<String>, why: &str) {
    assert!(found.is_empty(), "{why}:\n{}", found.join("\n"));
}

#[test]
fn every_file_says_what_it_is_and_is_short() {
    for folder in ["codegen", "xtask", "tests", "generated"] {
        for (path, text) in rust_files(folder) {
            assert!(text.starts_with("//! "), "{path} does not open with a //! sentence");
            assert!(text.lines().count() <= LONGEST, "{path} has {} lines", text.lines().count());
        }
    }
}

#[test]
fn later_stages_do_not_know_openapi() {
    for stage in ["ir", "passes", "emit", "render"] {
        let files = rust_files(&format!("codegen/src/{stage}"));
        none(lines_with(&files, &["openapiv3", "crate::document", "crate::source", "crate::lower"]), stage);
    }
}

#[test]
fn render_does_not_know_the_ir_and_lower_not_the_output() {
    none(lines_with(&rust_files("codegen/src/render"), &["crate::ir", "ir::"]), "render sees the IR");
    let words = ["quote!", "proc_macro2", "crate::emit", "crate::render"];
    for stage in ["lower", "document", "source", "passes", "ir"] {
        none(lines_with(&rust_files(&format!("codegen/src/{stage}")), &words), stage);
    }
}

#[test]
fn the_generator_is_pure_and_deterministic() {
    let words =
        ["std::fs", "std::net", "std::process", "std::env", "println!", "HashMap", "HashSet", "SystemTime", "Instant"];
    none(lines_with(&rust_files("codegen/src"), &words), "input, output or chance in the generator");
}

#[test]
fn the_generator_knows_no_vendor() {
    let files = rust_files("codegen");
    let text = files.iter().map(|(path, text)| (path.clone(), text.to_lowercase())).collect::<Vec<_>>();
    for (path, text) in text {
        for vendor in ["microsoft", "partner", "customeruser", "ms-requestid"] {
            assert!(!text.contains(vendor), "{path} names {vendor}");
        }
    }
}

#[test]
fn no_shortcuts() {
    for folder in ["codegen", "xtask", "generated/src"] {
        let files = rust_files(folder);
        none(lines_with(&files, &["todo!(", "unimplemented!(", "dbg!("]), "left open");
        let outside_tests: Vec<(String, String)> = files
            .into_iter()
            .filter(|(path, _)| !path.ends_with("/tests.rs") && !path.contains("/tests/"))
            .map(|(path, text)| (path, text.split("#[cfg(test)]").next().unwrap_or_default().to_owned()))
            .collect();
        none(lines_with(&outside_tests, &[".unwrap()", ".expect(", "panic!(", "unreachable!("]), "may panic");
    }
}
