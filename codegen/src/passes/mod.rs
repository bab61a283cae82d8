//! IR → IR, one question a file, in the one order that works.

mod dedupe;
mod depth;
mod features;
mod names;
mod order;
mod prune;
mod recursion;
mod tags;
mod usage;

use crate::Unused;
use crate::ir::Api;

/// Runs all passes. What comes out is what is emitted.
pub(crate) fn run(api: &mut Api, unused: Unused) {
    usage::run(api, unused);
    prune::run(api);
    dedupe::run(api);
    tags::run(api);
    recursion::run(api);
    depth::run(api);
    names::run(api);
    features::run(api);
    order::run(api);
}
