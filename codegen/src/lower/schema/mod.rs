//! Schemas → types: one file per shape, this one only tells them apart.

mod agree;
mod all_of;
mod array;
mod branch_name;
mod circle;
pub(super) mod constraints;
mod enumeration;
pub(super) mod family;
mod mixed;
pub(super) mod nulls;
mod object;
mod scalar;
mod union;
mod xml;

use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaKind, Type};

use self::union::Branches;
use super::Lowering;
use super::reference::component_name;
use crate::diagnostics::{Code, Pointer};
use crate::ir::{Origin, SchemaUse, Shape, TypeId, TypeRef, WireName};

/// Lists and maps within each other beyond this are more than the compiler follows by default.
const MOST_NESTED: usize = 32;

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
        if let (ReferenceOr::Item(schema), true) = (schema, lowering.families.contains_key(name)) {
            lowering.schemas.push(SchemaUse { pointer: at.as_str().to_owned(), ty: TypeRef::Named(id), defines: true });
            family::lower(lowering, schema, (name, id), &at);
            lowering.types[id.0].docs = description(schema);
            continue;
        }
        let typed = lowering.typed_in(schema, &at, Home::Component(id));
        if typed.ty != TypeRef::Named(id) {
            lowering.named_after(slot, Typed { ty: TypeRef::Named(id), nullable: typed.nullable });
            lowering.types[id.0].shape = Shape::Alias(typed.ty);
        }
        if let ReferenceOr::Item(item) = schema {
            lowering.types[id.0].docs = match lowering.types[id.0].shape {
                // How many items it has, its places say.
                Shape::Tuple(_) => description(item),
                _ => constraints::docs(schema, &description(item)),
            };
        }
    }
    circle::open(lowering);
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
                typed.nullable |= self.allows_null(schema);
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
        let Some(id) = name.and_then(|name| self.components.get(&*name).copied()) else {
            self.warn(Code::WRef, at, format!("`{reference}` does not name a component, so its type is untyped JSON"));
            return Typed::of(TypeRef::Json);
        };
        Typed { ty: TypeRef::Named(id), nullable: self.component_allows_null(reference) }
    }

    fn inline(&mut self, schema: &Schema, at: &Pointer, home: Home) -> Typed {
        constraints::check(self, schema, at);
        let tag = schema.schema_data.discriminator.as_ref();
        match &schema.schema_kind {
            SchemaKind::OneOf { one_of } => {
                union::lower(self, schema, Branches::of((one_of, &at.child("oneOf")), tag), home)
            }
            SchemaKind::AnyOf { any_of } => {
                union::lower(self, schema, Branches::of((any_of, &at.child("anyOf")), tag), home)
            }
            _ => self.own(schema, at, home),
        }
    }

    /// The type of a schema that is no union.
    fn own(&mut self, schema: &Schema, at: &Pointer, home: Home) -> Typed {
        match &schema.schema_kind {
            SchemaKind::Type(ty) => self.of_type(schema, ty, at, home),
            SchemaKind::Not { .. } => self.untyped(at, "`not` alone says what a value is not"),
            SchemaKind::Any(any) if *any == AnySchema::default() => Typed::of(TypeRef::Json),
            SchemaKind::Any(any) => match mixed::as_type(any) {
                Some(_) if !any.all_of.is_empty() && any.one_of.is_empty() && any.any_of.is_empty() => {
                    all_of::lower(self, schema, at, home)
                }
                Some(ty) if any.one_of.is_empty() && any.any_of.is_empty() => match scalar::from_any(schema, any) {
                    Some(scalar) => Typed::of(scalar),
                    None => self.of_type(schema, &ty, at, home),
                },
                Some(_) => mixed::alternatives(self, schema, any, at, home),
                None if !any.enumeration.is_empty() => {
                    let typed = enumeration::mixed(self, schema, any, at, home.clone());
                    typed.unwrap_or_else(|| self.of_odd_values(schema, any, at, home))
                }
                None => all_of::lower(self, schema, at, home),
            },
            _ => all_of::lower(self, schema, at, home),
        }
    }

    fn of_type(&mut self, schema: &Schema, ty: &Type, at: &Pointer, home: Home) -> Typed {
        match ty {
            Type::String(string) => enumeration::string(self, schema, string, home)
                .unwrap_or_else(|| Typed::of(scalar::string(schema, string))),
            Type::Integer(integer) => {
                enumeration::integer(self, schema, integer, home).unwrap_or_else(|| Typed::of(scalar::integer(integer)))
            }
            Type::Number(number) => Typed::of(scalar::number(number)),
            Type::Boolean(_) => Typed::of(TypeRef::Bool),
            Type::Array(array) => array::lower(self, schema, array, at, home),
            Type::Object(object) => object::lower(self, schema, object, at, home),
        }
    }

    /// The type of a schema with a list of values that are no names: objects and numbers are what their type says.
    fn of_odd_values(&mut self, schema: &Schema, any: &AnySchema, at: &Pointer, home: Home) -> Typed {
        let without = AnySchema { enumeration: Vec::new(), ..any.clone() };
        let schema_kind = match mixed::as_type(&without) {
            Some(Type::Integer(_)) => return Typed::of(scalar::wide(&any.enumeration)),
            Some(ty) => SchemaKind::Type(ty),
            None if without.typ.is_some() => SchemaKind::Any(without),
            None => return self.untyped(at, "no type has just these values"),
        };
        self.own(&Schema { schema_data: schema.schema_data.clone(), schema_kind }, at, home)
    }

    /// The component that a reference leads to in the end, and where that is.
    fn target(&self, reference: &str) -> Option<(&Schema, Pointer)> {
        let name = component_name(reference)?;
        let schema = self.resolve(self.component(reference)?, |all, name| all.schemas.get(name))?;
        Some((schema, Pointer::root().at(["components", "schemas", &name])))
    }

    fn component(&self, reference: &str) -> Option<&ReferenceOr<Schema>> {
        self.openapi.components.as_ref()?.schemas.get(&*component_name(reference)?)
    }

    /// Whether a reference leads to a schema that stands for all that extend it.
    fn is_family(&self, reference: &str) -> bool {
        component_name(reference).is_some_and(|name| self.families.contains_key(&*name))
    }

    /// A list or map, unless it is one within so many others that no compiler would take it.
    fn nested(&mut self, ty: TypeRef, at: &Pointer) -> Typed {
        if ty.depth() > MOST_NESTED {
            return self.untyped(at, &format!("lists and maps are nested more than {MOST_NESTED} deep"));
        }
        Typed::of(ty)
    }

    /// Untyped JSON, with a warning that says why.
    fn untyped(&mut self, at: &Pointer, why: &str) -> Typed {
        self.warn(Code::WUntyped, at, format!("{why}, so the value is untyped JSON"));
        Typed::of(TypeRef::Json)
    }

    /// Whether a value is a single one that has a text.
    pub(super) fn is_scalar(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::String | TypeRef::Text(_) | TypeRef::Bool => true,
            TypeRef::I32 | TypeRef::I64 | TypeRef::U32 | TypeRef::U64 => true,
            TypeRef::F64 | TypeRef::Number => true,
            TypeRef::Named(id) => match &self.types[id.0].shape {
                Shape::Enum(_) => true,
                Shape::Alias(target) => target != ty && self.is_scalar(target),
                Shape::Struct(_) | Shape::Union(_) | Shape::Tuple(_) => false,
            },
            _ => false,
        }
    }
}

/// What a schema is said to be: by its own word, or by that of the last part of its `allOf` that has one in place.
fn description(schema: &Schema) -> String {
    let own = |schema: &Schema| schema.schema_data.description.clone().filter(|text| !text.trim().is_empty());
    own(schema).or_else(|| all_of::in_place(schema).find_map(own)).unwrap_or_default()
}
