//! An operation: its data, the method that begins a call, and the call with its setters.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{docs, paragraphs};
use super::ident::{ident, wire};
use super::type_ref::{Paths, argument, converts, type_ref};
use crate::ir::{Body, Credentials, HttpMethod, Operation, Parameter, Place, Role, RustName, TypeRef};

/// ```text
/// pub fn update(&self, id: impl Into<String>, body: User) -> Update {
///     Update { call: Call::new(&self.core, &UPDATE).path(id).body(body) }
/// }
/// ```
pub(super) fn method(paths: &Paths<'_>, operation: &Operation) -> TokenStream {
    let (name, call, constant) = (ident(&operation.method_name), ident(&operation.name), ident(&operation.constant));
    let about = paragraphs([operation.summary.as_str(), operation.docs.as_str(), &arguments_docs(operation)]);
    let deprecated = operation.deprecated.then(|| quote!(#[deprecated]));
    let required: Vec<&Parameter> = operation.parameters.iter().filter(|parameter| parameter.required).collect();
    let body = operation.body.as_ref().filter(|body| body.required);
    let parameters = required.iter().map(|parameter| {
        let name = ident(&parameter.name);
        let taken = taken(paths, &parameter.ty);
        quote!(#name: #taken)
    });
    let body_parameter = body.map(|body| {
        let taken = type_ref(paths, &body.ty);
        quote!(body: #taken)
    });
    let parameters = parameters.chain(body_parameter);
    let path = required.iter().filter(|parameter| parameter.place == Place::Path).map(|parameter| {
        let value = text(paths, &parameter.ty, &parameter.name);
        quote!(.path(#value))
    });
    let body = body.map(|_| quote!(.body(body)));
    let begun = quote!(Call::new(&self.core, &#constant) #(#path)* #body);
    let others: Vec<_> = required
        .iter()
        .filter(|parameter| parameter.place != Place::Path)
        .map(|it| sent(paths, it, &quote!(call)))
        .collect();
    let block = match others.as_slice() {
        [] => quote!(#call { call: #begun }),
        others => quote!(let mut call = #begun; #(#others)* #call { call }),
    };
    quote! {
        #about
        #deprecated
        pub fn #name(&self, #(#parameters),*) -> #call { #block }
    }
}

/// The call and the constant behind it.
pub(super) fn emit(paths: &Paths<'_>, operation: &Operation) -> Vec<TokenStream> {
    let name = ident(&operation.name);
    // The path is visible ASCII without backticks.
    let line =
        Literal::string(&format!(" A call of `{} {}`.", operation.http_method.as_str(), operation.path.as_str()));
    let output = type_ref(paths, &operation.output.ty);
    let optional = operation.parameters.iter().filter(|parameter| !parameter.required);
    let setters = optional.map(|parameter| setter(paths, parameter));
    let body = operation.body.as_ref().filter(|body| !body.required).map(|body| body_setter(paths, body));
    let content_type = operation
        .body
        .as_ref()
        .and_then(|body| media_type("content_type", "The media type to send", &body.media_types));
    let accept = media_type("accept", "The media type to ask for", &operation.output.media_types);
    let methods = quote!(#(#setters)* #body #content_type #accept);
    let mut items = vec![
        constant(operation),
        quote! {
            #[doc = #line]
            #[derive(Clone, Debug)]
            #[must_use = "a call is sent when it is awaited"]
            pub struct #name { call: Call }
        },
    ];
    if !methods.is_empty() {
        items.push(quote!(impl #name { #methods }));
    }
    items.push(quote!(runtime::operation!(#name -> #output);));
    items
}

fn constant(operation: &Operation) -> TokenStream {
    let (name, id, path) = (ident(&operation.constant), wire(&operation.wire), wire(&operation.path));
    let method = match operation.http_method {
        HttpMethod::Get => quote!(GET),
        HttpMethod::Put => quote!(PUT),
        HttpMethod::Post => quote!(POST),
        HttpMethod::Delete => quote!(DELETE),
        HttpMethod::Options => quote!(OPTIONS),
        HttpMethod::Head => quote!(HEAD),
        HttpMethod::Patch => quote!(PATCH),
        HttpMethod::Trace => quote!(TRACE),
    };
    let request_types = operation.body.iter().flat_map(|body| &body.media_types);
    let response_types = &operation.output.media_types;
    let credentials = match operation.credentials {
        Credentials::Anonymous => quote!(Anonymous),
        Credentials::Bearer => quote!(Bearer),
    };
    let idempotency_key = header_of(operation, Role::IdempotencyKey);
    let correlation_id = header_of(operation, Role::CorrelationId);
    quote! {
        static #name: Operation = Operation {
            id: #id,
            method: Method::#method,
            path: #path,
            request_types: &[#(#request_types),*],
            response_types: &[#(#response_types),*],
            credentials: Credentials::#credentials,
            idempotency_key: #idempotency_key,
            correlation_id: #correlation_id,
        };
    }
}

fn header_of(operation: &Operation, role: Role) -> TokenStream {
    match operation.parameters.iter().find(|parameter| parameter.role == role) {
        Some(parameter) => {
            let name = wire(&parameter.wire);
            quote!(Some(#name))
        }
        None => quote!(None),
    }
}

/// What the document says of each argument, as a list.
fn arguments_docs(operation: &Operation) -> String {
    let parameters = operation.parameters.iter().filter(|parameter| parameter.required);
    let mut rows: Vec<(&str, &str)> =
        parameters.map(|parameter| (parameter.name.as_str(), parameter.docs.as_str())).collect();
    rows.extend(operation.body.iter().filter(|body| body.required).map(|body| ("body", body.docs.as_str())));
    rows.extend(
        [("Gives", operation.output.docs.as_str())].into_iter().filter(|_| operation.output.ty != TypeRef::Unit),
    );
    let rows = rows.into_iter().filter(|(_, docs)| !docs.is_empty() && !docs.contains('\n'));
    rows.map(
        |(name, docs)| if name == "Gives" { format!("* Gives: {docs}\n") } else { format!("* `{name}`: {docs}\n") },
    )
    .collect()
}

fn taken(paths: &Paths<'_>, ty: &TypeRef) -> TokenStream {
    argument(paths, ty, &quote!(value)).0
}

/// The text of a single value.
fn text(paths: &Paths<'_>, ty: &TypeRef, name: &RustName) -> TokenStream {
    let name = ident(name);
    match ty {
        TypeRef::String => quote!(#name),
        ty if converts(paths, ty) => quote!(#name.into().to_string()),
        _ => quote!(#name.to_string()),
    }
}

fn setter(paths: &Paths<'_>, parameter: &Parameter) -> TokenStream {
    let docs = docs(&parameter.docs);
    let (name, taken) = (ident(&parameter.name), taken(paths, &parameter.ty));
    let argument = Parameter { name: RustName::new("value".to_owned()), ..parameter.clone() };
    let sent = sent(paths, &argument, &quote!(self.call));
    quote! {
        #docs
        pub fn #name(mut self, value: #taken) -> Self {
            #sent
            self
        }
    }
}

/// ```text
/// call.header("ms-cv", ms_cv);
/// ```
fn sent(paths: &Paths<'_>, parameter: &Parameter, call: &TokenStream) -> TokenStream {
    let wire = wire(&parameter.wire);
    let kind = if parameter.place == Place::Query { quote!(query) } else { quote!(header) };
    match &parameter.ty {
        TypeRef::List(item) => {
            let list = ident(&parameter.name);
            // A list is taken as it is, so its items are values of their types already.
            let value = if **item == TypeRef::String { quote!(item) } else { quote!(item.to_string()) };
            quote!(for item in #list { #call.#kind(#wire, #value); })
        }
        ty => {
            let value = text(paths, ty, &parameter.name);
            quote!(#call.#kind(#wire, #value);)
        }
    }
}

fn body_setter(paths: &Paths<'_>, body: &Body) -> TokenStream {
    let docs = docs(&body.docs);
    let ty = type_ref(paths, &body.ty);
    quote! {
        #docs
        pub fn body(mut self, value: #ty) -> Self {
            self.call = self.call.body(value);
            self
        }
    }
}

/// A choice of media types, where there is one.
fn media_type(method: &str, what: &str, types: &[String]) -> Option<TokenStream> {
    let [default, others @ ..] = types else { return None };
    let (last, middle) = others.split_last()?;
    let mut listed = format!("`{default}` (the default)");
    middle.iter().for_each(|name| listed.extend([", `", name, "`"]));
    let docs = docs(&format!("{what}: {listed} or `{last}`."));
    let method = RustName::new(method.to_owned());
    let method = ident(&method);
    Some(quote! {
        #docs
        pub fn #method(mut self, media_type: impl Into<String>) -> Self {
            self.call.#method(media_type);
            self
        }
    })
}
