//! How clients log in: the security schemes as data, the builder's methods that take credentials, and what operations need.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{blocks, code, docs, paragraphs, written};
use super::ident::{ident, wire};
use crate::ir::{Api, Credentials, Flow, FlowKind, KeyPlace, LogIn, SchemeId, SchemeKind, SecurityScheme, Takes};

/// What is said of a method that takes a grant.
const LOGIN: &str = "A login at the token endpoint, see [`runtime::oauth2`].";

/// ```text
/// const SCHEMES: &[runtime::Scheme] = &[runtime::Scheme::header("api_key", "X-Api-Key")];
/// impl ClientBuilder<Client> {
///     pub fn api_key(self, key: impl Into<runtime::Secret>) -> Self { self.give_key("api_key", key) }
/// }
/// ```
pub(super) fn emit(api: &Api) -> Vec<TokenStream> {
    if !has_schemes(api) {
        return Vec::new();
    }
    let schemes = api.security_schemes.iter().filter_map(scheme);
    let methods = api.log_ins.iter().map(|log_in| method(api, log_in));
    vec![
        quote! {
            /// How the document says that calls log in, by the methods below.
            const SCHEMES: &[runtime::Scheme] = &[#(#schemes),*];
        },
        quote!(impl ClientBuilder<Client> { #(#methods)* }),
    ]
}

/// Whether there is anything that a builder takes.
pub(super) fn has_schemes(api: &Api) -> bool {
    !api.log_ins.is_empty()
}

/// `pub const OAUTH2: &[runtime::oauth2::Flow] = …`, of the client: its users need it to begin a login of their own.
pub(super) fn constants(api: &Api) -> Vec<TokenStream> {
    let constant = |log_in: &LogIn| {
        let Takes::Grant(name) = &log_in.takes else { return None };
        let scheme = api.scheme(*log_in.schemes.first()?);
        let SchemeKind::OAuth2(flows) = &scheme.kind else { return None };
        let line = format!("The flows of {}.", code(scheme.wire.as_str()));
        let (name, about) = (ident(name), paragraphs([line.as_str(), &scopes_docs(flows)]));
        let flows = flows.iter().filter(|flow| flow.gives_tokens()).filter_map(flow);
        Some(quote! {
            #about
            pub const #name: &[runtime::oauth2::Flow] = &[#(#flows),*];
        })
    };
    api.log_ins.iter().filter_map(constant).collect()
}

/// The scopes that a token can have, each once.
fn scopes_docs(flows: &[Flow]) -> String {
    let (mut rows, mut seen) = (String::new(), BTreeSet::new());
    for (name, about) in flows.iter().flat_map(|flow| &flow.scopes) {
        let about = about.split_whitespace().collect::<Vec<_>>().join(" ");
        let row = if about.is_empty() { format!("* {}\n", code(name)) } else { format!("* {}: {about}\n", code(name)) };
        if seen.insert(row.clone()) {
            rows.push_str(&row);
        }
    }
    if rows.is_empty() { rows } else { format!("Scopes:\n\n{rows}") }
}

fn flow(flow: &Flow) -> Option<TokenStream> {
    let token_url = Literal::string(flow.token_url.as_deref()?);
    let start_url = Literal::string(flow.authorization_url.as_deref().unwrap_or_default());
    let refresh_url = flow.refresh_url.as_deref().map(Literal::string).map(|url| quote!(.refresh_url(#url)));
    let made = match flow.kind {
        FlowKind::Implicit => return None,
        FlowKind::ClientCredentials => quote!(client_credentials(#token_url)),
        FlowKind::Password => quote!(password(#token_url)),
        FlowKind::AuthorizationCode => quote!(authorization_code(#start_url, #token_url)),
        FlowKind::DeviceAuthorization => quote!(device_authorization(#start_url, #token_url)),
    };
    Some(quote!(runtime::oauth2::Flow::#made #refresh_url))
}

/// What is to be done for schemes that are the transport's.
pub(super) fn certificates(api: &Api) -> String {
    let all = api.security_schemes.iter().filter(|scheme| scheme.kind == SchemeKind::MutualTls);
    let all = all.map(|scheme| {
        let name = code(scheme.wire.as_str());
        let docs = &scheme.docs;
        format!(
            "{name}: calls need a client certificate. Give the builder a `transport` that has one, such as a \
             `ReqwestTransport` whose builder got a `client_certificate`. {docs}"
        )
    });
    all.collect::<Vec<_>>().join("\n\n")
}

/// Where a credential is sent; none for what is not part of a request.
fn scheme(scheme: &SecurityScheme) -> Option<TokenStream> {
    let name = Literal::string(scheme.name.as_str());
    let along = (!scheme.required).then(|| quote!(.going_along()));
    let made = match &scheme.kind {
        SchemeKind::MutualTls => return None,
        SchemeKind::Key(place, key) => {
            let key = wire(key);
            match place {
                KeyPlace::Query => quote!(runtime::Scheme::query(#name, #key)),
                KeyPlace::Cookie => quote!(runtime::Scheme::cookie(#name, #key)),
                KeyPlace::Header => quote!(runtime::Scheme::header(#name, #key)),
            }
        }
        _ => quote!(runtime::Scheme::authorization(#name)),
    };
    Some(quote!(#made #along))
}

fn method(api: &Api, log_in: &LogIn) -> TokenStream {
    let about = about(api, log_in);
    let deprecated = log_in.schemes.iter().all(|id| api.scheme(*id).deprecated).then(|| quote!(#[deprecated]));
    let name = ident(&log_in.name);
    let names: Vec<Literal> = log_in.schemes.iter().map(|id| Literal::string(api.scheme(*id).name.as_str())).collect();
    let first = names.first();
    let (taken, given) = match &log_in.takes {
        Takes::Key => (quote!(key: impl Into<runtime::Secret>), quote!(give_key(#first, key))),
        Takes::User => (
            quote!(user: impl Into<String>, password: impl Into<runtime::Secret>),
            quote!(give_user(#first, user, password)),
        ),
        Takes::Token => (quote!(token: impl Into<runtime::Secret>), quote!(give_token(&[#(#names),*], token))),
        Takes::Provider => {
            (quote!(provider: impl runtime::TokenProvider), quote!(give_provider(&[#(#names),*], provider)))
        }
        Takes::Authorizer => {
            (quote!(authorizer: impl runtime::Authorizer), quote!(give_authorizer(#first, authorizer)))
        }
        Takes::Grant(flows) => {
            let flows = ident(flows);
            (
                quote!(grant: runtime::oauth2::Grant<impl runtime::oauth2::Kind>),
                quote!(give_grant(&[#(#names),*], Client::#flows, grant)),
            )
        }
    };
    quote! {
        #about
        #deprecated
        pub fn #name(self, #taken) -> Self { self.#given }
    }
}

/// What a method takes, and what the document says of it.
fn about(api: &Api, log_in: &LogIn) -> TokenStream {
    let schemes: Vec<&SecurityScheme> = log_in.schemes.iter().map(|id| api.scheme(*id)).collect();
    let line = match &log_in.takes {
        Takes::Key => schemes.iter().map(|scheme| key_line(scheme)).collect(),
        Takes::User => "User name and password.".to_owned(),
        Takes::Token => format!("A bearer token{}.", of(&schemes)),
        Takes::Provider => format!("What fetches and renews bearer tokens{}.", of(&schemes)),
        Takes::Grant(_) => {
            return blocks([written(LOGIN), docs(&schemes.iter().map(|it| &*it.docs).collect::<String>())]);
        }
        Takes::Authorizer => format!("What makes the header `Authorization`{}.", of(&schemes)),
    };
    // What is said of a token need not be said again of its provider.
    let (docs, page) = match (schemes.as_slice(), &log_in.takes) {
        ([_], Takes::Provider) => ("", String::new()),
        ([one], Takes::Token) => (one.docs.as_str(), page(one)),
        ([one], _) => (one.docs.as_str(), String::new()),
        _ => ("", String::new()),
    };
    paragraphs([line.as_str(), docs, &page])
}

/// Where users get a token that no token endpoint gives, and its scopes.
fn page(scheme: &SecurityScheme) -> String {
    let SchemeKind::OAuth2(flows) = &scheme.kind else { return String::new() };
    if flows.iter().any(Flow::gives_tokens) {
        return String::new();
    }
    let url = flows.iter().find_map(|flow| flow.authorization_url.as_deref());
    let url = url.map(|url| format!("Users get one at {}.\n\n", code(url))).unwrap_or_default();
    url + &scopes_docs(flows)
}

/// ` of the schemes …`, where there are several, or one that is not a bearer token of its own right.
fn of(schemes: &[&SecurityScheme]) -> String {
    match schemes {
        [one] => match &one.kind {
            SchemeKind::Other(word) if !word.is_empty() => format!(" of the scheme {}", code(word)),
            SchemeKind::OpenIdConnect(url) if !url.is_empty() => format!(" of the provider at {}", code(url)),
            _ => String::new(),
        },
        several => {
            let names: Vec<String> = several.iter().map(|scheme| code(scheme.wire.as_str())).collect();
            format!(" for {}", names.join(", "))
        }
    }
}

fn key_line(scheme: &SecurityScheme) -> String {
    match &scheme.kind {
        SchemeKind::Key(KeyPlace::Query, name) => format!("The key in the query, {}.", code(name.as_str())),
        SchemeKind::Key(KeyPlace::Cookie, name) => format!("The key in the cookie {}.", code(name.as_str())),
        SchemeKind::Key(_, name) => format!("The key in the header {}, sent as it is.", code(name.as_str())),
        _ => String::new(),
    }
}

/// `Credentials::OneOf(&[&["api_key"], &[]])`
pub(super) fn credentials(api: &Api, credentials: &Credentials) -> TokenStream {
    let alternatives = match credentials {
        Credentials::Anonymous => return quote!(Credentials::Anonymous),
        Credentials::Optional => return quote!(Credentials::Optional),
        Credentials::OneOf(alternatives) => alternatives,
    };
    let is_sent = |id: &SchemeId| api.scheme(*id).kind != SchemeKind::MutualTls;
    let (mut named, mut seen) = (Vec::new(), BTreeSet::new());
    for alternative in alternatives {
        let ids = alternative.iter().map(|requirement| requirement.scheme).filter(is_sent);
        let names: Vec<&str> = ids.map(|id| api.scheme(id).name.as_str()).collect();
        if seen.insert(names.clone()) {
            named.push(names);
        }
    }
    quote!(Credentials::OneOf(&[#(&[#(#named),*]),*]))
}

/// The scopes that a call needs, in words.
pub(super) fn scopes(credentials: &Credentials) -> String {
    let scopes: Vec<String> = credentials.scopes().into_iter().map(code).collect();
    match scopes.as_slice() {
        [] => String::new(),
        [one] => format!("Scope: {one}."),
        several => format!("Scopes: {}.", several.join(", ")),
    }
}
