//! What the operations of the accepted snapshots send, and what they make of an answer.

mod addresses;
mod bodies;
mod call_options;
mod canned;
mod deprecated;
mod encodings;
mod errors;
mod log_in;
mod media_types;
mod mock;
mod natural_calls;
mod outputs;
mod pages;
mod pages_hostile;
mod parameters;
mod raw_calls;
mod response_headers;
mod scripted;
mod streams;
mod streams_broken;
mod styles;
mod tolerant;
