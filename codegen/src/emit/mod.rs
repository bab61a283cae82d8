//! IR → tokens: one file per construct of the output. Nothing is decided here and nothing can fail.

mod argument;
mod base_urls;
mod client;
mod commonmark;
mod constants;
mod crate_root;
mod deprecation;
mod docs;
mod enumeration;
mod error_bodies;
mod html;
mod ident;
mod keyed;
mod log_in;
mod models_module;
mod operation;
mod operation_docs;
mod outputs;
mod pages;
mod parameter;
mod public_type_path;
mod quick_start;
mod response_headers;
mod source_file;
mod stream;
mod struct_def;
mod tag_module;
mod tuple;
mod type_ref;
mod union;
mod union_sources;
mod web_link;

pub(crate) use public_type_path::type_text;
pub(crate) use source_file::SourceFile;

use crate::ir::{Api, Field, Struct, TagId, TypeDef, Union};

/// One file to be emitted. Tokens stay in their thread, so the files are handed out to threads before they are tokens.
#[derive(Debug, Clone, Copy)]
pub(crate) enum OutputFile<'a> {
    /// The root of the crate. The text is the crate's name.
    CrateRoot(&'a str),
    /// The client. The text is what it calls itself on the wire.
    Client(&'a str),
    /// A handle and its operations.
    Tag(TagId),
    /// The headers of responses.
    ResponseHeaders,
    /// The servers to choose from.
    BaseUrls,
    /// The list of models.
    Models,
    /// A module of models, with its types.
    Model(&'a [TypeDef]),
}

/// All files but the runtime and the manifest.
pub(crate) fn output_files<'a>(api: &'a Api, crate_name: &'a str) -> Vec<OutputFile<'a>> {
    let mut files = vec![OutputFile::CrateRoot(crate_name), OutputFile::Client(crate_name), OutputFile::Models];
    files.extend((!api.response_headers.is_empty()).then_some(OutputFile::ResponseHeaders));
    files.extend((!api.servers.is_empty()).then_some(OutputFile::BaseUrls));
    files.extend((0..api.tags.len()).map(|index| OutputFile::Tag(TagId(index))));
    files.extend(models_module::modules(api).map(OutputFile::Model));
    files
}

/// Emits one file.
pub(crate) fn emit(api: &Api, file: OutputFile<'_>) -> SourceFile {
    match file {
        OutputFile::CrateRoot(crate_name) => crate_root::emit(api, crate_name),
        OutputFile::Client(crate_name) => client::emit(api, crate_name),
        OutputFile::Tag(id) => tag_module::emit(api, id),
        OutputFile::ResponseHeaders => response_headers::emit(api),
        OutputFile::BaseUrls => base_urls::emit(api),
        OutputFile::Models => models_module::index(api),
        OutputFile::Model(defs) => models_module::emit(api, defs),
    }
}

/// The fields that `new` takes, in the order of its arguments.
pub(crate) fn constructor_arguments<'s>(api: &Api, shape: &'s Struct) -> Vec<&'s Field> {
    struct_def::constructor_arguments(&type_ref::Paths::among_models(api), shape)
}

/// The types that each variant of a union is made from by `From`.
pub(crate) fn conversions(api: &Api, def: &TypeDef, shape: &Union) -> Vec<Vec<String>> {
    let sources = union_sources::sources(&type_ref::Paths::among_models(api), def, shape);
    sources.into_iter().map(|each| each.iter().map(ToString::to_string).collect()).collect()
}
