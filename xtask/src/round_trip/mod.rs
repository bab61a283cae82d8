//! `corpus --round-trip`: proves by machine that what a document allows survives a decode into the generated type and an encode.
//!
//! Instances are made from the document as it is ([`instances`]), judged by a validator that has no part in the generator
//! ([`validator`]), sent through the generated types ([`harness`]), and compared digit by digit ([`compare`], [`prove`]).
//! What came of them is counted in a [`report`].

mod compare;
mod convert;
mod document;
mod files;
mod harness;
mod instances;
mod json;
mod number;
mod places;
mod prove;
mod report;
mod validator;
mod verdict;

pub(crate) use files::{Bundle, bundle};
pub(crate) use harness::Place;
pub(crate) use prove::{Generated, prove};
pub(crate) use report::{Report, Summary};
