//! Gives schemas back the names they were published under.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::{
    diagnostics::{NodePath, Pointer},
    document::{dialect::Dialect, source_map::Tree, spec},
};

/// OpenAPI 3 allows few characters in the key of a component. A key made by replacing the others, beside the original as
/// title, is how a name survives that; the original becomes the key again, as it is in Swagger 2.0.
pub(super) fn restore(tree: &mut Tree, dialect: Dialect) {
    let base = Pointer::from_escaped(dialect.schemas());
    let Some(Value::Object(schemas)) = tree.root.pointer_mut(base.as_str()) else { return };
    let renamed = rename_keys(schemas);
    if renamed.is_empty() {
        return;
    }
    let canonical = Pointer::root().at(["components", "schemas"]);
    let mut references = BTreeMap::new();
    for (old, new) in &renamed {
        tree.source_map.record(&base.child(new), &base.child(old));
        references.insert(format!("#{}", canonical.child(old)), format!("#{}", canonical.child(new)));
    }
    spec::walk_mut(&mut tree.root, dialect.root(), &NodePath::Root, &mut |value, _, _| {
        rewrite(value.get_mut("$ref"), &references);
        rewrite(value.get_mut("defaultMapping"), &references);
        if let Some(Value::Object(mapping)) = value.get_mut("mapping") {
            mapping.values_mut().for_each(|target| rewrite(Some(target), &references));
        }
    });
}

/// Old key and new key of every schema that changed.
fn rename_keys(schemas: &mut Map<String, Value>) -> Vec<(String, String)> {
    let mut renamed = Vec::new();
    let taken: BTreeSet<String> = schemas.keys().cloned().collect();
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
