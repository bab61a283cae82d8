//! The source files of the client runtime, which are copied into each emitted crate.

use crate::ir::{Api, Need};

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../runtime/src/", $path)))),*]
    };
}

/// The files of the runtime: path below `runtime/src`, and text. A test checks that the list is complete.
pub const FILES: &[(&str, &str)] = files![
    "base64.rs",
    "bearer_token.rs",
    "body_codec.rs",
    "call.rs",
    "client.rs",
    "codec/arbitrary_precision.rs",
    "codec/containers.rs",
    "codec/debug_eq.rs",
    "codec/error.rs",
    "codec/form.rs",
    "codec/json_value.rs",
    "codec/json_writer.rs",
    "codec/macros/call.rs",
    "codec/macros/enumeration.rs",
    "codec/macros/mod.rs",
    "codec/macros/model.rs",
    "codec/macros/std_impls.rs",
    "codec/macros/union.rs",
    "codec/mod.rs",
    "codec/multipart.rs",
    "codec/object.rs",
    "codec/scalars.rs",
    "codec/serde_bridge.rs",
    "codec/serde_impls.rs",
    "codec/tree.rs",
    "codec/tree_json.rs",
    "codec/union.rs",
    "codec/xml/decode.rs",
    "codec/xml/element.rs",
    "codec/xml/encode.rs",
    "codec/xml/mod.rs",
    "dates.rs",
    "error.rs",
    "exchange.rs",
    "file_part.rs",
    "json.rs",
    "lib.rs",
    "number.rs",
    "operation.rs",
    "reqwest_transport.rs",
    "response.rs",
    "retry_after.rs",
    "retry_policy.rs",
    "secret.rs",
    "style.rs",
    "timeout.rs",
    "transport.rs",
    "url_path.rs",
    "verbatim/ip_uuid.rs",
    "verbatim/mod.rs",
];

/// The optional modules: the need, the file, the module, and the feature of the runtime crate.
const PARTS: [(Need, &str, &str, &str); 2] =
    [(Need::Dates, "dates.rs", "dates", "dates"), (Need::Base64, "base64.rs", "base64", "base64")];

/// The files of the runtime in an emitted crate, without the modules that it does not need. No feature switches the others off.
pub fn emitted(api: &Api) -> impl Iterator<Item = (String, String)> {
    let missing: Vec<&str> = PARTS.iter().filter(|(need, ..)| !api.uses(*need)).map(|(_, file, ..)| *file).collect();
    let files = FILES.iter().filter(move |(path, _)| !missing.contains(path));
    files.map(|(path, text)| match *path {
        "lib.rs" => ("src/runtime/mod.rs".to_owned(), root(text, api)),
        path => (format!("src/runtime/{path}"), (*text).to_owned()),
    })
}

/// The root module of the runtime, with the needed modules only.
fn root(text: &str, api: &Api) -> String {
    PARTS.iter().fold(text.to_owned(), |text, (need, _, module, feature)| {
        let module = format!("pub mod {module};\n");
        let gated = format!("#[cfg(feature = \"{feature}\")]\n{module}");
        text.replace(&gated, if api.uses(*need) { &module } else { "" })
    })
}
