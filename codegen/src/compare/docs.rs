//! What is said of the items that both crates have: only how many texts differ.

use std::collections::BTreeMap;

use super::comparison::{Comparison, Side};
use super::rules::Rule;
use super::spot::Spot;
use crate::ir::{SchemeKind, Shape, TypeDef, TypeId};

/// Counts the texts that differ.
pub(super) fn compare(cx: &mut Comparison<'_>) {
    let (old, new) = (texts(cx.old), texts(cx.new));
    let differ = |(item, text): &(&String, &String)| old.get(*item).is_some_and(|before| before != *text);
    let count = new.iter().filter(differ).count();
    if count > 0 {
        let message = match count {
            1 => "one text of the docs differs".to_owned(),
            _ => format!("{count} texts of the docs differ"),
        };
        cx.changed(Rule::DocsChanged, Spot::Key("info"), "", message);
    }
}

/// Item → what is said of it.
fn texts(side: Side<'_>) -> BTreeMap<String, String> {
    let api = side.api;
    let mut all = BTreeMap::new();
    all.insert("the crate".to_owned(), [&*api.title, &*api.docs].join("\n"));
    all.insert("Client::builder".to_owned(), api.server_docs.clone());
    for tag in &api.tags {
        all.insert(format!("Client::{}", tag.module), tag.docs.clone());
    }
    for (index, def) in api.types.iter().enumerate() {
        type_texts(&side.type_path(TypeId(index)), def, &mut all);
    }
    for operation in &api.operations {
        let (method, call) = (side.method(operation), side.call(operation));
        all.insert(method.clone(), [&*operation.summary, &*operation.docs, &*operation.output.docs].join("\n"));
        let parameters = operation.parameters.iter().map(|it| (format!("{call}::{}", it.name), it.docs.clone()));
        all.extend(parameters);
        all.extend(operation.body.iter().map(|body| (format!("{call} body"), body.docs.clone())));
        let bodies = [("output", &operation.output.variants), ("error", &operation.errors)];
        for (kind, body) in bodies.into_iter().flat_map(|(kind, all)| all.iter().map(move |body| (kind, body))) {
            all.insert(format!("{call} {kind} {}", body.name), body.docs.clone());
        }
    }
    all.extend(api.response_headers.iter().map(|it| (format!("header {}", it.name), it.docs.clone())));
    for scheme in &api.security_schemes {
        all.insert(format!("scheme {}", scheme.name), scheme.docs.clone());
        if let SchemeKind::OAuth2(flows) = &scheme.kind {
            let scopes: Vec<_> = flows.iter().flat_map(|flow| &flow.scopes).collect();
            all.insert(format!("scopes of {}", scheme.name), format!("{scopes:?}"));
        }
    }
    for server in &api.servers {
        all.insert(format!("base_urls::{}", server.name), server.docs.clone());
        all.extend(server.variables.iter().map(|it| (format!("{}::{}", server.name, it.name), it.docs.clone())));
    }
    all
}

fn type_texts(path: &str, def: &TypeDef, all: &mut BTreeMap<String, String>) {
    all.insert(path.to_owned(), def.docs.clone());
    match &def.shape {
        Shape::Struct(shape) => {
            all.extend(shape.fields.iter().map(|it| (format!("{path}::{}", it.name), it.docs.clone())));
        }
        Shape::Enum(shape) => {
            all.extend(shape.variants.iter().map(|it| (format!("{path}::{}", it.name), it.docs.clone())));
        }
        Shape::Keyed(variants) => {
            all.extend(variants.iter().map(|it| (format!("{path}::{}", it.name), it.docs.clone())));
        }
        Shape::Union(_) | Shape::Tuple(_) | Shape::Alias(_) => {}
    }
}
