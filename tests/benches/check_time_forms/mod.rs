//! The same structs in several forms: written by hand with more and more derived, and as they are emitted.

use std::fmt::Write as _;

use codegen::source::{SourceText, Sources};
use codegen::{Files, Input, Strictness};
use serde_json::{Map, Value, json};

/// A crate.
pub(crate) struct Form {
    /// The crate's name.
    pub(crate) name: &'static str,
    /// What it stands for.
    pub(crate) what: &'static str,
    /// Its files by their path.
    pub(crate) files: Files,
}

/// The floor first, what a derive costs third.
pub(crate) fn forms(structs: usize) -> Vec<Form> {
    let by_hand = |name, what, derives| Form { name, what, files: by_hand(name, structs, derives) };
    vec![
        by_hand("floor", "the structs with Default", "Default"),
        by_hand("traits", "+ derived Clone, Debug, PartialEq", "Default, Clone, Debug, PartialEq"),
        by_hand("derived", "+ derived Serialize, Deserialize", DERIVED),
        Form {
            name: "runtime",
            what: "emitted, of a response of one struct: the runtime alone",
            files: emitted("runtime", 1, "responses"),
        },
        Form {
            name: "received",
            what: "emitted, of a response: all of that, runtime included",
            files: emitted("received", structs, "responses"),
        },
        Form {
            name: "sent",
            what: "emitted, of a request: + `new` and a setter a member",
            files: emitted("sent", structs, "requestBody"),
        },
    ]
}

/// The values of each enum.
const STATES: [&str; 4] = ["active", "paused", "ended", "unclear"];

/// The first members of each struct must be there.
const REQUIRED: usize = 3;

const DERIVED: &str = "Default, Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize";

/// What a member holds.
enum Kind {
    Text,
    Whole,
    Float,
    Bool,
    Texts,
    One(usize),
    Many(usize),
    /// An enum of the struct with this number.
    State(usize),
    /// A union of the struct with this number: a string or the struct with the other number.
    Choice(usize, usize),
}

impl Kind {
    fn rust(&self) -> String {
        match self {
            Self::Text => "String".to_owned(),
            Self::Whole => "i64".to_owned(),
            Self::Float => "f64".to_owned(),
            Self::Bool => "bool".to_owned(),
            Self::Texts => "Vec<String>".to_owned(),
            Self::One(other) => format!("Item{other}"),
            Self::Many(other) => format!("Vec<Item{other}>"),
            Self::State(index) => format!("Item{index}State"),
            Self::Choice(index, _) => format!("Item{index}Choice"),
        }
    }

    fn schema(&self) -> Value {
        let other = |other: &usize| json!({"$ref": format!("#/components/schemas/Item{other}")});
        match self {
            Self::Text => json!({"type": "string"}),
            Self::Whole => json!({"type": "integer", "format": "int64"}),
            Self::Float => json!({"type": "number", "format": "double"}),
            Self::Bool => json!({"type": "boolean"}),
            Self::Texts => json!({"type": "array", "items": {"type": "string"}}),
            Self::One(index) => other(index),
            Self::Many(index) => json!({"type": "array", "items": other(index)}),
            Self::State(index) => json!({"type": "string", "enum": STATES.map(|state| format!("{state}{index}"))}),
            Self::Choice(_, index) => json!({"oneOf": [{"type": "string"}, other(index)]}),
        }
    }
}

/// The members of a struct: words of the wire name, and what it holds. The structs are a tree, the first is its root.
fn members(index: usize, structs: usize) -> Vec<([String; 2], Kind)> {
    let texts = [["display", "name"], ["first", "name"], ["last", "name"], ["object", "type"], ["phone", "number"]];
    let more_texts = [["usage", "location"], ["created", "at"]];
    let mut out: Vec<_> = texts.iter().chain(&more_texts).map(|words| (*words, Kind::Text)).collect();
    out.extend([
        (["total", "count"], Kind::Whole),
        (["row", "version"], Kind::Whole),
        (["unit", "price"], Kind::Float),
    ]);
    out.extend([(["is", "active"], Kind::Bool), (["all", "tags"], Kind::Texts)]);
    let child = |index, kind: fn(usize) -> Kind| if index < structs { kind(index) } else { Kind::Text };
    out.extend([
        (["main", "part"], child(2 * index + 1, Kind::One)),
        (["other", "parts"], child(2 * index + 2, Kind::Many)),
        (["current", "state"], Kind::State(index)),
    ]);
    if 2 * index + 1 < structs {
        out.push((["any", "part"], Kind::Choice(index, 2 * index + 1)));
    }
    let mut out: Vec<_> = out.into_iter().map(|(words, kind)| (words.map(str::to_owned), kind)).collect();
    // No two structs are equal.
    out.push((["note".to_owned(), index.to_string()], Kind::Text));
    out
}

fn by_hand(name: &str, structs: usize, derives: &str) -> Files {
    let serde = derives.contains("serde");
    let mut text = String::new();
    for index in 0..structs {
        let rename = if serde { "\n#[serde(rename_all = \"camelCase\")]" } else { "" };
        let skip = if serde { "    #[serde(skip_serializing_if = \"Option::is_none\")]\n" } else { "" };
        write!(text, "#[derive({derives})]{rename}\npub struct Item{index} {{\n").expect("a String takes all");
        let members = members(index, structs);
        for (number, (words, kind)) in members.iter().enumerate() {
            let (name, ty) = (words.join("_"), kind.rust());
            match number {
                0..REQUIRED => writeln!(text, "    pub {name}: {ty},"),
                _ => writeln!(text, "{skip}    pub {name}: Option<{ty}>,"),
            }
            .expect("a String takes all");
        }
        text.push_str("}\n\n");
        for (_, kind) in &members {
            text.push_str(&definition(kind, derives));
        }
    }
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n{}",
        if serde { "serde = { version = \"1\", features = [\"derive\"] }\n" } else { "" }
    );
    Files::from([("Cargo.toml".to_owned(), manifest), ("src/lib.rs".to_owned(), text)])
}

/// The enum or union that only one struct has: closed and untagged, which is what the derives have.
fn definition(kind: &Kind, derives: &str) -> String {
    let has_serde = derives.contains("serde");
    match kind {
        Kind::State(index) => {
            let rename = if has_serde { "#[serde(rename_all = \"lowercase\")]\n" } else { "" };
            let variants = ["Active", "Paused", "Ended", "Unclear"].map(|name| format!("{name}{index}"));
            let variants = variants.join(",\n    ");
            format!(
                "#[derive({derives})]\n{rename}pub enum Item{index}State {{\n    #[default]\n    {variants},\n}}\n\n"
            )
        }
        Kind::Choice(index, part) => {
            let untagged = if has_serde { "#[serde(untagged)]\n" } else { "" };
            let derives = derives.replace("Default, ", "").replace("Default", "");
            let default = "Self::String(String::new())";
            format!(
                "#[derive({derives})]\n{untagged}pub enum Item{index}Choice {{\n    Item{part}(Box<Item{part}>),\n    \
                 String(String),\n}}\n\nimpl Default for Item{index}Choice {{\n    fn default() -> Self {{ {default} }}\n}}\n\n"
            )
        }
        _ => String::new(),
    }
}

/// What is emitted for a document with one operation, whose request or response reaches all the structs.
fn emitted(name: &str, structs: usize, place: &str) -> Files {
    let camel_case = |[first, second]: [String; 2]| {
        let mut letters = second.chars();
        let capital = letters.next().map(|letter| letter.to_ascii_uppercase());
        format!("{first}{}{}", capital.unwrap_or_default(), letters.as_str())
    };
    let schema = |index| {
        let members = members(index, structs).into_iter();
        let properties: Map<String, Value> = members.map(|(words, kind)| (camel_case(words), kind.schema())).collect();
        let required: Vec<&String> = properties.keys().take(REQUIRED).collect();
        (format!("Item{index}"), json!({"type": "object", "required": required, "properties": properties}))
    };
    let schemas: Map<String, Value> = (0..structs).map(schema).collect();
    let content = json!({"application/json": {"schema": {"$ref": "#/components/schemas/Item0"}}});
    let mut operation = json!({"operationId": "exchange", "responses": {"200": {"description": "Done."}}});
    match place {
        "requestBody" => operation["requestBody"] = json!({"required": true, "content": content}),
        _ => operation["responses"]["200"]["content"] = content,
    }
    let document = json!({
        "openapi": "3.0.3",
        "info": {"title": "Structs", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": {"/exchange": {"post": operation}},
        "components": {"schemas": schemas},
    });
    let main = SourceText { name: "structs.json".to_owned(), text: document.to_string() };
    let sources = Sources::new(main, Vec::new());
    let output = codegen::generate(&Input { strictness: Strictness::Strict, ..Input::new(sources, name) });
    let files = output.files.expect("the document is in order");
    let models =
        files.values().flat_map(|text| text.lines()).filter(|line| line.starts_with("pub struct Item")).count();
    assert_eq!(models, structs, "each struct is emitted");
    files
}
