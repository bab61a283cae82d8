//! The servers that a document names: one type each, which is a base URL.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{code, docs, paragraphs, written};
use super::ident::{ident, wire};
use super::source_file::SourceFile;
use crate::ir::{Api, Server, ServerVariable, UrlPiece};

/// ```text
/// pub struct Production { region: ProductionRegion }
/// impl Production { pub fn region(mut self, value: ProductionRegion) -> Self … }
/// impl From<Production> for String { … }
/// pub enum ProductionRegion { Eu, Us }
/// ```
pub(super) fn emit(api: &Api) -> SourceFile {
    let items = api.servers.iter().flat_map(server).collect();
    let about = "The servers that the document names, each of which `ClientBuilder::base_url` takes.".to_owned();
    SourceFile { path: "src/base_urls.rs".to_owned(), about, items }
}

fn server(server: &Server) -> Vec<TokenStream> {
    let name = ident(&server.name);
    let about = paragraphs([server.docs.as_str(), &format!("The server {}.", code(&server.url))]);
    let mut items = match server.variables.as_slice() {
        [] => vec![quote! {
            #about
            #[derive(Clone, Copy, Debug, Default)]
            pub struct #name;
        }],
        variables => with_variables(server, (about, variables)),
    };
    let pieces = server.pieces.iter().map(|piece| match piece {
        UrlPiece::Text(text) => {
            let text = Literal::string(text);
            quote!(#text)
        }
        UrlPiece::Variable(index) => server.variables.get(*index).map(value).unwrap_or_default(),
    });
    let (taken, url) = match server.variables.is_empty() {
        true => (quote!(_), quote!(#(#pieces)*.to_owned())),
        false => (quote!(server), quote!(let pieces = [#(#pieces),*]; pieces.concat())),
    };
    items.push(quote! {
        impl From<#name> for String {
            fn from(#taken: #name) -> Self { #url }
        }
    });
    items.extend(server.variables.iter().filter(|variable| !variable.values.is_empty()).map(values));
    items
}

fn with_variables(server: &Server, (about, variables): (TokenStream, &[ServerVariable])) -> Vec<TokenStream> {
    let name = ident(&server.name);
    let fields = variables.iter().map(|variable| {
        let (field, ty) = (ident(&variable.name), held(variable));
        quote!(#field: #ty)
    });
    let setters = variables.iter().map(setter);
    let defaults = variables.iter().map(|variable| {
        let (field, default) = (ident(&variable.name), default(variable));
        quote!(#field: #default)
    });
    vec![
        quote! {
            #about
            #[derive(Clone, Debug)]
            pub struct #name { #(#fields),* }
        },
        quote!(impl #name { #(#setters)* }),
        quote! {
            impl Default for #name {
                fn default() -> Self { Self { #(#defaults),* } }
            }
        },
    ]
}

fn setter(variable: &ServerVariable) -> TokenStream {
    let said = if variable.docs.trim().is_empty() {
        format!("The variable {}", code(variable.wire.as_str()))
    } else {
        variable.docs.trim().trim_end_matches('.').to_owned()
    };
    let about = docs(&format!("{said}; {} unless it is set.", code(&variable.default)));
    let (name, ty) = (ident(&variable.name), held(variable));
    let (taken, value) = match variable.values.is_empty() {
        true => (quote!(impl Into<String>), quote!(value.into())),
        false => (ty, quote!(value)),
    };
    quote! {
        #about
        #[must_use]
        pub fn #name(mut self, value: #taken) -> Self {
            self.#name = #value;
            self
        }
    }
}

/// The type of a variable's value.
fn held(variable: &ServerVariable) -> TokenStream {
    if variable.values.is_empty() {
        return quote!(String);
    }
    let name = ident(&variable.enum_name);
    quote!(#name)
}

fn default(variable: &ServerVariable) -> TokenStream {
    match variable.values.first() {
        Some((_, name)) => {
            let (ty, name) = (ident(&variable.enum_name), ident(name));
            quote!(#ty::#name)
        }
        None => {
            let text = Literal::string(&variable.default);
            quote!(#text.to_owned())
        }
    }
}

/// A variable as a piece of the URL.
fn value(variable: &ServerVariable) -> TokenStream {
    let name = ident(&variable.name);
    quote!(server.#name.as_str())
}

/// The values of a variable.
fn values(variable: &ServerVariable) -> TokenStream {
    let name = ident(&variable.enum_name);
    let about = written(&format!("The values of the variable {}.", code(variable.wire.as_str())));
    let variants = variable.values.iter().map(|(value, name)| {
        let (docs, name) = (written(&format!("{}.", code(value.as_str()))), ident(name));
        quote!(#docs #name)
    });
    let arms = variable.values.iter().map(|(value, name)| {
        let (name, text) = (ident(name), wire(value));
        quote!(Self::#name => #text)
    });
    quote! {
        #about
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum #name { #(#variants),* }

        impl #name {
            /// As it stands in the URL.
            pub fn as_str(self) -> &'static str {
                match self { #(#arms),* }
            }
        }
    }
}
