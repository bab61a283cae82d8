//! A document with one node replaced by something else is read or refused, and never makes the generator panic.

use codegen::diagnostics::{Diagnostics, Style, render};
use codegen::source::{self, SourceId, SourceText, Sources};
use codegen::{Input, generate};
use serde_json::{Value, json};

/// Every node, replaced by each of six values.
#[test]
fn any_node_may_be_anything() {
    let tree = tree(include_str!("../../spec/partner-center.yaml"));
    let mut places = Vec::new();
    collect(&tree, String::new(), &mut places);
    let others = [Value::Null, json!(0), json!(""), json!([]), json!({}), json!(true)];
    let mut emitted = 0;
    for place in &places {
        for other in &others {
            let mut mutated = tree.clone();
            *mutated.pointer_mut(place).expect("a place in the tree") = other.clone();
            emitted += usize::from(is_emitted(place, &mutated));
        }
    }
    let mutations = places.len() * others.len();
    assert!(emitted > 0 && emitted < mutations, "{emitted} of {mutations} were good enough");
}

fn tree(text: &str) -> Value {
    let sources = sources(text.to_owned());
    source::read(&sources, SourceId::MAIN, &mut Diagnostics::new()).expect("valid YAML")
}

fn sources(text: String) -> Sources {
    Sources::new(SourceText { name: "mutated.yaml".to_owned(), text }, Vec::new())
}

fn collect(value: &Value, at: String, places: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                collect(member, format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), places);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, format!("{at}/{index}"), places);
            }
        }
        _ => {}
    }
    places.push(at);
}

/// Whether it was good enough. What is refused has a reason that is the document's.
fn is_emitted(place: &str, tree: &Value) -> bool {
    let input = Input::new(sources(tree.to_string()), "fixture");
    let output = generate(&input);
    let said = render(&output.diagnostics, &input.sources, Style::Plain);
    assert!(!said.contains("E-INTERNAL"), "{place}:\n{said}");
    assert_eq!(output.files.is_none(), output.diagnostics.has_errors(), "{place}:\n{said}");
    output.files.is_some()
}
