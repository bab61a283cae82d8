//! Proves by machine that what a document allows survives a decode into the emitted type and an encode.
//!
//! `cargo xtask corpus --round-trip` emits the crates and starts this program with a [request](xtask::round_trip_request::Request).
//! Instances are made from the document as it is ([`instances`]), judged by a validator that has no part in the generator
//! ([`validator`]), sent through the emitted types ([`harness`]) and compared digit by digit ([`compare`], [`verdict`]).
//! The results are counted in a [`report`].

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

use std::path::Path;
use std::process::ExitCode;

use xtask::failure::Failure;
use xtask::round_trip_request::Request;

fn main() -> ExitCode {
    let result = match std::env::args_os().nth(1) {
        Some(path) => read(Path::new(&path)).and_then(|request| all::run(&request)),
        None => {
            Err(Failure { message: "error: start this with `cargo xtask corpus DIR --round-trip`\n".into(), code: 2 })
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

fn read(path: &Path) -> Result<Request, Failure> {
    let request = std::fs::read(path).map_err(serde_json::Error::io).and_then(|text| serde_json::from_slice(&text));
    let message = |error| format!("error[E-IO]: `{}` is no request for a proof\n  = note: {error}\n", path.display());
    request.map_err(|error| Failure { message: message(error), code: 3 })
}
