//! Turns an OpenAPI document into the files of a Rust client crate: text in, text out, no input or output of its own.
//!
//! ```text
//! source ──► document ──► lower ──► passes ──► emit ──► render ──► files
//! ```
//!
//! | stage | in → out | to add … |
//! |---|---|---|
//! | [`source`] | text → JSON tree of each [`source::Sources`] | a syntax |
//! | [`document`] | trees of any dialect, in many files → one [`openapiv3::OpenAPI`] and an arena of schemas | a version, a keyword, an overlay's action, a way to refer |
//! | `lower` | OpenAPI → [`ir::Api`] | a schema shape (`lower/schema/`), a part of an operation |
//! | `passes` | [`ir::Api`] → [`ir::Api`], one question a file | a decision about the whole crate |
//! | `emit` | [`ir::Api`] → tokens (`emit::SourceFile`), one file per construct | a construct of the output |
//! | `render` | tokens → text | a rule of layout |
//! | `files` | texts, the runtime and `Cargo.toml` → [`Files`] | a file of the emitted crate |
//! | [`inspect`](mod@inspect) | [`ir::Api`] and [`Files`] → [`Inspection`] | what other tools want to know |
//! | [`compare`](mod@compare) | two [`ir::Api`] → [`compare::Change`]s | a rule |
//!
//! [`ir`] is plain data in the words of the output and says what the output can say. [`Input`] and the other options are below all
//! stages. What every client does the same way is not emitted but copied: the crate in `codegen/runtime`, less what a document has no
//! use for ([`ir::OptionalFeature`]). A media type is a codec there and an [`ir::MediaKind`]; a format of strings is an
//! `impl Format` there (`verbatim/`) and a name in `lower/schema/scalar.rs`. A rule of [`compare`](mod@compare) is a line in
//! `compare/rules.rs`, one call of `report` where the change is found, and a fixture. A diagnostic is one call of
//! [`diagnostics::Diagnostics::report`] where the fault is found, a line in `diagnostics/codes.rs` and a fixture.
//!
//! # Glossary
//!
//! | word | meaning |
//! |---|---|
//! | document | an API description as its author wrote it, in one file or many |
//! | dialect | the version of OpenAPI that a document is written in |
//! | overlay | a list of corrections that are applied to a document before it is read |
//! | keyword | a key of an object that OpenAPI or JSON Schema defines |
//! | pointer | a JSON pointer: where a node is in its tree |
//! | position | a source and the node or byte in it |
//! | diagnostic | an error or a warning: code, message, position and remedy |
//! | reference | a `$ref` |
//! | component | a schema, parameter, response … that has a name of its own |
//! | inline | written in place, inside of a component or an operation |
//! | schema | the description of a value in JSON Schema |
//! | branch | one of the schemas of a `oneOf` or `anyOf` |
//! | operation | an HTTP method of a path |
//! | tag | a group of operations; a handle of the client |
//! | handle | a struct with the methods that begin calls |
//! | call | an operation with its arguments; sent when it is awaited |
//! | parameter | a value in the path, query, headers or cookies |
//! | body | what a request or response holds |
//! | media type | what a body is written in |
//! | media kind | the codec that reads and writes a media type |
//! | change | what differs between the crates of two documents, by a rule |
//! | codec | the code of the runtime that reads and writes JSON, XML or forms |
//! | type | a Rust type that a schema has become |
//! | origin | the component, operation or outer type that a type is written in |
//! | shape | whether a type is a struct, an enum, a union, a tuple or an alias |
//! | member | a key of a JSON object and its value |
//! | field | a member as a field of a struct |
//! | additional properties | the members that have no field of their own |
//! | union | one of several types, told apart by its value |
//! | variant | one of the types of a union, or a value of an enum |
//! | discriminator | the member whose value names the type of a union |
//! | alias | another name for a type |
//! | wire name | a name as it is sent |
//! | Rust name | an identifier of the emitted crate |
//! | usage | whether a type is sent, received or both |
//! | automatic header | a header that the runtime makes by itself: an idempotency key, a correlation id |
//! | feature | a Cargo feature of the emitted crate |
//! | runtime | the part of a client that is the same for all, copied into each |

#![forbid(unsafe_code)]

pub mod compare;
pub mod diagnostics;
pub mod document;
mod emit;
mod files;
pub mod inspect;
pub mod ir;
mod lower;
mod manifest;
mod markdown;
mod options;
mod parallel;
mod passes;
mod render;
pub mod render_changes;
pub mod render_diagnostics;
pub mod runtime;
pub mod source;
mod stack;
mod strictness;

use diagnostics::Diagnostics;
pub use files::Files;
pub use inspect::Inspection;
pub use options::{Input, OperationFilter, Selector, Strictness, Unused};
use source::SourceId;

/// What has come of a document.
#[derive(Debug)]
pub struct Output {
    /// The files, unless the document was refused.
    pub files: Option<Files>,
    /// All findings, errors and warnings.
    pub diagnostics: Diagnostics,
}

/// What has come of a document, and what is in it.
#[derive(Debug)]
pub struct Inspected {
    /// The files, as [`generate`] gives them.
    pub files: Option<Files>,
    /// What is in them, unless the document was refused.
    pub inspection: Option<Inspection>,
    /// All findings, errors and warnings.
    pub diagnostics: Diagnostics,
}

/// Generates a client crate. It never panics; a document that cannot be used is refused with all the reasons.
pub fn generate(input: &Input) -> Output {
    stack::with_large_stack(|| {
        let mut diagnostics = Diagnostics::new();
        let files = stages(input, &mut diagnostics).map(|(_, files)| files);
        Output { files, diagnostics }
    })
}

/// Generates a client crate and says what is in it: each operation's Rust call, each schema's Rust type.
pub fn inspect(input: &Input) -> Inspected {
    stack::with_large_stack(|| {
        let mut diagnostics = Diagnostics::new();
        let made = stages(input, &mut diagnostics);
        let inspected = |(model, files): (Model, _)| {
            (inspect::inspection(&model.api, &files, input, (&model.source_map, &diagnostics)), files)
        };
        let (inspection, files) = made.map(inspected).unzip();
        Inspected { files, inspection, diagnostics }
    })
}

/// What has come of two documents, and what differs between their crates.
#[derive(Debug)]
pub struct Compared {
    /// The changes, unless one of the documents was refused.
    pub changes: Option<Vec<compare::Change>>,
    /// All findings in the old document.
    pub old: Diagnostics,
    /// All findings in the new document.
    pub new: Diagnostics,
}

/// Says what changes for users of the emitted crate, in its Rust API and on the wire, when the one document takes the place of the
/// other. The names of the crates make no difference.
pub fn compare(old: &Input, new: &Input) -> Compared {
    stack::with_large_stack(|| {
        let (mut of_old, mut of_new) = (Diagnostics::new(), Diagnostics::new());
        let before = model(old, &mut of_old);
        let before = strictness::accepted(before, old, &mut of_old);
        let after = model(new, &mut of_new);
        let after = strictness::accepted(after, new, &mut of_new);
        let changes = before.as_ref().zip(after.as_ref());
        let changes = changes.map(|(before, after)| compare::changes(before.side(old), after.side(new)));
        Compared { changes, old: of_old, new: of_new }
    })
}

/// source → document → lower → passes → emit → render → files
fn stages(input: &Input, diagnostics: &mut Diagnostics) -> Option<(Model, Files)> {
    let model = model(input, diagnostics);
    let model = strictness::accepted(model, input, diagnostics)?;
    let api = &model.api;
    let origin = &input.sources.get(SourceId::MAIN).name;
    let print = |file: &emit::OutputFile<'_>| render::render(emit::emit(api, *file), origin);
    let rendered = parallel::map(&emit::output_files(api, &input.crate_name), print).into_iter().collect();
    let runtime = runtime::emitted(api);
    let manifest = manifest::merge(api, &input.crate_name, input.manifest.as_deref());
    let files = files::assembled(rendered, runtime, manifest, diagnostics)?;
    Some((model, files))
}

/// The crate before it is printed, and where its document was written.
struct Model {
    api: ir::Api,
    source_map: document::SourceMap,
}

impl Model {
    fn side<'a>(&'a self, input: &'a Input) -> compare::Side<'a> {
        compare::Side { api: &self.api, sources: &input.sources, source_map: &self.source_map }
    }
}

/// source → document → lower → passes
fn model(input: &Input, diagnostics: &mut Diagnostics) -> Option<Model> {
    let mut description = document::load(&input.sources, diagnostics)?;
    document::operation_filter::retain_wanted(&mut description, &input.operations, diagnostics);
    let document::Description { frame, schemas, written_in, source_map } = description;
    let reporter = document::Reporter { source_map: &source_map, diagnostics: &mut *diagnostics };
    let mut api = lower::lower(&frame, schemas, reporter);
    api.dialect = written_in;
    let mut reporter = document::Reporter { source_map: &source_map, diagnostics };
    for finding in passes::run(&mut api, input.unused) {
        reporter.report(finding.code, &finding.at, finding.message).help(finding.help);
    }
    Some(Model { api, source_map })
}
