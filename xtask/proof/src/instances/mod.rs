//! Instances made from a schema: every form the schema allows, each with a label that says what it tests.

mod arrays;
mod broken;
mod cache;
mod case;
mod choice;
mod effort;
mod examples;
mod generator;
mod inheritance;
mod merged_schema;
mod minimal_full;
mod numbers;
mod objects;
mod pattern;
mod random;
mod strings;
mod subtypes;
#[cfg(test)]
mod tests;

pub(crate) use broken::Breaker;
pub(crate) use case::Validity;
pub(crate) use examples::elsewhere;
pub(crate) use generator::InstanceGenerator;
pub(crate) use subtypes::Families;
