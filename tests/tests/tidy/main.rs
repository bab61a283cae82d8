//! The rules of this repository that a machine can check.

mod cycles;
mod layers;
mod modules;

use std::fs;
use std::path::{Path, PathBuf};

/// Files longer than this do two things.
const LONGEST: usize = 400;
/// Functions longer than this do not fit a screen.
const LONGEST_FUNCTION: usize = 60;

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

/// The functions of a file, by name, and how many lines each has. The layout is rustfmt's: a function ends at the first brace
/// that stands as far to the right as its `fn`.
fn functions(text: &str) -> Vec<(&str, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        let Some((before, after)) = code.split_once("fn ") else { continue };
        let is_declared = before.split_whitespace().all(|it| {
            ["pub", "const", "async", "unsafe", "default"].contains(&it)
                || it.starts_with("pub(")
                || it.starts_with("extern")
        });
        if !is_declared || code.ends_with(';') {
            continue;
        }
        let end = format!("{}}}", &line[..line.len() - code.len()]);
        let length = lines[at..].iter().position(|line| **line == end).map_or(1, |length| length + 1);
        let is_one_line = code.ends_with('}');
        let name = after.split(|it: char| !it.is_alphanumeric() && it != '_').next().unwrap_or_default();
        found.push((name, if is_one_line { 1 } else { length }));
    }
    found
}

#[test]
fn every_function_fits_a_screen() {
    let mut long = Vec::new();
    for folder in ["codegen", "xtask", "tests"] {
        for (path, text) in rust_files(folder) {
            let found = functions(&text).into_iter().filter(|(_, lines)| *lines > LONGEST_FUNCTION);
            long.extend(found.map(|(name, lines)| format!("{path}: `{name}` has {lines} lines")));
        }
    }
    none(long, "functions longer than a screen");
}

#[test]
fn a_function_is_measured_to_its_last_line() {
    let text = "pub(crate) const fn a() {\n    b {\n    }\n}\nfn c() {}\nimpl X {\n    fn d(\n        a: A,\n    ) {\n    }\n}\n";
    assert_eq!(functions(text), [("a", 4), ("c", 1), ("d", 4)]);
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
