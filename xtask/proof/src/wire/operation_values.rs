//! The values that operations are called with: as few as they may have, and as many.

use serde_json::Value;
use xtask::wire_request::{Api, Argument, Operation};

use super::document_paths::schema;
use crate::document::Document;
use crate::instances::{InstanceGenerator, Size};

/// A call of an operation.
pub(super) struct Call {
    /// The index of the operation.
    pub(super) operation: usize,
    /// JSON for each argument and then for each setter; none for a setter that is not called.
    pub(super) values: Vec<Option<String>>,
}

/// The calls of all operations; and those that have none, and why.
pub(super) fn all(api: &Api, document: Document<'_>) -> (Vec<Call>, Vec<(usize, String)>) {
    let schemas: Vec<Vec<Option<Value>>> =
        api.operations.iter().map(|operation| schemas(document, operation)).collect();
    let components = document.components();
    let generator = InstanceGenerator::new(document, &components);
    let (mut calls, mut without) = (Vec::new(), Vec::new());
    for (index, (operation, schemas)) in api.operations.iter().zip(&schemas).enumerate() {
        for size in [Size::Minimal, Size::Full] {
            match values(&generator, operation, schemas, size) {
                Ok(values) => calls.push(Call { operation: index, values }),
                Err(why) => {
                    without.push((index, why));
                    break;
                }
            }
        }
    }
    (calls, without)
}

fn arguments(operation: &Operation) -> impl Iterator<Item = &Argument> {
    operation.arguments.iter().chain(&operation.setters)
}

fn schemas(document: Document<'_>, operation: &Operation) -> Vec<Option<Value>> {
    arguments(operation).map(|argument| schema(document, operation, argument)).collect()
}

/// Required values that cannot be made are a reason not to call; others are left out.
fn values<'a>(
    generator: &InstanceGenerator<'a>,
    operation: &Operation,
    schemas: &'a [Option<Value>],
    size: Size,
) -> Result<Vec<Option<String>>, String> {
    let required = operation.arguments.len();
    let mut values = Vec::new();
    for (index, (argument, schema)) in arguments(operation).zip(schemas).enumerate() {
        let is_required = index < required;
        if !is_required && size == Size::Minimal {
            values.push(None);
            continue;
        }
        let made = match schema {
            Some(schema) => generator.instance(schema, size).map_err(|why| why.to_string()),
            None => Ok(crate::lossless_json::Json::text("text")),
        };
        match made {
            Ok(value) => values.push(Some(sendable(argument, value.to_string()))),
            Err(why) if is_required => return Err(format!("{}: {why}", argument.name)),
            Err(_) => values.push(None),
        }
    }
    Ok(values)
}

/// A path cannot have an empty segment.
fn sendable(argument: &Argument, value: String) -> String {
    if argument.place == "path" && matches!(&*value, "\"\"" | "null") { "\"a\"".to_owned() } else { value }
}
