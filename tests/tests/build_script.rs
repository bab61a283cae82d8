//! The example of a build script, run as Cargo runs one: it writes in `OUT_DIR` only, and names each file that it has read.

#[path = "../../codegen/examples/build_script.rs"]
mod build_script;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

const DOCUMENT: &str = "openapi: 3.0.3
info: {title: Fixture, version: '1'}
servers: [{url: https://api.example.com}]
paths: {/a: {get: {tags: [a], operationId: getA, responses: {'200': {description: Done., content: {application/json: {schema: {$ref: schemas/user.yaml}}}}}}}}
";
const USER: &str = "type: object\nproperties: {id: {type: string}, address: {$ref: address.json}}\n";
const ADDRESS: &str = r#"{"type": "object", "properties": {"city": {"type": "string"}}}"#;

fn files_below(folder: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).expect("a folder") {
            let path = entry.expect("readable").path();
            match path.is_dir() {
                true => open.push(path),
                false => _ = found.insert(path),
            }
        }
    }
    found
}

#[test]
fn w24_a_build_script_writes_in_its_folder_and_names_what_it_reads() {
    if env::var_os("AS_BUILD_SCRIPT").is_some() {
        return build_script::main().expect("a crate");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let (package, out) = (folder.path().join("package"), folder.path().join("out"));
    fs::create_dir_all(package.join("schemas")).and_then(|()| fs::create_dir(&out)).expect("made");
    for (path, text) in [("api.yaml", DOCUMENT), ("schemas/user.yaml", USER), ("schemas/address.json", ADDRESS)] {
        fs::write(package.join(path), text).expect("written");
    }
    let before = files_below(&package);
    let mut command = Command::new(env::current_exe().expect("this binary"));
    command.args(["--exact", "w24_a_build_script_writes_in_its_folder_and_names_what_it_reads", "--nocapture"]);
    command.current_dir(&package).env("AS_BUILD_SCRIPT", "1").env("CARGO_MANIFEST_DIR", &package).env("OUT_DIR", &out);
    let output = command.output().expect("it runs");
    let said = String::from_utf8(output.stdout).expect("text");
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    let named: BTreeSet<PathBuf> =
        said.lines().filter_map(|line| line.strip_prefix("cargo::rerun-if-changed=")).map(PathBuf::from).collect();
    assert_eq!(named, before, "each file once it is read");
    assert!(!said.contains("cargo::warning"), "{said}");
    assert_eq!(files_below(&package), before, "nothing is written beside the document");
    let written = files_below(&out);
    assert!(written.iter().all(|path| path.starts_with(out.join("client"))), "{written:?}");
    let models = [out.join("client/src/models/user.rs"), out.join("client/src/models/address.rs")];
    assert!(models.iter().all(|path| written.contains(path)), "{written:?}");
}
