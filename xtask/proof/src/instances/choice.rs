//! `oneOf`, `anyOf` and `if`: the branches of a schema, and the tag that a discriminator puts on each.

use serde_json::Value;

use crate::document::{Document, reference};

/// Several schemas of which one is to hold.
#[derive(Debug, Clone)]
pub(super) struct Choice<'a> {
    /// The keyword, or `descendant`.
    pub(super) keyword: &'static str,
    pub(super) branches: Vec<Branch<'a>>,
}

/// One of them.
#[derive(Debug, Clone)]
pub(super) struct Branch<'a> {
    /// What it adds; nothing, for a base that stands for itself.
    pub(super) schemas: Vec<&'a Value>,
    /// The name of its component, if it has one.
    pub(super) component: Option<String>,
    /// The members of discriminators, and what they say for this branch.
    pub(super) tags: Vec<(&'a str, String)>,
}

/// The choices of one schema, `null` left out: that is tried by itself.
pub(super) fn of<'a>(schema: &'a Value, document: Document<'a>) -> Vec<Choice<'a>> {
    let choice = |keyword| {
        let branches = schema.get(keyword)?.as_array()?;
        let branches = branches.iter().filter(|branch| !is_only_null(branch));
        let branches: Vec<_> = branches.map(|branch| tagged(schema, branch, document)).collect();
        (!branches.is_empty()).then_some(Choice { keyword, branches })
    };
    ["oneOf", "anyOf"].into_iter().filter_map(choice).chain(condition(schema)).collect()
}

/// A condition that holds, and one that does not.
fn condition(schema: &Value) -> Option<Choice<'_>> {
    let holds: Vec<_> = ["if", "then"].iter().filter_map(|keyword| schema.get(*keyword)).collect();
    let otherwise: Vec<_> = schema.get("else").into_iter().collect();
    let branches = [holds, otherwise].map(|schemas| Branch { schemas, component: None, tags: Vec::new() });
    schema.get("if").map(|_| Choice { keyword: "if", branches: branches.into() })
}

fn is_only_null(schema: &Value) -> bool {
    // Nothing but `nullable` is how some write null in 3.0.
    let is_bare = schema.as_object().is_some_and(|it| it.len() == 1 && it.contains_key("nullable"));
    is_bare
        || schema.get("type") == Some(&Value::from("null"))
        || schema.get("const") == Some(&Value::Null)
        || schema
            .get("enum")
            .and_then(Value::as_array)
            .is_some_and(|all| all.iter().all(Value::is_null) && !all.is_empty())
}

fn tagged<'a>(schema: &'a Value, branch: &'a Value, document: Document<'a>) -> Branch<'a> {
    let component = reference(branch).and_then(|reference| document.component_name(reference));
    let tag = component.as_ref().and_then(|name| Some((member(schema)?, tag(schema, name, document))));
    Branch { schemas: vec![branch], component, tags: tag.into_iter().collect() }
}

/// The member that tells the schemas apart.
pub(super) fn member(schema: &Value) -> Option<&str> {
    let discriminator = schema.get("discriminator")?;
    discriminator.as_str().or_else(|| discriminator.get("propertyName")?.as_str())
}

/// What a discriminator says for a component: the key that is mapped to it, or its name.
pub(super) fn tag(schema: &Value, component: &str, document: Document<'_>) -> String {
    let mapping = schema.pointer("/discriminator/mapping").and_then(Value::as_object);
    let key = mapping.into_iter().flatten().find(|(_, target)| {
        target.as_str().and_then(|target| document.component_name(target)).is_some_and(|name| name == component)
    });
    key.map_or_else(|| component.to_owned(), |(key, _)| key.clone())
}
