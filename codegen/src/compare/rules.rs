//! The index of rules: what each kind of change is called, whom it reaches, and how large it is by semver.
//!
//! Changes of the Rust API are judged as cargo-semver-checks and Cargo's book on semver judge them: by what may no longer compile.
//! Changes that leave the Rust API as it is are judged by what becomes of the same code when it is built with the new crate: they
//! are breaking where the new server presumably refuses calls that the old one took, and minor otherwise. Published rules for API
//! descriptions, such as oasdiff's, ask instead what becomes of clients that are already built, and call more of these breaking.

use serde::Serialize;

/// How large a change is by semver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nobody's code is concerned.
    Patch,
    /// There is more than before, or the same code does something else on the wire.
    Minor,
    /// Code that uses the crate may no longer compile, or its calls may be refused.
    Major,
}

impl Verdict {
    /// As it is printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// What a change concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Reach {
    /// The Rust API of the emitted crate.
    Rust,
    /// What the same code sends and takes.
    Behaviour,
    /// Only what is said.
    Docs,
}

impl Reach {
    /// As it is printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rust => "rust",
            Self::Behaviour => "behaviour",
            Self::Docs => "docs",
        }
    }
}

macro_rules! rules {
    ($($variant:ident $text:literal $reach:ident $verdict:ident $reason:literal,)*) => {
        /// A kind of change. Its text is stable; it is printed with each change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Rule {
            $(#[doc = concat!("`", $text, "`: ", $reason)] $variant,)*
        }

        impl Rule {
            /// Every rule, in the order of their texts.
            pub const ALL: &[Rule] = &[$(Rule::$variant,)*];

            /// As it is printed: `operation-removed`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// What it concerns.
            pub fn reach(self) -> Reach {
                match self { $(Self::$variant => Reach::$reach,)* }
            }

            /// How large it is.
            pub fn verdict(self) -> Verdict {
                match self { $(Self::$variant => Verdict::$verdict,)* }
            }

            /// Why it is as large as that, in a sentence.
            pub fn reason(self) -> &'static str {
                match self { $(Self::$variant => $reason,)* }
            }
        }
    };
}

rules! {
    AbsenceChanged "absence-changed" Behaviour Minor "`None` of a received field has another meaning: null, or not there.",
    AcceptChanged "accept-changed" Behaviour Minor "The same call asks for other media types.",
    AccessChanged "access-changed" Behaviour Minor "The same member is sent or insisted on in another direction.",
    AliasTargetChanged "alias-target-changed" Rust Major "The alias is another type.",
    ArgumentsReordered "arguments-reordered" Rust Major "The arguments of a call have another order, so that values are swapped or do not compile.",
    AutomaticHeaderChanged "automatic-header-changed" Behaviour Minor "The client makes a header by itself, or no longer does.",
    BaseUrlChanged "base-url-changed" Behaviour Minor "The same code calls another URL.",
    BodyBecameOptional "body-became-optional" Rust Major "The body is a setter of the call, no argument.",
    BodyBecameRequired "body-became-required" Rust Major "The body is an argument, no setter of the call.",
    BodyRemoved "body-removed" Rust Major "The argument or setter for the body is gone.",
    BodyTypeChanged "body-type-changed" Rust Major "The body is another type.",
    BuilderArgumentChanged "builder-argument-changed" Rust Major "`Client::builder` takes a base URL, or no longer does.",
    CallRenamed "call-renamed" Rust Major "A type of the call has another name.",
    ConstantChanged "constant-changed" Behaviour Minor "The one value of a member is another one.",
    ConstructorChanged "constructor-changed" Rust Major "`new` takes other arguments.",
    ConversionRemoved "conversion-removed" Rust Major "A union is no longer made from a type by `From`.",
    DefaultMediaTypeChanged "default-media-type-changed" Behaviour Minor "The same code sends its body in another form.",
    Deprecated "deprecated" Rust Minor "Uses of the item give a warning.",
    DocsChanged "docs-changed" Docs Patch "Only what the document says of itself differs; limits and defaults that clients do not check are said there, too.",
    EncodingChanged "encoding-changed" Behaviour Minor "A member of a form is written in another way.",
    EnumBaseChanged "enum-base-changed" Rust Major "The values of an enum are texts instead of numbers, or the reverse.",
    ErrorTypeChanged "error-type-changed" Rust Major "The call gives another type of error.",
    FeatureRemoved "feature-removed" Rust Major "A Cargo feature is gone.",
    FeatureRequired "feature-required" Rust Major "What was always there needs a Cargo feature.",
    FieldAdded "field-added" Rust Minor "The struct is `#[non_exhaustive]`, so no code names all of its fields.",
    FieldAddedToLiteral "field-added-to-literal" Rust Major "A struct that is sent can be built by a literal, which has to name all fields.",
    FieldBecameOptional "field-became-optional" Rust Major "The field is an `Option`.",
    FieldBecameReadOnly "field-became-read-only" Rust Major "The setter or the argument of `new` is gone, and the member is no longer sent.",
    FieldBecameRequired "field-became-required" Rust Major "The field is no `Option`, and `new` takes it.",
    FieldBecameSettable "field-became-settable" Rust Minor "There is a setter for the field.",
    FieldNullabilityChanged "field-nullability-changed" Rust Major "The field can be null, or no longer can.",
    FieldRemoved "field-removed" Rust Major "The field is gone.",
    FieldRenamed "field-renamed" Rust Major "The field has another name in Rust.",
    FieldTypeChanged "field-type-changed" Rust Major "The field is another type.",
    FieldWireNameChanged "field-wire-name-changed" Behaviour Minor "The same field is another member on the wire.",
    HandleAdded "handle-added" Rust Minor "There is one more handle.",
    HandleRemoved "handle-removed" Rust Major "The handle and its module are gone or have another name.",
    HeaderAdded "header-added" Rust Minor "There is one more method for a header of responses.",
    HeaderRemoved "header-removed" Rust Major "The method for a header of responses is gone.",
    HeaderTypeChanged "header-type-changed" Rust Major "The header is read as another type.",
    HttpMethodChanged "http-method-changed" Behaviour Minor "The same code uses another HTTP method.",
    ItemTypeChanged "item-type-changed" Rust Major "The stream gives another type of items.",
    LoginAdded "login-added" Rust Minor "The builder has one more method for credentials.",
    LoginChanged "login-changed" Rust Major "A method of the builder takes another kind of credentials.",
    LoginRemoved "login-removed" Rust Major "The builder no longer has the method for these credentials.",
    MediaTypeAdded "media-type-added" Behaviour Minor "There is one more media type to send or to ask for.",
    MediaTypeSetterRemoved "media-type-setter-removed" Rust Major "There is no choice of media types any more, nor the setter for it.",
    MethodMoved "method-moved" Rust Major "The operation is a method of another handle.",
    MethodRenamed "method-renamed" Rust Major "The operation is a method of another name.",
    NoLongerDeprecated "no-longer-deprecated" Docs Patch "Uses of the item no longer give a warning.",
    OperationAdded "operation-added" Rust Minor "There is one more method.",
    OperationIdChanged "operation-id-changed" Behaviour Patch "Errors and traces name the operation in another way.",
    OperationRemoved "operation-removed" Rust Major "The method and its call are gone.",
    OperationServerChanged "operation-server-changed" Behaviour Minor "The same call goes to another server.",
    OptionalBodyAdded "optional-body-added" Rust Minor "The call has a setter for a body.",
    OptionalParameterAdded "optional-parameter-added" Rust Minor "The call has one more setter.",
    OutputTypeChanged "output-type-changed" Rust Major "The call gives another type.",
    PagesAdded "pages-added" Rust Minor "The call has streams of its pages and items.",
    PagesRemoved "pages-removed" Rust Major "The call no longer has streams of its pages and items.",
    PagingChanged "paging-changed" Behaviour Minor "The next page is asked for in another way.",
    ParameterBecameOptional "parameter-became-optional" Rust Major "The parameter is a setter of the call, no argument.",
    ParameterBecameRequired "parameter-became-required" Rust Major "The parameter is an argument, no setter of the call.",
    ParameterMoved "parameter-moved" Behaviour Minor "The same argument is sent elsewhere.",
    ParameterRemoved "parameter-removed" Rust Major "The argument or setter is gone.",
    ParameterStyleChanged "parameter-style-changed" Behaviour Minor "The same argument is written in another way.",
    ParameterTypeChanged "parameter-type-changed" Rust Major "The argument or setter takes another type.",
    ParameterWireNameChanged "parameter-wire-name-changed" Behaviour Minor "The same argument has another name on the wire.",
    PathChanged "path-changed" Behaviour Minor "The same code calls another path.",
    RedirectsChanged "redirects-changed" Behaviour Minor "Other redirects are the result of a call.",
    RequestMediaTypeRemoved "request-media-type-removed" Behaviour Major "Code that chooses this media type compiles, and is refused.",
    RequiredBodyAdded "required-body-added" Rust Major "The method takes a body.",
    RequiredFieldAdded "required-field-added" Rust Major "`new` takes one more argument.",
    RequiredParameterAdded "required-parameter-added" Rust Major "The method takes one more argument.",
    ResponseMediaTypeRemoved "response-media-type-removed" Behaviour Major "Code that asks for this media type compiles, and is refused.",
    SecurityAdded "security-added" Behaviour Major "Calls without credentials are refused.",
    SecurityAlternativeAdded "security-alternative-added" Behaviour Minor "There is one more way to log in for the call.",
    SecurityAlternativeRemoved "security-alternative-removed" Behaviour Major "Credentials that were enough are refused.",
    SecurityChoiceChanged "security-choice-changed" Behaviour Minor "Which of its credentials a client sends with the call is decided in another way.",
    SecurityRemoved "security-removed" Behaviour Minor "The call needs no credentials any more.",
    SecuritySchemeChanged "security-scheme-changed" Behaviour Minor "The same credentials are sent or got in another way.",
    SecurityScopeAdded "security-scope-added" Behaviour Major "Tokens without the scope are refused.",
    SecurityScopeRemoved "security-scope-removed" Behaviour Minor "Tokens need a scope less.",
    ServerAdded "server-added" Rust Minor "There is one more server to choose.",
    ServerChanged "server-changed" Rust Major "The setters of a server or the values of its variables, which code may match exhaustively, are others.",
    ServerRemoved "server-removed" Rust Major "The type of a server is gone.",
    SetterArgumentChanged "setter-argument-changed" Rust Major "The setter takes null, or no longer does.",
    SetterRenamed "setter-renamed" Rust Major "The setter of the call has another name.",
    StatusChanged "status-changed" Behaviour Minor "The same variant is for another status or media type.",
    StatusVariantAdded "status-variant-added" Rust Minor "The enum of a call's bodies is `#[non_exhaustive]`, so code has an arm for more.",
    StatusVariantRemoved "status-variant-removed" Rust Major "The variant for a status is gone.",
    StatusVariantTypeChanged "status-variant-type-changed" Rust Major "The body of a status is another type.",
    StreamAdded "stream-added" Rust Minor "The answer can be read while it arrives.",
    StreamRemoved "stream-removed" Rust Major "The answer can no longer be read while it arrives.",
    StreamingChanged "streaming-changed" Behaviour Minor "The items of a stream are asked for or divided in another way.",
    TupleChanged "tuple-changed" Rust Major "A tuple has other items.",
    TypeAdded "type-added" Rust Minor "There is one more type.",
    TypeFeatureChanged "type-feature-changed" Rust Major "The type is no longer there with a feature that had it.",
    TypeKindChanged "type-kind-changed" Rust Major "The type is of another kind: a struct, an enum, a union, a tuple or an alias.",
    TypeNoLongerSent "type-no-longer-sent" Rust Major "The struct has neither `new` nor setters, and is `#[non_exhaustive]`.",
    TypeNowSent "type-now-sent" Rust Minor "The struct has `new` and setters.",
    TypeRemoved "type-removed" Rust Major "The type is gone.",
    UnionChoiceChanged "union-choice-changed" Behaviour Minor "Which variant a value becomes is decided in another way.",
    VariantAdded "variant-added" Rust Minor "The enum is `#[non_exhaustive]`, so code has an arm for more.",
    VariantRemoved "variant-removed" Rust Major "The variant is gone; where it was sent, the server presumably refuses the value.",
    VariantRenamed "variant-renamed" Rust Major "The variant has another name in Rust.",
    VariantTypeChanged "variant-type-changed" Rust Major "The variant holds another type.",
    VariantValueChanged "variant-value-changed" Behaviour Minor "The same variant is another value on the wire.",
    XmlChanged "xml-changed" Behaviour Minor "The same value is written in another way in XML.",
}
