//! `Cargo.toml` of the emitted crate: made once, afterwards only our dependencies and features are kept up.

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value, value};

use crate::ir::{Api, Need};

/// A dependency of the runtime.
struct Dependency {
    name: &'static str,
    version: &'static str,
    features: &'static [&'static str],
    default_features: bool,
    optional: bool,
    /// Only crates that have this need have it.
    need: Option<Need>,
}

const fn plain(name: &'static str, version: &'static str) -> Dependency {
    Dependency { name, version, features: &[], default_features: true, optional: false, need: None }
}

/// What the runtime needs. A test compares it with the runtime's own manifest.
const DEPENDENCIES: &[Dependency] = &[
    Dependency { default_features: false, features: &["std"], need: Some(Need::Base64), ..plain("base64", "0.23.1") },
    plain("bytes", "1.12.2"),
    Dependency { features: &["std"], ..plain("getrandom", "0.4.3") },
    plain("http", "1.5.0"),
    plain("httpdate", "1.0.3"),
    Dependency { default_features: false, features: &["std"], need: Some(Need::Dates), ..plain("jiff", "1.0.1") },
    Dependency { optional: true, ..plain("quick-xml", "0.42.0") },
    Dependency {
        default_features: false,
        optional: true,
        features: &["http2", "rustls"],
        ..plain("reqwest", "0.13.5")
    },
    plain("serde", "1.0.229"),
    Dependency { features: &["raw_value"], ..plain("serde_json", "1.0.154") },
    Dependency { features: &["sync"], ..plain("tokio", "1.54.1") },
    plain("url", "2.5.8"),
    Dependency { features: &["v4"], ..plain("uuid", "1.29.3") },
    plain("zeroize", "1.9.2"),
];

/// The manifest with our entries brought up to date; all else in `existing` stays as it is.
///
/// # Errors
/// `existing` is not TOML, or has something else in the place of a table.
pub(crate) fn merge(api: &Api, crate_name: &str, existing: Option<&str>) -> Result<String, String> {
    let text = existing.map_or_else(|| created(crate_name), str::to_owned);
    let mut manifest: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| error.to_string())?;
    let dependencies = table(&mut manifest, "dependencies")?;
    for dependency in DEPENDENCIES.iter().filter(|it| it.need.is_none_or(|need| api.uses(need))) {
        if !is_inherited(dependencies.get(dependency.name)) {
            dependencies.insert(dependency.name, value(entry(dependency)));
        }
    }
    let features = table(&mut manifest, "features")?;
    let tags: Vec<&String> = api.tags.iter().filter_map(|tag| tag.feature.as_ref()).collect();
    let mut default: Vec<&str> = vec!["reqwest"];
    default.extend(api.uses_xml().then_some("xml"));
    default.extend(tags.iter().map(|tag| tag.as_str()));
    features.insert("default", value(array(&default)));
    features.insert("reqwest", value(array(&["dep:reqwest", "tokio/rt", "tokio/time"])));
    features.insert("xml", value(array(&["dep:quick-xml"])));
    for tag in tags {
        features.insert(tag, value(Array::new()));
    }
    Ok(manifest.to_string())
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

fn table<'a>(manifest: &'a mut DocumentMut, name: &str) -> Result<&'a mut dyn toml_edit::TableLike, String> {
    let item = manifest.entry(name).or_insert_with(toml_edit::table);
    item.as_table_like_mut().ok_or_else(|| format!("`{name}` is not a table"))
}

/// `serde.workspace = true`, which is the workspace's to keep up.
fn is_inherited(item: Option<&Item>) -> bool {
    let workspace = item.and_then(|item| item.get("workspace"));
    workspace.and_then(Item::as_bool) == Some(true)
}

fn entry(dependency: &Dependency) -> Value {
    if dependency.features.is_empty() && dependency.default_features && !dependency.optional {
        return dependency.version.into();
    }
    let mut table = InlineTable::new();
    table.insert("version", dependency.version.into());
    if !dependency.default_features {
        table.insert("default-features", false.into());
    }
    if !dependency.features.is_empty() {
        table.insert("features", Value::Array(array(dependency.features)));
    }
    if dependency.optional {
        table.insert("optional", true.into());
    }
    Value::InlineTable(table)
}

fn array(items: &[&str]) -> Array {
    items.iter().copied().collect()
}
