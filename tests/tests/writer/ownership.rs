//! Whose a file is, and what may happen to it.

use std::fs;
use std::fs::Permissions;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;

use insta::assert_snapshot;
use xtask::write::{Changes, manifest};

use super::{RECORD, big, check, files, force, generated, lay, put, refusal, small, tree};

#[test]
fn w06_links_inside_are_refused_and_not_followed() {
    let elsewhere = tempfile::tempdir().unwrap();
    lay(elsewhere.path(), "pet.rs", "precious");
    let out = generated(&small());
    fs::remove_dir_all(out.path().join("src/models")).unwrap();
    symlink(elsewhere.path(), out.path().join("src/models")).unwrap();
    fs::remove_file(out.path().join("Cargo.toml")).unwrap();
    symlink(elsewhere.path().join("pet.rs"), out.path().join("Cargo.toml")).unwrap();
    assert_snapshot!(refusal(out.path(), || force(out.path(), &big('a'))), @r#"
    error[E-LINK]: these are not the ordinary files and folders that a run may replace
      --> <out>/Cargo.toml
      --> <out>/src/models
      = help: nothing was changed; a link could lead a run elsewhere: put what it stands for in its place, or remove it
    exit 1
    "#);
    assert_eq!(check(out.path(), &small()).unwrap_err().exit_code(), 1);
    assert_eq!(tree(elsewhere.path()), files(&[("pet.rs", "precious")]));
}

#[test]
fn w07_a_hand_written_file_is_never_overwritten() {
    let out = tempfile::tempdir().unwrap();
    lay(out.path(), "src/lib.rs", "mine");
    lay(out.path(), "src/models", "a file where we need a folder");
    assert_snapshot!(refusal(out.path(), || put(out.path(), &small())), @r#"
    error[E-OWNED]: files that were not generated stand where generated ones belong
      --> <out>/src/lib.rs
      --> <out>/src/models
      = help: nothing was changed; move or rename them, then run again
    exit 1
    "#);
    // `--force` is for edits of ours, not for this; and neither is a folder where we need a file.
    refusal(out.path(), || force(out.path(), &small()));
    let out = generated(&small());
    lay(out.path(), "src/new.rs/mine.rs", "mine");
    let text = refusal(out.path(), || force(out.path(), &files(&[("src/new.rs", "")])));
    assert!(text.contains("  --> <out>/src/new.rs/mine.rs\n"), "{text}");
}

#[test]
fn w07_a_file_that_is_already_right_becomes_ours() {
    let out = generated(&small());
    fs::remove_file(out.path().join(RECORD)).unwrap();
    let changes = put(out.path(), &small()).unwrap();
    assert_eq!(changes, Changes { added: vec![RECORD.into()], ..Changes::default() });
    assert!(put(out.path(), &small()).unwrap().is_empty());
}

#[test]
fn w08_edited_files_are_refused_or_kept_beside() {
    let out = generated(&files(&[("src/lib.rs", "a"), ("src/stale.rs", "b"), ("src/other.rs", "c")]));
    lay(out.path(), "src/lib.rs", "edit");
    lay(out.path(), "src/stale.rs", "edit too");
    lay(out.path(), "src/other.rs", "edited to what comes anyway");
    lay(out.path(), "src/lib.rs.orig", "of an earlier day");
    let next = files(&[("src/lib.rs", "new"), ("src/other.rs", "edited to what comes anyway")]);
    assert_snapshot!(refusal(out.path(), || put(out.path(), &next)), @r#"
    error[E-EDITED]: generated files were edited by hand and would lose those edits
      --> <out>/src/lib.rs
      --> <out>/src/stale.rs
      = help: nothing was changed; undo the edits, or run with `--force`, which keeps each as `<file>.orig`
    exit 1
    "#);

    let changes = force(out.path(), &next).unwrap();
    assert_eq!(changes.added, ["src/lib.rs.orig2", "src/stale.rs.orig"]);
    assert_eq!(changes.removed, ["src/stale.rs"]);
    let mut found = tree(out.path());
    found.remove(RECORD);
    let expected = [
        ("src/lib.rs", "new"),
        ("src/lib.rs.orig", "of an earlier day"),
        ("src/lib.rs.orig2", "edit"),
        ("src/other.rs", "edited to what comes anyway"),
        ("src/stale.rs.orig", "edit too"),
    ];
    assert_eq!(found, files(&expected));
    assert!(put(out.path(), &next).unwrap().is_empty());
}

#[test]
fn w09_stale_files_go_and_so_do_their_folders() {
    let out = generated(&small());
    let next = files(&[("Cargo.toml", "[package]\n"), ("src/lib.rs", "")]);
    let changes = put(out.path(), &next).unwrap();
    assert_eq!(changes.changed, [RECORD, "src/lib.rs"]);
    assert_eq!(changes.removed, ["src/models/pet.rs"]);
    assert!(!out.path().join("src/models").exists());
}

#[test]
fn w10_what_is_not_ours_stays() {
    let out = generated(&small());
    let others = [".git/HEAD", "README.md", "tests/a.rs", "examples/b.rs", "src/mine.rs", "src/models/mine.rs"];
    for path in others {
        lay(out.path(), path, "mine");
    }
    let inode = |path| out.path().join(path).metadata().unwrap().ino();
    let before = others.map(inode);
    force(out.path(), &files(&[("Cargo.toml", "[package]\nname = \"b\"\n")])).unwrap();
    let mut found = tree(out.path());
    assert_eq!(found.remove("Cargo.toml").unwrap(), "[package]\nname = \"b\"\n");
    found.remove(RECORD).unwrap();
    assert_eq!(found, others.map(|path| (path.into(), "mine".into())).into());
    assert_eq!(others.map(inode), before, "the very same files");
}

#[test]
fn w25_what_is_no_file_is_refused_before_it_is_opened() {
    type Make = fn(&Path);
    let put_there: [(&str, Make); 4] = [
        ("a pipe", |place| assert!(Command::new("mkfifo").arg(place).status().unwrap().success())),
        ("a socket", |place| drop(UnixListener::bind(place).unwrap())),
        ("a folder", |place| fs::create_dir(place).unwrap()),
        ("a link to a device", |place| symlink("/dev/zero", place).unwrap()),
    ];
    for (what, make) in put_there {
        for path in ["Cargo.toml", "src", "src/lib.rs", RECORD] {
            let out = tempfile::tempdir().unwrap();
            if path != "src" {
                lay(out.path(), "src/mine.rs", "mine");
            }
            make(&out.path().join(path));
            let is_folder = what == "a folder";
            let expected = match (path, is_folder) {
                ("Cargo.toml", true) | (_, false) => "error[E-LINK]",
                ("src", true) => continue,
                // A folder may lie below `src`, but not where a file is to be.
                (_, true) => "error[",
            };
            let error = put(out.path(), &small()).expect_err(what).to_string();
            assert!(error.starts_with(expected), "{what} at {path}: {error}");
            assert!(check(out.path(), &small()).is_err() || is_folder, "{what} at {path}");
            if path == "Cargo.toml" {
                let error = manifest(out.path()).expect_err(what).to_string();
                assert!(error.starts_with("error[E-LINK]") && error.ends_with('\n'), "{what}: {error}");
            }
        }
    }
    // The marker of a folder that only looks like one of ours.
    let out = generated(&small());
    fs::create_dir(out.path().join(".generating-1")).unwrap();
    assert!(Command::new("mkfifo").arg(out.path().join(".generating-1/LEFT-OVER")).status().unwrap().success());
    put(out.path(), &big('a')).unwrap();
    assert!(out.path().join(".generating-1/LEFT-OVER").exists(), "not ours");
}

#[test]
fn w26_folders_of_users_keep_their_mode_and_their_emptiness() {
    let out = generated(&big('a'));
    let at = |path: &str| out.path().join(path);
    lay(out.path(), "src/mine/deep/file.rs", "mine");
    fs::create_dir_all(at("src/models/empty/deeper")).unwrap();
    let modes = [
        ("src/mine", 0o750),
        ("src/mine/deep", 0o555),
        ("src/models/empty/deeper", 0o700),
        ("src/models", 0o711),
        ("src", 0o751),
    ];
    for (path, mode) in modes {
        fs::set_permissions(at(path), Permissions::from_mode(mode)).unwrap();
    }
    for which in ['b', 'a'] {
        put(out.path(), &big(which)).unwrap();
        for (path, mode) in modes {
            assert_eq!(at(path).metadata().unwrap().mode() & 0o777, mode, "{path}");
        }
        assert_eq!(fs::read_dir(out.path()).unwrap().count(), 2, "the old tree is gone");
    }
    assert_eq!(fs::read_dir(at("src/models/empty/deeper")).unwrap().count(), 0);
    assert!(!at("src/only_b").exists(), "a folder of ours goes with its files");
}

#[test]
fn w26_an_empty_folder_where_a_file_belongs_is_refused() {
    let out = generated(&small());
    fs::create_dir(out.path().join("src/new.rs")).unwrap();
    let text = refusal(out.path(), || force(out.path(), &files(&[("src/new.rs", "")])));
    assert!(text.starts_with("error[E-OWNED]") && text.contains("--> <out>/src/new.rs\n"), "{text}");
}

#[test]
fn w21_paths_outside_src_are_a_defect_of_ours() {
    let out = tempfile::tempdir().unwrap();
    let astray = files(&[
        ("../a", ""),
        ("/etc/b", ""),
        ("README.md", ""),
        ("src/../c", ""),
        (RECORD, ""),
        ("src/\u{1b}[2J", ""),
    ]);
    assert_snapshot!(refusal(out.path(), || put(out.path(), &astray)), @r#"
    error[E-INTERNAL]: the generator named files that are not below `src`
      --> ../a
      --> /etc/b
      --> README.md
      --> src/\u{1b}[2J
      --> src/../c
      --> src/.generated.json
      = help: nothing was changed; this is a defect of the generator, please report it
    exit 1
    "#);
}

#[test]
fn w23_a_record_that_cannot_be_trusted_is_refused() {
    let hash = "0".repeat(64);
    let entry = |path: &str| format!(r#"{{"version":1,"files":{{"{path}":"{hash}"}}}}"#);
    let records = [
        "{".into(),
        "[]".into(),
        r#"{"version":2,"anything":[]}"#.into(),
        r#"{"version":1,"files":{},"more":1}"#.into(),
        entry("../../etc/x"),
        entry("/etc/x"),
        entry("src/../../x"),
        entry("src//x"),
        entry(r"src/..\\x"),
        entry("Cargo.toml"),
        entry(".git/config"),
        entry(RECORD),
        entry(r"src/\u0000"),
    ];
    let mut report = String::new();
    for record in records {
        let out = generated(&small());
        lay(out.path(), RECORD, &record);
        let text = refusal(out.path(), || force(out.path(), &big('a')));
        assert!(text.contains("\n  --> <out>/src/.generated.json\n  = help: ") && text.ends_with("exit 1"), "{text}");
        report += text.lines().next().unwrap();
        report += "\n";
    }
    assert_snapshot!(report, @r#"
    error[E-RECORD]: the record of generated files cannot be read: EOF while parsing an object at line 1 column 1
    error[E-RECORD]: the record of generated files cannot be read: invalid length 0, expected struct Version with 1 element at line 1 column 2
    error[E-RECORD]: the record of generated files has version 2, this generator knows 1
    error[E-RECORD]: the record of generated files cannot be read: unknown field `more`, expected one of `version`, `document`, `files` at line 1 column 30
    error[E-RECORD]: the record of generated files names `../../etc/x`, which is no file of ours below `src`
    error[E-RECORD]: the record of generated files names `/etc/x`, which is no file of ours below `src`
    error[E-RECORD]: the record of generated files names `src/../../x`, which is no file of ours below `src`
    error[E-RECORD]: the record of generated files names `src//x`, which is no file of ours below `src`
    error[E-RECORD]: the record of generated files names `src/..\x`, which is no file of ours below `src`
    error[E-RECORD]: the record of generated files names `Cargo.toml`, which is no file of ours below `src`
    error[E-RECORD]: the record of generated files names `.git/config`, which is no file of ours below `src`
    error[E-RECORD]: the record of generated files names `src/.generated.json`, which is no file of ours below `src`
    error[E-RECORD]: the record of generated files names `src/\u{0}`, which is no file of ours below `src`
    "#);
}
