//! Schemas and plain values: types that are words of another language, lists without items, tags without a name.

use serde_json::{Map, Value, json};

use super::{
    convert,
    enum_values::values,
    repairer::{Repairer, describe},
    type_words::{KNOWN, Meant, TYPES, meant},
};
use crate::{
    diagnostics::{Code, NodePath, quote},
    document::{dialect::Dialect, spec::ValueKind},
};

/// What only schemas need.
pub(super) fn schema(repairer: &mut Repairer<'_>, members: &mut Map<String, Value>, here: &NodePath<'_>) {
    types(repairer, members, here);
    let is_list = members.get("type").and_then(Value::as_str) == Some("array");
    // Since 3.1 a list without `items` is complete.
    if is_list && repairer.dialect != Dialect::OpenApi31 && !members.contains_key("items") {
        repairer
            .warn(Code::WMissing, here, "an array should have the member `items`; its items may be anything")
            .help("add `items: …`");
        members.insert("items".to_owned(), json!({}));
    }
    required(repairer, members, here);
    discriminator(repairer, members, here);
}

/// `required: "false"` → `required: false`. Other text is a list of one name.
fn required(repairer: &mut Repairer<'_>, members: &mut Map<String, Value>, here: &NodePath<'_>) {
    let Some(found @ Value::String(_)) = members.get_mut("required") else { return };
    let Some(switch) = convert::to(&ValueKind::Bool, found) else { return };
    let message = format!("expected an array, found {}; it is read as {}", describe(found), describe(&switch));
    *found = switch;
    repairer
        .warn(Code::WType, &NodePath::Key(here, "required"), message)
        .help("`required` of an object lists the names of members");
}

/// Without the name of its member a discriminator says nothing.
fn discriminator(repairer: &mut Repairer<'_>, members: &mut Map<String, Value>, here: &NodePath<'_>) {
    if let Some(Value::String(name)) = members.get("discriminator")
        && repairer.dialect != Dialect::Swagger2
    {
        let message = format!("a discriminator is an object; {} is read as its `propertyName`", quote(name));
        repairer.warn(Code::WType, &NodePath::Key(here, "discriminator"), message).help("write `propertyName: …`");
    }
    if let Some(Value::Object(discriminator)) = members.get("discriminator")
        && !discriminator.get("propertyName").is_some_and(Value::is_string)
    {
        repairer
            .warn(
                Code::WMissing,
                &NodePath::Key(here, "discriminator"),
                "a discriminator should have the member `propertyName`, a string; it is left out",
            )
            .help("add `propertyName: …`");
        members.shift_remove("discriminator");
    }
}

/// `type: Integer` → `type: integer`.
pub(super) fn types(repairer: &mut Repairer<'_>, members: &mut Map<String, Value>, here: &NodePath<'_>) {
    let at = NodePath::Key(here, "type");
    match members.get_mut("type") {
        Some(Value::String(word)) if !is_type(repairer.dialect, word) => {
            let word = std::mem::take(word);
            let meant = replacement(repairer, &word, &at);
            members.shift_remove("type");
            if let Some(name) = meant.name {
                members.insert("type".to_owned(), name.into());
            }
            if let (Some(format), false) = (meant.format, members.contains_key("format")) {
                members.insert("format".to_owned(), format.into());
            }
        }
        Some(Value::Array(words)) => {
            let mut is_anything = false;
            for (index, item) in words.iter_mut().enumerate() {
                let here = NodePath::Index(&at, index);
                match item {
                    // In YAML the word needs quotes.
                    Value::Null => {
                        repairer.warn(Code::WType, &here, "null is read as the type `null`").help("put it in quotes");
                        *item = "null".into();
                    }
                    Value::String(word) if !is_type(repairer.dialect, word) => {
                        let meant = replacement(repairer, word, &here);
                        is_anything |= meant.name.is_none();
                        *item = meant.name.unwrap_or_default().into();
                    }
                    _ => {}
                }
            }
            if is_anything {
                members.shift_remove("type");
            }
        }
        Some(Value::String(_) | Value::Null) | None => {}
        Some(other) => {
            let message = format!("expected a type, found {}; anything is allowed here", describe(other));
            repairer.warn(Code::WType, &at, message).help(KNOWN);
            members.shift_remove("type");
        }
    }
    values(repairer, members, here);
}

fn is_type(dialect: Dialect, word: &str) -> bool {
    TYPES.contains(&word) || (dialect == Dialect::Swagger2 && word == "file")
}

fn replacement(repairer: &mut Repairer<'_>, word: &str, here: &NodePath<'_>) -> Meant {
    let found = meant(word).unwrap_or(Meant { name: None, format: None });
    let done = match (found.name, found.format) {
        (Some(name), Some(format)) => format!("it is read as `{name}` with the format `{format}`"),
        (Some(name), None) => format!("it is read as `{name}`"),
        (None, _) => "anything is allowed here".to_owned(),
    };
    repairer.warn(Code::WType, here, format!("{} is not a type; {done}", quote(word))).help(KNOWN);
    found
}
