//! One feature of a document a fixture: what is emitted for it, and what is said of it.

use std::path::PathBuf;

use codegen::render_diagnostics::{Style, render};
use codegen::source::{SourceText, Sources};
use codegen::{Input, generate};
use rstest::rstest;
use tests::listing::listing;

#[rstest]
fn accepted(#[files("fixtures/accepted/*.yaml")] path: PathBuf) {
    let name = path.file_name().and_then(|name| name.to_str()).expect("a name in ASCII").to_owned();
    let stem = name.trim_end_matches(".yaml").to_owned();
    let text = std::fs::read_to_string(&path).expect("readable");
    let input = Input::new(Sources::new(SourceText { name, text }, Vec::new()), "fixture");
    let output = generate(&input);
    let said = render(&output.diagnostics, &input.sources, Style::Plain);
    let files = output.files.unwrap_or_else(|| panic!("refused:\n{said}"));
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(path.parent().expect("a folder"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(stem, format!("{said}{}", listing(&files))));
}
