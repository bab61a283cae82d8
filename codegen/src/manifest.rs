//! `Cargo.toml` of the emitted crate: made once, afterwards only our dependencies and features are kept up.

use std::collections::BTreeMap;

use toml_edit::{Array, DocumentMut, Item, Table, TableLike, Value, value};

use crate::ir::{self, Api};
use crate::runtime;

/// The manifest with our entries brought up to date; all else in `existing` stays as it is.
///
/// # Errors
/// `existing` is not TOML, or has something else in the place of a table.
pub(crate) fn merge(api: &Api, crate_name: &str, existing: Option<&str>) -> Result<String, String> {
    let text = existing.map_or_else(|| created(crate_name), str::to_owned);
    let mut manifest = parsed(&text)?;
    let mut own = parsed(runtime::MANIFEST)?;
    let needed = needed(&own, api);
    let dependencies = table(&mut manifest, "dependencies")?;
    for (name, entry) in table(&mut own, "dependencies")?.iter() {
        let is_needed = needed.get(name).copied();
        if is_needed != Some(false) && !is_inherited(dependencies.get(name)) {
            dependencies.insert(name, emitted(entry, is_needed.is_some()));
        }
    }
    let features = table(&mut manifest, "features")?;
    let tags: Vec<&String> = api.tags.iter().filter_map(|tag| tag.feature.as_ref()).collect();
    let mut default: Vec<&str> = vec!["reqwest"];
    default.extend(api.uses_xml().then_some("xml"));
    default.extend(tags.iter().map(|tag| tag.as_str()));
    features.insert("default", value(default.into_iter().collect::<Array>()));
    for feature in ir::FEATURES {
        features.insert(feature, own["features"][feature].clone());
    }
    for tag in tags {
        features.insert(tag, value(Array::new()));
    }
    Ok(manifest.to_string())
}

fn parsed(text: &str) -> Result<DocumentMut, String> {
    text.parse().map_err(|error: toml_edit::TomlError| error.to_string())
}

/// The dependencies of the parts that only some crates need → whether this one does.
fn needed(own: &DocumentMut, api: &Api) -> BTreeMap<String, bool> {
    let mut needed: BTreeMap<String, bool> = BTreeMap::new();
    for part in &runtime::PARTS {
        for enabled in own["features"][part.feature].as_array().into_iter().flatten().filter_map(Value::as_str) {
            *needed.entry(enabled.trim_start_matches("dep:").to_owned()).or_default() |= api.uses(part.only_for);
        }
    }
    needed
}

/// An entry as it is in an emitted crate, where the parts that are needed are always there.
fn emitted(entry: &Item, is_part: bool) -> Item {
    let mut entry = entry.clone();
    if let (true, Some(table)) = (is_part, entry.as_inline_table_mut()) {
        table.remove("optional");
        table.fmt();
    }
    entry
}

/// A new manifest. The documentation of a document is no code, so no test is run in it.
fn created(crate_name: &str) -> String {
    let mut manifest = DocumentMut::new();
    let mut package = Table::new();
    package.insert("name", value(crate_name));
    package.insert("version", value("0.1.0"));
    package.insert("edition", value("2024"));
    package.insert("rust-version", value("1.88"));
    manifest.insert("package", Item::Table(package));
    let mut lib = Table::new();
    lib.insert("doctest", value(false));
    manifest.insert("lib", Item::Table(lib));
    manifest.to_string()
}

fn table<'a>(manifest: &'a mut DocumentMut, name: &str) -> Result<&'a mut dyn TableLike, String> {
    let item = manifest.entry(name).or_insert_with(toml_edit::table);
    item.as_table_like_mut().ok_or_else(|| format!("`{name}` is not a table"))
}

/// `serde.workspace = true`, which is the workspace's to keep up.
fn is_inherited(item: Option<&Item>) -> bool {
    let workspace = item.and_then(|item| item.get("workspace"));
    workspace.and_then(Item::as_bool) == Some(true)
}
