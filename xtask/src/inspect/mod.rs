//! `inspect`: lists what a document and its crate contain, for people or as JSON for tools.

mod summary;

use std::path::Path;

use codegen::Input;

use crate::command_arguments::Inspect;
use crate::crate_names;
use crate::failure::Failure;
use crate::findings::{MessageFormat, render_diagnostics};
use crate::output::print;
use crate::read::sources;
use crate::repository::{OWN_NAME, own};

/// Runs the command.
pub(crate) fn run(arguments: &Inspect) -> Result<(), Failure> {
    let (spec, overlays) = match &arguments.spec {
        Some(spec) => (spec.clone(), arguments.overlays.clone()),
        None => own()?,
    };
    let name = match (&arguments.name, &arguments.spec) {
        (Some(name), _) => name.clone(),
        (None, None) => OWN_NAME.to_owned(),
        (None, Some(spec)) => crate_names::made_of(spec.file_stem().map_or(spec, Path::new)),
    };
    let input = arguments.selection.of(Input::new(sources(&spec, &overlays, &arguments.ref_roots)?, name));
    let inspected = codegen::inspect(&input);
    let Some(inspection) = inspected.inspection else {
        return Err(Failure {
            message: render_diagnostics(&inspected.diagnostics, &input.sources, MessageFormat::Human),
            code: 1,
        });
    };
    if !arguments.json {
        return print(&summary::text(&inspection));
    }
    match serde_json::to_string_pretty(&inspection) {
        Ok(text) => print(&format!("{text}\n")),
        Err(error) => Err(Failure { message: format!("error[E-INTERNAL]: the result is no JSON: {error}\n"), code: 1 }),
    }
}
