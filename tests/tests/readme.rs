//! The "To add …" list of the README: every path is there, and nothing takes more files than promised.

use tests::emitted::root;
use tests::own::read;

/// What may be added, and the most files that it may take.
const MOST_FILES: &[(&str, usize)] = &[("a keyword", 5), ("a media type", 4), ("a credential", 5)];

/// The entries: what is added, and the paths that are named for it.
fn entries(readme: &str) -> Vec<(String, Vec<String>)> {
    let list = readme.split("\nTo add …\n").nth(1).expect("a list that begins with `To add …`");
    let list = list.split("\n\n").find(|part| part.trim_start().starts_with("- **")).expect("a list");
    let items = list.trim_start().strip_prefix("- **").expect("just seen").split("\n- **");
    let entry = |item: &str| {
        let (what, how) = item.split_once("**").expect("an entry opens with what is added, in bold");
        let code = how.split('`').skip(1).step_by(2);
        // Commands, calls and types are code, too; what has a slash and no space is a path.
        (what.to_owned(), code.filter(|code| code.contains('/') && !code.contains(' ')).map(str::to_owned).collect())
    };
    items.map(entry).collect()
}

/// Whether a path is there. A path may leave out `codegen/src/`.
fn is_there(path: &str) -> bool {
    ["", "codegen/src/"].iter().any(|folder| root().join(folder).join(path).exists())
}

#[test]
fn every_path_is_there() {
    let entries = entries(&read(&root().join("README.md")));
    assert!(entries.len() > 5, "{entries:?}");
    for (what, paths) in entries {
        assert!(!paths.is_empty(), "{what}: no path");
        for path in paths {
            assert!(is_there(&path), "{what}: there is no `{path}`");
        }
    }
}

#[test]
fn nothing_takes_more_files_than_promised() {
    let entries = entries(&read(&root().join("README.md")));
    for (what, most) in MOST_FILES {
        let found = entries.iter().find(|(entry, _)| entry == what);
        let Some((_, paths)) = found else { panic!("{what}: add it to the README's list") };
        assert!(paths.len() <= *most, "{what} takes {} files, {most} are promised: {paths:?}", paths.len());
    }
}

#[test]
fn a_path_that_is_gone_is_seen() {
    let list = "x\n\nTo add …\n\n- **a thing**: `tests/src/lib.rs`, `ir/mod.rs`, `ir::Api`, a call `a b/c`.\n- **another**: `gone/x.rs`.\n\ny";
    let paths = |paths: &[&str]| paths.iter().map(|path| (*path).to_owned()).collect::<Vec<_>>();
    let expected = [
        ("a thing".to_owned(), paths(&["tests/src/lib.rs", "ir/mod.rs"])),
        ("another".to_owned(), paths(&["gone/x.rs"])),
    ];
    assert_eq!(entries(list), expected);
    assert!(is_there("tests/src/lib.rs") && is_there("ir/mod.rs") && !is_there("gone/x.rs"));
}
