//! IR → IR, one question a file, in the one order that works.

mod break_cycles;
mod discriminators;
mod features;
mod finding;
mod merge_equal;
mod merge_error_enums;
mod names;
mod order;
mod prune;
mod recursion_limit;
mod typical;
mod usage;

pub(crate) use finding::Finding;

use crate::ir::Api;
use crate::options::Unused;

/// Runs all passes. The result in `api` is what is emitted.
pub(crate) fn run(api: &mut Api, unused: Unused) -> Vec<Finding> {
    usage::run(api, unused);
    prune::run(api);
    let findings = discriminators::run(api);
    merge_equal::run(api);
    break_cycles::run(api);
    recursion_limit::run(api);
    names::run(api);
    features::run(api);
    order::run(api);
    merge_error_enums::run(api);
    typical::run(api);
    findings
}
