//! The names by which pages are known, compared without case and marks.

use crate::ir::WireName;

/// A name without case, `_`, `-`, `@` and the like.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a name is one of these.
pub(super) fn is_one_of(name: &WireName, names: &[&str]) -> bool {
    names.contains(&plain(name.as_str()).as_str())
}

/// Lists that hold the items wherever they are.
pub(super) const ITEMS: &[&str] = &[
    "content",
    "data",
    "elements",
    "entries",
    "items",
    "list",
    "objects",
    "records",
    "resources",
    "results",
    "rows",
    "value",
    "values",
];

/// Members that only a page has.
pub(super) const OF_PAGES: &[&str] = &[
    "hasmore",
    "limit",
    "links",
    "meta",
    "metadata",
    "offset",
    "page",
    "pageinfo",
    "pages",
    "pagesize",
    "pagestotal",
    "pagination",
    "paging",
    "perpage",
    "responsemetadata",
];

/// Objects in which a page says what comes next.
pub(super) const CONTAINERS: &[&str] = &[
    "cursor",
    "cursors",
    "links",
    "meta",
    "metadata",
    "next",
    "nextpage",
    "page",
    "pageinfo",
    "pages",
    "pagination",
    "paging",
    "responsemetadata",
];

/// Members with the URL of the next page.
pub(super) const LINKS: &[&str] =
    &["nexthref", "nextlink", "nextpagelink", "nextpageuri", "nextpageurl", "nexturi", "nexturl", "odatanextlink"];

/// What stands beside a `next` that is a URL.
pub(super) const BESIDE_LINKS: &[&str] = &["href", "prev", "previous"];

/// Flags that say whether there are more pages.
pub(super) const MORE: &[&str] = &["hasmore", "hasmoreitems", "hasmorepages", "hasnext", "hasnextpage"];

/// The number of the last page, where the first is one.
pub(super) const LAST: &[&str] =
    &["lastpage", "numpages", "pagecount", "pages", "pagestotal", "pagetotal", "totalpagecount", "totalpages"];

/// Parameters with the number of a page.
pub(super) const PAGE: &[&str] = &["currentpage", "page", "pageindex", "pageno", "pagenumber"];

/// Parameters with the number of items before a page.
pub(super) const OFFSET: &[&str] = &["offset", "skip", "start", "startindex"];

/// Those of them that begin with zero.
pub(super) const FROM_ZERO: &[&str] = &["offset", "skip"];

/// Parameters with the size of a page.
pub(super) const SIZE: &[&str] = &[
    "count",
    "hitsperpage",
    "itemsperpage",
    "limit",
    "maxresults",
    "pagesize",
    "perpage",
    "rows",
    "size",
    "take",
    "top",
];

/// Parameters with the id of the last item of the page before.
pub(super) const AFTER: &[&str] = &["after", "afterid", "startingafter"];

/// A member that has a cursor, the object that it has to be in, and the parameters that take the cursor.
pub(super) struct CursorNames {
    pub(super) member: &'static str,
    pub(super) inside: Option<&'static str>,
    pub(super) parameters: &'static [&'static str],
}

const fn cursor(member: &'static str, parameters: &'static [&'static str]) -> CursorNames {
    CursorNames { member, inside: None, parameters }
}

const fn inside(object: &'static str, member: &'static str, parameters: &'static [&'static str]) -> CursorNames {
    CursorNames { member, inside: Some(object), parameters }
}

/// The cursors, the surest first.
pub(super) const CURSORS: &[CursorNames] = &[
    cursor("nextcursor", &["cursor", "nextcursor", "startcursor", "after", "startingafter"]),
    cursor("nextpagetoken", &["pagetoken", "nextpagetoken"]),
    cursor("nexttoken", &["nexttoken", "paginationtoken"]),
    cursor("nextmarker", &["marker", "nextmarker"]),
    cursor("nextpage", &["page", "pagetoken", "nextpage"]),
    cursor("nextoffset", &["offset", "nextoffset"]),
    cursor("nextpageoffset", &["offset"]),
    cursor("nextcontinuationtoken", &["continuationtoken"]),
    cursor("continuationtoken", &["continuationtoken"]),
    cursor("continue", &["continue"]),
    cursor("endcursor", &["after", "cursor"]),
    cursor("scrollid", &["scrollid"]),
    cursor("lastid", &["after", "afterid", "startingafter"]),
    cursor("next", &["from"]),
    inside("cursors", "after", &["after"]),
    inside("next", "after", &["after"]),
    inside("nextpage", "offset", &["offset"]),
];
