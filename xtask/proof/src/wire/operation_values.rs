//! The values that operations are called with: as few as they may have, and as many.

use std::cmp::Reverse;

use serde_json::Value;
use xtask::wire_request::{Api, Argument, Operation};

use super::document_paths::schema;
use crate::document::{Component, Document};
use crate::instances::{InstanceGenerator, Validity};
use crate::validator::{Judgement, Validator};

/// How many instances of a schema are made to choose from.
const CANDIDATES: usize = 60;
/// A longer instance is no better.
const LONGEST: usize = 20_000;

/// Of a number.
const MOST_DIGITS: usize = 15;

/// A call of an operation.
pub(super) struct Call {
    /// The index of the operation.
    pub(super) operation: usize,
    /// JSON for each argument and then for each setter; none for a setter that is not called.
    pub(super) values: Vec<Option<String>>,
}

/// The calls of all operations.
pub(super) struct Calls {
    /// Two of each operation.
    pub(super) made: Vec<Call>,
    /// Operations without a call, and why.
    pub(super) without: Vec<(usize, String)>,
}

/// Chooses the values of all operations.
///
/// # Errors
/// The validator does not take the document.
pub(super) fn all(api: &Api, document: Document<'_>) -> Result<Calls, String> {
    let arguments: Vec<(usize, &Argument)> = api.operations.iter().enumerate().flat_map(arguments).collect();
    let of = |(index, argument): &(usize, &Argument)| schema(document, &api.operations[*index], argument);
    let schemas: Vec<Option<Value>> = arguments.iter().map(of).collect();
    let mut components = document.components();
    let named = components.len();
    components.extend(schemas.iter().zip(&arguments).enumerate().map(|(at, (schema, (operation, _)))| Component {
        name: &api.operations[*operation].path,
        pointer: format!("/x-wire/{at}"),
        schema: schema.as_ref().unwrap_or(&Value::Bool(true)),
    }));
    let maker = Maker {
        validator: Validator::new(document, &components)
            .map_err(|why| format!("the validator does not take it: {why}"))?,
        generator: InstanceGenerator::new(document, &components),
        components: &components,
    };
    let mut calls = Calls { made: Vec::new(), without: Vec::new() };
    let mut next = named;
    for (index, operation) in api.operations.iter().enumerate() {
        let first = next;
        next += operation.arguments.len() + operation.setters.len();
        let all = operation.arguments.iter().chain(&operation.setters);
        let made: Vec<_> = (first..next).zip(all).map(|(at, argument)| maker.extremes(at, argument)).collect();
        match values(operation, &made) {
            Ok(both) => calls.made.extend(both.map(|values| Call { operation: index, values })),
            Err(why) => calls.without.push((index, why)),
        }
    }
    Ok(calls)
}

fn arguments((index, operation): (usize, &Operation)) -> impl Iterator<Item = (usize, &Argument)> {
    operation.arguments.iter().chain(&operation.setters).map(move |argument| (index, argument))
}

/// Makes valid instances.
struct Maker<'a> {
    validator: Validator,
    generator: InstanceGenerator<'a>,
    components: &'a [Component<'a>],
}

impl Maker<'_> {
    /// The shortest and the longest instance.
    fn extremes(&self, at: usize, argument: &Argument) -> Result<[String; 2], String> {
        let made = self.generator.component(&self.components[at], CANDIDATES);
        let valid = made.cases.iter().filter(|case| case.validity == Validity::Valid);
        let judged = valid.map(|case| (self.validator.judge(at, case.value.to_value()), case.value.to_string()));
        let (mut all, mut overlapping) = (Vec::new(), Vec::new());
        let is_sendable = |text: &str| text.len() < LONGEST && is_sendable(argument, text);
        for (judgement, text) in judged.filter(|(_, text)| is_sendable(text)) {
            match judgement {
                Judgement::Valid => all.push(text),
                Judgement::Overlapping => overlapping.push(text),
                Judgement::Invalid(_) => {}
            }
        }
        // A mock takes no value of several branches; services do.
        let all = if all.is_empty() { overlapping } else { all };
        let shortest = all.iter().min_by_key(|text| text.len());
        let longest = all.iter().min_by_key(|text| Reverse(text.len()));
        let reason =
            || made.failures.first().map_or_else(|| "no instance is valid".to_owned(), |(_, why)| why.to_string());
        Ok([shortest.ok_or_else(reason)?.clone(), longest.ok_or_else(reason)?.clone()])
    }
}

/// Required values that cannot be made are a reason not to call; others are left out.
fn values(operation: &Operation, made: &[Result<[String; 2], String>]) -> Result<[Vec<Option<String>>; 2], String> {
    let (mut few, mut many) = (Vec::new(), Vec::new());
    let arguments = operation.arguments.iter().chain(&operation.setters);
    for (index, (argument, made)) in arguments.zip(made).enumerate() {
        let is_required = index < operation.arguments.len();
        match made {
            Ok([shortest, longest]) => {
                few.push(is_required.then(|| shortest.clone()));
                many.push(Some(longest.clone()));
            }
            Err(why) if is_required => return Err(format!("{}: {why}", argument.name)),
            Err(_) => {
                few.push(None);
                many.push(None);
            }
        }
    }
    Ok([few, many])
}

/// Whether a value can be sent in its place: a path has no segment that is empty or leads elsewhere, and only bodies hold control
/// characters.
fn is_sendable(argument: &Argument, json: &str) -> bool {
    // JavaScript, which the mock is written in, rounds longer numbers.
    if json.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() > MOST_DIGITS) {
        return false;
    }
    let holds_empty = json.contains(r#""""#);
    let is_text = || !json.contains("\\u00") && !json.contains("\\n") && !json.contains("\\r") && !json.contains("\\t");
    match argument.place.as_str() {
        // What is null or holds nothing is not sent, so the mock would miss it.
        "path" | "query" | "header" | "cookie" if matches!(json, "null" | "[]" | "{}") => false,
        "body" if json == r#""""# => false,
        "path" => is_text() && !holds_empty && !matches!(json, r#"".""# | r#""..""#),
        // The mock takes an empty one for none.
        "header" | "cookie" => is_text() && !holds_empty && json.is_ascii(),
        "query" => !holds_empty,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use xtask::round_trip_request::Document as Emitted;

    use super::*;

    fn argument(name: &str, place: &str) -> Argument {
        let wire = (place != "body").then(|| name.to_owned());
        Argument { name: name.to_owned(), place: place.to_owned(), wire, rust: String::new() }
    }

    fn api(operation: Operation) -> Api {
        let document = Emitted {
            name: String::new(),
            path: Default::default(),
            crate_name: "api".to_owned(),
            crate_folder: Default::default(),
            schemas: Vec::new(),
        };
        Api { document, takes_base_url: false, operations: vec![operation], credentials: Vec::new() }
    }

    fn operation(arguments: Vec<Argument>, setters: Vec<Argument>) -> Operation {
        Operation {
            http_method: "POST".to_owned(),
            path: "/a/{id}".to_owned(),
            handle: String::new(),
            method: String::new(),
            arguments,
            setters,
            media_type: Some("application/json".to_owned()),
        }
    }

    #[test]
    fn an_operation_is_called_with_few_values_and_with_many() {
        let root = json!({"openapi": "3.0.3", "paths": {"/a/{id}": {
            "parameters": [{"$ref": "#/components/parameters/Id"}],
            "post": {
                "parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 5, "maximum": 5}}],
                "requestBody": {"content": {"application/json": {"schema": {
                    "type": "object", "required": ["a"], "properties": {"a": {"enum": ["x"]}, "b": {"enum": ["y"]}}}}}}}}},
            "components": {"parameters": {"Id": {"name": "id", "in": "path", "required": true, "schema": {"enum": ["", "."," id"]}}}}});
        let made = operation(vec![argument("id", "path"), argument("body", "body")], vec![argument("limit", "query")]);
        let calls = all(&api(made), Document::new(&root).unwrap()).unwrap();
        let values: Vec<Vec<Option<&str>>> =
            calls.made.iter().map(|call| call.values.iter().map(Option::as_deref).collect()).collect();
        assert_eq!(values[0], [Some("\" id\""), Some(r#"{"a":"x"}"#), None]);
        assert_eq!(values[1], [Some("\" id\""), Some(r#"{"a":"x","b":"y"}"#), Some("5")]);
        assert!(calls.without.is_empty());
    }

    #[test]
    fn an_operation_without_a_valid_value_is_not_called() {
        let root = json!({"swagger": "2.0", "paths": {"/a/{id}": {"post": {"parameters": [
            {"name": "id", "in": "path", "required": true, "type": "string", "maxLength": 0}]}}}});
        let made = operation(vec![argument("id", "path")], Vec::new());
        let calls = all(&api(made), Document::new(&root).unwrap()).unwrap();
        assert_eq!(calls.without, [(0, "id: no instance is valid".to_owned())]);
    }

    #[test]
    fn the_parameters_of_a_form_are_an_object() {
        let root = json!({"swagger": "2.0", "paths": {"/a/{id}": {"post": {"parameters": [
            {"name": "n", "in": "formData", "required": true, "type": "integer"},
            {"name": "f", "in": "formData", "type": "file"}]}}}});
        let found =
            schema(Document::new(&root).unwrap(), &operation(Vec::new(), Vec::new()), &argument("body", "body"));
        let expected = json!({"type": "object", "required": ["n"], "properties": {
            "n": {"name": "n", "in": "formData", "type": "integer"}, "f": {"type": "string"}}});
        assert_eq!(found, Some(expected));
    }
}
