//! Bundles a document of many files into one tree: the other files lie under the key `x-files`, and references lead there.

use std::collections::BTreeMap;
use std::path::Path;

use codegen::diagnostics::Diagnostics;
use codegen::source::{Part, SourceId, SourceText, Sources, read};
use serde_json::{Map, Value};

use super::document::{Document, FILES, escape, percent_decoded};

/// Keywords whose values are data.
const DATA: [&str; 4] = ["example", "default", "const", "enum"];
/// Keywords whose members have names of the document's own.
const NAMES: [&str; 6] = ["properties", "patternProperties", "dependentSchemas", "$defs", "definitions", "schemas"];
/// How many references to whole maps of properties lead to one another.
const DEEPEST_SPREAD: usize = 6;

/// All files of a document.
#[derive(Debug)]
pub(crate) struct Bundle {
    /// The document; below [`FILES`] the others, by their path.
    pub(crate) root: Value,
    /// The pointers to the other files in [`Bundle::root`], by the names that messages give the files.
    pub(crate) pointers: BTreeMap<String, String>,
}

/// Bundles the files; `None` if the document itself cannot be read. References to missing files stay as they are.
pub(crate) fn bundle(sources: &Sources) -> Option<Bundle> {
    let mut root = parse(sources.get(SourceId::MAIN))?;
    let name = &sources.get(SourceId::MAIN).name;
    let own = Path::new(name).file_name().and_then(|name| name.to_str()).unwrap_or(name);
    let mut open = Vec::new();
    Rewrite { sources, own, base: own, met: &mut open }.all(&mut root);
    let mut files: BTreeMap<String, Value> = BTreeMap::new();
    let mut pointers = BTreeMap::new();
    while let Some(path) = open.pop() {
        if files.contains_key(&path) {
            continue;
        }
        let Some(Part::Text(text)) = sources.part(&path) else { continue };
        // References into an unreadable file lead nowhere.
        let mut tree = parse(text.source()).unwrap_or_default();
        Rewrite { sources, own, base: &path, met: &mut open }.all(&mut tree);
        pointers.insert(text.source().name.clone(), pointer(&path));
        files.insert(path, tree);
    }
    if let Some(members) = root.as_object_mut().filter(|_| !files.is_empty()) {
        members.insert(FILES.to_owned(), files.into_iter().collect());
    }
    for _ in 0..DEEPEST_SPREAD {
        let whole = root.clone();
        if !spread(&mut root, &whole) {
            break;
        }
    }
    Some(Bundle { root, pointers })
}

fn parse(source: &SourceText) -> Option<Value> {
    read(&Sources::new(source.clone(), Vec::new()), SourceId::MAIN, &mut Diagnostics::new())
}

fn pointer(path: &str) -> String {
    format!("/{FILES}/{}", escape(path))
}

/// Rewrites the references of one file to pointers into the bundle.
struct Rewrite<'s> {
    sources: &'s Sources,
    /// The document's own path.
    own: &'s str,
    /// The path of the file.
    base: &'s str,
    /// The files that were referred to.
    met: &'s mut Vec<String>,
}

impl Rewrite<'_> {
    fn all(&mut self, value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.all(item)),
            Value::Object(members) => {
                for (key, value) in members {
                    match value {
                        Value::String(target) if key == "$ref" => self.one(target),
                        Value::Object(mapping) if key == "mapping" => self.mapping(mapping),
                        // The value is data, even if it looks like a reference.
                        _ if DATA.contains(&key.as_str()) => {}
                        Value::Object(named) if NAMES.contains(&key.as_str()) => self.named(named),
                        value => self.all(value),
                    }
                }
            }
            _ => {}
        }
    }

    /// The keys of this map are names, `$ref` too. A text under `$ref` is a reference, because a schema cannot be a text.
    fn named(&mut self, members: &mut Map<String, Value>) {
        for (key, value) in members {
            match value {
                Value::String(target) if key == "$ref" => self.one(target),
                value => self.all(value),
            }
        }
    }

    /// A discriminator may name files, too.
    fn mapping(&mut self, mapping: &mut Map<String, Value>) {
        for target in mapping.values_mut() {
            match target {
                Value::String(target) => self.one(target),
                other => self.all(other),
            }
        }
    }

    fn one(&mut self, target: &mut String) {
        let (file, fragment) = target.split_once('#').unwrap_or((target, ""));
        let path = if file.is_empty() { self.base.to_owned() } else { joined(self.base, &percent_decoded(file)) };
        if path == self.own {
            *target = format!("#{fragment}");
        } else if matches!(self.sources.part(&path), Some(Part::Text(_))) {
            // A fragment may have escapes of its own, and the path must not be taken for one.
            *target = format!("#{}{fragment}", pointer(&path).replace('%', "%25"));
            self.met.push(path);
        }
    }
}

/// Replaces `properties: {$ref: …}` by the target's properties if no such reference is in them: so what is around a place is never
/// put into it. Tells whether there were any.
fn spread(value: &mut Value, whole: &Value) -> bool {
    match value {
        Value::Array(items) => {
            let mut found = false;
            items.iter_mut().for_each(|item| found |= spread(item, whole));
            found
        }
        Value::Object(members) => {
            let mut found = false;
            for (key, value) in members.iter_mut().filter(|(key, _)| !DATA.contains(&key.as_str())) {
                let target = whole_properties(key, value).and_then(|pointer| whole.pointer(&pointer));
                let target = target.filter(|target| !has_whole_properties(target)).and_then(Value::as_object);
                let (Some(target), Value::Object(named)) = (target, &mut *value) else {
                    found |= spread(value, whole);
                    continue;
                };
                named.remove("$ref");
                target.iter().for_each(|(name, schema)| {
                    named.entry(name).or_insert_with(|| schema.clone());
                });
                found = true;
            }
            found
        }
        _ => false,
    }
}

/// Where the properties are, if they are those of another place.
fn whole_properties(key: &str, value: &Value) -> Option<String> {
    let target = value.get("$ref").and_then(Value::as_str).filter(|_| key == "properties");
    target.and_then(Document::local)
}

fn has_whole_properties(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(has_whole_properties),
        Value::Object(members) => {
            members.iter().any(|(key, value)| whole_properties(key, value).is_some() || has_whole_properties(value))
        }
        _ => false,
    }
}

/// The path of a file that another one names, without `.` and, except at its beginning, without `..`.
fn joined(base: &str, relative: &str) -> String {
    let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut steps: Vec<&str> = Vec::new();
    for step in folder.split('/').chain(relative.split('/')) {
        match step {
            "" | "." => {}
            ".." if steps.last().is_some_and(|last| *last != "..") => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use codegen::source::PartText;
    use serde_json::json;

    use super::*;

    #[test]
    fn references_lead_from_file_to_file() {
        let source = |name: &str, text: &str| SourceText { name: name.to_owned(), text: text.to_owned() };
        let main = r##"{"openapi": "3.0.0", "components": {"schemas": {"A": {"$ref": "models/b.json"}, "M": {"$ref": "missing.json#/x"},
            "Own": {"$ref": "#/components/schemas/A"}}}}"##;
        let mut sources = Sources::new(source("some/api.json", main), Vec::new());
        let b = r##"{"x": {"$ref": "../c%20d.json#/e"}, "y": {"$ref": "#/x"}, "z": {"$ref": "../api.json#/components/schemas/Own"}}"##;
        sources.add("models/b.json", Part::Text(PartText::new(source("some/models/b.json", b))));
        sources.add("c d.json", Part::Text(PartText::new(source("some/c d.json", r##"{"e": {"type": "string"}}"##))));
        sources.add("missing.json", Part::Missing(Vec::new()));
        let bundle = bundle(&sources).unwrap();
        assert_eq!(bundle.pointers["some/models/b.json"], "/x-files/models~1b.json");
        let document = Document::new(&bundle.root).unwrap();
        let follow = |from: &str| {
            let target = bundle.root.pointer(from).and_then(|schema| schema["$ref"].as_str()).unwrap();
            document.resolve(target)
        };
        let b = "/x-files/models~1b.json";
        assert_eq!(follow("/components/schemas/A"), bundle.root.pointer(b));
        assert_eq!(follow(&format!("{b}/x")), Some(&json!({"type": "string"})));
        assert_eq!(follow(&format!("{b}/y")), bundle.root.pointer(&format!("{b}/x")));
        assert_eq!(follow(&format!("{b}/z")), bundle.root.pointer("/components/schemas/Own"));
        assert_eq!(follow("/components/schemas/M"), None);
        let reference = bundle.root["components"]["schemas"]["A"]["$ref"].as_str().unwrap();
        assert_eq!(document.component_name(reference).as_deref(), Some("models/b.json"));
        let named: Vec<_> = document.files(|pointer| pointer == b).iter().map(|component| component.name).collect();
        assert_eq!(named, ["models/b.json"]);
    }

    #[test]
    fn a_member_that_is_called_like_the_keyword_is_no_reference() {
        let main = r##"{"openapi": "3.0.0", "components": {"schemas": {
            "A": {"properties": {"$ref": {"type": "string"}}, "example": {"$ref": "b.json"}},
            "B": {"properties": {"$ref": "b.json#/names", "own": {}}}}}}"##;
        let source = |name: &str, text: &str| SourceText { name: name.to_owned(), text: text.to_owned() };
        let mut sources = Sources::new(source("api.json", main), Vec::new());
        let names = r#"{"names": {"x": {"type": "string"}, "default": {"type": "integer"}}}"#;
        sources.add("b.json", Part::Text(PartText::new(source("b.json", names))));
        let bundle = bundle(&sources).unwrap();
        let at = |pointer: &str| bundle.root.pointer(pointer).unwrap();
        assert_eq!(at("/components/schemas/A/properties/$ref"), &json!({"type": "string"}));
        assert_eq!(at("/components/schemas/A/example/$ref"), "b.json");
        let spread = json!({"x": {"type": "string"}, "default": {"type": "integer"}, "own": {}});
        assert_eq!(at("/components/schemas/B/properties"), &spread);
    }

    #[test]
    fn properties_that_are_those_around_them_stay_references() {
        let main = r##"{"openapi": "3.0.0", "components": {"schemas": {
            "A": {"properties": {"$ref": "#/components"}}, "B": {"properties": {"$ref": "#/components"}}}}}"##;
        let source = SourceText { name: "api.json".to_owned(), text: main.to_owned() };
        let bundle = bundle(&Sources::new(source, Vec::new())).unwrap();
        assert_eq!(bundle.root, serde_json::from_str::<Value>(main).unwrap());
    }
}
