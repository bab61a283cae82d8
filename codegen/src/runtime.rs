//! The source files of the client runtime, which are copied into each emitted crate.

use crate::ir::{Api, OptionalFeature};

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../runtime/src/", $path)))),*]
    };
}

/// Path below `runtime/src` → text. A test sees to it that none is missing.
pub const FILES: &[(&str, &str)] = files![
    "base64.rs",
    "basic_auth.rs",
    "bearer_token.rs",
    "blocking.rs",
    "body_codec.rs",
    "boxed.rs",
    "builder_credentials.rs",
    "call.rs",
    "call_error.rs",
    "call_options.rs",
    "charset.rs",
    "call_parameter.rs",
    "client.rs",
    "codec/arbitrary_precision.rs",
    "codec/buffered.rs",
    "codec/bytes.rs",
    "codec/containers.rs",
    "codec/debug_eq.rs",
    "codec/descriptor.rs",
    "codec/error.rs",
    "codec/escape.rs",
    "codec/form.rs",
    "codec/form_fields.rs",
    "codec/json_value.rs",
    "codec/json_writer.rs",
    "codec/keyed.rs",
    "codec/kind.rs",
    "codec/macros/call.rs",
    "codec/macros/enumeration.rs",
    "codec/macros/keyed.rs",
    "codec/macros/mod.rs",
    "codec/macros/model.rs",
    "codec/macros/std_impls.rs",
    "codec/macros/union.rs",
    "codec/maybe.rs",
    "codec/mod.rs",
    "codec/multipart.rs",
    "codec/number_text.rs",
    "codec/object.rs",
    "codec/scalars.rs",
    "codec/seed.rs",
    "codec/serde_bridge.rs",
    "codec/style.rs",
    "codec/tagging.rs",
    "codec/tolerance.rs",
    "codec/tree.rs",
    "codec/tree_json.rs",
    "codec/trial.rs",
    "codec/union.rs",
    "codec/view.rs",
    "codec/wire.rs",
    "codec/xml/decode.rs",
    "codec/xml/element.rs",
    "codec/xml/encode.rs",
    "codec/xml/mod.rs",
    "credentials.rs",
    "dates.rs",
    "decoding.rs",
    "error.rs",
    "events.rs",
    "file_part.rs",
    "header_field.rs",
    "lib.rs",
    "log_in.rs",
    "middleware.rs",
    "number.rs",
    "oauth2/authorization_code.rs",
    "oauth2/device.rs",
    "oauth2/error.rs",
    "oauth2/flow.rs",
    "oauth2/grant.rs",
    "oauth2/mod.rs",
    "oauth2/source.rs",
    "oauth2/token_endpoint.rs",
    "operation.rs",
    "own_policy.rs",
    "pages/mod.rs",
    "pages/next_link.rs",
    "pages/paging.rs",
    "pages/pointer.rs",
    "pages/walk.rs",
    "prepare.rs",
    "raw_call.rs",
    "received.rs",
    "remedy.rs",
    "request_body/chunks.rs",
    "request_body/files.rs",
    "request_body/mod.rs",
    "request_body/piece.rs",
    "reqwest_builder.rs",
    "reqwest_transport.rs",
    "response.rs",
    "response_headers.rs",
    "retry_after.rs",
    "retry_policy.rs",
    "scheme.rs",
    "secret.rs",
    "send_with_retries.rs",
    "server_message.rs",
    "streams/body.rs",
    "streams/byte_stream.rs",
    "streams/framing.rs",
    "streams/lines.rs",
    "streams/mod.rs",
    "streams/source.rs",
    "streams/streaming.rs",
    "streams/turn.rs",
    "testing/answer.rs",
    "testing/expectation.rs",
    "testing/mock.rs",
    "testing/mod.rs",
    "throttle.rs",
    "timeout.rs",
    "tracing_spans.rs",
    "transport.rs",
    "untyped_json.rs",
    "url_path.rs",
    "verbatim/ip_uuid.rs",
    "verbatim/mod.rs",
];

/// The runtime's own manifest: every emitted crate has its dependencies.
pub(crate) const MANIFEST: &str = include_str!("../runtime/Cargo.toml");

/// A part that only some crates need.
pub(crate) struct Part {
    /// The feature of crates that need it.
    pub(crate) only_for: OptionalFeature,
    /// The module it is in, a file or a folder, as the root declares it.
    module: &'static str,
    /// The feature of the runtime that enables it.
    pub(crate) feature: &'static str,
}

/// All parts that only some crates need.
pub(crate) const PARTS: [Part; 8] = [
    Part { only_for: OptionalFeature::Dates, module: "pub mod dates;", feature: "dates" },
    Part { only_for: OptionalFeature::Base64, module: "pub mod base64;", feature: "base64" },
    Part { only_for: OptionalFeature::Basic, module: "mod basic_auth;", feature: "basic" },
    Part { only_for: OptionalFeature::OAuth2, module: "pub mod oauth2;", feature: "oauth2" },
    Part { only_for: OptionalFeature::Pages, module: "pub mod pages;", feature: "pages" },
    Part { only_for: OptionalFeature::Streams, module: "pub mod streams;", feature: "streams" },
    Part { only_for: OptionalFeature::Events, module: "mod events;", feature: "events" },
    Part { only_for: OptionalFeature::CallParameters, module: "mod call_parameter;", feature: "call-parameters" },
];

impl Part {
    /// Whether a file is of this part.
    fn has(&self, path: &str) -> bool {
        let name = self.module.trim_start_matches("pub ").trim_start_matches("mod ").trim_end_matches(';');
        path.strip_prefix(name).is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
    }
}

/// The runtime's files in an emitted crate. The parts that it needs are always there, so no feature turns them off.
pub fn emitted(api: &Api) -> impl Iterator<Item = (String, String)> {
    let missing: Vec<&Part> = PARTS.iter().filter(|part| !api.uses(part.only_for)).collect();
    let files = FILES.iter().filter(move |(path, _)| !missing.iter().any(|part| part.has(path)));
    files.map(|(path, text)| match *path {
        "lib.rs" => ("src/runtime/mod.rs".to_owned(), root(text, api)),
        path => (format!("src/runtime/{path}"), (*text).to_owned()),
    })
}

/// The root of the runtime with the parts that are needed, and without a word of the others.
fn root(text: &str, api: &Api) -> String {
    PARTS.iter().fold(text.to_owned(), |text, part| {
        let module = format!("{}\n", part.module);
        let gated = format!("#[cfg(feature = \"{}\")]\n{module}", part.feature);
        text.replace(&gated, if api.uses(part.only_for) { &module } else { "" })
    })
}
