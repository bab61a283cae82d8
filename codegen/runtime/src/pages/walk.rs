//! [`Walk`]: asks for one page, and finds out how the next one is asked for.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use url::Url;

use super::super::call::Call;
use super::super::call_parameter::CallParameter;
use super::super::codec::{List, Tree, View, Wire};
use super::super::error::{Error, ErrorKind};
use super::super::received::Received;
use super::super::url_path::encoded_pair;
use super::next_link::{Follower, NextLink};
use super::paging::{By, Paging};
use super::pointer::{at, text};

/// The pages that are asked for unless told otherwise.
const MOST_PAGES: u64 = 10_000;

/// A way through pages, before one of them is asked for.
pub(super) struct Walk {
    call: Call,
    paging: &'static Paging,
    /// The pages that were received.
    received: u64,
    pub(super) most: u64,
    /// The hashes of the links and cursors so far.
    seen: HashSet<u64>,
    /// The hash of the body of the page before.
    body: u64,
}

/// A page, and the way on from it.
pub(super) struct Step<T> {
    pub(super) page: T,
    pub(super) next: Result<Option<Walk>, Error>,
}

impl Walk {
    pub(super) fn new(call: Call, paging: &'static Paging) -> Self {
        Self { call, paging, received: 0, most: MOST_PAGES, seen: HashSet::new(), body: 0 }
    }

    /// Asks for a page.
    ///
    /// # Errors
    /// Those of the call, with the number of the page.
    pub(super) async fn step<T: Wire + Default>(mut self) -> Result<Step<T>, Error> {
        self.received += 1;
        let number = self.received;
        let (page, response, url) = self.ask::<T>().await.map_err(|error| on_page(error, number))?;
        let next = self.go_on(page.as_view(), &response, &url).map_err(|cause| {
            let error = Error::new(ErrorKind::Pages, cause).with_response(response.prefix());
            on_page(response.of_call(error), number)
        });
        Ok(Step { page, next })
    }

    async fn ask<T: Wire + Default>(&self) -> Result<(T, Received, String), Error> {
        let (response, url) = self.call.exchange().await?;
        let mut page = T::default();
        response.decode(&mut page)?;
        self.call.report(&response);
        Ok((page, response, url))
    }

    /// The way to the next page; `None` after the last one.
    fn go_on(mut self, page: View<'_>, response: &Received, url: &str) -> Result<Option<Self>, String> {
        let paging = self.paging;
        let more = match paging.more.map(|flag| at(page, flag)) {
            Some(View::Bool(more)) => Some(more),
            _ => None,
        };
        if more == Some(false) {
            return Ok(None);
        }
        let items = match at(page, paging.items) {
            View::List(list) => Some(list),
            _ => None,
        };
        let there_is_next = match paging.by {
            By::LinkHeader => self.follow(NextLink::in_headers(&response.raw.headers), url)?,
            By::Link => self.follow(NextLink::in_page(at(page, paging.next)), url)?,
            By::Cursor => self.set_cursor(at(page, paging.next))?,
            By::LastItem => self.set_cursor(last_item(items, paging.next))?,
            By::Page | By::Offset => self.set_number(page, items.map_or(0, List::len), response)?,
        };
        if !there_is_next {
            return match more {
                Some(true) => Err("the page says that there are more, but not how to ask for them".to_owned()),
                _ => Ok(None),
            };
        }
        if self.received >= self.most {
            return Err(format!("there are more than {} pages", self.most));
        }
        if let (Some(key), true) = (self.call.key_header(), self.received == 1) {
            // Another page is another call.
            self.call.headers.retain(|(name, _)| !name.eq_ignore_ascii_case(key));
        }
        Ok(Some(self))
    }

    fn follow(&mut self, link: Option<NextLink>, url: &str) -> Result<bool, String> {
        let Some(link) = link else { return Ok(false) };
        let url = Url::parse(url).map_err(|error| format!("the page has no URL: {error}"))?;
        let base = self.call.server_url()?.into_owned();
        let defaults = &self.call.inner.0.headers;
        let by = Follower { url: &url, base: &base, method: self.call.operation.method, defaults };
        let (next, headers) = link.checked(&by)?;
        if self.received == 1 {
            self.seen.insert(hash(url.as_str()));
        }
        // The URL may stay the same where a header says which page is meant.
        let mut key = next.as_str().to_owned();
        headers.iter().for_each(|(name, value)| key.extend(["\n", name.as_str(), value.to_str().unwrap_or_default()]));
        self.see(&key)?;
        self.call.link = Some((next, headers));
        Ok(true)
    }

    fn set_cursor(&mut self, cursor: View<'_>) -> Result<bool, String> {
        let Some(value) = text(cursor) else { return Ok(false) };
        if let (CallParameter::Query(name), 1) = (self.paging.parameter, self.received) {
            let first = encoded_pair(name, "");
            let own = self.call.query.iter().filter(|pair| pair.starts_with(&first));
            self.seen.extend(own.map(hash));
        }
        let key = match self.paging.parameter {
            CallParameter::Query(name) => encoded_pair(name, &value),
            _ => value.clone(),
        };
        self.see(&key)?;
        let value = match cursor {
            View::Text(_) | View::Secret(_) => Tree::Text(value.into()),
            _ => Tree::Number(value.into()),
        };
        self.set(value)?;
        Ok(true)
    }

    /// The number after that of this page. There is none after a page without items, unless the flag says otherwise.
    fn set_number(&mut self, page: View<'_>, items: usize, response: &Received) -> Result<bool, String> {
        if items == 0 {
            return Ok(false);
        }
        let paging = self.paging;
        let body = hash(&response.raw.body);
        if self.received > 1 && std::mem::replace(&mut self.body, body) == body {
            return Err("the page is the same as the one before".to_owned());
        }
        self.body = body;
        let current = self.number()?;
        let step = if paging.by == By::Page { 1 } else { u64::try_from(items).unwrap_or(u64::MAX) };
        let last = paging.last.and_then(|last| text(at(page, last))).and_then(|last| last.parse::<u64>().ok());
        if last.is_some_and(|last| current >= last) {
            return Ok(false);
        }
        self.set(Tree::Number(current.saturating_add(step).to_string().into()))?;
        Ok(true)
    }

    /// The number that this page was asked for by.
    fn number(&self) -> Result<u64, String> {
        let current = match self.paging.parameter {
            CallParameter::Query(name) => {
                let first = encoded_pair(name, "");
                let mut own = self.call.query.iter().filter_map(|pair| pair.strip_prefix(&first));
                own.next_back().map(str::to_owned)
            }
            CallParameter::Body(pointer) => {
                self.call.body.as_ref().and_then(|body| text(at(body.value()?.as_view(), pointer)))
            }
            CallParameter::None => None,
        };
        let Some(current) = current else { return Ok(self.paging.first) };
        current.parse().map_err(|_| "the number of the first page is not a whole number".to_owned())
    }

    fn see(&mut self, key: &str) -> Result<(), String> {
        match self.seen.insert(hash(key)) {
            true => Ok(()),
            false => Err("the next page is one that was asked for before".to_owned()),
        }
    }

    /// Sets the parameter that asks for a page.
    fn set(&mut self, value: Tree<'static>) -> Result<(), String> {
        let set = self.call.set(self.paging.parameter, value);
        set.map_err(|cause| format!("the next page cannot be asked for: {cause}"))
    }
}

/// The member `next` of the last item.
fn last_item<'a>(items: Option<&'a dyn List>, next: &str) -> View<'a> {
    match items {
        Some(items) if !items.is_empty() => at(items.item(items.len() - 1).as_view(), next),
        _ => View::Absent,
    }
}

fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn on_page(mut error: Error, number: u64) -> Error {
    error.0.page = number;
    error
}
