//! Turns an OpenAPI document into the files of a Rust client crate: text in, text out, no input or output of its own.
//!
//! ```text
//! source ──► document ──► lower ──► ir ──► passes ──► emit ──► render ──► Files
//! ```
//!
//! | stage | in → out | to add … |
//! |---|---|---|
//! | [`source`] | text → JSON tree | a syntax |
//! | [`document`] | trees of any dialect, in many files → one [`openapiv3::OpenAPI`] | a version, a keyword, an overlay's action, a way to refer |
//! | `lower` | OpenAPI → IR | a schema shape (`lower/schema/`), a part of an operation |
//! | [`ir`] | plain data in the words of the output | what the output can say |
//! | `passes` | IR → IR, one question a file | a decision about the whole crate |
//! | `emit` | IR → tokens, one file per construct | a construct of the output |
//! | `render` | tokens → text | a rule of layout |
//! | [`inspect`](mod@inspect) | IR and files → what is in them, as data | what other tools want to know |
//!
//! What every client does the same way is not emitted but copied: the crate in `codegen/runtime`, less what a document has no
//! use for ([`ir::Need`]). A media type is a codec there (`media.rs`) and a kind in `lower/body.rs`; a format of strings is an
//! `impl Format` there (`exact/`) and a name in `lower/schema/scalar.rs`. A diagnostic is one call of
//! [`diagnostics::Diagnostics::error`] where the fault is found, and a fixture in `tests/fixtures/refused`.

pub mod diagnostics;
pub mod document;
mod emit;
mod files;
pub mod inspect;
pub mod ir;
mod lower;
mod manifest;
mod passes;
mod render;
pub mod runtime;
pub mod source;
mod stack;

use diagnostics::{Code, Diagnostics, Pointer};
pub use files::Files;
pub use inspect::Inspection;
use rayon::prelude::*;
use source::{SourceId, Sources};

/// What to generate from.
#[derive(Debug)]
pub struct Input {
    /// The document and its overlays.
    pub sources: Sources,
    /// The name of the emitted crate: ASCII letters, digits, `-` and `_`.
    pub crate_name: String,
    /// The text of the crate's `Cargo.toml`, if there is one already.
    pub manifest: Option<String>,
    /// Whether a warning is enough to emit nothing.
    pub strictness: Strictness,
    /// What becomes of schemas that no operation needs.
    pub unused: Unused,
    /// The tags whose operations are wanted; all operations, if none is named.
    pub include_tags: Vec<String>,
}

impl Input {
    /// Everything as it is by default: `Input { strictness: Strictness::Strict, ..Input::new(sources, "petstore") }`.
    pub fn new(sources: Sources, crate_name: impl Into<String>) -> Self {
        Self {
            sources,
            crate_name: crate_name.into(),
            manifest: None,
            strictness: Strictness::default(),
            unused: Unused::default(),
            include_tags: Vec::new(),
        }
    }
}

/// What becomes of component schemas that no operation needs. A document without operations keeps them all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unused {
    /// They are not emitted.
    #[default]
    Drop,
    /// They are emitted as if some operation sent and received them.
    Keep,
}

/// What a warning means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Strictness {
    /// Something is left out, the rest is emitted.
    #[default]
    Lenient,
    /// Nothing is emitted.
    Strict,
}

/// What has come of it.
#[derive(Debug)]
pub struct Output {
    /// The files, unless the document was refused.
    pub files: Option<Files>,
    /// All that is to be said, errors and warnings.
    pub diagnostics: Diagnostics,
}

/// What has come of it, and what is in it.
#[derive(Debug)]
pub struct Inspected {
    /// The files, as [`generate`] gives them.
    pub files: Option<Files>,
    /// What is in them, unless the document was refused.
    pub inspection: Option<Inspection>,
    /// All that is to be said, errors and warnings.
    pub diagnostics: Diagnostics,
}

/// Generates a client crate. It never panics; a document that cannot be used is refused with all the reasons.
pub fn generate(input: &Input) -> Output {
    stack::large(|| {
        let mut diagnostics = Diagnostics::new();
        let files = model(input, &mut diagnostics).and_then(|api| print(&api, input, &mut diagnostics));
        Output { files, diagnostics }
    })
}

/// Generates a client crate and says what is in it: each operation's Rust call, each schema's Rust type.
pub fn inspect(input: &Input) -> Inspected {
    stack::large(|| {
        let mut diagnostics = Diagnostics::new();
        let api = model(input, &mut diagnostics);
        let printed = api.and_then(|api| Some((print(&api, input, &mut diagnostics)?, api)));
        let Some((files, api)) = printed else { return Inspected { files: None, inspection: None, diagnostics } };
        let inspection = inspect::inspection(&api, &files, input, &mut diagnostics);
        Inspected { files: Some(files), inspection: Some(inspection), diagnostics }
    })
}

/// Text → IR, as it is emitted.
fn model(input: &Input, diagnostics: &mut Diagnostics) -> Option<ir::Api> {
    let description = document::load(&input.sources, diagnostics);
    if input.strictness == Strictness::Strict {
        // Which of two equal keys was meant is more than a loss: nobody can know.
        diagnostics.promote(Code::WDupKey, Code::EDupKey);
    }
    let mut description = description?;
    document::chosen::keep(&mut description.frame, &input.include_tags, diagnostics);
    let mut api = lower::lower(description, diagnostics);
    let warnings = diagnostics.iter().count() - diagnostics.error_count();
    if input.strictness == Strictness::Strict && warnings > 0 {
        let message = format!("{warnings} of the findings are warnings, and a strict run accepts none");
        diagnostics
            .report(Code::EStrict, &Pointer::root(), message)
            .help("mend what they name, in the document or in an overlay, or do without strictness");
    }
    if diagnostics.has_errors() {
        return None;
    }
    passes::run(&mut api, input.unused);
    Some(api)
}

/// IR → files.
fn print(api: &ir::Api, input: &Input, diagnostics: &mut Diagnostics) -> Option<Files> {
    let units = emit::units(api, &input.crate_name);
    let origin = &input.sources.get(SourceId::MAIN).name;
    let print = |unit: &emit::Unit<'_>| {
        let file = emit::emit(api, *unit);
        Ok((file.path.clone(), render::render(&file, origin)?))
    };
    let files: Result<Files, String> = units.par_iter().map(print).collect();
    let manifest = manifest::merge(api, &input.crate_name, input.manifest.as_deref());
    match (files, manifest) {
        (Ok(mut files), Ok(manifest)) => {
            files.extend(runtime::emitted(api));
            files.insert("Cargo.toml".to_owned(), manifest);
            Some(files)
        }
        (Err(problem), _) => {
            diagnostics.report(Code::EInternal, &Pointer::root(), format!("the emitted tokens are no Rust: {problem}"));
            None
        }
        (_, Err(problem)) => {
            diagnostics
                .report(
                    Code::EManifest,
                    &Pointer::root(),
                    format!("the Cargo.toml of the crate cannot be kept up: {problem}"),
                )
                .help("mend it, or remove it to have a new one");
            None
        }
    }
}
