//! What is added to a document renames nothing that was there, and another order of it swaps no arguments.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use codegen::{Files, Input, Inspection, inspect};
use serde_json::{Map, Value, json};
use tests::documents::{sources, tree};

/// The documents that grow: models with inline types, unions and enums, and operations with and without tags.
const DOCUMENTS: [&str; 10] = [
    "fixtures/accepted/equal_types.yaml",
    "fixtures/accepted/inline_types.yaml",
    "fixtures/accepted/natural_calls.yaml",
    "fixtures/accepted/operation_names.yaml",
    "fixtures/accepted/outputs.yaml",
    "fixtures/accepted/tags.yaml",
    "fixtures/models/names/3_1.yaml",
    "fixtures/models/objects/3_1.yaml",
    "fixtures/models/unions/3_1.yaml",
    "fixtures/models/unions_tagged/3_1.yaml",
];

/// How often each grows.
const TIMES: u64 = 20;

/// Numbers that look random and are the same in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % end
    }
}

/// Adds something somewhere; false where it has no place.
type Add = fn(&mut Value, &mut Random) -> bool;

/// What a document can grow by.
const KINDS: [(&str, Add); 7] = [
    ("a property", add_property),
    ("a property like another", add_equal_property),
    ("an operation", add_operation),
    ("a schema", add_schema),
    ("a branch", add_branch),
    ("a parameter", add_parameter),
    ("a value of an enum", add_value),
];

/// The pointers of all nodes that a test holds for.
fn found(tree: &Value, fits: fn(&str, &Value) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), tree)];
    while let Some((at, node)) = open.pop() {
        let key = at.rsplit('/').next().unwrap_or_default();
        if fits(key, node) {
            found.push(at.clone());
        }
        match node {
            Value::Object(members) => open.extend(
                members
                    .iter()
                    .map(|(key, member)| (format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), member)),
            ),
            Value::Array(items) => {
                open.extend(items.iter().enumerate().map(|(index, item)| (format!("{at}/{index}"), item)))
            }
            _ => {}
        }
    }
    found.sort();
    found
}

fn any_of<'t>(tree: &'t mut Value, random: &mut Random, fits: fn(&str, &Value) -> bool) -> Option<&'t mut Value> {
    let places = found(tree, fits);
    let place = places.get(random.below(places.len().max(1)))?;
    tree.pointer_mut(place)
}

/// The members of a described object. One that is closed is not among them: another member makes it another form.
fn properties_of_any<'t>(tree: &'t mut Value, random: &mut Random) -> Option<&'t mut Map<String, Value>> {
    let is_open = |_: &str, node: &Value| {
        let members = node.get("properties").and_then(Value::as_object);
        let is_described = members.is_some_and(|all| !all.is_empty() && all.values().all(Value::is_object));
        is_described && node.get("additionalProperties") != Some(&json!(false))
    };
    any_of(tree, random, is_open)?.get_mut("properties")?.as_object_mut()
}

fn add_property(tree: &mut Value, random: &mut Random) -> bool {
    let schemas = [
        json!({"type": "string"}),
        json!({"type": "object", "properties": {"text": {"type": "string"}}}),
        json!({"type": "string", "enum": ["grown", "other"]}),
        json!({"oneOf": [{"type": "object", "properties": {"grown": {"type": "string"}}}, {"type": "integer"}]}),
    ];
    let schema = schemas[random.below(schemas.len())].clone();
    let Some(members) = properties_of_any(tree, random) else { return false };
    members.insert("grownMember".to_owned(), schema);
    true
}

/// Equal inline types are one; which of them it is must not matter.
fn add_equal_property(tree: &mut Value, random: &mut Random) -> bool {
    let Some(members) = properties_of_any(tree, random) else { return false };
    let Some((_, schema)) = members.iter().nth(random.below(members.len())) else { return false };
    let schema = schema.clone();
    // The name sorts before all others.
    members.insert("aGrownMember".to_owned(), schema);
    true
}

fn add_operation(tree: &mut Value, random: &mut Random) -> bool {
    let responses = json!({"200": {"description": "Done.", "content": {"application/json": {"schema": {
        "type": "object", "properties": {"text": {"type": "string"}}}}}}});
    let tags = [json!(["grown"]), json!([]), json!(["things"]), json!(["users"])];
    let operation =
        json!({"tags": tags[random.below(tags.len())], "operationId": "growThings", "responses": responses});
    let Some(paths) = tree["paths"].as_object_mut() else { return false };
    paths.insert(["/grown", "/grown/{id}", "/things/grown"][random.below(3)].to_owned(), json!({"post": operation}));
    true
}

fn add_schema(tree: &mut Value, random: &mut Random) -> bool {
    let Some(schemas) = tree.pointer_mut("/components/schemas").and_then(Value::as_object_mut) else { return false };
    let Some((_, other)) = schemas.iter().nth(random.below(schemas.len())) else { return false };
    let schema =
        [json!({"type": "object", "properties": {"a": {"type": "string"}}}), other.clone()][random.below(2)].clone();
    schemas.insert("AGrownSchema".to_owned(), schema);
    if let Some(members) = properties_of_any(tree, random) {
        members.insert("grownMember".to_owned(), json!({"$ref": "#/components/schemas/AGrownSchema"}));
    }
    true
}

fn add_branch(tree: &mut Value, random: &mut Random) -> bool {
    // One schema beside null is no union, and neither are several lists of values; with a branch more they become one.
    // A union of closed objects of one member is an enum as serde writes it, until it has a branch that is none.
    let is_union = |key: &str, node: &Value| {
        let branches = node.as_array().filter(|branches| branches.len() > 1).map(Vec::as_slice).unwrap_or_default();
        ["oneOf", "anyOf"].contains(&key)
            && branches.iter().any(|branch| branch.get("properties").is_some())
            && !branches.iter().any(|branch| branch["type"] == "null")
            && !branches.iter().all(|branch| branch["additionalProperties"] == false)
    };
    let Some(Value::Array(branches)) = any_of(tree, random, is_union) else { return false };
    let like = branches[random.below(branches.len())].pointer("/properties").and_then(Value::as_object);
    let mut members = like.and_then(|members| members.iter().next()).map(|(key, value)| (key.clone(), value.clone()));
    let mut properties: Map<String, Value> = members.take().into_iter().collect();
    properties.insert("grown".to_owned(), json!({"type": "string"}));
    branches.push(json!({"type": "object", "required": ["grown"], "properties": properties}));
    true
}

fn add_parameter(tree: &mut Value, random: &mut Random) -> bool {
    let is_list = |key: &str, node: &Value| key == "parameters" && node.is_array();
    let (place, required) = (["query", "header"][random.below(2)], random.below(2) == 0);
    let parameter = json!({"name": "aGrownParameter", "in": place, "required": required, "schema": {"type": "string", "enum": ["grown", "other"]}});
    let Some(Value::Array(parameters)) = any_of(tree, random, is_list) else { return false };
    parameters.push(parameter);
    true
}

fn add_value(tree: &mut Value, random: &mut Random) -> bool {
    let is_enum = |key: &str, node: &Value| {
        key == "enum" && node.as_array().is_some_and(|all| all.len() > 1 && all.iter().all(Value::is_string))
    };
    let Some(Value::Array(values)) = any_of(tree, random, is_enum) else { return false };
    values.push(json!("grownValue"));
    true
}

fn crate_of(tree: &Value) -> Option<(Files, Inspection)> {
    let inspected = inspect(&Input::new(sources("api.json", tree.to_string()), "fixture"));
    inspected.files.zip(inspected.inspection)
}

/// The names in the files: `models/pet.rs: Pet`, and the fields or variants of each.
fn names(files: &Files) -> BTreeMap<String, BTreeSet<String>> {
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, text) in files.iter().filter(|(path, _)| path.starts_with("src/") && !path.contains("/runtime/")) {
        let mut item = String::new();
        for line in text.lines() {
            let words = line.trim_start().trim_start_matches("pub ");
            let name = |after: &str| {
                let name = words.strip_prefix(after)?;
                let end = name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(name.len());
                Some(name[..end].to_owned()).filter(|name| !name.is_empty())
            };
            if !line.starts_with(' ') {
                let kinds = ["struct ", "enum ", "type ", "impl "];
                item =
                    kinds.iter().find_map(|kind| name(kind)).map(|name| format!("{path}: {name}")).unwrap_or_default();
            } else if let Some(member) = name("") {
                let is_member = line.starts_with("    ") && !line.starts_with("     ") && member != "fn";
                names.entry(item.clone()).or_default().extend(is_member.then_some(member));
            }
            names.entry(item.clone()).or_default();
        }
    }
    names.remove("");
    names
}

/// What was renamed between two crates.
fn renamed(before: &(Files, Inspection), after: &(Files, Inspection)) -> Vec<String> {
    let mut renamed = Vec::new();
    let there = names(&after.0);
    for (item, members) in names(&before.0) {
        match there.get(&item) {
            None => renamed.push(format!("{item} is gone")),
            Some(now) if !now.is_empty() => {
                renamed.extend(members.difference(now).map(|member| format!("{member} of {item} is gone")));
            }
            Some(_) => {}
        }
    }
    let types: BTreeMap<_, _> = after.1.schemas.iter().map(|schema| (&schema.at, &schema.rust)).collect();
    for schema in &before.1.schemas {
        let now = types.get(&schema.at);
        if now != Some(&&schema.rust) {
            renamed.push(format!("{} was {} and is {now:?}", schema.at.pointer, schema.rust));
        }
    }
    for operation in &before.1.operations {
        let key = |it: &codegen::inspect::Operation| (it.http_method.clone(), it.path.clone(), it.id.clone());
        let now = after.1.operations.iter().find(|other| key(other) == key(operation));
        let call = |it: &codegen::inspect::Operation| {
            let arguments = it.arguments.iter().map(|argument| argument.name.clone());
            let kept = arguments.filter(|name| name != "a_grown_parameter").collect::<Vec<_>>();
            format!("{}().{}({})", it.handle, it.method, kept.join(", "))
        };
        if now.map(call) != Some(call(operation)) {
            renamed.push(format!("{} is {:?}", call(operation), now.map(call)));
        }
    }
    renamed
}

#[test]
fn two_hundred_additions_rename_nothing() {
    let mut done = BTreeMap::new();
    let mut renames = Vec::new();
    for path in DOCUMENTS {
        let plain = tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join(path));
        let before = crate_of(&plain).expect("accepted");
        let mut random = Random(path.bytes().map(u64::from).sum());
        for _ in 0..TIMES {
            let mut grown = plain.clone();
            let kind = std::iter::repeat_with(|| KINDS[random.below(KINDS.len())]).take(100).collect::<Vec<_>>();
            let Some((kind, _)) = kind.into_iter().find(|(_, add)| add(&mut grown, &mut random)) else { continue };
            *done.entry(kind).or_insert(0_u64) += 1;
            let after = crate_of(&grown).unwrap_or_else(|| panic!("{path} with {kind} is refused"));
            let found = renamed(&before, &after);
            if !found.is_empty() {
                renames.push(format!("{path} with {kind}:\n  {}", found.join("\n  ")));
            }
        }
    }
    assert_eq!(done.values().sum::<u64>(), 10 * TIMES, "{done:?}");
    assert!(done.len() == KINDS.len(), "{done:?}");
    assert!(renames.is_empty(), "{}", renames.join("\n"));
}

/// All members of all objects the other way round.
fn reversed(value: &Value) -> Value {
    match value {
        Value::Object(members) => members.iter().rev().map(|(key, member)| (key.clone(), reversed(member))).collect(),
        Value::Array(items) => {
            let items = items.iter().map(reversed);
            // Lists of parameters have no order in OpenAPI; others have.
            let is_parameters = value.get(0).is_some_and(|item| item.get("in").is_some());
            if is_parameters { items.rev().collect() } else { items.collect() }
        }
        other => other.clone(),
    }
}

#[test]
fn another_order_swaps_no_arguments() {
    let signatures = |files: &Files| {
        let mut all = BTreeSet::new();
        for (path, text) in files.iter().filter(|(path, _)| path.starts_with("src/") && !path.contains("/runtime/")) {
            let dense = text.split_whitespace().collect::<Vec<_>>().join(" ");
            for signature in dense.split("pub fn ").skip(1) {
                all.insert(format!("{path}: {}", signature.split('{').next().unwrap_or_default()));
            }
        }
        all
    };
    // Of operations with the same id, the first has it.
    let in_any_order = DOCUMENTS.iter().filter(|path| !path.ends_with("/tags.yaml"));
    for path in in_any_order.chain(&["fixtures/accepted/parameters.yaml", "fixtures/models/access/3_1.yaml"]) {
        let plain = tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join(path));
        let (before, _) = crate_of(&plain).expect("accepted");
        let (after, _) = crate_of(&reversed(&plain)).expect("accepted");
        assert_eq!(signatures(&before), signatures(&after), "{path}");
    }
}
