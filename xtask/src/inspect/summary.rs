//! The result of `inspect` as text for people.

use std::fmt::Write;

use codegen::Inspection;
use codegen::diagnostics::visible;
use codegen::inspect::{Location, Operation, Pages, Requirement, Stream};

use crate::table::{aligned, counted};

/// Longer texts of the document are cut.
const LONGEST: usize = 200;

/// The sections of the page; empty ones are left out.
pub(super) fn text(inspection: &Inspection) -> String {
    let own = format!("{}::", inspection.crate_path);
    let page = Page { own: &own };
    let mut out =
        format!("{} {}, {}\n", shown(&inspection.title), shown(&inspection.version), shown(&inspection.dialect));
    section(&mut out, "operations", inspection.operations.iter().map(|it| page.operation(it)).collect());
    section(
        &mut out,
        "operations that answer in pages",
        inspection.operations.iter().filter_map(|it| page.pages(it)).collect(),
    );
    section(
        &mut out,
        "operations that answer with a stream",
        inspection.operations.iter().filter_map(|it| page.stream(it)).collect(),
    );
    let schemes = inspection.security_schemes.iter().map(|it| {
        let methods: Vec<String> = it.methods.iter().map(|name| format!(".{name}(…)")).collect();
        vec![shown(&it.name), it.kind.to_owned(), methods.join(" or ")]
    });
    section(&mut out, "ways to log in", schemes.collect());
    let left_out =
        inspection.left_out.iter().map(|it| vec![shown(&it.http_method), shown(&it.path), shown(&it.reason)]);
    let headers = inspection
        .response_headers
        .iter()
        .map(|it| vec![shown(&it.wire), format!("headers().{}()", it.method), page.rust(&it.rust)]);
    section(&mut out, "headers of responses", headers.collect());
    let servers = inspection.servers.iter().map(|it| {
        let variables: String = it.variables.iter().map(|name| format!(" .{name}(…)")).collect();
        vec![shown(&it.url), format!("{}{variables}", page.rust(&it.rust))]
    });
    section(&mut out, "servers", servers.collect());
    section(&mut out, "operations left out", left_out.collect());
    section(&mut out, "webhooks", inspection.webhooks.iter().map(|name| vec![shown(name)]).collect());
    let types = inspection.types.iter().map(|it| {
        let places: Vec<String> = it.schemas.iter().map(place).collect();
        vec![it.kind.to_owned(), page.rust(&it.rust), places.join(", ")]
    });
    section(&mut out, "types", types.collect());
    let unions = inspection.unions.iter().map(|it| {
        let variants: Vec<String> = it.variants.iter().map(|variant| page.rust(variant)).collect();
        vec![page.rust(&it.rust), variants.join(" | ")]
    });
    section(&mut out, "unions", unions.collect());
    let untyped = inspection.untyped.iter().map(|it| vec![place(&it.at), shown(&it.reason)]);
    section(&mut out, "untyped places", untyped.collect());
    let warnings = inspection.warnings.iter().map(|(code, count)| vec![(*code).to_owned(), count.to_string()]);
    section(&mut out, "kinds of warnings", warnings.collect());
    let size = &inspection.size;
    // Writing to a string does not fail.
    let (lines, files) = (counted(size.lines, "line"), counted(size.files, "file"));
    let _ = writeln!(out, "\n{lines} in {files}, the runtime not counted");
    out
}

fn section(out: &mut String, name: &str, rows: Vec<Vec<String>>) {
    if !rows.is_empty() {
        let _ = writeln!(out, "\n{name}: {}", rows.len());
        out.push_str(&aligned(rows));
    }
}

/// Shortens paths: the page is about one crate, so the crate's name is left out.
struct Page<'a> {
    own: &'a str,
}

impl Page<'_> {
    fn rust(&self, ty: &str) -> String {
        ty.replace(self.own, "")
    }

    /// `PATCH`, the path, and `users().update(id, body).ms_cv() -> models::User`.
    fn operation(&self, operation: &Operation) -> Vec<String> {
        let arguments: Vec<String> =
            operation.arguments.iter().map(|it| format!("{}: {}", it.name, self.rust(&it.rust))).collect();
        let setters: String =
            operation.setters.iter().map(|it| format!(" .{}({})", it.name, self.rust(&it.rust))).collect();
        let call = format!("{}().{}({})", operation.handle, operation.method, arguments.join(", "));
        let output = self.rust(&operation.output);
        let needs = operation.security.as_deref().map(needs).unwrap_or_default();
        vec![operation.http_method.clone(), shown(&operation.path), format!("{call}{setters} -> {output}{needs}")]
    }

    /// `GET`, the path, and `models::User at /data, cursor /next in cursor`.
    fn pages(&self, operation: &Operation) -> Option<Vec<String>> {
        let Pages { kind, item, items, next, parameter, first, last, more } = operation.pages.as_ref()?;
        let mut how = (*kind).to_owned();
        for (word, value) in [("", next), ("in ", parameter), ("last ", last), ("if ", more)] {
            how.extend(value.iter().map(|value| format!(" {word}{}", shown(value))));
        }
        how.extend(first.iter().map(|first| format!(" from {first}")));
        let items = if items.is_empty() { String::new() } else { format!(" at {}", shown(items)) };
        Some(vec![operation.http_method.clone(), shown(&operation.path), format!("{}{items}, {how}", self.rust(item))])
    }
}

impl Page<'_> {
    /// `POST`, the path, and `models::Chunk, events by /stream`.
    fn stream(&self, operation: &Operation) -> Option<Vec<String>> {
        let Stream { kind, item, whole_events, until, parameter, .. } = operation.stream.as_ref()?;
        let mut how = item.as_ref().map(|item| format!("{}, ", self.rust(item))).unwrap_or_default();
        how.extend(whole_events.then_some("whole "));
        how.push_str(kind);
        for (word, value) in [("until", until), ("by", parameter)] {
            how.extend(value.iter().map(|value| format!(" {word} {}", shown(value))));
        }
        Some(vec![operation.http_method.clone(), shown(&operation.path), how])
    }
}

/// `, needs key, or basic and app (read)`
fn needs(alternatives: &[Vec<Requirement>]) -> String {
    let one = |it: &Requirement| match it.scopes.as_slice() {
        [] => shown(&it.scheme),
        scopes => format!("{} ({})", shown(&it.scheme), shown(&scopes.join(" "))),
    };
    let all = |alternative: &Vec<Requirement>| match alternative.as_slice() {
        [] => "nothing".to_owned(),
        several => several.iter().map(one).collect::<Vec<_>>().join(" and "),
    };
    match alternatives {
        [] => String::new(),
        several => format!(", needs {}", several.iter().map(all).collect::<Vec<_>>().join(", or ")),
    }
}

fn place(at: &Location) -> String {
    let document = at.document.as_deref().unwrap_or_default();
    shown(&format!("{document}#{}", at.pointer))
}

/// Text of the document, escaped so that it cannot control the terminal.
fn shown(text: &str) -> String {
    visible(text, LONGEST)
}
