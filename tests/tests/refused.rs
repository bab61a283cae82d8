//! What is wrong with a document a fixture: it is refused, and what is said leads to the fault and out of it.

use std::path::{Path, PathBuf};

use codegen::render_diagnostics::{Style, render};
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

/// Texts that look like JSON and are none, after JSONTestSuite's `n_` files, each with the byte at which it stops being JSON.
#[rstest]
#[case::comma_before_the_first_item("[,1]", 2)]
#[case::comma_twice("[1,,2]", 4)]
#[case::comma_at_the_end("[1,]", 4)]
#[case::colon_in_a_list("[\"\": 1]", 4)]
#[case::no_colon("{\"a\" 1}", 6)]
#[case::single_quotes("{'a': 1}", 2)]
#[case::bare_key("{a: 1}", 2)]
#[case::number_as_a_key("{1: 1}", 2)]
#[case::comment("{/* */}", 2)]
#[case::plus("[+1]", 2)]
#[case::leading_zero("[012]", 3)]
#[case::point_without_digits("[1.]", 4)]
#[case::exponent_without_digits("[1e]", 4)]
#[case::hexadecimal("[0x1]", 3)]
#[case::not_a_number("[NaN]", 2)]
#[case::infinity("[Infinity]", 2)]
#[case::word("[truth]", 5)]
#[case::unknown_escape("[\"\\x\"]", 4)]
#[case::short_escape("[\"\\u00\"]", 8)]
#[case::control_character("[\"\u{1}\"]", 3)]
#[case::two_documents("{} {}", 4)]
#[case::closed_by_another_bracket("[1}", 3)]
fn g34_what_is_no_json_is_refused_where_it_ends(#[case] text: &str, #[case] column: usize) {
    let main = SourceText { name: "api.json".to_owned(), text: text.to_owned() };
    let input = Input::new(Sources::new(main, Vec::new()), "fixture");
    let output = generate(&input);
    let said = render(&output.diagnostics, &input.sources, Style::Plain);
    assert!(output.files.is_none() && said.starts_with("error[E-SYNTAX]"), "{said}");
    assert!(said.contains(&format!("--> api.json:1:{column}\n")), "{column}: {said}");
}

/// What else a file may be is called by its name, and nothing is said of it as if it were an API.
#[rstest]
fn g35_what_is_no_description_is_called_what_it_is(
    #[files("fixtures/refused/wrong_*.*")]
    #[exclude(r"\.snap$|wrong_kinds")]
    path: PathBuf,
) {
    let input = Input::new(Sources::new(read(&path), Vec::new()), "fixture");
    let output = generate(&input);
    let said = render(&output.diagnostics, &input.sources, Style::Plain);
    assert!(output.files.is_none() && output.diagnostics.error_count() == 1, "{said}");
    assert!(["error[E-INPUT]", "error[E-VERSION]"].iter().any(|code| said.starts_with(code)), "{said}");
    assert!(said.contains("= help: "), "{said}");
}
