//! [`Pages`] and [`Items`]: streams over answers that come in pages, each page asked for when it is needed.
//!
//! ```text
//! let mut users = client.users().list().per_page(50).items();
//! while let Some(user) = users.next().await {
//!     println!("{:?}", user?);
//! }
//! ```
//!
//! Each page is a call of its own, with its own deadline and retries. A stream ends after the last page and after the first error,
//! which says what page it is about ([`Error::page`]). These are errors, too ([`ErrorKind::Pages`](super::ErrorKind::Pages)): a link to
//! another server, which gets neither a request nor a token; a page that was asked for before; more than 10,000 pages, or
//! [`Pages::most_pages`]. A stream that is dropped leaves nothing behind.

mod next_link;
mod paging;
mod pointer;
mod walk;

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

#[doc(hidden)]
pub use self::paging::Paging;
use self::walk::{Step, Walk};
use super::call::Call;
use super::codec::Wire;
use super::error::Error;
use super::transport::BoxFuture;

/// The pages of an answer.
#[must_use = "a stream does nothing until it is asked for its next page"]
pub struct Pages<T>(State<T>);

enum State<T> {
    /// Before a page is asked for.
    Ready(Box<Walk>),
    Asked(BoxFuture<'static, Result<Step<T>, Error>>),
    /// The last page was good, but there is no way on from it.
    Failed(Error),
    Done,
}

impl<T: Wire + Default + Send + 'static> Pages<T> {
    /// The pages of a call.
    #[doc(hidden)]
    pub fn new(call: Call, paging: &'static Paging) -> Self {
        Self(State::Ready(Box::new(Walk::new(call, paging))))
    }

    /// The most pages to ask for before it is an error: by default 10,000. It counts until the first page is asked for.
    pub fn most_pages(mut self, pages: u64) -> Self {
        if let State::Ready(walk) = &mut self.0 {
            walk.most = pages;
        }
        self
    }

    /// The next page; `None` after the last one and after an error.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The items of the pages, which `take` takes out of each.
    #[doc(hidden)]
    pub fn items<I>(self, take: fn(T) -> Option<Vec<I>>) -> Items<T, I> {
        Items { pages: self, take, page: Vec::new().into_iter() }
    }
}

impl<T: Wire + Default + Send + 'static> Stream for Pages<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match std::mem::replace(&mut self.0, State::Done) {
                State::Ready(walk) => self.0 = State::Asked(Box::pin(walk.step())),
                State::Asked(mut step) => match step.as_mut().poll(context) {
                    Poll::Pending => {
                        self.0 = State::Asked(step);
                        return Poll::Pending;
                    }
                    Poll::Ready(Err(error)) => return Poll::Ready(Some(Err(error))),
                    Poll::Ready(Ok(Step { page, next })) => {
                        self.0 = match next {
                            Ok(Some(walk)) => State::Ready(Box::new(walk)),
                            Ok(None) => State::Done,
                            Err(error) => State::Failed(error),
                        };
                        return Poll::Ready(Some(Ok(page)));
                    }
                },
                State::Failed(error) => return Poll::Ready(Some(Err(error))),
                State::Done => return Poll::Ready(None),
            }
        }
    }
}

/// Shows nothing of the pages.
impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").finish_non_exhaustive()
    }
}

/// The items of all pages of an answer.
#[must_use = "a stream does nothing until it is asked for its next item"]
pub struct Items<T, I> {
    pages: Pages<T>,
    take: fn(T) -> Option<Vec<I>>,
    /// What is left of a page.
    page: vec::IntoIter<I>,
}

impl<T: Wire + Default + Send + 'static, I> Items<T, I> {
    /// The most pages to ask for before it is an error, as [`Pages::most_pages`].
    pub fn most_pages(mut self, pages: u64) -> Self {
        self.pages = self.pages.most_pages(pages);
        self
    }

    /// The next item; `None` after the last one and after an error.
    pub async fn next(&mut self) -> Option<Result<I, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<T: Wire + Default + Send + 'static, I> Stream for Items<T, I> {
    type Item = Result<I, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(context)) {
                Some(Ok(page)) => self.page = (self.take)(page).unwrap_or_default().into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

/// Items are moved out of their page, whatever they are.
impl<T, I> Unpin for Items<T, I> {}

/// Shows nothing of the items.
impl<T, I> fmt::Debug for Items<T, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").finish_non_exhaustive()
    }
}

impl Error {
    /// The page that the error is about, counted from one; `None` for a call of its own.
    pub fn page(&self) -> Option<u64> {
        (self.0.page > 0).then_some(self.0.page)
    }
}

/// The methods of a call whose answer comes in pages: the type of an item, where the items are, and how there is a next page.
///
/// ```text
/// impl_pages! {
///     ListUsers -> models::UserPage {
///         models::User: page => page.data,
///         cursor("/data", "/next_cursor").query("cursor"),
///     }
/// }
/// ```
#[allow(unused_macros, reason = "emitted code uses it")]
macro_rules! impl_pages {
    ($Call:ident -> $Page:ty {
        $Item:ty: $page:ident => $items:expr,
        $by:ident $places:tt $(.$more:ident $value:tt)*,
    }) => {
        impl $Call {
            /// The pages of the answer as a stream: each is asked for when it is needed, from the one that this call asks for.
            pub fn pages(self) -> runtime::pages::Pages<$Page> {
                let paging = const { &runtime::pages::Paging::$by $places $(.$more $value)* };
                runtime::pages::Pages::new(self.call, paging)
            }

            /// The items of all pages as a stream.
            pub fn items(self) -> runtime::pages::Items<$Page, $Item> {
                self.pages().items(|$page| {
                    let items = $items;
                    Some(items)
                })
            }
        }
    };
}

#[allow(unused_imports, reason = "emitted code uses it")]
pub(crate) use impl_pages;
