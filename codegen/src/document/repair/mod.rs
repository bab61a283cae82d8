//! Repairs minor faults with a warning and refuses major ones with an error, in one walk over a file.
//!
//! It runs right after parsing and before any reference is followed. Afterwards every node that the specification
//! knows is of the kind that is expected there, except for references where none are allowed, which [`super::link`]
//! puts the target of in place.

mod body;
mod convert;
mod enum_values;
mod hints;
mod lists;
mod parameter;
mod paths;
mod repairer;
mod response;
mod root;
mod schema;
mod security;
mod spelling;
mod type_words;
mod unrepaired;
mod walk;

pub(super) use repairer::KeepOrRemove;
pub(super) use walk::repair;
