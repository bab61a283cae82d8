//! What the tests share.

pub mod documents;
pub mod emitted;
pub mod fuzz;
pub mod hostile;
pub mod listing;
pub mod own;
pub mod server;
pub mod twins;
