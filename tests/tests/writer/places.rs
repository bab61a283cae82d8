//! Which folders are written to at all.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use insta::assert_snapshot;
use xtask::write::{Request, write};

use super::{big, child, files, generated, lay, put, refusal, request, small, tree};

#[test]
fn w04_w05_w11_places_that_are_no_output_folder() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    lay(root, "file", "mine");
    lay(root, "repo/.git/HEAD", "ref");
    lay(root, "described/api.yaml", "openapi: 3.0.3");
    lay(root, "real/file", "mine");
    symlink(root.join("real"), root.join("link")).unwrap();
    symlink(root.join("nowhere"), root.join("dangling")).unwrap();
    let spec = root.join("described/api.yaml");

    let mut report = String::new();
    for out in ["file", "file/below", "link", "link/", "dangling", "repo", "repo/.", "described", "/", "/dev/null"] {
        let place = root.join(out);
        let files = small();
        report += &refusal(root, || write(&Request { spec: Some(&spec), ..request(&place, &files) }));
        report += "\n\n";
    }
    let first_lines = report.lines().filter(|line| line.starts_with("e") || line.starts_with("  -->"));
    assert_snapshot!(first_lines.collect::<Vec<_>>().join("\n"), @r#"
    error[E-OUT]: the output folder is not a folder
      --> <out>/file
    exit 3
    error[E-IO]: cannot see what is here: Not a directory (os error 20)
      --> <out>/file/below
    exit 3
    error[E-OUT]: the output folder is a symbolic link
      --> <out>/link
    exit 3
    error[E-OUT]: the output folder is a symbolic link
      --> <out>/link
    exit 3
    error[E-OUT]: the output folder is a symbolic link
      --> <out>/dangling
    exit 3
    error[E-OUT]: the output folder is the root of a git repository, and no generated crate lies in it yet
      --> <out>/repo
    exit 1
    error[E-OUT]: the output folder is the root of a git repository, and no generated crate lies in it yet
      --> <out>/repo/.
    exit 1
    error[E-OUT]: the output folder is the one the description lies in, and no generated crate lies in it yet
      --> <out>/described
    exit 1
    error[E-OUT]: the output folder is the root of the file system, and no generated crate lies in it yet
      --> /
    exit 1
    error[E-OUT]: the output folder is not a folder
      --> /dev/null
    exit 3
    "#);
}

#[test]
fn w04_a_file_system_that_takes_nothing() {
    let error = put(Path::new("/proc/generated"), &small()).unwrap_err();
    assert_eq!(error.exit_code(), 3);
}

#[test]
fn w05_missing_parents_are_made_and_taken_back_on_failure() {
    let root = tempfile::tempdir().unwrap();
    let out = root.path().join("a/b");
    let too_long = files(&[("src/lib.rs", ""), (&format!("src/{}.rs", "n".repeat(300)), "")]);
    refusal(root.path(), || put(&out, &too_long));
    put(&out, &small()).unwrap();
    assert!(out.join("src/lib.rs").exists());
}

#[test]
fn w11_home_is_refused_until_it_is_ours() {
    let home = tempfile::tempdir().unwrap();
    lay(home.path(), "user/.profile", "");
    let run = |out: &Path| child("small", out, "").env("HOME", home.path().join("user")).output().unwrap();
    for out in [home.path(), &home.path().join("user")] {
        let output = run(out);
        assert_eq!(output.status.code(), Some(1));
        assert!(String::from_utf8(output.stderr).unwrap().contains("is your home folder or holds it"));
    }
    assert_eq!(tree(home.path()), files(&[("user/.profile", "")]));
    assert_eq!(run(&home.path().join("user/new")).status.code(), Some(0));

    let out = generated(&small());
    fs::create_dir(out.path().join(".git")).unwrap();
    put(out.path(), &big('a')).expect("the root of a repository, but ours");
}
