//! What is everything called in Rust?

mod identifier;
mod operations;
mod scope;
mod tail;
mod types;

pub(super) use types::sort_key;

use crate::ir::Api;

/// Names types and what is in them, then operations and what is in them.
pub(super) fn run(api: &mut Api) {
    types::run(api);
    operations::run(api);
}
