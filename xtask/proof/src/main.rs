//! Proves by machine that what a document allows survives a decode into the emitted type and an encode.
//!
//! `cargo xtask corpus --round-trip` emits the crates and starts this program with a [request](xtask::round_trip_request::Request).
//! Instances are made from the document as it is ([`instances`]), judged by a validator that has no part in the generator
//! ([`validator`]), sent through the emitted types ([`harness`]) and compared digit by digit ([`compare`], [`verdict`]).
//! The results are counted in a [`report`].
//!
//! `cargo xtask wire` starts it with another [request](xtask::wire_request::WireRequest), by which it makes calls ([`wire`]).

mod all;
mod bundle;
mod compare;
mod convert;
mod declared_members;
mod document;
mod harness;
mod instances;
mod lossless_json;
mod number;
mod report;
mod run_document;
mod validator;
mod verdict;
mod wire;

use std::path::Path;
use std::process::ExitCode;

use serde::de::DeserializeOwned;
use xtask::failure::Failure;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let result = match arguments.as_slice() {
        [wire, path] if wire == "wire" => read(Path::new(path)).and_then(|request| wire::run(&request)),
        [path] => read(Path::new(path)).and_then(|request| all::run(&request)),
        _ => {
            let message = "error: start this with `cargo xtask corpus DIR --round-trip` or `cargo xtask wire DIR`\n";
            Err(Failure { message: message.into(), code: 2 })
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure { message, code }) => {
            anstream::eprint!("{message}");
            ExitCode::from(code)
        }
    }
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<T, Failure> {
    let request = std::fs::read(path).map_err(serde_json::Error::io).and_then(|text| serde_json::from_slice(&text));
    let message = |error| format!("error[E-IO]: `{}` is no request for a proof\n  = note: {error}\n", path.display());
    request.map_err(|error| Failure { message: message(error), code: 3 })
}
