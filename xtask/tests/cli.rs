//! The command line from outside: exit codes, and what is left on disk.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicBool, Ordering};

const DOCUMENT: &str = "openapi: 3.0.3
info: {title: Fixture, version: '1'}
servers: [{url: https://api.example.com}]
paths: {/a: {get: {tags: [a], operationId: getA, responses: {'200': {description: Done.}}}}}
";

fn run(folder: &Path, arguments: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.current_dir(folder).arg("generate").args(arguments.split_whitespace());
    command.output().expect("it runs")
}

fn code(folder: &Path, arguments: &str) -> i32 {
    run(folder, arguments).status.code().expect("no signal")
}

fn folder(document: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("api.yaml"), document).expect("written");
    folder
}

#[test]
fn w15_w16_a_second_run_and_a_check_write_nothing() {
    let folder = folder(DOCUMENT);
    let at = folder.path();
    assert_eq!(code(at, "--spec api.yaml --out client --check"), 1, "nothing is there yet");
    assert!(!at.join("client").exists(), "a check writes nothing");
    assert_eq!(code(at, "--spec api.yaml --out client"), 0);
    let changed = |path: &str| fs::metadata(at.join(path)).and_then(|it| it.modified()).expect("a time");
    let before = (changed("client/src"), changed("client/src/lib.rs"), changed("client/Cargo.toml"));
    assert_eq!(code(at, "--spec api.yaml --out client"), 0);
    assert_eq!(code(at, "--spec api.yaml --out client --check"), 0);
    assert_eq!(before, (changed("client/src"), changed("client/src/lib.rs"), changed("client/Cargo.toml")));
    fs::write(at.join("api.yaml"), DOCUMENT.replace("getA", "getB")).expect("written");
    let stale = run(at, "--spec api.yaml --out client --check");
    assert_eq!(stale.status.code(), Some(1));
    let shown = String::from_utf8_lossy(&stale.stderr).into_owned();
    assert!(shown.contains("is not up to date: 3 changed\n"), "{shown}");
    assert!(
        shown.contains("  changed: src/a.rs:") && shown.contains("\n    - ") && shown.contains("\n    + "),
        "{shown}"
    );
    let dry = run(at, "--spec api.yaml --out client --dry-run");
    assert_eq!(dry.status.code(), Some(0), "a dry run is no failure");
    assert!(String::from_utf8_lossy(&dry.stdout).starts_with("client: nothing written, 3 changed\n"));
    assert_eq!(before.0, changed("client/src"));
}

#[test]
fn a_document_is_the_same_however_its_path_is_written() {
    let folder = folder(DOCUMENT);
    let at = folder.path();
    assert_eq!(code(at, "--spec api.yaml --out client"), 0);
    let root = fs::read_to_string(at.join("client/src/lib.rs")).expect("a file");
    assert!(root.contains("// @generated from api.yaml; "), "{root}");
    for spec in ["./api.yaml", "client/../api.yaml", &at.join("api.yaml").display().to_string()] {
        assert_eq!(code(at, &format!("--spec {spec} --out client --check")), 0, "{spec}");
    }
}

#[test]
fn w13_two_runs_read_one_document_that_stays_as_it_is() {
    let folder = folder(DOCUMENT);
    let document = folder.path().join("api.yaml");
    let mut permissions = fs::metadata(&document).expect("a file").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&document, permissions).expect("read-only");
    let before = fs::metadata(&document).and_then(|it| it.modified()).expect("a time");
    std::thread::scope(|scope| {
        for out in ["one", "two", "three", "four"] {
            let at = folder.path();
            scope.spawn(move || assert_eq!(code(at, &format!("--spec api.yaml --out {out} --name client")), 0));
        }
    });
    let emitted =
        ["one", "two", "three", "four"].map(|out| fs::read(folder.path().join(out).join("src/a.rs")).expect(out));
    assert!(emitted.iter().all(|text| *text == emitted[0]));
    assert_eq!(fs::read_to_string(&document).expect("read"), DOCUMENT);
    assert_eq!(fs::metadata(&document).and_then(|it| it.modified()).expect("a time"), before);
}

#[test]
fn w14_a_document_that_changes_meanwhile_is_read_once_and_its_hash_recorded() {
    let folder = folder(DOCUMENT);
    let at = folder.path();
    let other = DOCUMENT.replace("getA", "listA");
    let recorded = |out: &str| {
        let record = fs::read_to_string(at.join(out).join("src/.generated.json")).expect("a record");
        serde_json::from_str::<serde_json::Value>(&record).expect("JSON")["document"]
            .as_str()
            .expect("a hash")
            .to_owned()
    };
    // What is recorded of each of the two.
    let mut known = Vec::new();
    for (out, text, method) in [("first", DOCUMENT, "fn get("), ("second", other.as_str(), "fn list(")] {
        fs::write(at.join("api.yaml"), text).expect("written");
        assert_eq!(code(at, &format!("--spec api.yaml --out {out} --name client")), 0);
        known.push((recorded(out), method));
    }
    assert!(known[0].0 != known[1].0 && known[0].0.len() == 64, "{known:?}");
    /// Ends the thread that writes, also where an assertion fails.
    struct Stop<'a>(&'a AtomicBool);
    impl Drop for Stop<'_> {
        fn drop(&mut self) {
            self.0.store(true, Ordering::SeqCst);
        }
    }
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let _stop = Stop(&stop);
        scope.spawn(|| {
            for text in [DOCUMENT, &other].into_iter().cycle() {
                if stop.load(Ordering::SeqCst) {
                    break;
                }
                fs::write(at.join("next.yaml"), text).expect("written");
                fs::rename(at.join("next.yaml"), at.join("api.yaml")).expect("renamed");
            }
        });
        for number in 0..8 {
            let out = format!("out{number}");
            assert_eq!(code(at, &format!("--spec api.yaml --out {out} --name client")), 0);
            let source = fs::read_to_string(at.join(&out).join("src/a.rs")).expect("read");
            let hash = recorded(&out);
            let (_, method) = known.iter().find(|(known, _)| *known == hash).expect("one of the two texts");
            assert!(source.contains(method), "the crate is of the document whose hash is recorded");
        }
    });
    // Another text of the same meaning changes the record alone.
    fs::write(at.join("api.yaml"), format!("{other}# seen\n")).expect("written");
    let check = run(at, "--spec api.yaml --out second --name client --check");
    let said = String::from_utf8_lossy(&check.stderr).into_owned();
    assert!(check.status.code() == Some(1) && said.contains("changed: src/.generated.json"), "{said}");
}

#[test]
fn g25_nothing_is_fetched_whatever_a_reference_says() {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    listener.set_nonblocking(true).expect("a socket");
    let host = listener.local_addr().expect("an address");
    let remote = format!("http://{host}/schemas.json#/User");
    let path = format!("/b: {{$ref: '{remote}'}}, /a: {{get: {{");
    let response = format!("{{description: Done., content: {{application/json: {{schema: {{$ref: '{remote}'}}}}}}}}");
    let document = DOCUMENT.replace("{description: Done.}", &response).replace("/a: {get: {", &path);
    let folder = folder(&document);
    fs::write(folder.path().join("o.yaml"), format!("overlay: 1.0.0\nextends: http://{host}/api.yaml\ninfo: {{title: O, version: '1'}}\nactions: [{{target: $.info, update: {{x-a: 1}}}}]\n")).expect("written");
    let output = run(folder.path(), "--spec api.yaml --out client --overlay o.yaml");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(0) && said.matches("W-REF-REMOTE").count() >= 2, "{said}");
    let accepted = listener.accept();
    assert!(accepted.is_err_and(|error| error.kind() == std::io::ErrorKind::WouldBlock), "nobody has connected");
}

#[test]
fn each_failure_has_its_exit_code_and_writes_nothing() {
    let rows = [
        (DOCUMENT.replace("3.0.3", "4.0.0"), "--spec api.yaml --out client", 1),
        (DOCUMENT.replace("['200'", "['200"), "--spec api.yaml --out client --strict --name 1", 2),
        (DOCUMENT.replace("operationId", "operationid"), "--spec api.yaml --out client --strict", 1),
        (DOCUMENT.to_owned(), "--spec api.yaml --out 1", 2),
        (DOCUMENT.to_owned(), "--spec api.yaml", 2),
        (DOCUMENT.to_owned(), "--frobnicate", 2),
        (DOCUMENT.to_owned(), "--spec missing.yaml --out client", 3),
        (DOCUMENT.to_owned(), "--spec api.yaml --out client --overlay missing.yaml", 3),
        (DOCUMENT.to_owned(), "--spec . --out client", 1),
        (DOCUMENT.to_owned(), "--spec /dev/zero --out client", 1),
    ];
    for (document, arguments, expected) in rows {
        let folder = folder(&document);
        let output = run(folder.path(), arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(expected), "{arguments}: {said}");
        assert!(said.contains("error"), "{arguments}: {said}");
        assert!(!folder.path().join("client").exists(), "{arguments}");
    }
}

#[test]
fn a_warning_is_said_and_the_rest_is_written() {
    let folder = folder(&DOCUMENT.replace("operationId", "operationid"));
    let output = run(folder.path(), "--spec api.yaml --out client");
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stderr).contains("warning[W-KEY]"));
    assert!(run(folder.path(), "--spec api.yaml --out client --quiet").stderr.is_empty());
    assert!(folder.path().join("client/src/a.rs").exists());
}

#[test]
fn findings_have_a_form_for_each_reader() {
    let parameter = "{name: a, in: query, schema: {type: string}, exmaple: 1}";
    let folder = folder(&DOCUMENT.replace("responses", &format!("parameters: [{parameter}], responses")));
    let at = folder.path();
    let arguments = "--spec api.yaml --out client --check --message-format";
    let first = |format: &str| said(&run(at, &format!("{arguments} {format}"))).lines().next().map(str::to_owned);
    let short = first("short").expect("a warning");
    assert!(short.starts_with("api.yaml:4:") && short.contains(": warning[W-UNKNOWN]: "), "{short}");
    let github = first("github").expect("a warning");
    assert!(
        github.starts_with("::warning file=api.yaml,line=4,col=") && github.contains(",title=W-UNKNOWN::"),
        "{github}"
    );
    let json: serde_json::Value = serde_json::from_str(&first("json").expect("a warning")).expect("JSON");
    assert_eq!((&json["code"], &json["file"], &json["line"]), (&"W-UNKNOWN".into(), &"api.yaml".into(), &4.into()));
    assert_eq!(json["pointer"], "/paths/~1a/get/parameters/0/exmaple");
    assert_eq!(run(at, &format!("{arguments} xml")).status.code(), Some(2));
}

#[test]
fn a_strict_run_accepts_the_warnings_that_are_allowed() {
    let folder = folder(&DOCUMENT.replace("operationId", "operationid"));
    let code = |more: &str| code(folder.path(), &format!("--spec api.yaml --out client {more}"));
    assert_eq!(code("--strict"), 1);
    assert_eq!(code("--strict --allow W-DUP-KEY"), 1, "another warning");
    assert_eq!(code("--allow W-KEY"), 2, "only a strict run needs it");
    assert_eq!(code("--strict --allow E-TYPE"), 2, "an error cannot be allowed");
    assert_eq!(code("--strict --allow W-DUP-KEY --allow W-KEY"), 0);
}

#[test]
fn equal_warnings_are_counted() {
    let schema = |number: usize| format!("S{number}: {{type: object, x-a: 1, propertees: {{}}}}");
    let schemas: Vec<String> = (0..9).map(schema).collect();
    let folder = folder(&format!("{DOCUMENT}components: {{schemas: {{{}}}}}\n", schemas.join(", ")));
    let text = said(&run(folder.path(), "--spec api.yaml --out client --all-schemas"));
    assert_eq!(
        text.matches("\nwarning[W-UNKNOWN]").count() + usize::from(text.starts_with("warning[W-UNKNOWN]")),
        2,
        "{text}"
    );
    assert!(text.contains("\n\n… and 7 more like this: warning[W-UNKNOWN]: "), "{text}");
}

#[test]
fn a_new_crate_says_how_to_depend_on_it_and_lists_a_readable_number_of_files() {
    let folder = folder(DOCUMENT);
    let first = run(folder.path(), "--spec api.yaml --out client --name garden");
    let shown = String::from_utf8_lossy(&first.stdout).into_owned();
    let path = folder.path().canonicalize().expect("a folder").join("client");
    assert!(shown.ends_with(&format!("add to [dependencies]: garden = {{ path = {path:?} }}\n")), "{shown}");
    assert!(shown.contains("\n  and ") && shown.lines().count() < 30, "{shown}");
    let second = run(folder.path(), "--spec api.yaml --out client --name garden");
    assert_eq!(String::from_utf8_lossy(&second.stdout), "client: up to date\n");
}

/// A document in a folder of its own, which refers to a file in the folder beside it.
fn two_folders(reference: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    fs::create_dir(at.join("spec")).expect("a folder");
    fs::create_dir(at.join("common")).expect("a folder");
    let content = format!("content: {{application/json: {{schema: {{$ref: '{reference}'}}}}}}");
    let document = DOCUMENT.replace("description: Done.", &format!("description: Done., {content}"));
    fs::write(at.join("spec/api.yaml"), document).expect("written");
    fs::write(at.join("common/thing.yaml"), "type: object\nproperties: {a: {type: string}}\n").expect("written");
    folder
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn g24_nothing_outside_the_folder_is_read_without_leave() {
    let folder = two_folders("../common/thing.yaml");
    let at = folder.path();
    let refused = run(at, "--spec spec/api.yaml --out client");
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("error[E-REF-ESCAPE]"), "{}", said(&refused));
    assert!(!at.join("client").exists());
    // The help is the argument that is needed.
    assert!(said(&refused).contains("`--ref-root .`"), "{}", said(&refused));
    assert_eq!(code(at, "--spec spec/api.yaml --out client --ref-root ."), 0);
    assert!(at.join("client/src/models/thing.rs").exists());
    assert_eq!(code(at, "--spec spec/api.yaml --out client --ref-root common --check"), 0);
    assert_eq!(code(at, "--spec spec/api.yaml --out client --ref-root absent"), 3);
    let emitted = fs::read_to_string(at.join("client/src/models/thing.rs")).expect("a model");
    assert!(emitted.contains("@generated from api.yaml;"), "{emitted}");
}

#[test]
fn g24_a_link_that_leads_out_is_not_followed() {
    let folder = two_folders("link.yaml");
    let at = folder.path();
    std::os::unix::fs::symlink(at.join("common/thing.yaml"), at.join("spec/link.yaml")).expect("a link");
    let refused = run(at, "--spec spec/api.yaml --out client");
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("error[E-REF-ESCAPE]"), "{}", said(&refused));
    assert_eq!(code(at, "--spec spec/api.yaml --out client --ref-root common"), 0);
    // A folder that is a link leads out just as well.
    let folder = two_folders("shared/thing.yaml");
    std::os::unix::fs::symlink("../common", folder.path().join("spec/shared")).expect("a link");
    assert_eq!(code(folder.path(), "--spec spec/api.yaml --out client"), 1);
}

#[test]
fn g24_what_is_outside_is_not_even_looked_for() {
    for reference in
        ["../common/absent.yaml", "/etc/passwd", "../../../../../../etc/shadow", "%2e%2e/common/thing.yaml"]
    {
        let folder = two_folders(reference);
        let refused = run(folder.path(), "--spec spec/api.yaml --out client");
        assert_eq!(refused.status.code(), Some(1), "{reference}");
        assert!(said(&refused).contains("error[E-REF-ESCAPE]"), "{reference}: {}", said(&refused));
    }
}

#[test]
fn only_files_are_read_and_what_is_missing_is_left_out() {
    let too_long = "x".repeat(300);
    for (reference, code, words) in [
        ("pipe.yaml", 1, "not a regular file"),
        ("folder", 1, "not a regular file"),
        ("binary.yaml", 1, "not UTF-8"),
        ("api.yaml/thing.yaml", 0, "warning[W-REF-MISSING]"),
        (&too_long, 0, "warning[W-REF-MISSING]"),
        ("things.yaml", 0, "there is `thing.yaml` in the folder of the document"),
        ("http://127.0.0.1:9/thing.yaml", 0, "warning[W-REF-REMOTE]"),
    ] {
        let folder = two_folders(reference);
        let spec = folder.path().join("spec");
        fs::create_dir(spec.join("folder")).expect("a folder");
        fs::write(spec.join("binary.yaml"), [0xff, 0xfe, 0]).expect("written");
        fs::write(spec.join("thing.yaml"), "type: object\n").expect("written");
        assert!(Command::new("mkfifo").arg(spec.join("pipe.yaml")).status().expect("it runs").success());
        let output = run(folder.path(), "--spec spec/api.yaml --out client");
        assert_eq!(output.status.code(), Some(code), "{reference}: {}", said(&output));
        assert!(said(&output).contains(words), "{reference}: {}", said(&output));
        let strict = run(folder.path(), "--spec spec/api.yaml --out client --strict");
        assert_eq!(strict.status.code(), Some(1), "{reference}");
    }
}

#[test]
fn w25_nothing_waits_for_a_pipe() {
    for place in ["client/Cargo.toml", "client/src", "overlay.yaml"] {
        let folder = folder(DOCUMENT);
        let at = folder.path();
        fs::create_dir(at.join("client")).expect("a folder");
        assert!(Command::new("mkfifo").arg(at.join(place)).status().expect("it runs").success());
        let more = if place == "overlay.yaml" { " --overlay overlay.yaml" } else { "" };
        for check in ["", " --check"] {
            let output = run(at, &format!("--spec api.yaml --out client{more}{check}"));
            assert_eq!(output.status.code(), Some(1), "{place}: {}", said(&output));
            let code = if more.is_empty() { "error[E-LINK]" } else { "error[E-INPUT]" };
            assert!(said(&output).starts_with(code), "{place}: {}", said(&output));
        }
    }
}

#[test]
fn arguments_are_shown_without_their_control_characters_and_failures_end_their_line() {
    let folder = folder(DOCUMENT);
    for arguments in [
        "--spec missing\u{1b}[2J.yaml --out client",
        "--spec api.yaml --out cli\u{1b}ent",
        "--spec api.yaml --out client --name \u{1b}[2J",
        "--spec api.yaml --out client --ref-root \u{7}",
        "--spec api.yaml --out client --\u{1b}[2J",
        "--spec api.yaml --out api.yaml/client --name client",
        "--spec api.yaml --out api.yaml --name client",
    ] {
        let output = run(folder.path(), arguments);
        let said = said(&output);
        assert!(!output.status.success(), "{arguments:?}");
        assert!(!said.contains(['\u{1b}', '\u{7}']), "{said:?}");
        assert!(said.ends_with('\n') && !said.ends_with("\n\n"), "{said:?}");
    }
}

#[test]
fn support_prints_the_table_that_the_readme_has() {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask")).arg("support").output().expect("it runs");
    assert!(output.status.success());
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let readme = fs::read_to_string(readme).expect("readable");
    let table = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(table.contains("| schema |") && readme.contains(table.trim_end()), "{table}");
}
