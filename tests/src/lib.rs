//! What the tests share.

pub mod listing;
pub mod server;
