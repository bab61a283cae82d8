//! `Cargo.toml` of an emitted crate: made once, then only our entries are kept up.

use codegen::source::{SourceText, Sources};
use codegen::{Files, Input, generate};

const DOCUMENT: &str = "
openapi: 3.0.3
info: {title: \"T\\\"\\n[package]\\nbuild = 'x.rs'\", version: '1'}
servers: [{url: https://api.example.com}]
paths:
  /a: {get: {tags: [users], responses: {'200': {description: a}}}}
  /b: {get: {tags: [default], responses: {'200': {description: b}}}}
";

/// A document that needs all that a runtime can have.
const NEEDY: &str = "
openapi: 3.0.3
info: {title: T, version: '1'}
servers: [{url: https://api.example.com}]
paths:
  /a:
    get:
      security: [{login: []}]
      parameters: [{name: day, in: query, schema: {type: string, format: date}}]
      responses: {'200': {description: a, content: {application/json: {schema: {type: string, format: byte}}}}}
  /b:
    get:
      x-pagination: {kind: link-header}
      responses: {'200': {description: b, content: {application/json: {schema: {type: array, items: {type: string}}}}}}
  /c:
    get:
      responses: {'200': {description: c, content: {text/event-stream: {schema: {type: string}}}}}
components: {securitySchemes: {login: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://example.com', scopes: {}}}}}}
";

/// A document whose only XML is the body of an error.
const XML_ERRORS: &str = "
openapi: 3.0.3
info: {title: T, version: '1'}
servers: [{url: https://api.example.com}]
paths:
  /a:
    get:
      responses:
        '200': {description: a, content: {application/json: {schema: {type: string}}}}
        default: {description: b, content: {application/problem+xml: {schema: {type: object, properties: {title: {type: string}}}}}}
";

fn generated(document: &str, existing: Option<&str>) -> Option<Files> {
    let source = SourceText { name: "api.yaml".to_owned(), text: document.to_owned() };
    let manifest = existing.map(str::to_owned);
    let input = Input { manifest, ..Input::new(Sources::new(source, Vec::new()), "my-client") };
    generate(&input).files
}

fn manifest(existing: Option<&str>) -> Option<String> {
    generated(DOCUMENT, existing).map(|files| files["Cargo.toml"].clone())
}

#[test]
fn g14_a_new_manifest_has_nothing_of_the_document_but_its_tags() {
    insta::assert_snapshot!(manifest(None).expect("accepted"));
}

#[test]
fn xml_is_on_by_default_where_a_body_is_xml_even_that_of_an_error() {
    for (document, default) in
        [(XML_ERRORS, r#"default = ["reqwest", "xml"]"#), (NEEDY, r#"default = ["reqwest", "a", "b", "c"]"#)]
    {
        let manifest = generated(document, None).expect("accepted")["Cargo.toml"].clone();
        assert!(manifest.lines().any(|line| line == default), "{manifest}");
    }
}

#[test]
fn what_is_not_ours_stays() {
    let existing = "# mine\n[package]\nname = \"other\" # really\nversion = \"9.9.9\"\n\n[dependencies]\nserde.workspace = true\nurl = \"1\"\nmine = \"2\"\n\n[features]\nextra = []\n\n[profile.dev]\ndebug = 1\n";
    let merged = manifest(Some(existing)).expect("accepted");
    insta::assert_snapshot!(merged);
    assert_eq!(manifest(Some(&merged)), Some(merged), "a second run changes nothing");
}

#[test]
fn a_broken_manifest_is_an_error() {
    for broken in ["[package", "dependencies = 1", "features = []"] {
        assert_eq!(manifest(Some(broken)), None, "{broken}");
    }
}

#[test]
fn the_runtime_asks_for_the_same_dependencies_itself() {
    let own = include_str!("../../codegen/runtime/Cargo.toml");
    let dependencies =
        own.split("[dependencies]").nth(1).and_then(|rest| rest.split("[lints]").next()).expect("a table");
    let emitted = generated(NEEDY, None).expect("accepted")["Cargo.toml"].clone();
    let emitted =
        emitted.split("[dependencies]").nth(1).and_then(|rest| rest.split("[features]").next()).expect("a table");
    let names = |text: &str| -> Vec<String> {
        let lines = text.lines().filter_map(|line| line.split(['.', ' ', '=']).next()).filter(|name| !name.is_empty());
        lines.map(str::to_owned).collect()
    };
    assert_eq!(names(emitted), names(dependencies));
}

#[test]
fn what_a_document_does_not_need_is_not_in_its_crate() {
    for (document, needed) in [(NEEDY, true), (DOCUMENT, false)] {
        let files = generated(document, None).expect("accepted");
        let has = |path: &str, text: &str| files.get(path).is_some_and(|file| file.contains(text));
        for (part, file, dependency) in [
            ("dates", "dates.rs", "jiff"),
            ("base64", "base64.rs", "base64"),
            ("oauth2", "oauth2/mod.rs", "hmac-sha256"),
        ] {
            assert_eq!(files.contains_key(&format!("src/runtime/{file}")), needed, "{part}");
            assert_eq!(has("src/runtime/mod.rs", &format!("\npub mod {part};\n")), needed, "{part}");
            assert_eq!(has("Cargo.toml", &format!("\n{dependency} = ")), needed, "{part}");
            assert!(!has("src/runtime/mod.rs", &format!("feature = \"{dependency}\"")), "no feature turns it off");
        }
        for part in ["pages", "streams"] {
            assert_eq!(files.contains_key(&format!("src/runtime/{part}/mod.rs")), needed, "{part}");
            assert_eq!(has("src/runtime/mod.rs", &format!("\npub mod {part};\n")), needed, "{part}");
        }
        for (module, dependency) in [("basic_auth", "base64"), ("call_parameter", "serde_json"), ("events", "sse-core")]
        {
            assert_eq!(has("src/runtime/mod.rs", &format!("\nmod {module};\n")), needed, "{module}");
            assert!(has("Cargo.toml", &format!("\n{dependency} = ")) || !needed, "{module}");
        }
        assert_eq!(has("Cargo.toml", "\nsse-core = "), needed);
        for gone in ["dates", "basic", "oauth2"] {
            assert!(!has("src/runtime/mod.rs", &format!("feature = \"{gone}\"")), "{gone}");
        }
        let oauth2 = files.keys().filter(|path| path.contains("oauth2") || path.contains("basic_auth")).count();
        assert_eq!(oauth2 > 1, needed, "all of it, or nothing");
    }
}
