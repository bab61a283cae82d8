//! The index of all codes: what each means. A code never changes its meaning; to add one, add a line here and a fixture.

/// Every code with its meaning, in order. An `E-…` stops the run; of a `W-…` the message says what is done instead.
pub const CODES: &[(&str, &str)] = &[
    ("E-DUP-KEY", "An object has the same key twice, and the run is strict."),
    ("E-INPUT", "The file is no API description at all; the message says what it is."),
    ("E-INTERNAL", "A fault of the generator itself."),
    ("E-MANIFEST", "The `Cargo.toml` of the emitted crate cannot be kept up."),
    ("E-MISSING", "A member is missing without which nothing can be generated."),
    ("E-OVERLAY", "An overlay is malformed, or one of its actions matches nothing."),
    ("E-PATH", "A path is not one that can be called."),
    ("E-REF-CYCLE", "References lead to nothing but one another."),
    ("E-REF-ESCAPE", "A reference leads out of the folder of the document."),
    ("E-REF-SIZE", "What references stand for makes the document too large."),
    ("E-SERVER-SCHEME", "A server has an address that clients cannot use."),
    ("E-STRICT", "There are warnings, and the run is strict."),
    ("E-SYNTAX", "The text is not valid JSON or YAML, or goes beyond its bounds."),
    ("E-TAG", "No operation has the tag that was asked for."),
    ("E-TYPE", "A value of the wrong kind stands where the meaning of the document depends on it."),
    ("E-VERSION", "The version of OpenAPI is missing, or not one that is supported."),
    ("W-CONSTRAINT", "The constraints of a schema contradict each other; any value of its type is taken."),
    (
        "W-DISCRIMINATOR",
        "A discriminator's mapping leads to none of the union's schemas; such a value stays untyped JSON.",
    ),
    ("W-DUP-KEY", "An object has the same key twice; the last one is used."),
    ("W-ENCODING", "The headers of a part of a form are not sent."),
    ("W-KEY", "A key is not spelled as it should be; it is read as the one it resembles."),
    ("W-MEDIA-TYPE", "A body has several schemas, or a media type that is none; only what can be used is."),
    ("W-METHOD", "A method is no HTTP method, so its operation is left out."),
    ("W-MISSING", "A member is missing; something else is used, or its object is left out."),
    ("W-NULL", "A value is null where none may be; it is read as absent or empty."),
    ("W-NUMBER", "A number is beyond what can be held exactly."),
    ("W-PARAMETER", "A parameter cannot be sent as it is described, or is given twice."),
    ("W-PATH", "A path does not begin with a slash; it is read as if it did."),
    (
        "W-PATH-PARAM",
        "A path parameter does not occur in its path, or is not declared; it is left out, or taken as a string.",
    ),
    ("W-PATH-REF", "The operations of a path that is a reference are left out."),
    ("W-REF", "A reference leads nowhere; what it most likely means is used."),
    ("W-REF-KIND", "A reference leads to something of another kind."),
    ("W-REF-MISSING", "A reference leads nowhere."),
    ("W-REF-REMOTE", "A reference leads to another server, which is not asked."),
    ("W-REQUIRED", "`required` of a schema is a boolean, which names nothing."),
    ("W-RESPONSE", "A response cannot be told from another, so its body is left out."),
    ("W-ROLE", "An extension marks a parameter that cannot have its role."),
    ("W-SECURITY", "A security scheme is not supported, so no credentials are sent."),
    ("W-SERVER", "A server has something that is not supported."),
    ("W-STREAM", "A body is a stream of items, which is given as it is."),
    ("W-STYLE", "A parameter has a style that its place cannot have."),
    ("W-TYPE", "A value is of the wrong kind; it is read as what it means, or left out."),
    ("W-UNKNOWN", "A key is not known; it is ignored."),
    ("W-UNSUPPORTED", "A keyword is not supported; anything is allowed in its place."),
    ("W-UNTYPED", "A schema has no type of its own, so the value is JSON."),
    ("W-XML-NAMESPACE", "An XML namespace is not written."),
];

/// What a code means, if it is one.
pub fn meaning(code: &str) -> Option<&'static str> {
    CODES.iter().find(|(known, _)| *known == code).map(|(_, meaning)| *meaning)
}
