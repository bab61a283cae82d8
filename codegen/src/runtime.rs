//! The client runtime as text. It is a crate of its own, built and tested, and copied as it is.

use crate::ir::{Api, Need};

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../runtime/src/", $path)))),*]
    };
}

/// Path below `runtime/src` → text. A test sees to it that none is missing.
pub const FILES: &[(&str, &str)] = files![
    "auth.rs",
    "backoff.rs",
    "call.rs",
    "client.rs",
    "codec/containers.rs",
    "codec/digits.rs",
    "codec/fault.rs",
    "codec/form.rs",
    "codec/inspect.rs",
    "codec/json.rs",
    "codec/json_value.rs",
    "codec/json_writer.rs",
    "codec/mod.rs",
    "codec/multipart.rs",
    "codec/object.rs",
    "codec/own_types.rs",
    "codec/scalars.rs",
    "codec/tables/call.rs",
    "codec/tables/enumeration.rs",
    "codec/tables/mod.rs",
    "codec/tables/model.rs",
    "codec/tables/traits.rs",
    "codec/tables/union.rs",
    "codec/tree.rs",
    "codec/tree_json.rs",
    "codec/union.rs",
    "codec/xml/element.rs",
    "codec/xml/mod.rs",
    "codec/xml/read.rs",
    "codec/xml/write.rs",
    "dates.rs",
    "encoded.rs",
    "error.rs",
    "exact/addresses.rs",
    "exact/mod.rs",
    "exchange.rs",
    "file_part.rs",
    "json.rs",
    "lib.rs",
    "media.rs",
    "number.rs",
    "operation.rs",
    "over_reqwest.rs",
    "response.rs",
    "retry_after.rs",
    "secret.rs",
    "style.rs",
    "timeout.rs",
    "transport.rs",
    "url_path.rs",
];

/// The parts that only some crates need: the need, the file, and its name as a module and as a feature of the runtime.
const PARTS: [(Need, &str, &str, &str); 2] =
    [(Need::Dates, "dates.rs", "dates", "dates"), (Need::Base64, "encoded.rs", "encoded", "base64")];

/// The runtime's files as they lie in an emitted crate. What it needs is always there, so no feature turns it off.
pub fn emitted(api: &Api) -> impl Iterator<Item = (String, String)> {
    let missing: Vec<&str> = PARTS.iter().filter(|(need, ..)| !api.uses(*need)).map(|(_, file, ..)| *file).collect();
    let files = FILES.iter().filter(move |(path, _)| !missing.contains(path));
    files.map(|(path, text)| match *path {
        "lib.rs" => ("src/runtime/mod.rs".to_owned(), root(text, api)),
        path => (format!("src/runtime/{path}"), (*text).to_owned()),
    })
}

/// The root of the runtime with the parts that are needed, and without a word of the others.
fn root(text: &str, api: &Api) -> String {
    PARTS.iter().fold(text.to_owned(), |text, (need, _, module, feature)| {
        let module = format!("pub mod {module};\n");
        let gated = format!("#[cfg(feature = \"{feature}\")]\n{module}");
        text.replace(&gated, if api.uses(*need) { &module } else { "" })
    })
}
