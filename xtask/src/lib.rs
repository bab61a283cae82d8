//! The command line of the generator: the only code here that touches disk and terminal.

pub mod cli;
mod corpus;
mod crate_names;
mod generate;
mod inspect;
pub mod progress;
pub mod read;
pub mod round_trip;
pub mod table;
pub mod workers;
pub mod write;
