//! What the emitted client sends and what it makes of any answer, against a real server on the loopback interface.
//! The numbers are those of the hostile cases.

mod arguments;
mod blocking;
mod bodies;
mod challenges;
mod connections;
mod credentials;
mod error_texts;
mod errors;
mod http2;
mod limits;
mod numbers;
mod oauth2;
mod oauth2_users;
mod redirects;
mod requests;
mod responses;
mod secrets;
mod support;
mod traces;
mod uploads;
mod values;
mod xml;
