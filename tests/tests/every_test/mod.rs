//! Every test of the workspace that runs, found where cargo finds it.

use std::fs;
use std::path::{Path, PathBuf};

use syn::{Attribute, Item, ItemFn};
use tests::emitted::root;

/// The tests of every package of the workspace.
pub(crate) fn tests_of_the_workspace() -> Vec<String> {
    let mut found = Vec::new();
    for package in ["codegen", "codegen/runtime", "generated", "tests", "tests/compiled", "xtask"] {
        let folder = root().join(package);
        let mut roots: Vec<PathBuf> = ["src/lib.rs", "src/main.rs"].map(|path| folder.join(path)).to_vec();
        for entry in fs::read_dir(folder.join("tests")).into_iter().flatten() {
            let path = entry.expect("readable").path();
            roots.extend([path.join("main.rs"), path]);
        }
        for file in roots.iter().filter(|path| path.is_file() && path.extension().is_some_and(|it| it == "rs")) {
            let is_root = ["lib.rs", "main.rs", "mod.rs"].iter().any(|name| file.ends_with(name));
            let beside = file.parent().expect("a folder");
            // The modules of `tests/wire.rs` are in `tests`, those of `tests/wire/main.rs` in `tests/wire`.
            debug_assert!(is_root || beside.ends_with("tests"));
            collect(file, beside, &mut found);
        }
    }
    found
}

/// Adds the tests in a file and in the modules below it, as `file::name`.
fn collect(file: &Path, folder: &Path, found: &mut Vec<String>) {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let parsed = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let shown = file.strip_prefix(root()).expect("below the root").display().to_string();
    collect_items(&parsed.items, &shown, folder, found);
}

fn collect_items(items: &[Item], file: &str, folder: &Path, found: &mut Vec<String>) {
    for item in items {
        match item {
            Item::Fn(function) if is_run(function) => {
                let names = std::iter::once(function.sig.ident.to_string()).chain(named_rows(function));
                found.extend(names.map(|name| format!("{file}::{name}")));
            }
            Item::Mod(module) => {
                let name = module.ident.to_string();
                match &module.content {
                    Some((_, items)) => collect_items(items, file, &folder.join(&name), found),
                    None => {
                        let paths = [folder.join(format!("{name}.rs")), folder.join(&name).join("mod.rs")];
                        let path = paths.into_iter().find(|path| path.is_file());
                        // A module with `#[path]` is what is copied for a benchmark, and has no tests.
                        path.into_iter().for_each(|path| collect(&path, &folder.join(&name), found));
                    }
                }
            }
            _ => {}
        }
    }
}

/// The names of the rows of a test with a table: `r21_slow_head` of `#[case::r21_slow_head(…)]`.
pub(crate) fn named_rows(function: &ItemFn) -> impl Iterator<Item = String> {
    let paths = function.attrs.iter().map(|attribute| &attribute.path().segments);
    let named = paths.filter(|path| path.len() == 2 && path[0].ident == "case");
    named.map(|path| path[1].ident.to_string())
}

/// Whether a function is a test that runs and has something to fail at.
pub(crate) fn is_run(function: &ItemFn) -> bool {
    let last = |attribute: &Attribute| attribute.path().segments.last().map(|last| last.ident.to_string());
    let has = |name: &str| function.attrs.iter().any(|attribute| last(attribute).as_deref() == Some(name));
    (has("test") || has("rstest")) && !has("ignore") && !function.block.stmts.is_empty()
}
