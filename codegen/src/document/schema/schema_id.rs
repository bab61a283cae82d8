//! The id of a schema, and the reference that takes the schema's place in the frame.

/// A schema in an arena. Components come first, in the order of the document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SchemaId(usize);

/// What stands before an id where a schema was taken out of the document.
const SLOT: &str = "schema:";

impl SchemaId {
    /// The id of the schema with this index.
    pub(super) fn at(index: usize) -> Self {
        Self(index)
    }

    /// The index in the arena.
    pub(super) fn index(self) -> usize {
        self.0
    }

    /// The reference that takes the place of a schema in the frame.
    pub(super) fn slot(self) -> String {
        format!("{SLOT}{}", self.0)
    }

    /// The schema that was in a place of the frame.
    pub(crate) fn in_slot<T>(slot: &openapiv3::ReferenceOr<T>) -> Option<Self> {
        match slot {
            openapiv3::ReferenceOr::Reference { reference } => Self::of(reference),
            openapiv3::ReferenceOr::Item(_) => None,
        }
    }

    /// The same, where openapiv3 has no place for a schema.
    pub(crate) fn in_value(slot: &serde_json::Value) -> Option<Self> {
        Self::of(slot.get("$ref")?.as_str()?)
    }

    fn of(reference: &str) -> Option<Self> {
        reference.strip_prefix(SLOT)?.parse().ok().map(Self)
    }
}
