//! The canary: documentation that would leave a file behind if any of it were ever run (oracle 3, `cargo test --doc`, `cargo doc`).

use std::fs;
use std::path::Path;

use serde_json::Value;
use tests::documents::{emitted, tree};
use tests::emitted::{cargo, cargo_succeeds, lay, programs_started, without_http_client};

use crate::strings;

/// Descriptions of which each writes a file when it is run as a doc test or a build script.
fn payloads(canary: &Path) -> Vec<String> {
    let write = |name: &str| format!("std::fs::write({:?}, \"\").unwrap();", canary.join(name));
    let [plain, rust, tilde, indented, quoted, listed, panics, fails, ignored, open, nested] =
        ["plain", "rust", "tilde", "indented", "quoted", "listed", "panics", "fails", "ignored", "open", "nested"]
            .map(write);
    vec![
        format!("```\n{plain}\n```"),
        format!("```rust\n{rust}\n```"),
        format!("~~~\n{tilde}\n~~~"),
        format!("a\n\n    {indented}\n\nb"),
        format!("> ```\n> {quoted}\n> ```"),
        format!("- a\n\n  ```rust\n  {listed}\n  ```"),
        format!("```rust,should_panic\n{panics} panic!()\n```"),
        format!("```compile_fail\n{fails}\n```"),
        format!("```ignore\n{ignored}\n```"),
        format!("```\n{open}"),
        format!(
            "````\n```\n````\n```edition2021\n{nested}\n```\n<script>alert(1)</script><img src=x onerror=alert(1)>"
        ),
    ]
}

/// A rich document in which every description and title is a payload.
fn hostile(canary: &Path) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/accepted/feed.yaml");
    let mut tree = tree(&path);
    let payloads = payloads(canary);
    let prose = ["description", "summary", "title"];
    let places = strings(&tree).into_iter().filter(|at| prose.iter().any(|key| at.ends_with(&format!("/{key}"))));
    for (at, payload) in places.collect::<Vec<_>>().iter().zip(payloads.iter().cycle()) {
        *tree.pointer_mut(at).expect("just seen") = payload.clone().into();
    }
    // Each payload as the documentation of a member, so that none depends on how many descriptions the fixture has.
    let schemas = tree["components"]["schemas"].as_object_mut().expect("schemas");
    for schema in schemas.values_mut().filter(|schema| schema["properties"].is_object()) {
        for (index, payload) in payloads.iter().enumerate() {
            schema["properties"][format!("canary{index}")] =
                serde_json::json!({"type": "string", "description": payload});
        }
    }
    tree
}

#[test]
fn g4_g5_no_documentation_is_ever_run() {
    let target = env!("CARGO_TARGET_TMPDIR");
    let (canary, folder) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let mut files = emitted(hostile(canary.path()).to_string()).expect("accepted");
    let manifest = files["Cargo.toml"].clone();
    assert!(manifest.contains("doctest = false"), "{manifest}");
    // Even where somebody turns them on.
    let manifest = manifest.replace("doctest = false", "doctest = true");
    let features = without_http_client(&manifest);
    files.insert("Cargo.toml".to_owned(), manifest);
    lay(&files, folder.path());
    let said = cargo_succeeds(folder.path(), target, &format!("test --doc {features}"));
    // The quick start is the only one, and is compiled only.
    assert!(said.contains("running 1 test\n") && said.contains("1 passed"), "{said}");
    assert_eq!(left_behind(canary.path()), [""; 0]);
    match programs_started(folder.path(), target, &format!("test --doc {features}")) {
        None => eprintln!("skipped: there is no strace here that may look at what is started"),
        Some(started) => {
            // The quick start is the one doc test; it is compiled, and the program around it is started.
            let linkers = ["cc", "collect2", "ld", "ld.lld", "rust-lld"];
            let expected = [&["cargo", "rustc", "rustdoc", "rustup", "rust_out"][..], &linkers].concat();
            assert!(started.contains("rustdoc"), "{started:?}");
            assert!(started.iter().all(|program| expected.contains(&program.as_str())), "{started:?}");
        }
    }
    cargo_succeeds(folder.path(), target, &format!("doc --no-deps {features}"));
    let html = Path::new(target).join("emitted/doc/fixture");
    let mut pages = Vec::new();
    list(&html, &mut pages);
    assert!(pages.len() > 10, "{pages:?}");
    for page in pages {
        let text = fs::read_to_string(&page).expect("HTML");
        assert!(!text.contains("<script>alert") && !text.contains("<img src=x"), "{}", page.display());
    }
    // The canary itself: a doc test that gets through is run, and leaves its file.
    let library = files["src/lib.rs"].clone();
    let escaped =
        format!("//! ```\n//! {}\n//! ```\n{library}", payloads(canary.path())[0].lines().nth(1).unwrap_or_default());
    fs::write(folder.path().join("src/lib.rs"), escaped).expect("written");
    cargo(folder.path(), target, &format!("test --doc {features}"));
    assert_eq!(left_behind(canary.path()), ["plain"], "a doc test that is run is seen");
}

fn left_behind(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("readable").file_name());
    entries.map(|name| name.to_string_lossy().into_owned()).collect()
}

fn list(folder: &Path, pages: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            list(&path, pages);
        } else if path.extension().is_some_and(|extension| extension == "html") {
            pages.push(path);
        }
    }
}
