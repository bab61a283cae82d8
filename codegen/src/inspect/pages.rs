//! How the answers of operations are divided into pages.

use super::report::Pages;
use super::report_context::View;
use crate::ir::{self, CallParameter, MemberPath, NextPage};

/// The pages of one operation, in the words of `x-pagination`.
pub(super) fn of(view: &View<'_>, operation: &ir::Operation) -> Option<Pages> {
    let pages = operation.pages.as_ref()?;
    let types = &view.api.types;
    let items = ir::type_walks::at(types, &operation.output.ty, &pages.items)?;
    let pointer = |path: &MemberPath| ir::pages::pointer(path);
    let (next, first, last) = match &pages.next {
        NextPage::LinkHeader => (None, None, None),
        NextPage::Link(next) | NextPage::Cursor(next, _) | NextPage::LastItem(next, _) => (Some(next), None, None),
        NextPage::Page { first, last, .. } => (None, Some(*first), last.as_ref()),
        NextPage::Offset { first, .. } => (None, Some(*first), None),
    };
    Some(Pages {
        kind: pages.next.kind(),
        item: view.rust(ir::type_walks::item_of(types, items)?),
        items: pointer(&pages.items),
        next: next.map(pointer),
        parameter: pages.next.parameter().map(|parameter| match parameter {
            CallParameter::Query(name) => name.as_str().to_owned(),
            CallParameter::Body(path) => pointer(path),
        }),
        first,
        last: last.map(pointer),
        more: pages.more.as_ref().map(pointer),
    })
}
