//! What is in a document and in the crate made of it, as data: other tools and `cargo xtask inspect` are built on it.

mod operations;
mod pages;
mod report;
mod report_context;
mod schemas;
mod security;
mod source_pointers;
mod stream;

use std::collections::BTreeMap;

pub use report::{
    Argument, Inspection, Location, Operation, Pages, Requirement, ResponseHeader, Schema, SecurityScheme, Server,
    Size, SkippedOperation, Stream, Type, Union, Untyped,
};
use report_context::View;
pub(crate) use source_pointers::SourceTrees;

use crate::diagnostics::{Code, Diagnostics, Place, Severity};
use crate::document::SourceMap;
use crate::files::Files;
use crate::ir::{self, Api, Shape, TypeId, TypeRef};
use crate::options::Input;

/// Describes what was emitted.
pub(crate) fn inspection(
    api: &Api,
    files: &Files,
    input: &Input,
    (source_map, diagnostics): (&SourceMap, &Diagnostics),
) -> Inspection {
    let view = View { api, input, crate_path: input.crate_name.replace('-', "_") };
    let mut definitions = vec![Vec::new(); api.types.len()];
    let (schemas, unsaid) = schemas::all(&view, source_map, &mut definitions);
    Inspection {
        title: api.title.clone(),
        version: api.version.clone(),
        dialect: api.dialect.clone(),
        security_schemes: security::schemes(api),
        operations: api.operations.iter().map(|operation| operations::one(&view, operation)).collect(),
        left_out: api.skipped.iter().map(operations::skipped).collect(),
        response_headers: response_headers(&view),
        servers: servers(&view),
        webhooks: api.webhooks.iter().map(|name| name.as_str().to_owned()).collect(),
        types: types(&view, definitions),
        unions: unions(&view),
        untyped: untyped(&view, diagnostics, unsaid),
        schemas,
        warnings: warnings(diagnostics),
        size: size(files),
        base_url: api.server.clone(),
        crate_path: view.crate_path,
    }
}

fn response_headers(view: &View<'_>) -> Vec<ResponseHeader> {
    let one = |header: &ir::ResponseHeader| ResponseHeader {
        wire: header.wire.as_str().to_owned(),
        method: header.name.as_str().to_owned(),
        rust: view.rust(&header.ty),
    };
    view.api.response_headers.iter().map(one).collect()
}

fn servers(view: &View<'_>) -> Vec<Server> {
    let one = |server: &ir::Server| Server {
        url: server.url.clone(),
        rust: format!("{}::base_urls::{}", view.crate_path, server.name),
        variables: server.variables.iter().map(|variable| variable.name.as_str().to_owned()).collect(),
    };
    view.api.servers.iter().map(one).collect()
}

fn types(view: &View<'_>, definitions: Vec<Vec<Location>>) -> Vec<Type> {
    let ids = (0..view.api.types.len()).map(TypeId);
    let rows = ids.zip(&view.api.types).zip(definitions).map(|((id, def), schemas)| {
        let kind = match def.shape {
            Shape::Struct(_) => "struct",
            Shape::Enum(_) => "enum",
            Shape::Union(_) | Shape::Keyed(_) => "union",
            Shape::Tuple(_) => "tuple",
            Shape::Alias(_) => "alias",
        };
        Type { rust: view.rust(&TypeRef::Named(id)), kind, schemas }
    });
    let mut rows: Vec<Type> = rows.collect();
    rows.sort_by(|a, b| a.rust.cmp(&b.rust));
    rows
}

fn unions(view: &View<'_>) -> Vec<Union> {
    let ids = (0..view.api.types.len()).map(TypeId);
    let all = ids.zip(&view.api.types).filter(|(_, def)| matches!(def.shape, Shape::Union(_)));
    let rows = all.map(|(id, def)| Union {
        rust: view.rust(&TypeRef::Named(id)),
        variants: def.shape.parts().into_iter().map(|part| view.rust(part)).collect(),
    });
    let mut rows: Vec<Union> = rows.collect();
    rows.sort_by(|a, b| a.rust.cmp(&b.rust));
    rows
}

/// Why values have no type: what was warned of, or else what the document does not say; once for each place.
fn untyped(view: &View<'_>, diagnostics: &Diagnostics, unsaid: BTreeMap<Location, &'static str>) -> Vec<Untyped> {
    let mut places = BTreeMap::new();
    for diagnostic in diagnostics.iter().filter(|it| matches!(it.code, Code::WUntyped | Code::WRef)) {
        if let Place::Node(pointer) = &diagnostic.position.place {
            let at = view.location((diagnostic.position.source, pointer));
            places.entry(at).or_insert_with(|| diagnostic.message.clone());
        }
    }
    for (at, reason) in unsaid {
        places.entry(at).or_insert_with(|| reason.to_owned());
    }
    places.into_iter().map(|(at, reason)| Untyped { at, reason }).collect()
}

fn warnings(diagnostics: &Diagnostics) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for diagnostic in diagnostics.iter().filter(|it| it.severity() == Severity::Warning) {
        *counts.entry(diagnostic.code.as_str()).or_default() += 1;
    }
    counts
}

fn size(files: &Files) -> Size {
    let is_ours = |path: &str| path.ends_with(".rs") && !path.starts_with("src/runtime/");
    let ours: Vec<&String> = files.iter().filter(|(path, _)| is_ours(path)).map(|(_, text)| text).collect();
    Size { files: ours.len(), lines: ours.iter().map(|text| text.lines().count()).sum() }
}
