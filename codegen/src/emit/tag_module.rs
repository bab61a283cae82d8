//! A module per tag: the handle and its operations.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{inner, tag_docs, written};
use super::ident::ident;
use super::{error_bodies, operation, outputs, source_file::SourceFile, type_ref::Paths};
use crate::ir::{Api, Operation, TagId, TypeRef};

/// ```text
/// pub struct Users { inner: ClientInner }
/// impl Users { pub fn update(&self, id: impl Into<String>) -> Update … }
/// ```
pub(super) fn emit(api: &Api, id: TagId) -> SourceFile {
    let tag = &api.tags[id.0];
    let operations: Vec<&Operation> = api.operations.iter().filter(|operation| operation.tag == id).collect();
    let handle = ident(&tag.handle);
    let paths = Paths::elsewhere(api);
    // A tag's name is not Markdown, nor is it Rust.
    let about = inner(&tag_docs(tag));
    let begun = written(&format!("Begins calls; [`Client::{0}`](crate::Client::{0}) gives it.", tag.module));
    let methods = operations.iter().map(|operation| operation::method(&paths, operation));
    let mut items = vec![about];
    items.extend(imports(&operations));
    items.push(quote! {
        #begun
        #[derive(Clone, Debug)]
        pub struct #handle { pub(crate) inner: ClientInner }
    });
    items.push(quote! {
        impl #handle { #(#methods)* }
    });
    for operation in operations {
        items.extend(operation::emit(&paths, operation));
        items.extend(outputs::emit(&paths, operation));
        items.extend(error_bodies::emit(&paths, operation));
    }
    SourceFile { path: format!("src/{}.rs", tag.module), about: String::new(), items }
}

fn imports(operations: &[&Operation]) -> Vec<TokenStream> {
    let types = operations.iter().flat_map(|operation| operation.sent().chain(operation.received()));
    let uses_models = types.filter_map(TypeRef::named).next().is_some();
    let mut items: Vec<TokenStream> = uses_models
        .then(|| {
            quote!(
                use crate::models;
            )
        })
        .into_iter()
        .collect();
    items.push(quote!(
        use crate::runtime::{self, Call, ClientInner, Credentials, Operation};
    ));
    items
}
