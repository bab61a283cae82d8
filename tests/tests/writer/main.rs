//! The file writer: all or nothing, and never over somebody else's work. The numbers are those of the hostile cases.

#![cfg(unix)]

mod atomic;
mod ownership;
mod places;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use codegen::Files;
use tempfile::TempDir;
use xtask::write::{Changes, EditedFiles, Request, WriteError, write};

const RECORD: &str = "src/.generated.json";

fn files(list: &[(&str, &str)]) -> Files {
    list.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect()
}

fn small() -> Files {
    files(&[("Cargo.toml", "[package]\n"), ("src/lib.rs", "mod models;\n"), ("src/models/pet.rs", "struct Pet;\n")])
}

fn request<'a>(out: &'a Path, files: &'a Files) -> Request<'a> {
    Request { out, files, spec: None, document: None, edited: EditedFiles::Refuse }
}

fn put(out: &Path, files: &Files) -> Result<Changes, WriteError> {
    write(&request(out, files))
}

fn check(out: &Path, files: &Files) -> Result<Changes, WriteError> {
    xtask::write::check(&request(out, files))
}

fn force(out: &Path, files: &Files) -> Result<Changes, WriteError> {
    write(&Request { edited: EditedFiles::KeepCopy, ..request(out, files) })
}

/// A folder in which a crate was generated.
fn generated(files: &Files) -> TempDir {
    let out = tempfile::tempdir().expect("a folder");
    put(out.path(), files).expect("an empty folder is fine");
    out
}

fn lay(out: &Path, path: &str, text: &str) {
    let place = out.join(path);
    fs::create_dir_all(place.parent().expect("a folder")).expect("made");
    fs::write(place, text).expect("written");
}

/// Everything below a folder: files with their text, links with their target, empty folders.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        let entries: Vec<_> = fs::read_dir(&next).expect("a folder").map(|entry| entry.expect("an entry")).collect();
        let name = |path: &Path| path.strip_prefix(folder).expect("below").display().to_string();
        if entries.is_empty() {
            found.insert(name(&next) + "/", String::new());
        }
        for path in entries.iter().map(|entry| entry.path()) {
            match path.symlink_metadata().expect("metadata").file_type() {
                kind if kind.is_dir() => open.push(path),
                kind if kind.is_symlink() => {
                    found.insert(name(&path), format!("-> {}", fs::read_link(&path).expect("a link").display()));
                }
                _ => _ = found.insert(name(&path), fs::read_to_string(&path).expect("text")),
            }
        }
    }
    found
}

/// What a refused run says, with its exit code; the folder must be as it was.
fn refusal(out: &Path, run: impl Fn() -> Result<Changes, WriteError>) -> String {
    let before = tree(out);
    let error = run().expect_err("refused");
    assert_eq!(tree(out), before, "nothing written");
    said(out, &error)
}

fn said(out: &Path, error: &WriteError) -> String {
    format!("{error}exit {}", error.exit_code()).replace(out.to_str().expect("text"), "<out>")
}

/// This test binary once more, as another process that does what `WRITER_MODE` says.
fn child(mode: &str, out: &Path, shell: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{shell} exec \"$0\" --exact as_another_process --nocapture")]);
    command.arg(env::current_exe().expect("this binary")).env("WRITER_MODE", mode).env("WRITER_OUT", out);
    command.stdout(Stdio::null());
    command
}

#[test]
fn as_another_process() {
    let (Ok(mode), Some(out)) = (env::var("WRITER_MODE"), env::var_os("WRITER_OUT")) else {
        return;
    };
    let out = Path::new(&out);
    let result = match mode.as_str() {
        "loop" => loop {
            for files in [big('b'), big('a')] {
                put(out, &files).unwrap();
            }
        },
        "big" => put(out, &big('a')),
        _ => put(out, &small()),
    };
    if let Err(error) = result {
        eprintln!("{}", said(out, &error));
        std::process::exit(error.exit_code().into());
    }
}

/// One of two trees that share files, differ in others, and hold some the other has not.
fn big(which: char) -> Files {
    let mut files = files(&[("Cargo.toml", &format!("# {which}\n")), ("src/lib.rs", "// in both\n")]);
    for number in 0..12 {
        files.insert(format!("src/models/m{number}.rs"), format!("// {which}\n").repeat(800));
        files.insert(format!("src/only_{which}/m{number}.rs"), format!("// {number}\n"));
    }
    files
}
