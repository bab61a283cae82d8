//! Links to the next page: found in a header or in a page, and checked before they are followed.

use http::header::LINK;
use http::{HeaderMap, HeaderName};
use url::Url;

use super::super::codec::View;
use super::super::header_field::{header_name, header_value};
use super::pointer::{at, text};

/// The length limit of a link.
const MAX_LINK: usize = 16 * 1024;

/// Headers that a link may not set: they carry credentials, name the host, or frame the message.
const REFUSED: [&str; 14] = [
    "accept",
    "authorization",
    "connection",
    "content-length",
    "content-type",
    "cookie",
    "expect",
    "host",
    "keep-alive",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// A link as the server gives it.
pub(super) struct NextLink {
    /// A URL, or a reference relative to that of the page.
    target: String,
    method: Option<String>,
    headers: Vec<(String, String)>,
}

/// The call that a link is followed by.
pub(super) struct Follower<'a> {
    /// The URL of the page.
    pub(super) url: &'a Url,
    /// The base URL of the call.
    pub(super) base: &'a Url,
    pub(super) method: &'a str,
    /// The headers that the client sends with each call.
    pub(super) defaults: &'a [(HeaderName, http::HeaderValue)],
}

impl NextLink {
    /// The link `rel="next"` of the headers `Link` (RFC 8288 §3).
    pub(super) fn in_headers(headers: &HeaderMap) -> Option<Self> {
        let values = headers.get_all(LINK).iter().filter_map(|value| value.to_str().ok());
        let target = values.filter_map(next_target).next()?;
        Some(Self { target: target.to_owned(), method: None, headers: Vec::new() })
    }

    /// A link in a page: a text, or an object with `href`, `uri` or `url`, and with `method` and `headers` if it has them.
    pub(super) fn in_page(view: View<'_>) -> Option<Self> {
        let plain = |target| Self { target, method: None, headers: Vec::new() };
        if let Some(target) = text(view) {
            return Some(plain(target));
        }
        let target = ["/href", "/uri", "/url"].into_iter().find_map(|name| text(at(view, name)))?;
        let mut link = Self { method: text(at(view, "/method")), ..plain(target) };
        if let View::List(list) = at(view, "/headers") {
            for header in (0..list.len()).map(|index| list.item(index).as_view()) {
                let name = text(at(header, "/key")).or_else(|| text(at(header, "/name")));
                link.headers.extend(name.zip(text(at(header, "/value"))));
            }
        }
        Some(link)
    }

    /// The URL and headers to ask for.
    ///
    /// # Errors
    /// The link leads to another server, or wants what no link may want. The cause has nothing of the link.
    pub(super) fn checked(&self, by: &Follower<'_>) -> Result<(Url, HeaderMap), &'static str> {
        if self.method.as_ref().is_some_and(|method| !method.eq_ignore_ascii_case(by.method)) {
            return Err("the link to the next page is for another method");
        }
        let url = self.resolved(by)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err("the link to the next page has a user name or password");
        }
        if url.origin() != by.url.origin() {
            return Err("the link to the next page leads to another server, which gets no token and no request");
        }
        Ok((url, self.checked_headers(by)?))
    }

    /// The URL, without its fragment. Some servers leave the path of the base URL out of their links: such a link is taken for
    /// what leads to the path of the page.
    fn resolved(&self, by: &Follower<'_>) -> Result<Url, &'static str> {
        if self.target.len() > MAX_LINK || self.target.chars().any(char::is_control) {
            return Err("the link to the next page is too long or has a control character");
        }
        let mut url = by.url.join(&self.target).map_err(|_| "the link to the next page is not a URL")?;
        let is_path = self.target.starts_with('/') && !self.target.starts_with("//");
        if is_path && url.path() != by.url.path() {
            let below_base = format!("{}{}", by.base.as_str().trim_end_matches('/'), self.target);
            let below_base = Url::parse(&below_base).ok().filter(|url| url.path() == by.url.path());
            url = below_base.unwrap_or(url);
        }
        url.set_fragment(None);
        Ok(url)
    }

    fn checked_headers(&self, by: &Follower<'_>) -> Result<HeaderMap, &'static str> {
        const UNSENDABLE: &str = "the link to the next page has a header that cannot be sent";
        let mut headers = HeaderMap::new();
        for (name, value) in &self.headers {
            let name = header_name(name).map_err(|_| UNSENDABLE)?;
            if REFUSED.contains(&name.as_str()) || by.defaults.iter().any(|(own, _)| *own == name) {
                return Err("the link to the next page sets a header that is the client's own");
            }
            let value = header_value(name.as_str(), value).map_err(|_| UNSENDABLE)?;
            headers.insert(name, value);
        }
        Ok(headers)
    }
}

/// The target of the first link in a header value that leads to the next page.
fn next_target(value: &str) -> Option<&str> {
    let mut rest = value;
    while let Some((_, after)) = rest.split_once('<') {
        let (target, after) = after.split_once('>')?;
        let (parameters, others) = until(after, ',');
        if is_next(parameters) {
            return Some(target.trim());
        }
        rest = others;
    }
    None
}

/// Whether the parameters of a link say that it leads to the page after this one.
fn is_next(parameters: &str) -> bool {
    let mut rest = parameters;
    let mut relation = None;
    while !rest.is_empty() {
        let (parameter, others) = until(rest, ';');
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        match name.trim() {
            // What another resource is linked to.
            name if name.eq_ignore_ascii_case("anchor") => return false,
            name if name.eq_ignore_ascii_case("rel") => {
                relation.get_or_insert(value.trim().trim_matches('"'));
            }
            _ => {}
        }
        rest = others;
    }
    relation.is_some_and(|names| names.split_ascii_whitespace().any(|name| name.eq_ignore_ascii_case("next")))
}

/// What stands before and after the first `end` that is not in quotes.
fn until(text: &str, end: char) -> (&str, &str) {
    let (mut quoted, mut escaped) = (false, false);
    for (index, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            c if c == end && !quoted => return (&text[..index], &text[index + c.len_utf8()..]),
            _ => {}
        }
    }
    (text, "")
}

#[cfg(test)]
mod tests {
    use super::next_target;

    #[test]
    fn the_next_link_of_a_header() {
        let rows = [
            (
                r#"<https://a.example/x?page=2>; rel="next", <https://a.example/x?page=9>; rel="last""#,
                Some("https://a.example/x?page=2"),
            ),
            (r#"</x?page=1>; rel=prev, </x?page=3>; rel=next"#, Some("/x?page=3")),
            (r#"<?p=1,2>;title="a, <b>; rel=next";REL="last Next""#, Some("?p=1,2")),
            (r#"<a>; rel="up"; rel="next""#, None),
            (r#"<a>; rel="next"; anchor="/other", <b>; rel="nexto""#, None),
            (r#"<a"#, None),
            ("", None),
            (r#"<a>; rel="next"#, Some("a")),
        ];
        for (value, expected) in rows {
            assert_eq!(next_target(value), expected, "{value}");
        }
    }
}
