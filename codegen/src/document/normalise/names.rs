//! Gives schemas back the names they were published under.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::{
    diagnostics::{Pointer, Way},
    document::{
        Moves,
        tables::{self, v3},
    },
};

/// OpenAPI 3 allows few characters in the key of a component. A key made by replacing the others, beside the original as
/// title, is how a name survives that; the original becomes the key again, as it is in Swagger 2.0.
pub(super) fn restore(tree: &mut Value, moves: &mut Moves) {
    let Some(Value::Object(schemas)) = tree.pointer_mut("/components/schemas") else { return };
    let renamed = rename_keys(schemas);
    if renamed.is_empty() {
        return;
    }
    let base = Pointer::root().at(["components", "schemas"]);
    let mut references = BTreeMap::new();
    for (old, new) in &renamed {
        moves.record(&base.child(new), &base.child(old));
        references.insert(format!("#{}", base.child(old)), format!("#{}", base.child(new)));
    }
    tables::walk_mut(tree, &v3::DOCUMENT, &Way::Root, &mut |value, _, _| {
        rewrite(value.get_mut("$ref"), &references);
        if let Some(Value::Object(mapping)) = value.get_mut("mapping") {
            mapping.values_mut().for_each(|target| rewrite(Some(target), &references));
        }
    });
}

/// Old key and new key of every schema that changed.
fn rename_keys(schemas: &mut Map<String, Value>) -> Vec<(String, String)> {
    let mut renamed = Vec::new();
    let taken: Vec<String> = schemas.keys().cloned().collect();
    for (key, schema) in std::mem::take(schemas) {
        let title = schema.get("title").and_then(Value::as_str).unwrap_or_default().to_owned();
        if title == key || sanitised(&title) != key || taken.contains(&title) || schemas.contains_key(&title) {
            schemas.insert(key, schema);
            continue;
        }
        let mut schema = schema;
        if let Value::Object(members) = &mut schema {
            members.shift_remove("title");
        }
        renamed.push((key, title.clone()));
        schemas.insert(title, schema);
    }
    renamed
}

fn sanitised(name: &str) -> String {
    name.chars()
        .map(|character| if character.is_ascii_alphanumeric() || "._-".contains(character) { character } else { '_' })
        .collect()
}

fn rewrite(reference: Option<&mut Value>, references: &BTreeMap<String, String>) {
    if let Some(Value::String(text)) = reference
        && let Some(new) = references.get(text.as_str())
    {
        text.clone_from(new);
    }
}
