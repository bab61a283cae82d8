//! `corpus --round-trip`: proves by machine that what a document allows survives a decode into the generated type and an encode.

mod compare;
mod convert;
mod document;
mod instances;
mod json;
mod number;
mod validator;
