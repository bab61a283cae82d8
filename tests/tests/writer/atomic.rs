//! All or nothing: killed, failing, concurrent and needless runs.

use std::collections::BTreeMap;
use std::fs::{self, File, Permissions};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use codegen::Files;
use insta::assert_snapshot;
use xtask::write::Changes;

use super::{RECORD, big, check, child, files, generated, lay, put, refusal, small, tree};

fn times(folder: &Path) -> BTreeMap<PathBuf, SystemTime> {
    let mut paths: Vec<PathBuf> = tree(folder).keys().map(|path| folder.join(path)).collect();
    paths.extend([folder.to_path_buf(), folder.join("src")]);
    paths
        .into_iter()
        .map(|path| (path.clone(), path.metadata().and_then(|found| found.modified()).expect("a time")))
        .collect()
}

#[test]
fn w01_killed_at_any_moment_the_tree_is_old_or_new() {
    let [a, b] = ['a', 'b'].map(|which| {
        let out = generated(&big(which));
        lay(out.path(), "src/hand.rs", "// mine\n");
        tree(&out.path().join("src"))
    });
    let out = generated(&big('a'));
    lay(out.path(), "src/hand.rs", "// mine\n");
    let start = Instant::now();
    for which in ['b', 'a'] {
        put(out.path(), &big(which)).unwrap();
    }
    let window = 1 + 2 * start.elapsed().as_nanos() as u64;
    let (mut seen, mut halted) = ([0, 0], 0);
    for round in 0..80 {
        let mut process = child("loop", out.path(), "").stderr(Stdio::null()).spawn().unwrap();
        let random = RandomState::new().build_hasher().finish();
        thread::sleep(Duration::from_nanos(random % window));
        process.kill().unwrap();
        process.wait().unwrap();

        let src = tree(&out.path().join("src"));
        assert!(src == a || src == b, "round {round}: a mix of both");
        seen[usize::from(src == b)] += 1;
        halted += usize::from(fs::read_dir(out.path()).unwrap().count() > 2);
    }
    assert!(seen[0] > 0 && seen[1] > 0 && halted > 10, "{seen:?}, {halted} killed while staging: a test of nothing");
    put(out.path(), &big('b')).unwrap();
    assert_eq!(tree(&out.path().join("src")), b);
    assert_eq!(fs::read_dir(out.path()).unwrap().count(), 2, "no staging folder is left");
}

#[test]
fn w01_whoever_looks_while_a_run_exchanges_finds_a_tree() {
    let folder = generated(&big('a'));
    let out = folder.path();
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            for which in ['b', 'a'].repeat(20) {
                put(out, &big(which)).unwrap();
            }
            done.store(true, Ordering::Relaxed);
        });
        while !done.load(Ordering::Relaxed) {
            for path in ["Cargo.toml", "src"] {
                assert!(out.join(path).exists(), "{path} was gone for a moment");
            }
        }
    });
}

#[test]
fn w01_the_next_run_heals_what_a_killed_one_left() {
    let marker = "A run of the client generator was killed here. The next run removes this folder.\n";
    let out = generated(&small());
    // Killed between the manifest and `src`.
    lay(out.path(), "Cargo.toml", "# b\n");
    lay(out.path(), ".generating-1/LEFT-OVER", marker);
    lay(out.path(), ".generating-1/src/lib.rs", "staged");
    // Killed where the system knows no exchange, between two renames.
    lay(out.path(), ".generating-2/LEFT-OVER", marker);
    fs::rename(out.path().join("src"), out.path().join(".generating-2/src.old")).unwrap();
    // Killed at once; and two folders that only look like ours.
    fs::create_dir(out.path().join(".generating-3")).unwrap();
    lay(out.path(), ".generating-mine/src/lib.rs", "mine");
    lay(out.path(), ".generating-file", "mine");

    let changes = put(out.path(), &big('b')).unwrap();
    assert_eq!(changes.removed, ["src/models/pet.rs"], "the record came back with `src`");
    let left: Vec<_> = tree(out.path()).into_keys().filter(|path| !path.starts_with("src/")).collect();
    assert_eq!(left, [".generating-file", ".generating-mine/src/lib.rs", "Cargo.toml"]);
}

#[test]
fn w02_a_signal_leaves_no_staging_folder_and_ends_the_process() {
    let out = generated(&big('a'));
    let start = Instant::now();
    for which in ['b', 'a'] {
        put(out.path(), &big(which)).unwrap();
    }
    let window = 1 + 2 * start.elapsed().as_nanos() as u64;
    for (round, (name, number)) in [("INT", 2), ("TERM", 15), ("HUP", 1)].repeat(12).into_iter().enumerate() {
        let mut process = child("loop", out.path(), "").stderr(Stdio::null()).spawn().unwrap();
        let random = RandomState::new().build_hasher().finish();
        thread::sleep(Duration::from_nanos(random % window));
        let kill = Command::new("kill").args(["-s", name, &process.id().to_string()]).status().unwrap();
        assert!(kill.success());
        assert_eq!(process.wait().unwrap().signal(), Some(number), "round {round}: ended by the signal");
        let left: Vec<_> = fs::read_dir(out.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left.len(), 2, "round {round}, SIG{name}: {left:?}");
    }
}

#[test]
fn w03_a_full_disk_leaves_the_old_tree() {
    let out = generated(&small());
    let before = tree(out.path());
    let output = child("big", out.path(), "trap '' XFSZ; ulimit -f 4;").output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("error[E-IO]: cannot write this: File too large"), "{said}");
    assert!(said.contains("--> <out>/src/.generated.json") && said.contains("free some space"), "{said}");
    assert_eq!(tree(out.path()), before);
}

#[test]
fn w12_runs_at_the_same_time_wait_for_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path();
    thread::scope(|scope| {
        for which in ['a', 'b', 'a', 'b'] {
            scope.spawn(move || (0..5).for_each(|_| _ = put(out, &big(which)).unwrap()));
        }
    });
    let either = ['a', 'b'].map(|which| tree(generated(&big(which)).path()));
    assert!(either.contains(&tree(out)), "one of the two, never a mix");
}

#[test]
fn w12_a_run_that_waits_too_long_gives_up() {
    let out = generated(&small());
    let held = File::open(out.path()).unwrap();
    held.lock().unwrap();
    assert_snapshot!(refusal(out.path(), || put(out.path(), &big('a'))), @r#"
    error[E-LOCKED]: another run is writing to the output folder
      --> <out>
      = help: nothing was changed; wait until it ends, then run again
    exit 3
    "#);
}

#[test]
fn w15_nothing_changed_means_nothing_touched() {
    let out = generated(&big('a'));
    let before = times(out.path());
    assert!(put(out.path(), &big('a')).unwrap().is_empty());
    assert_eq!(times(out.path()), before);
    // One change touches one file, and the record.
    let mut next = big('a');
    next.insert("src/models/m3.rs".into(), "// new\n".into());
    put(out.path(), &next).unwrap();
    let after = times(out.path());
    let touched: Vec<_> = before.iter().filter(|(path, time)| path.is_file() && after[*path] != **time).collect();
    let touched: Vec<_> = touched.iter().map(|(path, _)| path.strip_prefix(out.path()).unwrap()).collect();
    assert_eq!(touched, [Path::new(RECORD), Path::new("src/models/m3.rs")]);
}

#[test]
fn w16_check_lists_and_writes_nothing() {
    let out = tempfile::tempdir().unwrap();
    let missing = out.path().join("missing");
    assert_eq!(check(&missing, &small()).unwrap().added.len(), 4);
    assert!(!missing.exists());

    let out = generated(&small());
    assert!(check(out.path(), &small()).unwrap().is_empty());
    lay(out.path(), "src/lib.rs", "edited");
    let before = (tree(out.path()), times(out.path()));
    let next = files(&[("src/lib.rs", "b"), ("src/new.rs", "c")]);
    let expected = Changes {
        added: vec!["src/new.rs".into()],
        changed: vec![RECORD.into(), "src/lib.rs".into()],
        removed: vec!["src/models/pet.rs".into()],
    };
    assert_eq!(check(out.path(), &next).unwrap(), expected);
    assert_eq!((tree(out.path()), times(out.path())), before);
}

#[test]
fn w17_permissions_follow_the_umask_and_the_users_manifest() {
    let mode = |path: PathBuf| path.metadata().unwrap().permissions().mode() & 0o777;
    for (umask, file, folder) in [("000", 0o666, 0o777), ("022", 0o644, 0o755), ("077", 0o600, 0o700)] {
        let out = tempfile::tempdir().unwrap();
        assert!(child("small", out.path(), &format!("umask {umask};")).status().unwrap().success());
        for path in ["Cargo.toml", "src/lib.rs", "src/models/pet.rs", RECORD] {
            assert_eq!(mode(out.path().join(path)), file, "{path}");
        }
        assert_eq!(["src", "src/models"].map(|path| mode(out.path().join(path))), [folder; 2]);
    }
    let out = generated(&small());
    fs::set_permissions(out.path().join("Cargo.toml"), Permissions::from_mode(0o640)).unwrap();
    put(out.path(), &big('a')).unwrap();
    assert_eq!(mode(out.path().join("Cargo.toml")), 0o640);
}

#[test]
fn w21_a_failure_at_any_file_leaves_nothing() {
    let out = generated(&small());
    for position in 0..12 {
        let mut next: Files = (0..12).map(|number| (format!("src/m{number:02}.rs"), "// new\n".into())).collect();
        next.insert("Cargo.toml".into(), "# new\n".into());
        next.insert(format!("src/m{position:02}{}.rs", "n".repeat(300)), String::new());
        let text = refusal(out.path(), || put(out.path(), &next));
        assert!(text.starts_with("error[E-IO]: cannot write this: File name too long"), "{text}");
        assert!(text.ends_with("exit 3"), "{text}");
    }
}
