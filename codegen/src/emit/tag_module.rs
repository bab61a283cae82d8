//! A module per tag: the handle and its operations.

use proc_macro2::TokenStream;
use quote::quote;

use super::ident::ident;
use super::{docs::paragraphs, error_bodies, operation, outputs, source_file::SourceFile, type_ref::Paths};
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
    let docs = paragraphs([if tag.docs.is_empty() { tag.wire.as_str() } else { &tag.docs }]);
    let methods = operations.iter().map(|operation| operation::method(&paths, operation));
    let mut items = imports(&operations);
    items.push(quote! {
        #docs
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
    SourceFile {
        path: format!("src/{}.rs", tag.module),
        about: "A handle of the client and its calls.".to_owned(),
        items,
    }
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
