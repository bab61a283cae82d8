//! An operation: its data, the method that begins a call, and the call with its setters.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::argument::argument;
use super::docs::{docs, written};
use super::ident::{crowded, ident, like_constructor, like_operator, wire};
use super::log_in::credentials;
use super::parameter::{encodings, in_path, sent, setter, taken};
use super::type_ref::{Paths, type_ref};
use super::{deprecation, operation_docs, pages, stream};
use crate::ir::{AutoHeader, Body, Operation, Parameter, Place, RustName, TypeRef};

/// ```text
/// pub fn update(&self, id: impl Into<String>, body: User) -> Update {
///     Update { call: Call::new(&self.inner, &UPDATE).path(id).body(body) }
/// }
/// ```
pub(super) fn method(paths: &Paths<'_>, operation: &Operation) -> TokenStream {
    let (name, call, constant) = (ident(&operation.method_name), ident(&operation.name), ident(&operation.constant));
    let about = operation_docs::emit(paths, operation);
    let deprecated = deprecation::attribute(operation.deprecated, &operation.docs);
    let required: Vec<&Parameter> = operation.parameters.iter().filter(|parameter| parameter.required).collect();
    let body = operation.body.as_ref().filter(|body| body.required);
    let parameters = required.iter().map(|parameter| taken(paths, parameter));
    let (body_parameter, body) = body.map(|body| body_argument(paths, body)).unzip();
    let parameters: Vec<TokenStream> = parameters.chain(body_parameter).collect();
    let allowed = crowded(1 + parameters.len());
    let (operator, constructor) = (like_operator(&operation.method_name), like_constructor(&operation.method_name));
    let (path, others): (Vec<&Parameter>, Vec<&Parameter>) =
        required.iter().partition(|parameter| parameter.place == Place::Path);
    let path = path.into_iter().map(|parameter| in_path(paths, parameter));
    let encodings = operation.body.as_ref().and_then(|body| encodings(&body.encodings));
    let server = operation.server.as_deref().map(Literal::string).map(|server| quote!(.server(#server)));
    let begun = quote!(Call::new(&self.inner, &#constant) #server #(#path)* #encodings #body);
    let others: Vec<_> = others.into_iter().map(|it| sent(paths, it, &quote!(call))).collect();
    let block = match others.as_slice() {
        [] => quote!(#call { call: #begun }),
        others => quote!(let mut call = #begun; #(#others)* #call { call }),
    };
    quote! {
        #about
        #deprecated
        #allowed
        #operator
        #constructor
        pub fn #name(&self, #(#parameters),*) -> #call { #block }
    }
}

/// The call and the constant behind it.
pub(super) fn emit(paths: &Paths<'_>, operation: &Operation) -> Vec<TokenStream> {
    let name = ident(&operation.name);
    // The path is visible ASCII without backticks.
    let (http_method, path) = (operation.http_method.as_str(), operation.path.as_str());
    let begun = format!("{}::{}", paths.handle(operation), operation.method_name);
    let about = written(&format!("A call of `{http_method} {path}`, begun by [`{begun}`]."));
    let output = if operation.output.variants.is_empty() {
        type_ref(paths, &operation.output.ty)
    } else {
        let name = ident(&operation.output.name);
        quote!(#name)
    };
    let optional = operation.parameters.iter().filter(|parameter| !parameter.required);
    let setters = optional.map(|parameter| setter(paths, parameter));
    let body = operation.body.as_ref().filter(|body| !body.required).map(|body| body_setter(paths, body));
    let content_type = operation.body.as_ref().and_then(content_type);
    let accept = accept(operation).map(|words| media_type("accept", &words));
    let methods = quote!(#(#setters)* #body #content_type #accept);
    let mut items = vec![
        constant(paths, operation),
        quote! {
            #about
            #[derive(Clone, Debug)]
            #[must_use = "a call is sent when it is awaited"]
            pub struct #name { call: Call }
        },
    ];
    if !methods.is_empty() {
        items.push(quote!(impl #name { #methods }));
    }
    let constant_name = ident(&operation.constant);
    let bodies = (!operation.errors.is_empty()).then(|| ident(&operation.error_name)).map(|bodies| quote!(, #bodies));
    items.push(quote!(runtime::impl_operation!(#name: #constant_name -> #output #bodies);));
    items.extend(pages::emit(paths, operation));
    items.extend(stream::emit(paths, operation));
    items
}

fn constant(paths: &Paths<'_>, operation: &Operation) -> TokenStream {
    let (name, id, path) = (ident(&operation.constant), wire(&operation.wire), wire(&operation.path));
    let method = Literal::string(operation.http_method.as_str());
    let types = |field: TokenStream, types: &[String]| (!types.is_empty()).then(|| quote!(#field: &[#(#types),*],));
    let body = operation.body.as_ref();
    let request_types = body.and_then(|body| types(quote!(request_types), &body.media_types));
    let response_types = types(quote!(response_types), &operation.output.media_types);
    let error_types = types(quote!(error_types), &operation.error_types);
    let any_accept = operation.any_accept.then(|| quote!(any_accept: true,));
    let redirects = operation.output.redirects.iter().map(|status| Literal::u16_unsuffixed(*status));
    let redirects = (redirects.len() > 0).then(|| quote!(redirects: &[#(#redirects),*],));
    let credentials = credentials(paths.api(), &operation.credentials);
    let idempotency_key = header_of(operation, AutoHeader::IdempotencyKey);
    let idempotency_key = idempotency_key.map(|name| quote!(idempotency_key: Some(#name),));
    let correlation_id = header_of(operation, AutoHeader::CorrelationId);
    let correlation_id = correlation_id.map(|name| quote!(correlation_id: Some(#name),));
    quote! {
        static #name: Operation = Operation {
            id: #id,
            method: #method,
            path: #path,
            #request_types
            #response_types
            #error_types
            #any_accept
            #redirects
            credentials: #credentials,
            #idempotency_key
            #correlation_id
            ..Operation::PLAIN
        };
    }
}

fn header_of(operation: &Operation, auto: AutoHeader) -> Option<Literal> {
    let parameter = operation.parameters.iter().find(|parameter| parameter.auto == Some(auto))?;
    Some(wire(&parameter.wire))
}

/// `body: User` and `.body(body)`
fn body_argument(paths: &Paths<'_>, body: &Body) -> (TokenStream, TokenStream) {
    let (taken, given) = body_taken(paths, body, &quote!(body));
    (quote!(body: #taken), given)
}

/// What a body is taken as, and how it is given to the call: bytes may also be a stream.
fn body_taken(paths: &Paths<'_>, body: &Body, name: &TokenStream) -> (TokenStream, TokenStream) {
    if body.ty == TypeRef::Bytes {
        return (quote!(impl Into<runtime::RequestBody>), quote!(.raw_body(#name)));
    }
    let (taken, value) = argument(paths, &body.ty, name);
    (taken, quote!(.body(#value)))
}

fn body_setter(paths: &Paths<'_>, body: &Body) -> TokenStream {
    let docs = docs(if body.docs.trim().is_empty() { "The body." } else { &body.docs });
    let (taken, given) = body_taken(paths, body, &quote!(value));
    quote! {
        #docs
        pub fn body(mut self, value: #taken) -> Self {
            self.call = self.call #given;
            self
        }
    }
}

/// A choice of media types in words, where there is one.
fn choice(what: &str, types: &[String]) -> Option<String> {
    let [default, others @ ..] = types else { return None };
    let (last, middle) = others.split_last()?;
    let mut listed = format!("`{default}` (the default)");
    middle.iter().for_each(|name| listed.extend([", `", name, "`"]));
    Some(format!("{what}: {listed} or `{last}`."))
}

/// What the caller may ask for, where there is a choice.
fn accept(operation: &Operation) -> Option<String> {
    let types = &operation.output.media_types;
    let listed = types.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    match types.as_slice() {
        _ if operation.any_accept => Some("The media type to ask for, which may be any.".to_owned()),
        [] | [_] => None,
        _ => Some(format!("The one media type to ask for, instead of all: {listed}.")),
    }
}

/// The media type of a body, where the caller has to choose or knows it better than the document.
fn content_type(body: &Body) -> Option<TokenStream> {
    let words = match body.any_media_type {
        true => Some(format!("The media type of the bytes, of the kind `{}`.", body.media_types.join("` or `"))),
        false => choice("The media type to send", &body.media_types),
    };
    Some(media_type("content_type", &words?))
}

fn media_type(method: &str, words: &str) -> TokenStream {
    let docs = docs(words);
    let method = RustName::new(method.to_owned());
    let method = ident(&method);
    quote! {
        #docs
        pub fn #method(mut self, media_type: impl Into<String>) -> Self {
            self.call.#method(media_type);
            self
        }
    }
}
