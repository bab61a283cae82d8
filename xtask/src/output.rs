//! What goes to the terminal or into a pipe: results and diagnostics.

use std::io::{ErrorKind, Write};

use codegen::diagnostics::{Diagnostics, Style, render};
use codegen::source::Sources;

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

/// The diagnostics as text, in colours if a terminal will show it.
pub(crate) fn render_diagnostics(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let style = if anstream::AutoStream::choice(&std::io::stderr()) == anstream::ColorChoice::Never {
        Style::Plain
    } else {
        Style::Styled
    };
    render(diagnostics, sources, style)
}
