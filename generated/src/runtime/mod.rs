//! What all calls of a client share: settings, responses, errors, and values that Rust has no type for.
//!
//! - Settings: [`ClientBuilder`], which `Client::builder` gives; [`TokenProvider`] for tokens that expire; [`Authorizer`] for headers
//!   that you make; [`Transport`] for an HTTP client of your own.
//! - Calls: [`CallOptions`] is what one call does in another way than its client, [`RetryPolicy`] how often it is made; [`RawCall`] is a
//!   call of what the document does not have, [`Middleware`] is code of your own around all calls.
//! - Results: [`Response`] has status, headers and body, and what did not match where [`Decoding`] is tolerant; [`Error`] says by [`ErrorKind`] what went wrong, and keeps what was received;
//!   [`CallError`] knows the type of the body, too.
//! - Values: [`Maybe`] is absent, null or there, set by [`IntoMaybe`]; [`Number`] and [`Decimal`] keep each digit; [`Json`] is untyped; [`Secret`] is never
//!   printed; [`FilePart`] is a file to be sent, and [`RequestBody`] bytes or a stream of them; [`Verbatim`] keeps the text that a date, [`Uuid`] or address came with.
//! - [`codec`] is how models are read and written. What only the emitted code needs is not shown here.

// This folder is copied into each emitted crate as its module `runtime`, so no path here starts with `crate::`. The modules
// `dates`, `base64`, `basic_auth`, `call_parameter`, `events`, `oauth2`, `pages` and `streams` are copied only if a document needs them.
//
// A method of the client builds a `Call`: plain data, no IO. `Call::send` encodes the call, adds credentials and hands each attempt to
// the `Transport`. The body of the response is decoded into a model through its descriptor.

mod basic_auth;
mod bearer_token;
#[cfg(feature = "blocking")]
mod blocking;
mod body_codec;
mod boxed;
mod builder_credentials;
mod call;
mod call_error;
mod call_options;
mod charset;
mod client;
pub mod codec;
mod credentials;
mod decoding;
mod error;
mod file_part;
mod header_field;
mod log_in;
mod middleware;
mod number;
pub mod oauth2;
mod operation;
mod own_policy;
mod prepare;
mod raw_call;
mod received;
mod remedy;
mod request_body;
#[cfg(feature = "reqwest")]
mod reqwest_builder;
#[cfg(feature = "reqwest")]
mod reqwest_transport;
mod response;
mod response_headers;
mod retry_after;
mod retry_policy;
mod scheme;
mod secret;
mod send_with_retries;
mod server_message;
#[cfg(feature = "testing")]
pub mod testing;
mod throttle;
mod timeout;
#[cfg(feature = "tracing")]
mod tracing_spans;
mod transport;
mod untyped_json;
mod url_path;
mod verbatim;

pub use bearer_token::{AccessToken, TokenProvider};
#[cfg(feature = "blocking")]
pub use blocking::Wait;
pub use bytes::Bytes;
#[doc(hidden)]
pub use call::Call;
pub use call_error::CallError;
pub use call_options::CallOptions;
pub use client::ClientBuilder;
#[doc(hidden)]
pub use client::ClientInner;
pub use codec::DecodeError;
#[allow(unused_imports, reason = "emitted code uses those it needs")]
pub(crate) use codec::macros::{
    impl_error_body, impl_integer_enum, impl_keyed_enum, impl_model, impl_operation, impl_output, impl_string_enum,
    impl_tuple, impl_union,
};
#[doc(hidden)]
pub use codec::{Encoding, Style, list, map};
pub use codec::{IntoMaybe, Maybe};
pub use credentials::Authorizer;
pub use decoding::Decoding;
pub use error::{Error, ErrorBody, ErrorKind};
pub use file_part::FilePart;
pub use http::{HeaderMap, Method, StatusCode};
pub use middleware::{Attempted, EndedCall, Middleware, Next};
pub use number::{Decimal, Number};
#[doc(hidden)]
pub use operation::{Credentials, Operation};
pub use raw_call::RawCall;
#[doc(hidden)]
pub use received::Received;
pub use request_body::{BodyChunks, RequestBody};
#[cfg(feature = "reqwest")]
pub use reqwest_builder::ReqwestBuilder;
#[cfg(feature = "reqwest")]
pub use reqwest_transport::ReqwestTransport;
#[doc(hidden)]
pub use response::Output;
pub use response::{Response, ResponseFuture};
pub use response_headers::HeaderError;
#[doc(hidden)]
pub use response_headers::read_header;
pub use retry_policy::RetryPolicy;
#[doc(hidden)]
pub use scheme::Scheme;
pub use secret::Secret;
#[cfg(feature = "tracing")]
pub use tracing_spans::Tracing;
pub use transport::{BoxError, BoxFuture, Chunks, Transport, TransportError, TransportFailure};
pub use untyped_json::Json;
pub use verbatim::{Address, Format, FormatError, Ipv4, Ipv6, Uuid, Verbatim};
