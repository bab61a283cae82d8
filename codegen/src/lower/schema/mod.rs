//! Schemas → types: one file per shape, this one only tells them apart.

mod all_of;
mod array;
mod object;
mod scalar;
mod string_enum;
mod union;
mod xml;

use openapiv3::{ReferenceOr, Schema, SchemaKind, Type};

use super::Lowering;
use super::reference::component_name;
use crate::diagnostics::Pointer;
use crate::ir::{Origin, SchemaUse, Shape, TypeId, TypeRef, WireName};

/// A type and whether null is one of its values.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    pub(super) ty: TypeRef,
    pub(super) nullable: bool,
}

impl Typed {
    /// A type without null.
    pub(super) fn of(ty: TypeRef) -> Self {
        Self { ty, nullable: false }
    }

    /// One type, for places that cannot say null in another way. JSON has null anyway.
    pub(super) fn into_type(self) -> TypeRef {
        match self.ty {
            TypeRef::Json => TypeRef::Json,
            ty if self.nullable => TypeRef::Nullable(Box::new(ty)),
            ty => ty,
        }
    }
}

/// Lowers all component schemas. Each gets its id first, so that they can refer to each other.
pub(super) fn components(lowering: &mut Lowering<'_>) {
    let Some(components) = &lowering.openapi.components else { return };
    for name in components.schemas.keys() {
        let id = lowering.reserve(Origin::Component(WireName::new(&**name)));
        lowering.components.insert(name.clone(), id);
    }
    let at = Pointer::root().at(["components", "schemas"]);
    for (name, schema) in &components.schemas {
        let Some(id) = lowering.components.get(name).copied() else { continue };
        let at = at.child(name);
        let slot = lowering.schemas.len();
        let typed = lowering.typed_in(schema, &at, Home::Component(id));
        if typed.ty != TypeRef::Named(id) {
            lowering.named_after(slot, Typed { ty: TypeRef::Named(id), nullable: typed.nullable });
            lowering.types[id.0].shape = Shape::Alias(typed.ty);
        }
        if let ReferenceOr::Item(schema) = schema {
            lowering.types[id.0].docs = description(schema);
        }
    }
}

/// Where a schema's type would be defined, if it needs a definition.
#[derive(Clone)]
enum Home {
    /// As this component.
    Component(TypeId),
    /// As a type of its own.
    New(Origin),
}

impl Home {
    /// Makes the definition.
    fn define(self, lowering: &mut Lowering<'_>, schema: &Schema) -> TypeId {
        match self {
            Self::Component(id) => id,
            Self::New(origin) => {
                let id = lowering.reserve(origin);
                lowering.types[id.0].docs = description(schema);
                id
            }
        }
    }

    /// The home of what is inside of this one, should it be inline.
    fn inside(&self, part: crate::ir::Part) -> Self {
        match self {
            Self::Component(id) => Self::New(Origin::Inside(*id, part)),
            // Without a definition of its own, an array or a map has no name to go by; its surroundings have.
            Self::New(origin) => Self::New(origin.clone()),
        }
    }
}

impl Lowering<'_> {
    /// The type of a schema that is written at `origin`.
    pub(super) fn typed(&mut self, schema: &ReferenceOr<Schema>, at: &Pointer, origin: Origin) -> Typed {
        self.typed_in(schema, at, Home::New(origin))
    }

    /// The one way to every schema, so what becomes of each is recorded here.
    fn typed_in(&mut self, schema: &ReferenceOr<Schema>, at: &Pointer, home: Home) -> Typed {
        let slot = self.schemas.len();
        self.schemas.push(SchemaUse { pointer: at.as_str().to_owned(), ty: TypeRef::Json, defines: false });
        let own = if let Home::Component(id) = home { Some(id) } else { None };
        let first_new = self.types.len();
        let typed = match schema {
            ReferenceOr::Reference { reference } => self.referenced(reference, at),
            ReferenceOr::Item(schema) => {
                let mut typed = self.inline(schema, at, home);
                typed.nullable |= schema.schema_data.nullable;
                typed
            }
        };
        if let Some(recorded) = self.schemas.get_mut(slot) {
            recorded.ty = typed.clone().into_type();
            // A type that was not there before is an inline one.
            recorded.defines =
                matches!(typed.ty, TypeRef::Named(id) if own == Some(id) || (own.is_none() && id.0 >= first_new));
        }
        typed
    }

    /// Records that a component is a type of its own, though its schema has become another one.
    fn named_after(&mut self, slot: usize, typed: Typed) {
        if let Some(recorded) = self.schemas.get_mut(slot) {
            recorded.ty = typed.into_type();
            recorded.defines = true;
        }
    }

    fn referenced(&mut self, reference: &str, at: &Pointer) -> Typed {
        let name = component_name(reference).filter(|_| reference.starts_with("#/components/schemas/"));
        let Some((name, id)) =
            name.and_then(|name| Some((self.components.get(&*name).copied()?, name)).map(|(id, name)| (name, id)))
        else {
            self.warn("W-REF", at, format!("`{reference}` does not name a component, so its type is untyped JSON"));
            return Typed::of(TypeRef::Json);
        };
        Typed { ty: TypeRef::Named(id), nullable: self.is_nullable(&name) }
    }

    /// Whether a component may be null, by its own word or by what it stands for.
    fn is_nullable(&self, name: &str) -> bool {
        let schemas = self.openapi.components.as_ref().map(|all| &all.schemas);
        let found = schemas.and_then(|all| all.get(name));
        let found = found.and_then(|schema| self.resolve(schema, |all, name| all.schemas.get(name)));
        found.is_some_and(|schema| schema.schema_data.nullable)
    }

    fn inline(&mut self, schema: &Schema, at: &Pointer, home: Home) -> Typed {
        match &schema.schema_kind {
            SchemaKind::Type(Type::String(string)) if string_enum::is_enum(string) => {
                string_enum::lower(self, schema, string, home)
            }
            SchemaKind::Type(Type::String(string)) => Typed::of(scalar::string(schema, string)),
            SchemaKind::Type(Type::Integer(integer)) => Typed::of(scalar::integer(integer)),
            SchemaKind::Type(Type::Number(number)) => Typed::of(scalar::number(number)),
            SchemaKind::Type(Type::Boolean(_)) => Typed::of(TypeRef::Bool),
            SchemaKind::Type(Type::Array(array)) => array::lower(self, array, at, &home),
            SchemaKind::Type(Type::Object(object)) => object::lower(self, schema, object, at, home),
            SchemaKind::AllOf { all_of } => all_of::lower(self, schema, all_of, at, home),
            SchemaKind::OneOf { one_of } => union::lower(self, schema, (one_of, &at.child("oneOf")), home),
            SchemaKind::AnyOf { any_of } => union::lower(self, schema, (any_of, &at.child("anyOf")), home),
            SchemaKind::Not { .. } => self.untyped(at, "`not` alone says what a value is not"),
            SchemaKind::Any(any) => self.mixed(schema, any, at, home),
        }
    }

    /// Keywords in combinations that have no shape of their own.
    fn mixed(&mut self, schema: &Schema, any: &openapiv3::AnySchema, at: &Pointer, home: Home) -> Typed {
        let is_object = any.typ.as_deref().is_none_or(|typ| typ == "object");
        if *any == openapiv3::AnySchema::default() {
            return Typed::of(TypeRef::Json);
        }
        if is_object && any.one_of.is_empty() && any.any_of.is_empty() && any.not.is_none() {
            if !any.all_of.is_empty() {
                return all_of::mixed(self, schema, any, at, home);
            }
            if !any.properties.is_empty() {
                return object::lower(self, schema, &object::from_any(any), at, home);
            }
        }
        if let Some(values) = string_enum::from_any(any) {
            return string_enum::lower(self, schema, &values, home);
        }
        self.untyped(at, "this combination of keywords has no type of its own")
    }

    /// Untyped JSON, with a warning that says why.
    fn untyped(&mut self, at: &Pointer, why: &str) -> Typed {
        self.warn("W-UNTYPED", at, format!("{why}, so the value is untyped JSON"));
        Typed::of(TypeRef::Json)
    }

    /// Whether a value is a single one that has a text.
    pub(super) fn is_scalar(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::String | TypeRef::Bool | TypeRef::I32 | TypeRef::I64 | TypeRef::F32 | TypeRef::F64 => true,
            TypeRef::Named(id) => match &self.types[id.0].shape {
                Shape::Enum(_) => true,
                Shape::Alias(target) => target != ty && self.is_scalar(target),
                Shape::Struct(_) | Shape::Union(_) => false,
            },
            _ => false,
        }
    }
}

fn description(schema: &Schema) -> String {
    schema.schema_data.description.clone().unwrap_or_default()
}
