//! The index of diagnostic codes: what each means. A code has one meaning and keeps it; to add one, add a line and a fixture.

use super::Severity;

macro_rules! codes {
    ($($variant:ident $text:literal $meaning:literal,)*) => {
        /// A stable name to search for. An `E-…` stops the run; of a `W-…` the message says what is done instead.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = concat!("`", $text, "`: ", $meaning)] $variant,)*
        }

        impl Code {
            /// Every code, in the order of their texts.
            pub const ALL: &[Code] = &[$(Code::$variant,)*];

            /// As it is printed: `E-TYPE`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// What it means, in a sentence.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)* }
            }
        }
    };
}

codes! {
    EDupKey "E-DUP-KEY" "An object has the same key twice, and the run is strict.",
    EFilter "E-FILTER" "No operation has the tag, path or operationId that was asked for.",
    EInput "E-INPUT" "The file is no API description at all; the message says what it is.",
    EInternal "E-INTERNAL" "A fault of the generator itself.",
    EManifest "E-MANIFEST" "The `Cargo.toml` of the emitted crate cannot be kept up.",
    EMissing "E-MISSING" "A member is missing without which nothing can be generated.",
    EOverlay "E-OVERLAY" "An overlay is malformed, or one of its actions matches nothing.",
    EPath "E-PATH" "A path is not one that can be called.",
    ERefEscape "E-REF-ESCAPE" "A reference leads out of the folder of the document.",
    ERefSize "E-REF-SIZE" "What references stand for makes the document too large.",
    EServerScheme "E-SERVER-SCHEME" "A server has an address that clients cannot use.",
    EStrict "E-STRICT" "There are warnings, and the run is strict.",
    ESyntax "E-SYNTAX" "The text is not valid JSON or YAML, or goes beyond its bounds.",
    EType "E-TYPE" "A value of the wrong kind stands where the meaning of the document depends on it.",
    EVersion "E-VERSION" "The version of OpenAPI is missing, or not one that is supported.",
    WBearer "W-BEARER" "A key of 2.0 in the header `Authorization` is read as a bearer token.",
    WConstraint "W-CONSTRAINT" "The constraints of a schema contradict each other; any value of its type is taken.",
    WDiscriminator "W-DISCRIMINATOR" "A discriminator's mapping leads to none of the union's schemas; such a value stays untyped JSON.",
    WDiscriminatorValue "W-DISCRIMINATOR-VALUE" "A discriminator's value names several types of its union; the first one is meant.",
    WDupKey "W-DUP-KEY" "An object has the same key twice; the last one is used.",
    WEncoding "W-ENCODING" "The headers of a part of a form are not sent.",
    WKey "W-KEY" "A key is not spelled as it should be; it is read as the one it resembles.",
    WMediaType "W-MEDIA-TYPE" "A body has several schemas, or a media type that is none; only what can be used is.",
    WMethod "W-METHOD" "A method is no HTTP method, so its operation is left out.",
    WMissing "W-MISSING" "A member is missing; something else is used, or its object is left out.",
    WNull "W-NULL" "A value is null where none may be; it is read as absent or empty.",
    WNumber "W-NUMBER" "A number is beyond what can be held exactly.",
    WOperationId "W-OPERATION-ID" "Two operations have the same operationId; the second is named by its method and path.",
    WPagination "W-PAGINATION" "`x-pagination` names something that the operation does not have, so its answer is one page.",
    WParameter "W-PARAMETER" "A parameter cannot be sent as it is described, or is given twice.",
    WPath "W-PATH" "A path does not begin with a slash; it is read as if it did.",
    WPathParam "W-PATH-PARAM" "A path parameter does not occur in its path, or is not declared; it is left out, or taken as a string.",
    WPathRef "W-PATH-REF" "The operations of a path that is a reference are left out.",
    WRef "W-REF" "A reference leads nowhere; what it most likely means is used.",
    WRefCycle "W-REF-CYCLE" "References lead to nothing but one another; anything is allowed in the place of the first.",
    WRefKind "W-REF-KIND" "A reference leads to something of another kind.",
    WRefMissing "W-REF-MISSING" "A reference leads nowhere.",
    WRefRemote "W-REF-REMOTE" "A reference leads to another server, which is not asked.",
    WRequired "W-REQUIRED" "`required` of a schema names no member that is described.",
    WResponse "W-RESPONSE" "A response that cannot have a body declares one (to HEAD, 204, 205), which is left out.",
    WRole "W-ROLE" "An extension marks a parameter that cannot have its role.",
    WSecurity "W-SECURITY" "A security scheme is not described, not required, or not one that clients carry out by themselves.",
    WServer "W-SERVER" "A server has something that is not supported.",
    WStream "W-STREAM" "The items of a body that is a stream have no type of their own; it is sent or given as it is.",
    WStreamKey "W-STREAM-KEY" "`x-stream` names something that the operation does not have, so it is ignored.",
    WStyle "W-STYLE" "A parameter has a style that its place cannot have, or says something of it that has no effect.",
    WType "W-TYPE" "A value is of the wrong kind; it is read as what it means, or left out.",
    WUnknown "W-UNKNOWN" "A key is not known; it is ignored.",
    WUnsupported "W-UNSUPPORTED" "A keyword is not supported and has no effect.",
    WUntyped "W-UNTYPED" "A schema has no type of its own, so the value is JSON.",
    WXmlNamespace "W-XML-NAMESPACE" "An XML namespace is not written.",
}

impl Code {
    /// Whether it stops the run.
    pub fn severity(self) -> Severity {
        if self.as_str().starts_with('E') { Severity::Error } else { Severity::Warning }
    }

    /// The code with this text, if there is one.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == text)
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.pad(self.as_str())
    }
}
