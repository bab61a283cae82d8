//! What a schema becomes, and where its type is defined if it needs a definition.

use crate::document::schema::Schema;
use crate::ir::{Origin, Part, TypeId, TypeRef};

use super::super::lowering::Lowering;

/// A type and whether null is one of its values.
#[derive(Clone, Debug)]
pub(in super::super) struct MaybeNullType {
    pub(in super::super) ty: TypeRef,
    pub(in super::super) nullable: bool,
}

impl MaybeNullType {
    /// A type without null.
    pub(in super::super) fn of(ty: TypeRef) -> Self {
        Self { ty, nullable: false }
    }

    /// One type, for places that cannot say null in another way. JSON has null anyway.
    pub(in super::super) fn into_type(self) -> TypeRef {
        match self.ty {
            TypeRef::Json => TypeRef::Json,
            ty if self.nullable => TypeRef::Nullable(Box::new(ty)),
            ty => ty,
        }
    }
}

/// Where the type of a schema is defined, if it needs a definition.
#[derive(Clone)]
pub(super) enum DefinitionSite {
    /// As this component.
    Component(TypeId),
    /// As a type of its own.
    New(Origin),
}

impl DefinitionSite {
    /// Makes the definition.
    pub(super) fn define(self, lowering: &mut Lowering<'_>, schema: &Schema) -> TypeId {
        match self {
            Self::Component(id) => id,
            Self::New(origin) => {
                let id = lowering.reserve(origin);
                lowering.types[id.0].docs = lowering.description(schema);
                id
            }
        }
    }

    /// The site of an inline schema inside of this one.
    pub(super) fn inside(&self, part: Part) -> Self {
        match self {
            Self::Component(id) => Self::New(Origin::Inside(*id, part)),
            // Without a definition of its own, an array or a map has no name to go by; its surroundings have.
            Self::New(origin) => Self::New(origin.clone()),
        }
    }
}
