//! The program that makes the calls of one crate.

use std::fmt::Write as _;

use xtask::wire_request::{Api, Argument, Operation};

use crate::harness::{Program, Purpose};

/// What all programs have; the calls and the name of the crate are added.
const COMMON: &str = r#"
use std::future::Future;
use std::io::{BufRead, Write};
use std::pin::Pin;

use api::Client;
use api::runtime::codec::{Wire, from_json};
use api::runtime::{CallOptions, Error};
use serde_json::Value;

type Sent = Pin<Box<dyn Future<Output = Result<u16, Error>>>>;

fn value<T: Wire + Default>(values: &Value, index: usize) -> Result<T, String> {
    let text = values[index].as_str().ok_or("a value is missing")?;
    let mut value = T::default();
    from_json(text.as_bytes(), &mut value).map_err(|error| format!("value {index}: {}: {}", error.path, error.message))?;
    Ok(value)
}

fn words(error: &Error) -> String {
    let body = String::from_utf8_lossy(error.body()).chars().take(6000).collect::<String>();
    let status = error.status().map_or(0, |status| status.as_u16());
    // Where the document says how invalid requests are answered, the mock says in a header what was invalid.
    let violations = error.header("sl-violations").unwrap_or_default();
    format!("{:?} {status} {error} {body}\t{violations}", error.kind())
}

fn main() -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let mut parts = line.splitn(3, ' ');
        let (Some(id), Some(index), Some(text)) = (parts.next(), parts.next(), parts.next()) else { continue };
        let index: usize = index.parse().unwrap_or(usize::MAX);
        let request: Value = serde_json::from_str(text).unwrap_or_default();
        let url = request["url"].as_str().unwrap_or_default();
        let call = |only| CALLS.get(index).ok_or("no such call")?(&client(url, only)?, url, &request["values"]);
        let answer = |only| match call(only) {
            Err(why) => ("error", format!("NotMade 0 {why}")),
            Ok(sent) => match runtime.block_on(sent) {
                Ok(status) => ("ok", status.to_string()),
                Err(error) => ("error", words(&error)),
            },
        };
        // A client that has all credentials has too many for some operations.
        let mut each = [None].into_iter().chain((0..CREDENTIALS).map(Some)).map(answer);
        let first = each.next().unwrap_or(("error", String::new()));
        let (kind, words) = match first.1.starts_with("Credentials") {
            true => each.find(|(_, words)| !words.starts_with("Credentials")).unwrap_or(first),
            false => first,
        };
        writeln!(out, "{id} {kind} {}", words.replace(['\n', '\r'], " "))?;
        out.flush()?;
    }
    Ok(())
}
"#;

/// The program, and what it needs.
pub(super) fn of(api: &Api) -> Program {
    let mut text = format!("use {} as api;\n{COMMON}", api.document.crate_name.replace('-', "_"));
    client(&mut text, api);
    let mut names = String::new();
    for (index, operation) in api.operations.iter().enumerate() {
        call(&mut text, index, operation);
        let _ = write!(names, "call_{index}, ");
    }
    let kind = "fn(&Client, &str, &Value) -> Result<Sent, String>";
    let _ = writeln!(text, "\nstatic CALLS: [{kind}; {}] = [{names}];", api.operations.len());
    Program { text, purpose: Purpose::Calls }
}

/// A client with a credential for each scheme, or for one alone.
fn client(text: &mut String, api: &Api) {
    let mut given: Vec<String> = Vec::new();
    for (kind, methods) in &api.credentials {
        let has = |name: &str| methods.iter().any(|method| method == name);
        let credential = match (kind.as_str(), methods.first()) {
            _ if has("bearer_token") => ".bearer_token(\"token\")".to_owned(),
            ("api key", Some(method)) => format!(".{}(\"key\")", raw(method)),
            ("basic", Some(method)) => format!(".{}(\"user\", \"password\")", raw(method)),
            ("other", Some(method)) => {
                format!(
                    ".{}(|_: &http::Request<api::runtime::RequestBody>| Ok(api::Secret::new(\"made\")))",
                    raw(method)
                )
            }
            _ => continue,
        };
        if !given.contains(&credential) {
            // What most operations want is tried first.
            let at = if has("bearer_token") { 0 } else { given.len() };
            given.insert(at, credential);
        }
    }
    let begun = if api.takes_base_url { "(url)" } else { "()" };
    let _ = write!(
        text,
        "\nconst CREDENTIALS: usize = {};\n\nfn client(url: &str, only: Option<usize>) -> Result<Client, String> {{\n    \
         let builder = Client::builder{begun}.base_url(url).retry(1);\n",
        given.len()
    );
    for (at, credential) in given.iter().enumerate() {
        let _ = writeln!(
            text,
            "    let builder = if only.is_none_or(|only| only == {at}) {{ builder{credential} }} else {{ builder }};"
        );
    }
    text.push_str("    builder.build().map_err(|error| error.to_string())\n}\n");
}

/// A function for each operation. An operation with a server of its own goes to the mock, too.
fn call(text: &mut String, index: usize, operation: &Operation) {
    let argument = |(at, argument): (usize, &Argument)| format!("value::<{}>(values, {at})?", argument.rust);
    let arguments: Vec<String> = operation.arguments.iter().enumerate().map(argument).collect();
    let (handle, method) = (raw(&operation.handle), raw(&operation.method));
    let _ = write!(
        text,
        "\nfn call_{index}(client: &Client, url: &str, values: &Value) -> Result<Sent, String> {{\n    \
         let call = client.{handle}().{method}({});\n",
        arguments.join(", ")
    );
    for (at, setter) in operation.setters.iter().enumerate() {
        let at = operation.arguments.len() + at;
        let (name, rust) = (raw(&setter.name), &setter.rust);
        let _ = writeln!(
            text,
            "    let call = if values[{at}].is_null() {{ call }} else {{ call.{name}(value::<{rust}>(values, {at})?) }};"
        );
    }
    text.push_str(
        "    let call = CallOptions::base_url(call, url);\n    \
         Ok(Box::pin(async move { Ok(call.send().await.map_err(Error::from)?.status().as_u16()) }))\n}\n",
    );
}

/// A name that may be a keyword.
fn raw(name: &str) -> String {
    if matches!(name, "self" | "Self" | "super" | "crate" | "_") { name.to_owned() } else { format!("r#{name}") }
}
