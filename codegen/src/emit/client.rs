//! The client and the way to its handles.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::ident::{ident, like_constructor, like_operator};
use super::{
    crate_root::cfg_feature,
    docs::{blocks, paragraphs, tag_summary, written},
    log_in,
    source_file::SourceFile,
};
use crate::ir::Api;

/// ```text
/// pub struct Client { inner: ClientInner }
/// impl Client { pub fn builder() -> ClientBuilder<Self> … pub fn users(&self) -> Users … }
/// impl ClientBuilder<Client> { pub fn bearer_token(self, token: impl Into<Secret>) -> Self … }
/// ```
pub(super) fn emit(api: &Api, crate_name: &str) -> SourceFile {
    let constants = log_in::constants(api);
    let builder = builder(api, crate_name);
    let handles = api.tags.iter().map(|tag| {
        let (module, handle, cfg) = (ident(&tag.module), ident(&tag.handle), cfg_feature(tag));
        let docs = tag_summary(tag);
        let (operator, constructor) = (like_operator(&tag.module), like_constructor(&tag.module));
        quote! {
            #docs
            #cfg
            #operator
            #constructor
            pub fn #module(&self) -> #handle { #handle { inner: self.inner.clone() } }
        }
    });
    let handles_used = api.tags.iter().map(|tag| {
        let (module, handle, cfg) = (ident(&tag.module), ident(&tag.handle), cfg_feature(tag));
        (tag.module.as_str(), quote!(#cfg use crate::#module::#handle;))
    });
    let mut imports: Vec<(&str, TokenStream)> = handles_used.collect();
    let login = log_in::emit(api);
    imports
        .push(("runtime", quote! { use crate::runtime::{self, ClientBuilder, ClientInner, Credentials, Operation}; }));
    imports.sort_by_key(|(name, _)| *name);
    let imports = imports.into_iter().map(|(_, import)| import);
    let (request, constant) = request(api);
    let mut items = vec![
        quote! { #(#imports)* },
        quote! {
            /// A client. Clones share their connections, their credentials and their limits on retries.
            #[derive(Clone, Debug)]
            pub struct Client { inner: ClientInner }
        },
        quote!(impl Client { #(#constants)* #builder #(#handles)* #request }),
        quote!(impl From<ClientInner> for Client { fn from(inner: ClientInner) -> Self { Self { inner } } }),
        constant,
    ];
    items.extend(login);
    SourceFile { path: "src/client.rs".to_owned(), about: "The client.".to_owned(), items }
}

/// The method for what the document does not have, and the constant behind it.
fn request(api: &Api) -> (TokenStream, TokenStream) {
    let credentials = log_in::credentials(api, &api.credentials);
    let method = quote! {
        /// Begins a call of what the document does not have; the path follows the base URL.
        pub fn request(&self, method: runtime::Method, path: impl Into<String>) -> runtime::RawCall {
            runtime::RawCall::new(&self.inner, &REQUEST, method, path)
        }
    };
    (method, quote!(static REQUEST: Operation = Operation { credentials: #credentials, ..Operation::RAW };))
}

/// The method that begins a client: with a base URL as its argument unless the document has one.
fn builder(api: &Api, crate_name: &str) -> TokenStream {
    let agent = Literal::string(crate_name);
    let certificates = log_in::certificates(api);
    let choice = (!api.servers.is_empty()).then(|| written("[`base_urls`](crate::base_urls) has them for `base_url`."));
    let about = |line: &str| {
        let certificates = paragraphs([certificates.as_str()]);
        blocks([paragraphs([line, &api.server_docs])].into_iter().chain(choice.clone()).chain([certificates]))
    };
    let schemes = log_in::has_schemes(api).then(|| quote!(.schemes(SCHEMES)));
    match &api.server {
        Some(path) if path.starts_with('/') => {
            let about = about(&format!(
                "The settings of a new client, for the server at `base_url`: the document names only its path.\n`{path}` is \
                 appended unless `base_url` ends with it."
            ));
            let path = Literal::string(path);
            quote! {
                #about
                pub fn builder(base_url: impl Into<String>) -> ClientBuilder<Self> {
                    ClientBuilder::below(base_url, #path, #agent) #schemes
                }
            }
        }
        Some(server) => {
            let (about, server) = (about("The settings of a new client."), Literal::string(server));
            quote! {
                #about
                pub fn builder() -> ClientBuilder<Self> { ClientBuilder::new(#server, #agent) #schemes }
            }
        }
        None => {
            let about = about("The settings of a new client, for the server at `base_url`: the document names none.");
            quote! {
                #about
                pub fn builder(base_url: impl Into<String>) -> ClientBuilder<Self> {
                    ClientBuilder::new(base_url, #agent) #schemes
                }
            }
        }
    }
}
