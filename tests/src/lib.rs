//! What the tests share.

pub mod hostile;
pub mod listing;
pub mod server;
pub mod twins;
