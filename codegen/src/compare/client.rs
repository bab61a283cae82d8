//! The client: its handles and their features, its servers, and the headers of responses.

use super::change::Which::{New, Old};
use super::comparison::{Comparison, was_and_is};
use super::pairs::matched;
use super::rules::Rule;
use super::spot::Spot;
use crate::diagnostics::quote;
use crate::ir::{Api, ResponseHeader, Server, ServerVariable, Tag};

/// Compares what belongs to no operation.
pub(super) fn compare(cx: &mut Comparison<'_>) {
    handles(cx);
    base_url(cx);
    servers(cx);
    headers(cx);
}

fn handles(cx: &mut Comparison<'_>) {
    let tags = matched(&cx.old.api.tags, &cx.new.api.tags, &[&|tag: &Tag| tag.module.to_string()]);
    for tag in tags.removed {
        let rust = format!("Client::{}", tag.module);
        let message = format!("the handle `{}()` and the module `{}` are gone", tag.module, tag.module);
        cx.report(Rule::HandleRemoved, (Old, spot(cx.old.api, tag)), &rust, message);
    }
    for tag in tags.added {
        let rust = format!("Client::{}", tag.module);
        cx.changed(Rule::HandleAdded, spot(cx.new.api, tag), &rust, format!("the handle `{}()` is new", tag.module));
    }
    for (before, after) in tags.both {
        let (rust, spot) = (format!("Client::{}", after.module), spot(cx.new.api, after));
        match (&before.feature, &after.feature) {
            (None, Some(feature)) => {
                let message = format!("the handle `{}()` needs the feature `{feature}`", after.module);
                cx.changed(Rule::FeatureRequired, spot, &rust, message);
            }
            (Some(feature), None) => {
                let message =
                    format!("the feature `{feature}` is gone; the handle `{}()` is always there", after.module);
                cx.changed(Rule::FeatureRemoved, spot, &rust, message);
            }
            _ => {}
        }
    }
}

/// The first operation of a tag: few documents list their tags.
fn spot<'a>(api: &'a Api, tag: &Tag) -> Spot<'a> {
    let mut operations = api.operations.iter();
    let first = operations.find(|operation| api.tags.get(operation.tag.0).is_some_and(|it| it.module == tag.module));
    first.map_or(Spot::Key("tags"), |operation| Spot::Of(operation, "tags"))
}

/// Whether `builder` has to be given a base URL: where the document has none, or only its path.
fn takes_url(api: &Api) -> bool {
    api.server.as_deref().is_none_or(|server| server.starts_with('/'))
}

fn base_url(cx: &mut Comparison<'_>) {
    let (old, new) = (cx.old.api, cx.new.api);
    let rust = "Client::builder";
    match (takes_url(old), takes_url(new)) {
        (true, false) => {
            let message = format!("`{rust}` took a base URL and takes none");
            cx.changed(Rule::BuilderArgumentChanged, Spot::Key("servers"), rust, message);
        }
        (false, true) => {
            let message = format!("`{rust}` took no base URL and takes one");
            cx.changed(Rule::BuilderArgumentChanged, Spot::Key("servers"), rust, message);
        }
        _ if old.server != new.server => {
            let url = |api: &Api| api.server.as_deref().map_or_else(|| "no path".to_owned(), quote);
            let message = format!("clients called {} and call {}, unless they are told otherwise", url(old), url(new));
            cx.changed(Rule::BaseUrlChanged, Spot::Key("servers"), rust, message);
        }
        _ => {}
    }
}

fn servers(cx: &mut Comparison<'_>) {
    let spot = Spot::Key("servers");
    let servers = matched(&cx.old.api.servers, &cx.new.api.servers, &[&|server: &Server| server.name.to_string()]);
    for server in servers.removed {
        let rust = format!("base_urls::{}", server.name);
        cx.report(Rule::ServerRemoved, (Old, spot), &rust, format!("`{rust}` is gone"));
    }
    for server in servers.added {
        let rust = format!("base_urls::{}", server.name);
        cx.report(Rule::ServerAdded, (New, spot), &rust, format!("`{rust}` is new"));
    }
    for (before, after) in servers.both {
        let rust = format!("base_urls::{}", after.name);
        if setters(before) != setters(after) {
            let message = format!("the setters of `{rust}` or the values of its variables are others");
            cx.changed(Rule::ServerChanged, spot, &rust, message);
        }
        let defaults = |server: &Server| server.variables.iter().map(|it| it.default.clone()).collect::<Vec<_>>();
        if (&before.pieces, defaults(before)) != (&after.pieces, defaults(after)) {
            let message =
                format!("`{rust}` was {} and is {}, or its defaults are others", quote(&before.url), quote(&after.url));
            cx.changed(Rule::BaseUrlChanged, spot, &rust, message);
        }
    }
}

/// The names of a server's setters, and the values that they take, in no order.
fn setters<'a>(server: &'a Server) -> Vec<(&'a str, Vec<&'a str>)> {
    let setter = |variable: &'a ServerVariable| {
        let mut values: Vec<&str> = variable.values.iter().map(|(_, name)| name.as_str()).collect();
        values.sort_unstable();
        (variable.name.as_str(), values)
    };
    let mut all: Vec<_> = server.variables.iter().map(setter).collect();
    all.sort_unstable();
    all
}

fn headers(cx: &mut Comparison<'_>) {
    let (old, new) = (&cx.old.api.response_headers, &cx.new.api.response_headers);
    let headers = matched(old, new, &[&|header: &ResponseHeader| header.name.to_string()]);
    let (operations_before, operations) = (&*cx.old.api.operations, &*cx.new.api.operations);
    for header in headers.removed {
        let rust = format!("ResponseHeaders::{}", header.name);
        let message = format!("`{rust}` is gone, the header {}", quote(header.wire.as_str()));
        let spot = Spot::Header(operations_before, header.wire.as_str());
        cx.report(Rule::HeaderRemoved, (Old, spot), &rust, message);
    }
    for header in headers.added {
        let rust = format!("ResponseHeaders::{}", header.name);
        let message = format!("`{rust}` is new, the header {}", quote(header.wire.as_str()));
        cx.report(Rule::HeaderAdded, (New, Spot::Header(operations, header.wire.as_str())), &rust, message);
    }
    for (before, after) in headers.both {
        let rust = format!("ResponseHeaders::{}", after.name);
        let spot = Spot::Header(operations, after.wire.as_str());
        if !cx.is_same(&before.ty, &after.ty) {
            let message = was_and_is(&rust, &cx.old.text(&before.ty), &cx.new.text(&after.ty));
            cx.changed(Rule::HeaderTypeChanged, spot, &rust, message);
        }
        cx.deprecation((before.deprecated, after.deprecated), spot, &rust);
    }
}
