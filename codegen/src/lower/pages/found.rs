//! Which operations answer in pages, by their shape. Better none than a wrong one: what asks for the next page must be there.
//!
//! The items are the answer itself, or its one list, or the one with a usual name (`data`, `items` …). The next page is known, the
//! surest way first, by a link in the page, a header `Link`, a cursor that a parameter takes, the id of the last item with a flag
//! `has_more`, a page number whose first one is known, or an offset with a limit.

use super::look::{Look, Member, Scalar};
use super::names::{
    AFTER, BESIDE_LINKS, CURSORS, FROM_ZERO, ITEMS, LAST, LINKS, MORE, OF_PAGES, OFFSET, PAGE, SIZE, is_one_of, plain,
};
use crate::ir::{self, CallParameter, Field, HttpMethod, MemberPath, NextPage, Pages, TypeRef, WireName};

/// How an operation answers in pages, if it does.
pub(super) fn pages(look: &Look<'_>) -> Option<Pages> {
    let is_read = look.operation.http_method == HttpMethod::Get;
    if !is_read && look.operation.http_method != HttpMethod::Post {
        return None;
    }
    let items = items(look)?;
    let members = look.members();
    let by_link = || link(look, &members).map(NextPage::Link);
    let by_header = || look.hints.link_header.then_some(NextPage::LinkHeader);
    let linked = if is_read { by_link().or_else(by_header) } else { None };
    if let Some(next) = linked {
        return Some(Pages { items, next, more: None });
    }
    let more = more(look, &members);
    let counted = || is_read.then(|| number(look, &members).or_else(|| offset(look))).flatten();
    let by_last = || last_item(look, &items).filter(|_| is_read && more.is_some());
    let next = cursor(look, &members).or_else(by_last).or_else(counted)?;
    Some(Pages { items, next, more })
}

/// Where the items of a page are.
pub(super) fn items(look: &Look<'_>) -> Option<MemberPath> {
    let page = look.page()?;
    if ir::type_walks::item_of(look.types, page).is_some() {
        return Some(Vec::new());
    }
    let fields = ir::type_walks::fields(look.types, page);
    let lists: Vec<&Field> =
        fields.iter().filter(|field| ir::type_walks::item_of(look.types, &field.ty).is_some()).collect();
    let usual: Vec<&&Field> = lists.iter().filter(|field| is_one_of(&field.wire, ITEMS)).collect();
    match (usual.as_slice(), lists.as_slice()) {
        ([one], _) => Some(vec![one.wire.clone()]),
        (_, [one]) if is_page(look, one, fields) => Some(vec![one.wire.clone()]),
        _ => None,
    }
}

/// Whether an object with one list is a page and not a thing that happens to have a list.
fn is_page(look: &Look<'_>, list: &Field, fields: &[Field]) -> bool {
    let says_so = |field: &Field| {
        let name = plain(field.wire.as_str());
        OF_PAGES.contains(&name.as_str()) || name.starts_with("next") || name.starts_with("total")
    };
    let path = look.operation.path.as_str().split('?').next().unwrap_or_default();
    let segment = path.split('/').rfind(|segment| !segment.is_empty() && !segment.contains('{')).unwrap_or_default();
    fields.len() == 1 || fields.iter().any(says_so) || plain(segment) == plain(list.wire.as_str())
}

fn link(look: &Look<'_>, members: &[Member<'_>]) -> Option<MemberPath> {
    let is_text = |ty: &TypeRef| look.scalar(ty) == Some(Scalar::Text);
    let is_object = |ty: &TypeRef| {
        let fields = ir::type_walks::fields(look.types, ty).iter();
        fields.filter(|field| ["href", "uri", "url"].contains(&field.wire.as_str())).any(|field| is_text(&field.ty))
    };
    let is_link = |member: &&Member<'_>| {
        let is_object = is_object(member.ty);
        if !is_object && !is_text(member.ty) {
            return false;
        }
        let is_beside = |other: &Member<'_>| {
            let (name, beside) = (other.name.as_str(), other.path.split_last().map(|(_, outer)| outer));
            BESIDE_LINKS.contains(&name) && beside == member.path.split_last().map(|(_, outer)| outer)
        };
        let is_among_links = matches!(member.inside.as_deref(), Some("links" | "pages"));
        match member.name.as_str() {
            "next" => is_object || is_among_links || members.iter().any(is_beside),
            name => LINKS.contains(&name),
        }
    };
    members.iter().find(is_link).map(|member| member.path.clone())
}

fn cursor(look: &Look<'_>, members: &[Member<'_>]) -> Option<NextPage> {
    // Where both are there, the offset works without being asked for.
    let has_offset = members.iter().any(|member| member.path.len() == 1 && member.name == "offset");
    if has_offset && look.query(&["offset"], Scalar::Number).is_some() {
        return None;
    }
    CURSORS.iter().find_map(|names| {
        let is_in_place =
            |member: &&Member<'_>| names.inside.is_none_or(|object| member.inside.as_deref() == Some(object));
        let mut named = members.iter().filter(|member| member.name == names.member).filter(is_in_place);
        named.find_map(|member| {
            let parameter = look.parameter(names.parameters, look.scalar(member.ty)?)?;
            Some(NextPage::Cursor(member.path.clone(), parameter))
        })
    })
}

fn last_item(look: &Look<'_>, items: &[WireName]) -> Option<NextPage> {
    let parameter = look.query(AFTER, Scalar::Text)?;
    let id = WireName::new("id");
    let ty = ir::type_walks::at(look.types, look.item(items)?, std::slice::from_ref(&id))?;
    (look.scalar(ty) == Some(Scalar::Text))
        .then(|| NextPage::LastItem(vec![id], CallParameter::Query(parameter.clone())))
}

fn number(look: &Look<'_>, members: &[Member<'_>]) -> Option<NextPage> {
    let parameter = look.query(PAGE, Scalar::Number)?;
    let first = *look.hints.first.get(parameter.as_str())?;
    let is_last = |member: &&Member<'_>| {
        first == 1 && LAST.contains(&member.name.as_str()) && look.scalar(member.ty) == Some(Scalar::Number)
    };
    let last = members.iter().find(is_last).map(|member| member.path.clone());
    Some(NextPage::Page { parameter: CallParameter::Query(parameter.clone()), first, last })
}

fn offset(look: &Look<'_>) -> Option<NextPage> {
    look.query(SIZE, Scalar::Number)?;
    let parameter = look.query(OFFSET, Scalar::Number)?;
    let usual = is_one_of(parameter, FROM_ZERO).then_some(0);
    let first = look.hints.first.get(parameter.as_str()).copied().or(usual)?;
    Some(NextPage::Offset { parameter: CallParameter::Query(parameter.clone()), first })
}

fn more(look: &Look<'_>, members: &[Member<'_>]) -> Option<MemberPath> {
    let is_more = |member: &&Member<'_>| MORE.contains(&member.name.as_str()) && look.is_flag(member.ty);
    members.iter().find(is_more).map(|member| member.path.clone())
}
