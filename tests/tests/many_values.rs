//! Enums with very many values: those that cannot have a variant each stay strings, and each value of the others has one.

use codegen::source::{SourceText, Sources};
use codegen::{Files, Input, generate};

/// What is emitted for an enum of so many strings and one of so many numbers.
fn emitted(count: usize) -> Files {
    let strings: String = (0..count).map(|value| format!("value {value},")).collect();
    let numbers: String = (0..count).map(|value| format!("{value},")).collect();
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents: {{schemas: {{\
         Word: {{type: string, enum: [{strings}]}}, Level: {{enum: [{numbers}]}}}}}}\n"
    );
    let sources = Sources::new(SourceText { name: "api.yaml".to_owned(), text }, Vec::new());
    generate(&Input::new(sources, "fixture")).files.expect("accepted")
}

#[test]
fn g08_two_thousand_values_have_a_variant_each() {
    let files = emitted(2_000);
    for (file, last) in
        [("src/models/word.rs", "Value1999 = \"value 1999\","), ("src/models/level.rs", "Value1999 = 1999,")]
    {
        let text = &files[file];
        assert!(text.contains(last), "{file}");
        text.parse::<proc_macro2::TokenStream>().expect("Rust");
        assert_eq!(text.matches(" = ").count(), 2_000, "{file}");
    }
}

#[test]
fn g08_twenty_thousand_values_are_any_string_or_number() {
    let files = emitted(20_000);
    assert!(files["src/models/word.rs"].contains("pub type Word = String;"));
    assert!(files["src/models/level.rs"].contains("pub type Level = i64;"));
}
