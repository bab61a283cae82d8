//! `support`: prints what becomes of each keyword, or writes it into the README.

use std::fs;

use codegen::document::support::{markdown, put_into};

use crate::command_arguments::Support;
use crate::failure::Failure;
use crate::output::print;
use crate::repository::root;

/// Runs the command.
pub(crate) fn run(arguments: &Support) -> Result<(), Failure> {
    if !arguments.write {
        return print(&markdown());
    }
    let path = root()?.join("README.md");
    let text = fs::read_to_string(&path).map_err(|error| Failure::io("read", &path, &error))?;
    let Some(text) = put_into(&text) else {
        return Err(Failure { message: "error: README.md has no place for the support table\n".to_owned(), code: 3 });
    };
    fs::write(&path, text).map_err(|error| Failure::io("written", &path, &error))
}
