//! Prints results to stdout.

use std::io::{ErrorKind, Write};

use crate::failure::Failure;

/// Prints a result. A reader that closes the pipe early is no error.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure { message: format!("error[E-IO]: the result cannot be printed\n  = note: {error}\n"), code: 3 })
        }
        _ => Ok(()),
    }
}
