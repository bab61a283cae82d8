//! Families of components: the subtypes of each, which are the components that extend it through `allOf`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::document::{Component, Document, address, reference};

/// The subtypes of each component.
#[derive(Debug, Default)]
pub(crate) struct Families {
    subtypes: BTreeMap<String, Vec<String>>,
    /// The name by the address of the schema.
    known: BTreeMap<usize, String>,
    pointers: BTreeMap<String, String>,
}

impl Families {
    /// Of all components.
    pub(crate) fn new(document: Document<'_>, components: &[Component<'_>]) -> Self {
        let mut families = Self::default();
        let mut parents: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for component in components {
            families.known.insert(address(component.schema), component.name.to_owned());
            families.pointers.insert(component.name.to_owned(), component.pointer.clone());
            let parts = component.schema.get("allOf").and_then(Value::as_array).into_iter().flatten();
            // A discriminator may be in a part that is written in place.
            let inline = parts.clone().filter(|part| reference(part).is_none());
            families.known.extend(inline.map(|part| (address(part), component.name.to_owned())));
            let named = parts.filter_map(|part| document.component_name(reference(part)?));
            parents.insert(component.name, named.collect());
        }
        for component in components {
            let mut open = parents.get(component.name).cloned().unwrap_or_default();
            let mut above = BTreeSet::new();
            while let Some(parent) = open.pop() {
                open.extend(parents.get(parent.as_str()).into_iter().flatten().cloned());
                if above.insert(parent.clone()) {
                    families.subtypes.entry(parent).or_default().push(component.name.to_owned());
                } else {
                    // The parent is known, and so are its parents; a cycle ends here.
                    open.retain(|name| !above.contains(name));
                }
            }
        }
        families
    }

    /// The subtypes of a component, in the document's order.
    pub(super) fn subtypes(&self, name: &str) -> &[String] {
        self.subtypes.get(name).map_or(&[], Vec::as_slice)
    }

    /// The schemas of those that inherit from the component with this schema.
    pub(crate) fn subtypes_of<'a>(&self, schema: &Value, document: Document<'a>) -> Vec<&'a Value> {
        let subtypes = self.known.get(&address(schema)).map_or(&[][..], |name| self.subtypes(name));
        subtypes.iter().filter_map(|name| self.schema(name, document)).collect()
    }

    /// A component's schema.
    pub(super) fn schema<'a>(&self, name: &str, document: Document<'a>) -> Option<&'a Value> {
        document.root.pointer(self.pointers.get(name)?)
    }
}
