//! An API document as the proof reads it: dialect, component schemas, schemas of bodies, and references resolved.

use serde_json::Value;

/// The key that holds the other files of a document.
pub(super) const FILES: &str = "x-files";

/// Which rules a document's schemas follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// Swagger 2.0.
    V2,
    /// OpenAPI 3.0.
    V3_0,
    /// OpenAPI 3.1 and later.
    V3_1,
}

/// A parsed document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Document<'a> {
    /// The whole tree.
    pub(crate) root: &'a Value,
    /// The dialect, by the document's version.
    pub(crate) dialect: Dialect,
}

/// A named schema.
#[derive(Debug, Clone)]
pub(crate) struct Component<'a> {
    /// Its key.
    pub(crate) name: &'a str,
    /// From the root of the document.
    pub(crate) pointer: String,
    /// The schema.
    pub(crate) schema: &'a Value,
}

impl<'a> Document<'a> {
    /// `None` if the version is unknown.
    pub(crate) fn new(root: &'a Value) -> Option<Self> {
        let version = |key| root.get(key).map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
        let dialect = match (version("swagger"), version("openapi")) {
            (Some(version), _) if version.starts_with('2') => Dialect::V2,
            (_, Some(version)) if version.starts_with("3.0") => Dialect::V3_0,
            (_, Some(version)) if version.starts_with("3.") => Dialect::V3_1,
            _ => return None,
        };
        Some(Self { root, dialect })
    }

    /// The pointer to the named schemas.
    fn home(&self) -> &'static str {
        if self.dialect == Dialect::V2 { "/definitions" } else { "/components/schemas" }
    }

    /// The named schemas.
    pub(crate) fn components(&self) -> Vec<Component<'a>> {
        let all = self.root.pointer(self.home()).and_then(Value::as_object);
        let component = |(name, schema): (&'a String, &'a Value)| {
            let pointer = format!("{}/{}", self.home(), escape(name));
            Component { name, pointer, schema }
        };
        all.into_iter().flatten().map(component).collect()
    }

    /// The files that are a schema as a whole, chosen by their pointers.
    pub(crate) fn files(&self, is_schema: impl Fn(&str) -> bool) -> Vec<Component<'a>> {
        let all = self.root.get(FILES).and_then(Value::as_object).into_iter().flatten();
        let component = |(name, schema): (&'a String, &'a Value)| {
            let pointer = format!("/{FILES}/{}", escape(name));
            is_schema(&pointer).then_some(Component { name, pointer, schema })
        };
        all.filter_map(component).collect()
    }

    /// The inline schemas of bodies, chosen by their pointers. Their name is the path of the operation.
    pub(crate) fn bodies(&self, is_schema: impl Fn(&str) -> bool) -> Vec<Component<'a>> {
        let mut found = Vec::new();
        let paths = ["paths", "webhooks"].iter().filter_map(|key| Some((*key, self.root.get(key)?.as_object()?)));
        for (section, (name, item)) in paths.flat_map(|(key, all)| all.iter().map(move |path| (key, path))) {
            let pointer = format!("/{section}/{}", escape(name));
            schemas_in_place(item, pointer, &mut |pointer, schema| {
                if is_schema(&pointer) {
                    found.push(Component { name, pointer, schema });
                }
            });
        }
        found
    }

    /// The pointer of a reference within the document; `None` if it leads elsewhere.
    pub(crate) fn local(reference: &str) -> Option<String> {
        let pointer = percent_decoded(reference.strip_prefix('#')?);
        (pointer.is_empty() || pointer.starts_with('/')).then_some(pointer)
    }

    /// The target of a reference. A chain of references is not followed.
    pub(crate) fn resolve(&self, reference: &str) -> Option<&'a Value> {
        self.root.pointer(&Self::local(reference)?)
    }

    /// The name of the component that a reference or a bare name leads to.
    pub(crate) fn component_name(&self, reference: &str) -> Option<String> {
        let within = |name: &str| self.root.pointer(&format!("{}/{}", self.home(), escape(name))).is_some();
        if let Some(pointer) = Self::local(reference) {
            let file = || pointer.strip_prefix('/')?.strip_prefix(FILES);
            let rest = pointer.strip_prefix(self.home()).or_else(file)?.strip_prefix('/')?;
            return (!rest.contains('/')).then(|| rest.replace("~1", "/").replace("~0", "~"));
        }
        within(reference).then(|| reference.to_owned())
    }
}

/// Every inline `schema` of a parameter or body. Bodies other than JSON are left out: they have other rules.
fn schemas_in_place<'a>(value: &'a Value, pointer: String, found: &mut dyn FnMut(String, &'a Value)) {
    let Some(members) = value.as_object() else { return };
    let is_tried =
        |key: &str| !matches!(key, "example" | "examples") && (!pointer.ends_with("/content") || key.contains("json"));
    for (key, value) in members.iter().filter(|(key, _)| is_tried(key)) {
        let pointer = format!("{pointer}/{}", escape(key));
        if key != "schema" {
            schemas_in_place(value, pointer, found);
        } else if reference(value).is_none() {
            found(pointer, value);
        }
    }
}

/// The schema's `$ref`.
pub(super) fn reference(schema: &Value) -> Option<&str> {
    schema.get("$ref").and_then(Value::as_str)
}

/// The identity of a schema.
pub(crate) fn address(schema: &Value) -> usize {
    std::ptr::from_ref(schema).addr()
}

/// A key as a step of a JSON pointer.
pub(crate) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

pub(super) fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let code = tail.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) if first == b'%' => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn references_lead_to_what_they_name() {
        let root = json!({"openapi": "3.0.3", "components": {"schemas": {"A/b c": {"type": "string"}}}});
        let document = Document::new(&root).unwrap();
        let reference = "#/components/schemas/A~1b%20c";
        assert_eq!(document.resolve(reference), Some(&json!({"type": "string"})));
        assert_eq!(document.component_name(reference).as_deref(), Some("A/b c"));
        assert_eq!(document.component_name("A/b c").as_deref(), Some("A/b c"));
        assert_eq!(document.component_name("other"), None);
        assert_eq!(document.resolve("other.yaml#/A"), None);
        assert_eq!(document.components()[0].pointer, "/components/schemas/A~1b c");
    }

    #[test]
    fn bodies_in_place_are_found_by_their_pointers() {
        let root = json!({"openapi": "3.0.3", "paths": {"/a": {"get": {"responses": {"200": {"content": {
            "a/json": {"schema": {"type": "string"}, "example": {"schema": {}}}, "text/plain": {"schema": {}},
            "c+json": {"schema": {"$ref": "#/x"}}}}}}}}});
        let found = Document::new(&root).unwrap().bodies(|_| true);
        let found: Vec<_> = found.iter().map(|body| (body.name, body.pointer.as_str())).collect();
        assert_eq!(found, [("/a", "/paths/~1a/get/responses/200/content/a~1json/schema")]);
    }

    #[test]
    fn a_version_says_the_dialect() {
        let dialect = |root: Value| Document::new(&root).map(|document| document.dialect);
        assert_eq!(dialect(json!({"swagger": "2.0"})), Some(Dialect::V2));
        assert_eq!(dialect(json!({"swagger": 2.0})), Some(Dialect::V2));
        assert_eq!(dialect(json!({"openapi": "3.0.0"})), Some(Dialect::V3_0));
        assert_eq!(dialect(json!({"openapi": "3.2.0"})), Some(Dialect::V3_1));
        assert_eq!(dialect(json!({"openapi": "4.0.0"})), None);
    }
}
