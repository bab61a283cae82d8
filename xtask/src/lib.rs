//! The command line of the generator: the only package that reads and writes files and talks to the terminal.

pub mod abort;
pub mod cli;
mod command_arguments;
mod corpus;
mod crate_names;
mod diff;
pub mod failure;
mod findings;
mod first_difference;
mod fuzz;
mod generate;
mod inspect;
pub mod output;
pub mod progress;
pub mod read;
mod repository;
pub mod round_trip_request;
mod support;
pub mod table;
mod wire;
pub mod wire_request;
pub mod workers;
pub mod write;
