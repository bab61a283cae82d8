//! `x-pagination`: what the document or an overlay says of pages, checked against the operation.

use serde_json::{Map, Value};

use super::found;
use super::look::{Look, Scalar};
use crate::diagnostics::quote;
use crate::ir::{self, CallParameter, MemberPath, NextPage, Pages, TypeRef, WireName};

/// The members of the extension.
const MEMBERS: [&str; 7] = ["first", "items", "kind", "last", "more", "next", "parameter"];

/// How an operation answers in pages. What is not said is as it is found.
///
/// # Errors
/// A sentence on what names nothing.
pub(super) fn pages(look: &Look<'_>, value: &Value) -> Result<Option<Pages>, String> {
    let Value::Object(members) = value else {
        return Err("`x-pagination` is neither `false` nor an object, so the answer is one page".to_owned());
    };
    if let Some(unknown) = members.keys().find(|key| !MEMBERS.contains(&key.as_str())) {
        return Err(format!("`x-pagination` has no member {}, so the answer is one page", quote(unknown)));
    }
    let stated = Stated { look, members, found: found::pages(look) };
    stated.pages().map(Some).map_err(|cause| format!("`x-pagination` {cause}, so the answer is one page"))
}

struct Stated<'a, 'l> {
    look: &'a Look<'l>,
    members: &'a Map<String, Value>,
    found: Option<Pages>,
}

impl Stated<'_, '_> {
    fn pages(&self) -> Result<Pages, String> {
        let page = self.look.page().ok_or("is for an operation that answers with JSON of one type")?;
        let items = match self.path("items")? {
            Some(items) => items,
            None => found::items(self.look).ok_or("has no `items`, and the answer is no list nor has it one")?,
        };
        let item = self.look.item(&items).ok_or_else(|| nothing("items", &items, "list"))?;
        let more = match self.path("more")? {
            None => self.found.as_ref().and_then(|found| found.more.clone()),
            Some(more) => {
                let flag = self.look.at(&more).filter(|ty| self.look.is_flag(ty));
                flag.map(|_| Some(more.clone())).ok_or_else(|| nothing("more", &more, "flag"))?
            }
        };
        Ok(Pages { items, next: self.next(page, item)?, more })
    }

    fn next(&self, page: &TypeRef, item: &TypeRef) -> Result<NextPage, String> {
        let kind = match self.text("kind")? {
            Some(kind) => kind,
            None => self.found.as_ref().map(|found| found.next.kind()).ok_or("has no `kind`, and none is found")?,
        };
        if let Some(needless) = needless(kind).iter().find(|name| self.members.contains_key(**name)) {
            return Err(format!("has `{needless}`, which the kind {} has no use for", quote(kind)));
        }
        match kind {
            "link-header" => Ok(NextPage::LinkHeader),
            "link" => {
                let is_link = |ty: &TypeRef| {
                    self.look.scalar(ty) == Some(Scalar::Text)
                        || !ir::type_walks::fields(self.look.types, ty).is_empty()
                };
                Ok(NextPage::Link(self.place(page, "link", is_link)?))
            }
            "cursor" => {
                let next = self.place(page, "cursor", |ty| self.look.scalar(ty).is_some())?;
                Ok(NextPage::Cursor(next, self.parameter()?))
            }
            "last-item" => {
                let next = self.place(item, "cursor", |ty| self.look.scalar(ty).is_some())?;
                Ok(NextPage::LastItem(next, self.parameter()?))
            }
            "page" => Ok(NextPage::Page { parameter: self.parameter()?, first: self.first(1)?, last: self.last()? }),
            "offset" => Ok(NextPage::Offset { parameter: self.parameter()?, first: self.first(0)? }),
            other => Err(format!(
                "has the kind {}, which is none of `link-header`, `link`, `cursor`, `last-item`, `page` and `offset`",
                quote(other)
            )),
        }
    }

    /// `next`: a member of the page or of an item.
    fn place(&self, of: &TypeRef, what: &str, fits: impl Fn(&TypeRef) -> bool) -> Result<MemberPath, String> {
        let found = || match self.found.as_ref().map(|found| &found.next) {
            Some(NextPage::Link(path) | NextPage::Cursor(path, _) | NextPage::LastItem(path, _)) => Some(path.clone()),
            _ => None,
        };
        let path = self.path("next")?.or_else(found).ok_or("has no `next`")?;
        let there = ir::type_walks::at(self.look.types, of, &path).filter(|ty| !path.is_empty() && fits(ty));
        there.map(|_| path.clone()).ok_or_else(|| nothing("next", &path, what))
    }

    /// `parameter`: the name of a query parameter, or a pointer into a JSON body.
    fn parameter(&self) -> Result<CallParameter, String> {
        let Some(stated) = self.text("parameter")? else {
            let found = self.found.as_ref().and_then(|found| found.next.parameter());
            return found.cloned().ok_or_else(|| "has no `parameter`".to_owned());
        };
        if stated.starts_with('/') {
            let path = self.path("parameter")?.unwrap_or_default();
            let ty = self.look.body().and_then(|body| ir::type_walks::at(self.look.types, body, &path));
            return match ty {
                Some(_) => Ok(CallParameter::Body(path)),
                None => Err(nothing("parameter", &path, "member of a JSON body")),
            };
        }
        let found = self.look.plain_query().find(|parameter| parameter.wire.as_str() == stated);
        let found = found.map(|parameter| CallParameter::Query(parameter.wire.clone()));
        found
            .ok_or_else(|| format!("has the `parameter` {}, but there is no such plain query parameter", quote(stated)))
    }

    fn last(&self) -> Result<Option<MemberPath>, String> {
        let Some(last) = self.path("last")? else {
            return Ok(match self.found.as_ref().map(|found| &found.next) {
                Some(NextPage::Page { last, .. }) => last.clone(),
                _ => None,
            });
        };
        let number = self.look.at(&last).filter(|ty| self.look.scalar(ty) == Some(Scalar::Number));
        number.map(|_| Some(last.clone())).ok_or_else(|| nothing("last", &last, "number"))
    }

    fn first(&self, usual: u64) -> Result<u64, String> {
        match (self.members.get("first"), self.found.as_ref().map(|found| &found.next)) {
            (Some(first), _) => {
                first.as_u64().ok_or_else(|| "has a `first` that is not a whole number from zero on".to_owned())
            }
            (None, Some(NextPage::Page { first, .. } | NextPage::Offset { first, .. })) => Ok(*first),
            _ => Ok(usual),
        }
    }

    fn text(&self, name: &str) -> Result<Option<&str>, String> {
        match self.members.get(name) {
            None => Ok(None),
            Some(value) => value.as_str().map(Some).ok_or_else(|| format!("has a `{name}` that is not a text")),
        }
    }

    /// A JSON pointer (RFC 6901).
    fn path(&self, name: &str) -> Result<Option<MemberPath>, String> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        if !text.is_empty() && !text.starts_with('/') {
            return Err(format!("has a `{name}` that is not a JSON pointer, which begins with a slash"));
        }
        Ok(Some(ir::pages::path(text)))
    }
}

/// The members that say nothing of pages of a kind.
fn needless(kind: &str) -> &'static [&'static str] {
    match kind {
        "link-header" => &["first", "last", "next", "parameter"],
        "link" => &["first", "last", "parameter"],
        "cursor" | "last-item" => &["first", "last"],
        "page" => &["next"],
        "offset" => &["last", "next"],
        _ => &[],
    }
}

fn nothing(name: &str, path: &[WireName], what: &str) -> String {
    format!("has the `{name}` {}, where there is no {what}", quote(&ir::pages::pointer(path)))
}
