//! One promise of the models a folder, in the words of OpenAPI 3.0 and in those of 3.1: what is emitted for both.

use std::path::PathBuf;

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
