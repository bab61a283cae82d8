//! What is wrong with a document a fixture: it is refused, and what is said leads to the fault and out of it.

use std::path::{Path, PathBuf};

use codegen::diagnostics::{Style, render};
use codegen::source::{SourceText, Sources};
use codegen::{Input, Strictness, generate};
use rstest::rstest;

/// An overlay for `name.yaml` is `name.overlay.yaml`.
#[rstest]
fn refused(
    #[files("fixtures/refused/*.yaml")]
    #[files("fixtures/refused/*.json")]
    #[exclude(r"\.overlay\.yaml$")]
    path: PathBuf,
) {
    let overlay = path.with_extension("overlay.yaml");
    let stem = path.file_stem().and_then(|stem| stem.to_str()).expect("a name in ASCII");
    // What is refused only by a strict run says so in its name.
    let strictness = if stem.starts_with("strict_") { Strictness::Strict } else { Strictness::Lenient };
    let overlays = if overlay.exists() { vec![read(&overlay)] } else { Vec::new() };
    let input = Input { strictness, ..Input::new(Sources::new(read(&path), overlays), "fixture") };
    let output = generate(&input);
    let said = render(&output.diagnostics, &input.sources, Style::Plain);
    assert!(output.files.is_none(), "not refused:\n{said}");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(path.parent().expect("a folder"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(stem, said));
}

/// Goes by the name of the file alone, so that the snapshots are the same on every machine.
fn read(path: &Path) -> SourceText {
    let name = path.file_name().and_then(|name| name.to_str()).expect("a name in ASCII").to_owned();
    SourceText { name, text: std::fs::read_to_string(path).expect("readable") }
}
