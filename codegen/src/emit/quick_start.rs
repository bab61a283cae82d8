//! The quick start on the crate's front page: a client, its credentials, a typical call and its errors, in code that compiles.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::written;
use crate::ir::{Api, Credentials, Operation, RustName, Shape, Takes, TypeRef, type_walks};

/// ```text
/// # Quick start
///
/// let client = shop::Client::builder().bearer_token("the token").build()?;
/// match client.pets().list_pets().await { Ok(answer) => …, Err(error) => match error.typed() { … } }
/// ```
///
/// It is made of names of the emitted crate and of nothing else that a document says.
pub(super) fn emit(api: &Api, crate_name: &str) -> TokenStream {
    let root = crate_name.replace('-', "_");
    let typical = api.typical.and_then(|index| api.operations.get(index));
    let mut lines = vec!["# Quick start".to_owned(), String::new(), "```no_run".to_owned()];
    lines.extend(imports(api, &root, typical));
    lines.extend([String::new(), format!("# async fn quick_start() -> Result<(), {root}::Error> {{")]);
    lines.push(format!("let client = Client::builder({}){}.build()?;", server(api), credentials(api, typical)));
    match typical {
        Some(operation) => lines.extend(call(api, operation)),
        None => lines.push("println!(\"{client:?}\");".to_owned()),
    }
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    lines.extend(ABOUT_ERRORS.map(str::to_owned));
    lines.extend(["# Features".to_owned(), String::new(), features(api)]);
    let lines = lines.iter().map(|line| if line.is_empty() { quote!(#[doc = ""]) } else { written(line) });
    quote!(#(#lines)*)
}

/// What holds for all calls.
const ABOUT_ERRORS: [&str; 6] = [
    "",
    "`.await` gives the body, `.send().await` status and headers too; [`CallOptions`] are time limits, retries and more of one call.",
    "A call that fails gives an [`Error`], which has kind, status, headers and body; if the document declares error bodies, it is a",
    "[`CallError`] that knows their enum. What an error prints has no secrets in it; [`Error::server_message`] gives the server's own",
    "words.",
    "",
];

fn features(api: &Api) -> String {
    let mut line =
        "`reqwest`: the HTTP client; without it the builder needs a [`Transport`](runtime::Transport) of yours."
            .to_owned();
    if api.uses_xml() {
        line.push_str(" `xml`: bodies of XML.");
    }
    if api.tags.iter().any(|tag| tag.feature.is_some()) {
        line.push_str(" Each module of calls has one, too.");
    }
    line + " All of these are on by default. `blocking`: calls without async, by `.wait()` in the place of `.await` (`Wait`). `testing`: a transport for tests, which answers as it is told. `tracing`: a span for each attempt."
}

fn imports(api: &Api, root: &str, typical: Option<&Operation>) -> Vec<String> {
    let mut lines = vec![format!("use {root}::Client;")];
    let Some(operation) = typical else { return lines };
    if arguments(operation).any(|(name, ty)| value(api, name, ty).starts_with("models::")) {
        lines[0] = format!("use {root}::{{Client, models}};");
    }
    if !operation.errors.is_empty() {
        lines.push(format!("use {root}::{}::{};", api.tags[operation.tag.0].module, operation.error_name));
    }
    lines
}

/// The argument of `builder`, where the document does not say which host it is.
fn server(api: &Api) -> &'static str {
    match &api.server {
        Some(server) if !server.starts_with('/') => "",
        _ => "\"https://api.example.com\"",
    }
}

/// How the client logs in: by the first way that the call has, or else any.
fn credentials(api: &Api, typical: Option<&Operation>) -> String {
    let alternative = typical.into_iter().chain(&api.operations).find_map(|operation| match &operation.credentials {
        Credentials::OneOf(alternatives) => alternatives.iter().find(|all| !all.is_empty()),
        Credentials::Anonymous | Credentials::Optional => None,
    });
    let mut calls: Vec<String> = Vec::new();
    for requirement in alternative.into_iter().flatten() {
        let mut takers = api.log_ins.iter().filter(|log_in| log_in.schemes.contains(&requirement.scheme));
        let call = takers.find_map(|log_in| match log_in.takes {
            Takes::Key => Some(format!(".{}(\"the key\")", log_in.name)),
            Takes::User => Some(format!(".{}(\"user\", \"password\")", log_in.name)),
            Takes::Token => Some(format!(".{}(\"the token\")", log_in.name)),
            Takes::Provider | Takes::Grant(_) | Takes::Authorizer => None,
        });
        calls.extend(call.filter(|call| !calls.contains(call)));
    }
    calls.concat()
}

fn call(api: &Api, operation: &Operation) -> Vec<String> {
    let values: Vec<String> = arguments(operation).map(|(name, ty)| value(api, name, ty)).collect();
    let module = &api.tags[operation.tag.0].module;
    let mut lines = vec![
        format!("match client.{module}().{}({}).await {{", operation.method_name, values.join(", ")),
        match operation.output.ty == TypeRef::Unit && operation.output.variants.is_empty() {
            true => "    Ok(()) => println!(\"done\"),".to_owned(),
            false => "    Ok(answer) => println!(\"{answer:?}\"),".to_owned(),
        },
    ];
    match operation.errors.first() {
        None => lines.push("    Err(error) => println!(\"{error}\"),".to_owned()),
        Some(body) => lines.extend([
            "    Err(error) => match error.typed() {".to_owned(),
            format!("        Some({}::{}(body)) => println!(\"{{body:?}}\"),", operation.error_name, body.name),
            "        _ => println!(\"{error}\"),".to_owned(),
            "    },".to_owned(),
        ]),
    }
    lines.push("}".to_owned());
    lines
}

fn arguments(operation: &Operation) -> impl Iterator<Item = (&str, &TypeRef)> {
    let parameters = operation.parameters.iter().filter(|parameter| parameter.required);
    let body = operation.body.iter().filter(|body| body.required);
    parameters.map(|it| (it.name.as_str(), &it.ty)).chain(body.map(|body| ("body", &body.ty)))
}

/// A value of a type that the pass `typical` takes for plain.
fn value(api: &Api, name: &str, ty: &TypeRef) -> String {
    let of_type = |name: &RustName| format!("models::{name}");
    match type_walks::resolve(&api.types, ty) {
        TypeRef::Bool => "true".to_owned(),
        TypeRef::I32 | TypeRef::I64 | TypeRef::U32 | TypeRef::U64 => "1".to_owned(),
        TypeRef::Named(id) => match &api.type_def(*id).shape {
            Shape::Enum(shape) => {
                let first = shape.variants.first().map(|variant| variant.name.as_str()).unwrap_or_default();
                format!("{}::{first}", of_type(&api.type_def(*id).name))
            }
            _ => format!("{}::new()", of_type(&api.type_def(*id).name)),
        },
        _ => format!("\"{name}\""),
    }
}
