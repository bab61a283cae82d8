//! The client runtime as text. It is a crate of its own, built and tested, and copied as it is.

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
    "codec/form.rs",
    "codec/inspect.rs",
    "codec/json.rs",
    "codec/json_value.rs",
    "codec/mod.rs",
    "codec/multipart.rs",
    "codec/object.rs",
    "codec/scalars.rs",
    "codec/tables.rs",
    "codec/xml/element.rs",
    "codec/xml/mod.rs",
    "codec/xml/read.rs",
    "codec/xml/write.rs",
    "error.rs",
    "exchange.rs",
    "file_part.rs",
    "lib.rs",
    "media.rs",
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

/// The runtime's files as they lie in an emitted crate.
pub fn emitted() -> impl Iterator<Item = (String, String)> {
    FILES.iter().map(|(path, text)| {
        let path = if *path == "lib.rs" { "mod.rs" } else { path };
        (format!("src/runtime/{path}"), (*text).to_owned())
    })
}
