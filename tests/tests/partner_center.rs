//! The repository's own API: the committed crate is what is generated, and small.

use std::fs;
use std::path::{Path, PathBuf};

use codegen::runtime;
use tests::emitted::root;
use tests::own::{Own, read};

fn own() -> Own {
    Own::generate(&root().join("spec"), Some(read(&root().join("generated/Cargo.toml"))))
}

/// The crate in `generated/` is the only snapshot of what is in `spec/`.
#[test]
fn the_committed_crate_is_up_to_date() {
    let own = own().files;
    let committed = |path: &String| fs::read_to_string(root().join("generated").join(path)).unwrap_or_default();
    let stale: Vec<&String> =
        own.iter().filter(|(path, text)| committed(path) != **text).map(|(path, _)| path).collect();
    assert!(
        stale.is_empty(),
        "{stale:?} are not what the generator makes of spec/. Look at the difference and accept it:\n\n    \
         cargo xtask generate && git diff generated\n"
    );
}

#[test]
fn the_crate_is_small() {
    own().assert_small();
}

#[test]
fn the_runtime_is_copied_whole_and_verbatim() {
    let folder = root().join("codegen/runtime/src");
    let mut on_disk = Vec::new();
    collect(&folder, &mut on_disk);
    let mut listed: Vec<PathBuf> = runtime::FILES.iter().map(|(path, _)| folder.join(path)).collect();
    on_disk.sort();
    listed.sort();
    assert_eq!(listed, on_disk, "codegen/src/runtime.rs lists what is in codegen/runtime/src");
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("readable").path();
        if path.is_dir() { collect(&path, files) } else { files.push(path) }
    }
}
