//! Partner Center
//!
//! The "Update Customer" operation of the Partner Center REST API.
//!
//! # Quick start
//!
//! ```no_run
//! use partner_center::{Client, models};
//! use partner_center::manage_customer_accounts::UpdateCustomerError;
//!
//! # async fn quick_start() -> Result<(), partner_center::Error> {
//! let client = Client::builder().bearer_token("the token").build()?;
//! match client.manage_customer_accounts().update_customer("customer_id", "user_id", models::CustomerUser::new()).await {
//!     Ok(answer) => println!("{answer:?}"),
//!     Err(error) => match error.typed() {
//!         Some(UpdateCustomerError::TooManyRequests(body)) => println!("{body:?}"),
//!         _ => println!("{error}"),
//!     },
//! }
//! # Ok(())
//! # }
//! ```
//!
//! `.await` gives the body, `.send().await` status and headers too; [`CallOptions`] are time limits, retries and more of one call.
//! A call that fails gives an [`Error`], which has kind, status, headers and body; if the document declares error bodies, it is a
//! [`CallError`] that knows their enum. What an error prints has no secrets in it; [`Error::server_message`] gives the server's own
//! words.
//!
//! # Features
//!
//! `reqwest`: the HTTP client; without it the builder needs a [`Transport`](runtime::Transport) of yours. `xml`: bodies of XML. All of these are on by default. `blocking`: calls without async, by `.wait()` in the place of `.await` (`Wait`). `testing`: a transport for tests, which answers as it is told. `tracing`: a span for each attempt.
#![forbid(unsafe_code)]
// @generated from partner-center.yaml; edit that and run the generator again.

#[rustfmt::skip]
mod client;
#[rustfmt::skip]
pub mod manage_customer_accounts;
#[rustfmt::skip]
#[allow(missing_docs, reason = "the document does not describe each member")]
pub mod models;
#[rustfmt::skip]
pub mod runtime;

pub use client::Client;
#[cfg(feature = "blocking")]
pub use runtime::Wait;
pub use runtime::{AccessToken, Secret, TokenProvider};
pub use runtime::{CallError, CallOptions, Error, ErrorKind, Response};
