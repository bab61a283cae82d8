//! Takes the accepted snapshots apart again, so that what was reviewed is what is compiled.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Between the files of a snapshot.
const MARK: &str = "//// ";

fn main() {
    let folders = ["../fixtures/accepted", "../fixtures/many_files", "../fixtures/models"];
    let folders = folders.map(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join(folder));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let mut modules = String::new();
    let mut features = BTreeSet::new();
    let mut snapshots: Vec<PathBuf> = Vec::new();
    for folder in folders {
        println!("cargo::rerun-if-changed={}", folder.display());
        let entries = fs::read_dir(&folder).expect("the fixtures are there");
        snapshots.extend(entries.map(|entry| entry.expect("readable").path()));
    }
    snapshots.retain(|path| path.extension().is_some_and(|extension| extension == "snap"));
    snapshots.sort();
    for path in snapshots {
        let name = path.file_stem().and_then(|stem| stem.to_str()).expect("a name in ASCII");
        let text = fs::read_to_string(&path).expect("readable");
        // A line break that git or an editor has added would be part of the last file.
        let text = text.replace("\r\n", "\n");
        // What was refused has no files.
        if !text.contains(&format!("\n{MARK}")) {
            continue;
        }
        for file in text.split(&format!("\n{MARK}")).skip(1) {
            let (path, body) = file.split_once('\n').expect("a path and a text");
            if path == "src/lib.rs" {
                let file = out.join(name).join("quick_start.rs");
                write(&file, &quick_start(body).replace("fixture::", &format!("crate::{name}::")));
                modules.push_str(&format!("#[path = {:?}]\nmod quick_start_{name};\n", file.display().to_string()));
            }
            if let Some(path) = path.strip_prefix("src/") {
                features.extend(
                    body.split("feature = \"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned),
                );
                write(&out.join(name).join(path), &moved(body, name));
            }
        }
        let root = out.join(name).join("lib.rs");
        modules.push_str(&format!("#[path = {:?}]\npub mod {name};\n", root.display().to_string()));
    }
    for feature in features {
        println!("cargo::rustc-check-cfg=cfg(feature, values({feature:?}))");
        println!("cargo::rustc-cfg=feature={feature:?}");
    }
    write(&out.join("fixtures.rs"), &modules);
}

/// The code of the front page, which nobody calls.
fn quick_start(root: &str) -> String {
    let code = root.split("//! ```no_run\n").nth(1).and_then(|rest| rest.split("//! ```\n").next());
    let lines =
        code.expect("a quick start").lines().map(|line| line.trim_start_matches("//!").trim_start_matches(" # "));
    let lines = lines.map(|line| line.replace("async fn", "#[expect(dead_code)] pub(crate) async fn"));
    lines.collect::<Vec<_>>().join("\n")
}

/// A file of a crate as a file of a module: its root is no longer the crate's, and the runtime is there once for all.
fn moved(text: &str, name: &str) -> String {
    text.replace("crate::", &format!("crate::{name}::")).replace("pub mod runtime;", "pub use crate::runtime;")
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("below OUT_DIR")).expect("a folder can be made");
    fs::write(path, text).expect("a file can be written");
}
