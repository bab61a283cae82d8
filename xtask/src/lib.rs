//! The command line of the generator: the only code here that touches disk and terminal.

pub mod cli;
mod generate;
mod round_trip;
pub mod write;
