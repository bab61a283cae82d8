//! The state of lowering: the document, what has been made of it so far, and how to say what is left out.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use openapiv3::OpenAPI;

use crate::diagnostics::{Code, Pointer};
use crate::document::Reporter;
use crate::document::schema::{Discriminator, Schema, SchemaId, Schemas};
use crate::ir::{Origin, SchemaUse, Shape, TypeDef, TypeId};

/// The document, and what has been made of it so far.
pub(super) struct Lowering<'a> {
    pub(super) openapi: &'a OpenAPI,
    pub(super) schemas: Schemas,
    pub(super) diagnostics: Reporter<'a>,
    pub(super) types: Vec<TypeDef>,
    /// The types of the components.
    pub(super) components: BTreeMap<SchemaId, TypeId>,
    pub(super) hierarchies: Hierarchies,
    /// Whether the components may be null, as far as it is known.
    pub(super) nulls: BTreeMap<SchemaId, bool>,
    /// How many structs unions beside members have been made into.
    pub(super) distributed: usize,
    /// The schemas whose members, items or branches are being lowered, and the types that they are to become.
    pub(super) defining: Vec<(Pointer, TypeId)>,
    /// The inline schemas that are being lowered: a schema that is merged into its own member comes back to itself.
    pub(super) open: BTreeSet<SchemaId>,
    /// The types of merged schemas that contain themselves.
    pub(super) recursive_merges: RecursiveMerges,
    /// The types that merge patches have in the place of others.
    pub(super) patches: BTreeMap<TypeId, TypeId>,
    /// What the schemas have become so far.
    pub(super) uses: Vec<SchemaUse>,
    /// What has been warned of: a schema that several operations share is lowered for each.
    pub(super) warned: BTreeSet<(Pointer, String)>,
}

impl<'a> Lowering<'a> {
    /// The state before anything is lowered.
    pub(super) fn new(
        openapi: &'a OpenAPI,
        (schemas, hierarchies): (Schemas, Hierarchies),
        diagnostics: Reporter<'a>,
    ) -> Self {
        Self {
            openapi,
            schemas,
            diagnostics,
            hierarchies,
            types: Vec::new(),
            components: BTreeMap::new(),
            nulls: BTreeMap::new(),
            distributed: 0,
            defining: Vec::new(),
            open: BTreeSet::new(),
            recursive_merges: RecursiveMerges::default(),
            patches: BTreeMap::new(),
            uses: Vec::new(),
            warned: BTreeSet::new(),
        }
    }
}

impl Lowering<'_> {
    pub(super) fn schema(&self, id: SchemaId) -> Rc<Schema> {
        self.schemas.get(id)
    }

    /// The schema that a reference leads to in the end, or the schema itself.
    pub(super) fn target(&self, id: SchemaId) -> Option<Rc<Schema>> {
        Some(self.schemas.get(self.schemas.target(id)?))
    }

    /// Adds a type whose shape is not known yet, so that it can contain itself.
    pub(super) fn reserve(&mut self, origin: Origin) -> TypeId {
        let id = TypeId(self.types.len());
        self.types.push(TypeDef {
            origin,
            name: Default::default(),
            module: Default::default(),
            docs: String::new(),
            deprecated: false,
            shape: Shape::Struct(Default::default()),
            usage: Default::default(),
            tags: None,
        });
        id
    }

    /// Says that something is left out, and what is there instead.
    pub(super) fn warn(&mut self, code: Code, at: &Pointer, message: impl Into<String>) {
        let message = message.into();
        if self.warned.insert((at.clone(), message.clone())) {
            self.diagnostics.report(code, at, message).help(remedy(code));
        }
    }
}

/// What the author of a document can do about something that is left out.
pub(super) fn remedy(code: Code) -> &'static str {
    match code {
        Code::WConstraint => "correct the schema in an overlay; the client sends and takes any value of the type",
        Code::WDiscriminator => "map it to one of the schemas of the union, or add the schema there",
        Code::WEncoding => "nothing, if the server does without them",
        Code::WMediaType => {
            "give all media types of a body the same schema, or remove those that are not needed in an overlay"
        }
        Code::WMethod => "correct the method in an overlay, or remove the operation there",
        Code::WParameter => "correct the name in an overlay, or remove the parameter there",
        Code::WPagination => {
            "correct `x-pagination`, or set it to `false`; a pointer names members as the answer has them"
        }
        Code::WPathRef | Code::WRef => "bundle the document, so that all it refers to is a component",
        Code::WResponse => "remove the body in an overlay, or declare it for another status",
        Code::WStream => "take the text apart at its line breaks, or use another media type",
        Code::WStreamKey => "correct `x-stream`, or set it to `false`; a pointer names members as the body has them",
        Code::WUntyped => "describe the value in an overlay by one type, or read the JSON as it is",
        Code::WXmlNamespace => "nothing, if the server does not insist on the namespace",
        _ => "correct the document with an overlay",
    }
}

/// What tells the schemas of a hierarchy apart, and which extend the base, however indirectly, in the order of their names.
pub(super) struct Hierarchy {
    pub(super) tag: Discriminator,
    pub(super) subtypes: Vec<SchemaId>,
}

/// The types of merged schemas that contain themselves.
#[derive(Default)]
pub(super) struct RecursiveMerges {
    /// By the schemas that are merged.
    pub(super) types: BTreeMap<BTreeSet<SchemaId>, TypeId>,
    /// Those whose members are lowered later: members that are merged from the same component contain each other, and each
    /// would be written inside of all others.
    pub(super) open: VecDeque<(SchemaId, TypeId)>,
}

/// The hierarchies by the component that is their base.
pub(super) type Hierarchies = BTreeMap<SchemaId, Hierarchy>;
