//! What every emitted client does the same way: sending, retrying, decoding.
//!
//! This folder is copied verbatim into each emitted crate, as its module `runtime`; that is why nothing here says `crate::`.
//! The modules behind the features `dates` and `base64` are copied only where a document needs them.
//!
//! - A method of the client fills a [`Call`]: plain data, no input or output.
//! - [`Call::send`] encodes it, asks for credentials and hands each attempt to the [`Transport`].
//! - What comes back is decoded into a model through its table of members, see [`codec`].

mod auth;
mod backoff;
mod call;
mod client;
pub mod codec;
#[cfg(feature = "dates")]
pub mod dates;
#[cfg(feature = "base64")]
pub mod encoded;
mod error;
mod exact;
mod exchange;
mod file_part;
mod json;
mod media;
mod number;
mod operation;
#[cfg(feature = "reqwest")]
mod over_reqwest;
mod response;
mod retry_after;
mod secret;
mod style;
mod timeout;
mod transport;
mod url_path;

pub use auth::{AccessToken, TokenProvider};
pub use bytes::Bytes;
pub use call::Call;
pub use client::{ClientBuilder, Core};
#[allow(unused_imports, reason = "emitted code uses those it needs")]
pub(crate) use codec::tables::{error_bodies, integer_enum, open_enum, operation, outputs, tuple, union, wire};
pub use codec::{Encoding, Maybe};
pub use error::{Error, ErrorBody, ErrorKind};
pub use exact::{Address, Decimal, Exact, Format, FormatError, Ipv4, Ipv6, Uuid};
pub use file_part::FilePart;
pub use http::{Method, StatusCode};
pub use json::Json;
pub use number::Number;
pub use operation::{Credentials, Operation};
#[cfg(feature = "reqwest")]
pub use over_reqwest::ReqwestTransport;
pub use response::{Decode, Output, Response};
pub use secret::Secret;
pub use style::Style;
pub use transport::{BoxError, BoxFuture, Chunks, Transport, TransportError, TransportFailure};
