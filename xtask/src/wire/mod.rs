//! `wire`: calls each operation of a document against a mock that validates requests, and says what it finds.

mod mock;

use std::fs;
use std::path::{Path, PathBuf};

use codegen::inspect::{self, Inspection};
use codegen::{Input, Inspected};

use crate::command_arguments::{Corpus, Wire};
use crate::corpus::{self, Found};
use crate::failure::Failure;
use crate::findings::{MessageFormat, render_diagnostics};
use crate::read::sources;
use crate::repository::root;
use crate::round_trip_request::Document;
use crate::wire_request::{Api, Argument, Operation, WireRequest};
use crate::write::{self, EditedFiles};

/// Runs the command.
pub(crate) fn run(arguments: &Wire) -> Result<(), Failure> {
    let root = root()?;
    let out = corpus::made(arguments.out.clone().unwrap_or_else(|| root.join("target/wire")))?;
    let (folder, found) = found(arguments)?;
    if found.is_empty() {
        return Err(corpus::no_document(&arguments.path));
    }
    let mut documents = Vec::new();
    for found in &found {
        match api(found, &folder, &out) {
            Ok(api) => documents.push(api),
            // Among several, the others are called nevertheless.
            Err(Failure { message, code: 1 }) if arguments.path.is_dir() => anstream::eprint!("{message}"),
            Err(failure) => return Err(failure),
        }
    }
    let mock = mock::installed(&root.join("target/wire-mock"))?;
    let lock = root.join("Cargo.lock");
    let request = WireRequest { documents, corpus: folder, out: out.clone(), lock, mock, least: arguments.min_clean };
    let file = out.join("wire.json");
    let text = serde_json::to_string(&request).map_err(|error| Failure::io("written", &file, &error.into()))?;
    fs::write(&file, text).map_err(|error| Failure::io("written", &file, &error))?;
    corpus::proof(&root, &["wire".as_ref(), file.as_os_str()])
}

/// The documents that are meant, and the folder that they may read files from.
fn found(arguments: &Wire) -> Result<(PathBuf, Vec<Found>), Failure> {
    let path = &arguments.path;
    if path.is_dir() {
        let corpus = Corpus { smallest: arguments.smallest, ..Corpus::of(path.clone(), arguments.only.clone()) };
        return Ok((path.clone(), corpus::documents(&corpus)?));
    }
    if !arguments.only.is_empty() || arguments.smallest.is_some() {
        let message = "error: `--only` and `--smallest` choose among the documents of a folder\n".to_owned();
        return Err(Failure { message, code: 2 });
    }
    let folder = path.parent().filter(|parent| *parent != Path::new("")).unwrap_or(Path::new("."));
    let name = path.file_name().map_or(path.as_path(), Path::new);
    Ok((folder.to_owned(), corpus::document(path.clone(), name)?.into_iter().collect()))
}

/// Emits the crate of a document, and tells what can be called.
fn api(found: &Found, folder: &Path, out: &Path) -> Result<Api, Failure> {
    let sources = sources(&found.path, &[], &[folder.to_owned()])?;
    let input = Input::new(sources, found.crate_name.clone());
    let inspected = codegen::inspect(&input);
    let Inspected { files: Some(files), inspection: Some(inspection), .. } = inspected else {
        let message = render_diagnostics(&inspected.diagnostics, &input.sources, MessageFormat::Human);
        return Err(Failure { message, code: 1 });
    };
    let crate_folder: PathBuf = out.join(&found.crate_name);
    let request =
        write::Request { out: &crate_folder, files: &files, spec: None, document: None, edited: EditedFiles::KeepCopy };
    write::write(&request).map_err(|error| Failure { message: format!("{error}\n"), code: 3 })?;
    let document = Document {
        name: found.name.clone(),
        path: found.path.clone(),
        crate_name: found.crate_name.clone(),
        crate_folder,
        schemas: Vec::new(),
    };
    let Inspection { operations, security_schemes, base_url, .. } = inspection;
    let takes_base_url = base_url.is_none_or(|url| url.starts_with('/'));
    let credentials = security_schemes.into_iter().map(|scheme| (scheme.kind.to_owned(), scheme.methods)).collect();
    Ok(Api { document, takes_base_url, operations: operations.into_iter().map(operation).collect(), credentials })
}

fn operation(operation: inspect::Operation) -> Operation {
    let all = |list: Vec<inspect::Argument>| list.into_iter().map(argument).collect();
    Operation {
        http_method: operation.http_method,
        path: operation.path,
        handle: operation.handle,
        method: operation.method,
        arguments: all(operation.arguments),
        setters: all(operation.setters),
        media_type: operation.request_types.into_iter().next(),
    }
}

fn argument(argument: inspect::Argument) -> Argument {
    let inspect::Argument { name, place, wire, rust } = argument;
    Argument { name, place: place.to_owned(), wire, rust }
}
