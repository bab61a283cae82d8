//! The rows of the support table, gathered from the tables of the specification.

use serde_json::Value;

use crate::diagnostics::NodePath;
use crate::document::{
    dialect::Dialect,
    spec::{self, Object, Outcome, SCHEMA, ValueKind, v2, v3},
};

/// A keyword of an object, and what becomes of it.
#[derive(Clone, Debug)]
pub struct Row {
    /// Which documents have the object.
    pub versions: Versions,
    /// The object, with an article: `a schema`.
    pub object: &'static str,
    /// The key.
    pub keyword: &'static str,
    /// What becomes of it.
    pub outcome: Outcome,
    /// What an extension looks like and does; nothing for keywords of the specification.
    pub example: &'static str,
}

/// The versions of OpenAPI that have an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Versions {
    /// Swagger 2.0 and OpenAPI 3.
    All,
    /// Swagger 2.0.
    Two,
    /// OpenAPI 3.0, 3.1 and 3.2.
    Three,
}

/// All keywords of all objects that a document may have.
pub fn rows() -> Vec<Row> {
    let (two, three) = (objects(&v2::DOCUMENT), objects(&v3::DOCUMENT));
    let is_in = |list: &[&'static Object], object: &Object| list.iter().any(|other| std::ptr::eq(*other, object));
    let mut all = Vec::new();
    for object in three.iter().chain(two.iter().filter(|object| !is_in(&three, object))) {
        let versions = match (is_in(&two, object), is_in(&three, object)) {
            (true, true) => Versions::All,
            (true, false) => Versions::Two,
            (false, _) => Versions::Three,
        };
        all.extend(object.keywords.iter().map(|keyword| Row {
            versions,
            object: object.kind.name(),
            keyword: keyword.name,
            outcome: keyword.outcome,
            example: keyword.example,
        }));
    }
    all
}

/// The objects below a place that something becomes of, in the order of the specification.
fn objects(root: &'static ValueKind) -> Vec<&'static Object> {
    let (mut found, mut open): (Vec<&'static Object>, Vec<&'static ValueKind>) = (Vec::new(), vec![root]);
    while let Some(kind) = open.pop() {
        let object = match kind {
            ValueKind::Object(object) => *object,
            ValueKind::Schema => &SCHEMA,
            kind => {
                open.extend(kind.parts());
                continue;
            }
        };
        if found.iter().any(|other| std::ptr::eq(*other, object)) {
            continue;
        }
        found.push(object);
        let used = object.keywords.iter().filter(|keyword| keyword.outcome.is_used()).map(|keyword| &keyword.value);
        let used: Vec<_> = used.chain(object.rest.iter().map(|(_, kind)| kind)).collect();
        open.extend(used.into_iter().rev());
    }
    found
}

/// Removes a keyword from each of its objects in a document that needs no repair; says how often.
pub fn remove(document: &mut Value, row: &Row) -> usize {
    let dialect = if document.get("swagger").is_some() { Dialect::Swagger2 } else { Dialect::OpenApi31 };
    let has_object = match row.versions {
        Versions::All => true,
        Versions::Two => dialect == Dialect::Swagger2,
        Versions::Three => dialect != Dialect::Swagger2,
    };
    let mut count = 0;
    if !has_object {
        return count;
    }
    spec::walk_mut(document, dialect.root(), &NodePath::Root, &mut |value, object, _| {
        if let (true, Value::Object(members)) = (object.kind.name() == row.object, value) {
            count += usize::from(members.shift_remove(row.keyword).is_some());
        }
    });
    count
}
