//! Every security scheme that an operation requires has a method of the builder, and every operation names such methods alone.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use codegen::source::{SourceText, Sources};
use codegen::{Input, inspect};

/// The texts in quotes between two others.
fn quoted<'a>(text: &'a str, from: &str, to: &str) -> Vec<&'a str> {
    let parts = text.split(from).skip(1).filter_map(|rest| rest.split(to).next());
    parts.flat_map(|part| part.split('"').skip(1).step_by(2)).collect()
}

#[test]
fn each_scheme_can_be_met() {
    let mut kinds = BTreeSet::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/accepted")).expect("a folder") {
        let path = entry.expect("readable").path();
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("readable");
        let input = Input::new(Sources::new(SourceText { name: name.clone(), text }, Vec::new()), "fixture");
        let inspected = inspect(&input);
        let (Some(files), Some(inspection)) = (inspected.files, inspected.inspection) else { continue };
        let texts: Vec<&String> =
            files.iter().filter(|(path, _)| !path.contains("runtime")).map(|(_, text)| text).collect();
        let all: String = texts.iter().map(|text| text.as_str()).collect();
        let known: BTreeSet<&str> = quoted(&all, "const SCHEMES", "];").into_iter().collect();
        for scheme in &inspection.security_schemes {
            kinds.insert(scheme.kind);
            let is_ours = scheme.kind != "mutual tls";
            assert_eq!(is_ours, !scheme.methods.is_empty(), "{name}: {scheme:?}");
            for method in &scheme.methods {
                assert!(all.contains(&format!("pub fn {method}(")), "{name}: {method}");
            }
        }
        for needed in
            inspection.operations.iter().filter_map(|operation| operation.security.as_ref()).flatten().flatten()
        {
            let is_known = inspection.security_schemes.iter().any(|scheme| scheme.name == needed.scheme);
            assert!(is_known, "{name}: {needed:?}");
        }
        for needed in quoted(&all, "Credentials::OneOf(", "),\n") {
            assert!(known.contains(needed) && all.contains(&format!("pub fn {needed}(")), "{name}: {needed}");
        }
    }
    let expected = ["api key", "basic", "bearer", "mutual tls", "oauth2", "open id connect", "other"];
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), expected);
}
