//! One promise of the models a folder, in the words of OpenAPI 3.0 and in those of 3.1: what is emitted for both.

use std::path::PathBuf;

use codegen::diagnostics::Diagnostics;
use codegen::source::{SourceId, SourceText, Sources};
use codegen::{Input, generate, source};
use rstest::rstest;
use tests::listing::listing;
use tests::twins::Twin;

#[rstest]
fn models(#[files("fixtures/models/*/3_0.yaml")] path: PathBuf) {
    let folder = path.parent().expect("a folder");
    let name = folder.file_name().and_then(|name| name.to_str()).expect("a name in ASCII");
    let twin = Twin::of(name, &path);
    twin.assert_same(&Twin::of(name, &folder.join("3_1.yaml")), name);
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder.parent().expect("a folder"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, format!("{}{}", twin.rendered, listing(&twin.files))));
}

/// The order of the components decides nothing: neither names nor variants nor boxes.
#[rstest]
fn g55_the_order_of_components_does_not_matter(#[files("fixtures/models/*/*.yaml")] path: PathBuf) {
    let name = "api.yaml".to_owned();
    let text = std::fs::read_to_string(&path).expect("readable");
    let sources = |text: String| Sources::new(SourceText { name: name.clone(), text }, Vec::new());
    let mut tree = source::read(&sources(text), SourceId::MAIN, &mut Diagnostics::new()).expect("a tree");
    let files =
        |tree: &serde_json::Value| generate(&Input::new(sources(tree.to_string()), "fixture")).files.expect("accepted");
    let forwards = files(&tree);
    let schemas = tree.pointer_mut("/components/schemas").and_then(|schemas| schemas.as_object_mut()).expect("schemas");
    let backwards: Vec<_> = std::mem::take(schemas).into_iter().rev().collect();
    schemas.extend(backwards);
    let backwards = files(&tree);
    for (path, text) in &forwards {
        assert!(backwards[path] == *text, "{path}:\n{}\n---\n{text}", backwards[path]);
    }
}
