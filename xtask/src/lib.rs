//! The command line of the generator: the only code here that touches disk and terminal.

pub mod cli;
mod corpus;
mod crate_names;
mod generate;
mod inspect;
mod progress;
pub mod read;
mod round_trip;
mod table;
pub mod write;
