//! The client runtime: sends calls, retries them, encodes and decodes their bodies.
//!
//! This folder is copied into each emitted crate as its module `runtime`, so no path here starts with `crate::`. The modules
//! `dates`, `base64`, `basic_auth` and `oauth2` are copied only if a document needs them.
//!
//! - A method of the client builds a [`Call`]: plain data, no IO.
//! - [`Call::send`] encodes the call, gets a token and hands each attempt to the [`Transport`].
//! - The body of the response is decoded into a model through its descriptor, see [`codec`].

#[cfg(feature = "base64")]
pub mod base64;
#[cfg(feature = "basic")]
mod basic_auth;
mod bearer_token;
mod body_codec;
mod builder_credentials;
mod call;
mod client;
pub mod codec;
mod credentials;
#[cfg(feature = "dates")]
pub mod dates;
mod error;
mod file_part;
mod log_in;
mod number;
#[cfg(feature = "oauth2")]
pub mod oauth2;
mod operation;
#[cfg(feature = "reqwest")]
mod reqwest_transport;
mod response;
mod retry_after;
mod retry_policy;
mod scheme;
mod secret;
mod send_with_retries;
mod timeout;
mod transport;
mod untyped_json;
mod url_path;
mod verbatim;

pub use bearer_token::{AccessToken, TokenProvider};
pub use bytes::Bytes;
pub use call::Call;
pub use client::{ClientBuilder, ClientInner};
#[allow(unused_imports, reason = "emitted code uses those it needs")]
pub(crate) use codec::macros::{
    impl_error_body, impl_integer_enum, impl_model, impl_operation, impl_output, impl_string_enum, impl_tuple,
    impl_union,
};
pub use codec::{Encoding, Maybe, Style};
pub use credentials::Authorizer;
pub use error::{Error, ErrorBody, ErrorKind};
pub use file_part::FilePart;
pub use http::{Method, StatusCode};
pub use number::{Decimal, Number};
pub use operation::{Credentials, Operation};
#[cfg(feature = "reqwest")]
pub use reqwest_transport::ReqwestTransport;
pub use response::{Decode, Output, Response, ResponseFuture};
pub use scheme::Scheme;
pub use secret::Secret;
pub use transport::{BoxError, BoxFuture, Chunks, Transport, TransportError, TransportFailure};
pub use untyped_json::Json;
pub use verbatim::{Address, Format, FormatError, Ipv4, Ipv6, Uuid, Verbatim};
