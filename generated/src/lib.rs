//! Partner Center
//!
//! The "Update Customer" operation of the Partner Center REST API.
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
pub use runtime::{AccessToken, CallError, Error, ErrorKind, Response, Secret, TokenProvider};
