//! [`Paging`]: where the items of a page are, and how the next page is asked for.

use super::super::call_parameter::CallParameter;

/// How the answer to an operation is divided into pages. Places are JSON pointers (RFC 6901) into a page.
#[derive(Clone, Copy, Debug)]
pub struct Paging {
    pub(super) items: &'static str,
    pub(super) by: By,
    /// What the next page is known by: a link or cursor in the page, or a member of its last item.
    pub(super) next: &'static str,
    /// What asks for it; nothing, where a link is all of it.
    pub(super) parameter: CallParameter,
    /// The number of the first page or item.
    pub(super) first: u64,
    /// A flag that says whether there are more pages.
    pub(super) more: Option<&'static str>,
    /// The number of the last page.
    pub(super) last: Option<&'static str>,
}

/// By what the next page is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    LinkHeader,
    Link,
    Cursor,
    LastItem,
    Page,
    Offset,
}

impl Paging {
    const fn new(items: &'static str, by: By, next: &'static str) -> Self {
        Self { items, by, next, parameter: CallParameter::None, first: 0, more: None, last: None }
    }

    /// The header `Link` has the URL of the next page (RFC 8288).
    pub const fn link_header(items: &'static str) -> Self {
        Self::new(items, By::LinkHeader, "")
    }

    /// The page has the URL of the next one: a text, or an object with `href`, `uri` or `url`, perhaps with `method` and `headers`.
    pub const fn link(items: &'static str, next: &'static str) -> Self {
        Self::new(items, By::Link, next)
    }

    /// The page has the value of the parameter that asks for the next one.
    pub const fn cursor(items: &'static str, next: &'static str) -> Self {
        Self::new(items, By::Cursor, next)
    }

    /// The last item has the value of the parameter that asks for the next page.
    pub const fn last_item(items: &'static str, next: &'static str) -> Self {
        Self::new(items, By::LastItem, next)
    }

    /// Pages are numbered.
    pub const fn page(items: &'static str) -> Self {
        Self::new(items, By::Page, "")
    }

    /// The items before the page are counted.
    pub const fn offset(items: &'static str) -> Self {
        Self::new(items, By::Offset, "")
    }

    /// The next page is named in this query parameter.
    pub const fn query(mut self, name: &'static str) -> Self {
        self.parameter = CallParameter::Query(name);
        self
    }

    /// The next page is named in this member of the JSON body.
    pub const fn body(mut self, pointer: &'static str) -> Self {
        self.parameter = CallParameter::Body(pointer);
        self
    }

    /// The number of the first page or item, if it is not zero.
    pub const fn first(mut self, number: u64) -> Self {
        self.first = number;
        self
    }

    /// The flag that says whether there are more pages.
    pub const fn more(mut self, flag: &'static str) -> Self {
        self.more = Some(flag);
        self
    }

    /// The number of the last page.
    pub const fn last(mut self, number: &'static str) -> Self {
        self.last = Some(number);
        self
    }
}
