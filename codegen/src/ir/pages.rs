//! Answers that come in pages: where the items of a page are, and how the next page is asked for.

use super::names::WireName;

/// The members on the way from a value to one inside of it; none for the value itself.
pub type MemberPath = Vec<WireName>;

/// How the answer of an operation is divided into pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pages {
    /// Where in a page its items are.
    pub items: MemberPath,
    /// How there is a next page.
    pub next: NextPage,
    /// The flag of a page that says whether there are more.
    pub more: Option<MemberPath>,
}

/// How the next page is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NextPage {
    /// By the URL in the header `Link`.
    LinkHeader,
    /// By a URL in the page.
    Link(MemberPath),
    /// By a value in the page.
    Cursor(MemberPath, CallParameter),
    /// By a value in the last item.
    LastItem(MemberPath, CallParameter),
    /// By its number.
    Page {
        /// What asks for it.
        parameter: CallParameter,
        /// The number of the first page.
        first: u64,
        /// Where in a page the number of the last one is.
        last: Option<MemberPath>,
    },
    /// By the number of items before it.
    Offset {
        /// What asks for it.
        parameter: CallParameter,
        /// The number of the first item.
        first: u64,
    },
}

/// A parameter of a call that the client sets by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallParameter {
    /// A query parameter.
    Query(WireName),
    /// A member of the JSON body.
    Body(MemberPath),
}

impl NextPage {
    /// Its name in `x-pagination`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::LinkHeader => "link-header",
            Self::Link(_) => "link",
            Self::Cursor(..) => "cursor",
            Self::LastItem(..) => "last-item",
            Self::Page { .. } => "page",
            Self::Offset { .. } => "offset",
        }
    }

    /// The parameter that asks for it, if it is not all in a link.
    pub fn parameter(&self) -> Option<&CallParameter> {
        match self {
            Self::LinkHeader | Self::Link(_) => None,
            Self::Cursor(_, parameter) | Self::LastItem(_, parameter) => Some(parameter),
            Self::Page { parameter, .. } | Self::Offset { parameter, .. } => Some(parameter),
        }
    }
}

/// A path as a JSON pointer (RFC 6901).
pub fn pointer(path: &[WireName]) -> String {
    path.iter().map(|name| format!("/{}", name.as_str().replace('~', "~0").replace('/', "~1"))).collect()
}

/// The path of a JSON pointer.
pub fn path(pointer: &str) -> MemberPath {
    pointer.split('/').skip(1).map(|token| WireName::new(token.replace("~1", "/").replace("~0", "~"))).collect()
}
