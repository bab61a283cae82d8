//! The arguments of a call: how they are taken and how they are sent.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::argument::argument;
use super::deprecation;
use super::docs::docs;
use super::ident::{ident, like_operator, wire};
use super::type_ref::{Paths, is_text};
use crate::ir::{Encoding, MediaKind, Parameter, Place, RustName, Style, StyleKind, TypeRef};

/// `id: impl Into<String>`
pub(super) fn taken(paths: &Paths<'_>, parameter: &Parameter) -> TokenStream {
    let name = ident(&parameter.name);
    let taken = argument(paths, &parameter.ty, &quote!(#name)).0;
    quote!(#name: #taken)
}

/// `.path(id)`, for a parameter in the path.
pub(super) fn in_path(paths: &Paths<'_>, parameter: &Parameter) -> TokenStream {
    if parameter.style.is_plain() && is_text(paths, &parameter.ty) {
        let text = text(paths, parameter);
        return quote!(.path(#text));
    }
    let (name, style, value) = (wire(&parameter.wire), style(parameter.style), value(paths, parameter));
    quote!(.path_as(#name, #style, &#value))
}

/// `call.header("ms-cv", ms_cv);`, for a parameter elsewhere.
pub(super) fn sent(paths: &Paths<'_>, parameter: &Parameter, call: &TokenStream) -> TokenStream {
    let name = wire(&parameter.wire);
    if !parameter.encodings.is_empty() {
        let (rows, value) = (encoding_rows(&parameter.encodings), value(paths, parameter));
        return quote!(#call.query_form(#name, const { &[#(#rows),*] }, &#value););
    }
    let is_plain = parameter.style.is_plain() && is_text(paths, &parameter.ty);
    let (plain, styled) = match parameter.place {
        Place::Query => (quote!(query), quote!(query_as)),
        Place::Header => (quote!(header), quote!(header_as)),
        Place::Path | Place::Cookie => (quote!(cookie), quote!(cookie)),
    };
    if is_plain && parameter.place != Place::Cookie {
        let text = text(paths, parameter);
        return quote!(#call.#plain(#name, #text););
    }
    let (style, value) = (style(parameter.style), value(paths, parameter));
    quote!(#call.#styled(#name, #style, &#value);)
}

/// A method of the call for an optional parameter.
pub(super) fn setter(paths: &Paths<'_>, parameter: &Parameter) -> TokenStream {
    let docs = docs(&parameter.docs);
    let deprecated = deprecation::attribute(parameter.deprecated, &parameter.docs);
    let name = ident(&parameter.name);
    let argument = Parameter { name: RustName::new("value".to_owned()), ..parameter.clone() };
    let (taken, sent) = (taken(paths, &argument), sent(paths, &argument, &quote!(self.call)));
    let allowed = like_operator(&parameter.name);
    quote! {
        #docs
        #allowed
        #deprecated
        pub fn #name(mut self, #taken) -> Self {
            #sent
            self
        }
    }
}

/// The text of a single value.
fn text(paths: &Paths<'_>, parameter: &Parameter) -> TokenStream {
    let name = ident(&parameter.name);
    match &parameter.ty {
        TypeRef::String => quote!(#name),
        ty => {
            let value = argument(paths, ty, &quote!(#name)).1;
            quote!(#value.to_string())
        }
    }
}

fn value(paths: &Paths<'_>, parameter: &Parameter) -> TokenStream {
    let name = ident(&parameter.name);
    argument(paths, &parameter.ty, &quote!(#name)).1
}

/// `Style::FORM`
fn style(style: Style) -> TokenStream {
    let (name, default) = match style.kind {
        StyleKind::Simple => ("SIMPLE", false),
        StyleKind::Label => ("LABEL", false),
        StyleKind::Matrix => ("MATRIX", false),
        StyleKind::Segments => ("SEGMENTS", style.explode),
        StyleKind::Form => ("FORM", true),
        StyleKind::SpaceDelimited => ("SPACE_DELIMITED", false),
        StyleKind::PipeDelimited => ("PIPE_DELIMITED", false),
        StyleKind::TabDelimited => ("TAB_DELIMITED", false),
        StyleKind::DeepObject => ("DEEP_OBJECT", style.explode),
        StyleKind::Cookie => ("COOKIE", true),
        StyleKind::Json => ("JSON", style.explode),
        StyleKind::Xml => ("XML", style.explode),
        StyleKind::FormContent => ("FORM_CONTENT", style.explode),
        StyleKind::QueryString => ("QUERY_STRING", style.explode),
        StyleKind::QueryStringXml => ("QUERY_STRING_XML", style.explode),
    };
    let name = RustName::new(name.to_owned());
    let name = ident(&name);
    let explode = match style.explode {
        same if same == default => TokenStream::new(),
        true => quote!(.exploded()),
        false => quote!(.not_exploded()),
    };
    let reserved = style.reserved.then(|| quote!(.reserved()));
    let nested = style.nested.map(|delimiter| quote!(.nested(#delimiter)));
    quote!(runtime::Style::#name #explode #reserved #nested)
}

/// `.encodings(const { &[Encoding::new("tags").style(Style::SPACE_DELIMITED)] })`
pub(super) fn encodings(all: &[Encoding]) -> Option<TokenStream> {
    if all.is_empty() {
        return None;
    }
    let rows = encoding_rows(all);
    Some(quote!(.encodings(const { &[#(#rows),*] })))
}

fn encoding_rows(all: &[Encoding]) -> impl Iterator<Item = TokenStream> {
    all.iter().map(|encoding| {
        let name = wire(&encoding.wire);
        let style = encoding.style.map(style).map(|style| quote!(.style(#style)));
        let content_type = encoding.content_type.as_deref().map(Literal::string);
        let content_type = content_type.map(|name| quote!(.content_type(#name)));
        let only = encoding.only.map(|kind| match kind {
            MediaKind::Multipart => quote!(.only_multipart()),
            _ => quote!(.only_urlencoded()),
        });
        quote!(runtime::Encoding::new(#name) #style #content_type #only)
    })
}
