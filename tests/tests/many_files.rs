//! A document in many files a folder: what is emitted for it, and what is said of which file.

use std::path::{Path, PathBuf};

use codegen::document::complete;
use codegen::render_diagnostics::{Style, render};
use codegen::source::{Part, PartText, SourceText, Sources};
use codegen::{Input, Output, generate};
use rstest::rstest;
use tests::listing::listing;

/// The document of a folder is `api.yaml` or `api.json`.
#[rstest]
fn many_files(#[files("fixtures/many_files/*/api.*")] path: PathBuf) {
    let folder = path.parent().expect("a folder");
    let name = path.file_name().and_then(|name| name.to_str()).expect("a name in ASCII");
    let sources = sources(folder, name);
    let (output, said) = emitted(sources);
    let files = output.files.as_ref().map(listing).unwrap_or_default();
    let stem = folder.file_name().and_then(|name| name.to_str()).expect("a name in ASCII");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder.parent().expect("a folder"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(stem, format!("{said}{files}")));
}

fn sources(folder: &Path, name: &str) -> Sources {
    let text = std::fs::read_to_string(folder.join(name)).expect("readable");
    let mut sources = Sources::new(SourceText { name: name.to_owned(), text }, Vec::new());
    complete(&mut sources, &mut |path| open(folder, path));
    sources
}

/// By its spelling alone; links are the business of the command line.
fn open(folder: &Path, path: &str) -> Part {
    if path.starts_with("..") {
        return Part::Outside;
    }
    match std::fs::read_to_string(folder.join(path)) {
        Ok(text) => Part::Text(PartText::new(SourceText { name: path.to_owned(), text })),
        Err(_) => Part::Missing(beside(&folder.join(path))),
    }
}

fn beside(path: &Path) -> Vec<String> {
    let entries = path.parent().and_then(|folder| std::fs::read_dir(folder).ok());
    let names = entries.into_iter().flatten().map(|entry| entry.expect("readable").file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn emitted(sources: Sources) -> (Output, String) {
    let input = Input::new(sources, "fixture");
    let output = generate(&input);
    let said = render(&output.diagnostics, &input.sources, Style::Plain);
    assert!(!said.contains("E-INTERNAL"), "{said}");
    (output, said)
}

/// A document whose parts are in memory.
fn in_memory(main: &str, parts: &[(&str, &str)]) -> (Output, String) {
    let text = |name: &str, text: &str| SourceText { name: name.to_owned(), text: text.to_owned() };
    let mut sources = Sources::new(text("api.yaml", main), Vec::new());
    complete(&mut sources, &mut |path| match parts.iter().find(|(name, _)| *name == path) {
        Some((name, content)) => Part::Text(PartText::new(text(name, content))),
        None => Part::Missing(Vec::new()),
    });
    emitted(sources)
}

#[test]
fn names_do_not_depend_on_the_order_of_the_document() {
    let head = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n";
    let path = |path: &str, file: &str| {
        let schema = format!("content: {{application/json: {{schema: {{$ref: {file}}}}}}}");
        format!("  /{path}: {{get: {{operationId: {path}, responses: {{'200': {{description: D, {schema}}}}}}}}}\n")
    };
    let (a, b, c) = (path("a", "x/Pet.yaml"), path("b", "y/pet.yaml"), path("c", "z/Cat.yaml"));
    let parts = [
        ("x/Pet.yaml", "type: object\nproperties: {a: {type: string}}"),
        ("y/pet.yaml", "type: object\nproperties: {b: {type: string}}"),
        ("z/Cat.yaml", "type: object\nproperties: {c: {$ref: ../x/Pet.yaml}}"),
    ];
    let forwards = in_memory(&format!("{head}{a}{b}{c}"), &parts).0.files.expect("accepted");
    let backwards = in_memory(&format!("{head}{c}{b}{a}"), &parts).0.files.expect("accepted");
    let names = |files: &codegen::Files| {
        let models = files.keys().filter_map(|path| path.strip_prefix("src/models/")).map(str::to_owned);
        models.collect::<Vec<_>>()
    };
    assert_eq!(names(&forwards), ["cat.rs", "mod.rs", "x_pet.rs", "y_pet.rs"]);
    for (path, text) in forwards.iter().filter(|(path, _)| path.starts_with("src/models/")) {
        assert_eq!(Some(text), backwards.get(path), "{path}");
    }
}

#[test]
fn g23_a_file_is_asked_for_once_and_only_if_something_needs_it() {
    let main = "openapi: 3.1.0
info: {title: T, version: '1', x-other: {$ref: extension.yaml}}
paths:
  /a: {$ref: a.yaml}
  /b: {$ref: ./a.yaml}
components:
  schemas:
    A: {$ref: 'b.yaml#/A'}
    B: {type: object, example: {$ref: example.yaml}, properties: {c: {$ref: 'sub/../b.yaml#/B'}}}
";
    let mut sources =
        Sources::new(SourceText { name: "in/some/folder/api.yaml".to_owned(), text: main.to_owned() }, Vec::new());
    let mut asked = Vec::new();
    complete(&mut sources, &mut |path| {
        asked.push(path.to_owned());
        Part::Missing(Vec::new())
    });
    asked.sort();
    // Whether something needs the files of examples and extensions is not known before they are read.
    assert_eq!(asked, ["a.yaml", "b.yaml", "example.yaml", "extension.yaml"]);
}

#[test]
fn g45_what_is_put_in_place_is_bounded() {
    let main = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {/a: {$ref: 0.yaml}}\n";
    // Thirty files, each of which stands twice in the one before.
    let names: Vec<String> = (0..=30).map(|number| format!("{number}.yaml")).collect();
    let texts: Vec<String> = (1..=31)
        .map(|next| {
            format!(
                "get: {{callbacks: {{a: {{x: {{$ref: {next}.yaml}}, y: {{$ref: {next}.yaml}}}}}}, responses: {{}}}}"
            )
        })
        .collect();
    let parts: Vec<(&str, &str)> =
        names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let (output, said) = in_memory(main, &parts);
    assert!(output.files.is_none() && said.contains("error[E-REF-SIZE]"), "{said}");
}

#[test]
fn g45_a_component_that_is_referred_to_often_is_there_once() {
    let main = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {/a: {get: {operationId: a, responses: \
                {'200': {description: D, content: {application/json: {schema: {$ref: 0.yaml}}}}}}}}\n";
    let names: Vec<String> = (0..=30).map(|number| format!("{number}.yaml")).collect();
    let texts: Vec<String> = (1..=31)
        .map(|next| match next {
            31 => "type: object\nproperties: {a: {type: string}}".to_owned(),
            next => format!("allOf: [{{$ref: {next}.yaml}}, {{$ref: {next}.yaml}}]"),
        })
        .collect();
    let parts: Vec<(&str, &str)> =
        names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let (output, said) = in_memory(main, &parts);
    assert!(output.files.is_some(), "{said}");
}
