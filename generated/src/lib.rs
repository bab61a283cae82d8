//! Partner Center
//!
//! The "Update Customer" operation of the Partner Center REST API.
#![forbid(unsafe_code)]
// @generated from spec/partner-center.yaml; edit that and run the generator again.

#[rustfmt::skip]
mod client;
#[rustfmt::skip]
pub mod manage_customer_accounts;
#[rustfmt::skip]
pub mod models;
#[rustfmt::skip]
pub mod runtime;

pub use client::Client;
pub use runtime::{AccessToken, Error, ErrorKind, Response, Secret, TokenProvider};
