//! The `rust-version` that emitted crates declare holds for the lowest versions of their dependencies, which cargo chooses for an
//! older compiler.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::{env, fs};

use serde_json::Value;
use tests::documents::{emitted, fixtures, tree};
use toml_edit::DocumentMut;

/// A version's numbers, of which those that are left out are zero.
fn numbers(version: &str) -> [u64; 3] {
    let mut numbers = [0; 3];
    let parts = version.split('.').map(|part| part.parse().expect("a number"));
    numbers.iter_mut().zip(parts).for_each(|(number, part)| *number = part);
    numbers
}

/// What cargo has last read of the registry, where a crate's versions are; none on a machine that has built nothing yet.
fn index() -> Option<PathBuf> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo")))?;
    let registries = fs::read_dir(home.join("registry/index")).ok()?.filter_map(Result::ok);
    registries.map(|registry| registry.path().join(".cache")).find(|cache| cache.is_dir())
}

/// Where the registry has a crate.
fn place(name: &str) -> String {
    match name.len() {
        1 | 2 => format!("{}/{name}", name.len()),
        3 => format!("3/{}/{name}", &name[..1]),
        _ => format!("{}/{}/{name}", &name[..2], &name[2..4]),
    }
}

/// The compiler that a version of a crate asks for; `None` if the version is unknown.
fn compiler(index: &str, version: [u64; 3]) -> Option<[u64; 3]> {
    let versions = index.split('\0').filter_map(|entry| serde_json::from_str::<Value>(entry).ok());
    let is_release = |entry: &Value| entry["vers"].as_str().is_some_and(|vers| !vers.contains(['-', '+']));
    let mut found = versions.filter(is_release);
    let found = found.find(|entry| entry["vers"].as_str().map(numbers) == Some(version))?;
    Some(found["rust_version"].as_str().map(numbers).unwrap_or_default())
}

#[test]
fn the_lowest_versions_are_built_by_the_compiler_that_is_promised() {
    let Some(index) = index() else { return };
    let mut all = BTreeSet::new();
    for path in fixtures() {
        let files = emitted(tree(&path).to_string()).expect("accepted");
        let manifest: DocumentMut = files["Cargo.toml"].parse().expect("TOML");
        let promised = numbers(manifest["package"]["rust-version"].as_str().expect("a version"));
        for (name, entry) in manifest["dependencies"].as_table().expect("dependencies") {
            let lowest = entry.as_str().or_else(|| entry["version"].as_str()).expect("a version");
            all.insert((name.to_owned(), numbers(lowest), promised));
        }
    }
    let mut seen = 0;
    for (name, lowest, promised) in all {
        let Ok(bytes) = fs::read(index.join(place(&name))) else { continue };
        let needed = compiler(&String::from_utf8_lossy(&bytes), lowest);
        let needed = needed.unwrap_or_else(|| panic!("there is no {name} {lowest:?}"));
        assert!(needed <= promised, "{name} {lowest:?} needs Rust {needed:?}, and {promised:?} is promised");
        seen += 1;
    }
    assert!(seen > 10, "the registry has but {seen} of the dependencies");
}
