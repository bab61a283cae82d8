//! The naming pass: gives every type, field, variant and operation its Rust name.

mod identifier;
mod log_in;
mod namespace_suffix;
mod operations;
mod repetition;
mod scope;
mod servers;
mod spelling;
mod types;

use crate::ir::Api;

/// Names types and what is in them, then operations and what is in them, then how clients log in, and servers.
pub(super) fn run(api: &mut Api) {
    types::run(api);
    operations::run(api);
    log_in::run(api);
    servers::run(api);
}
