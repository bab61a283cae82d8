//! Schemas → types: one file per shape, this one only tells them apart.

mod all_of;
mod array;
mod branch_name;
mod break_cycles;
pub(super) mod constraint_docs;
mod definition_site;
mod enumeration;
pub(super) mod inheritance;
mod intersect;
mod keyed;
mod merge_properties;
pub(super) mod nulls;
mod object;
mod part_queries;
mod plain_value;
mod recursive_merge;
mod required;
mod scalar;
mod union;
mod xml;

use self::definition_site::DefinitionSite;
pub(super) use self::definition_site::MaybeNullType;
use self::union::Branches;
use super::lowering::Lowering;
use crate::diagnostics::{Code, Pointer};
use crate::document::schema::{Schema, SchemaId, Type};
use crate::ir::{Origin, SchemaUse, Shape, TypeId, TypeRef, WireName};

/// Lists and maps within each other beyond this are more than the compiler follows by default.
const MOST_NESTED: usize = 32;

/// Lowers all component schemas. Each gets its id first, so that they can refer to each other.
pub(super) fn components(lowering: &mut Lowering<'_>) {
    let components = lowering.schemas.components().clone();
    for (name, id) in &components {
        let ty = lowering.reserve(Origin::Component(WireName::new(&**name)));
        lowering.components.insert(*id, ty);
    }
    for schema in components.values() {
        if let Some(ty) = lowering.components.get(schema).copied() {
            lowering.component(*schema, ty);
        }
    }
    break_cycles::run(lowering);
}

impl Lowering<'_> {
    fn component(&mut self, id: SchemaId, ty: TypeId) {
        let schema = self.schema(id);
        let slot = self.uses.len();
        if self.hierarchies.contains_key(&id) {
            self.uses.push(SchemaUse { pointer: schema.at.as_str().to_owned(), ty: TypeRef::Named(ty), defines: true });
            self.hierarchy(&schema, ty);
            self.types[ty.0].docs = self.description(&schema);
            self.types[ty.0].deprecated = schema.about.deprecated;
            return;
        }
        let typed = self.typed_in(id, DefinitionSite::Component(ty));
        self.finish_merges();
        if typed.ty != TypeRef::Named(ty) {
            self.named_after(slot, MaybeNullType { ty: TypeRef::Named(ty), nullable: typed.nullable });
            self.types[ty.0].shape = Shape::Alias(typed.ty);
        }
        if schema.reference.is_none() {
            self.types[ty.0].deprecated = schema.about.deprecated;
            self.types[ty.0].docs = match self.types[ty.0].shape {
                // How many items a tuple has, its places say.
                Shape::Tuple(_) => self.description(&schema),
                _ => self.docs(&schema),
            };
        }
    }

    /// The union of a base and the schemas that extend it.
    fn hierarchy(&mut self, schema: &Schema, ty: TypeId) {
        let base = self.own(schema, DefinitionSite::Component(ty).inside(crate::ir::Part::Base));
        self.finish_merges();
        // The base as a type of its own is written there, too.
        self.uses.push(SchemaUse { pointer: schema.at.as_str().to_owned(), ty: base.ty.clone(), defines: true });
        inheritance::define(self, (schema.id, ty), base.ty);
    }

    /// The type of a schema that is written at `origin`.
    pub(super) fn typed(&mut self, schema: SchemaId, origin: Origin) -> MaybeNullType {
        let typed = self.typed_in(schema, DefinitionSite::New(origin));
        self.finish_merges();
        typed
    }

    /// The one way to every schema, so what becomes of each is recorded here.
    fn typed_in(&mut self, id: SchemaId, site: DefinitionSite) -> MaybeNullType {
        let schema = self.schema(id);
        let slot = self.uses.len();
        self.uses.push(SchemaUse { pointer: schema.at.as_str().to_owned(), ty: TypeRef::Json, defines: false });
        let own = if let DefinitionSite::Component(id) = site { Some(id) } else { None };
        let first_new = self.types.len();
        let typed = match schema.reference {
            Some(target) => self.referenced(target),
            None if self.open.insert(id) => {
                let mut typed = self.inline(&schema, site);
                typed.nullable |= self.allows_null(&schema);
                self.open.remove(&id);
                typed
            }
            None => match self.being_defined(&schema) {
                Some(ty) => MaybeNullType { ty, nullable: self.allows_null(&schema) },
                None => self.untyped(&schema.at, "this is made of nothing but itself"),
            },
        };
        if let Some(recorded) = self.uses.get_mut(slot) {
            recorded.ty = typed.clone().into_type();
            // A type that was not there before is an inline one.
            recorded.defines =
                matches!(typed.ty, TypeRef::Named(id) if own == Some(id) || (own.is_none() && id.0 >= first_new));
        }
        typed
    }

    /// The type that a schema is to become, if its parts are being lowered.
    fn being_defined(&self, schema: &Schema) -> Option<TypeRef> {
        self.defining.iter().find(|(at, _)| *at == schema.at).map(|(_, id)| TypeRef::Named(*id))
    }

    /// Records that a component is a type of its own, though its schema has become another one.
    fn named_after(&mut self, slot: usize, typed: MaybeNullType) {
        if let Some(recorded) = self.uses.get_mut(slot) {
            recorded.ty = typed.into_type();
            recorded.defines = true;
        }
    }

    fn referenced(&mut self, target: SchemaId) -> MaybeNullType {
        match self.components.get(&target) {
            Some(id) => MaybeNullType { ty: TypeRef::Named(*id), nullable: self.component_allows_null(target) },
            None => MaybeNullType::of(TypeRef::Json),
        }
    }

    fn inline(&mut self, schema: &Schema, site: DefinitionSite) -> MaybeNullType {
        constraint_docs::check(self, schema);
        match schema.only_alternatives() {
            Some(_) => union::lower(self, schema, Branches::of(schema), site),
            None => self.own(schema, site),
        }
    }

    /// The type of a schema that is no union.
    fn own(&mut self, schema: &Schema, site: DefinitionSite) -> MaybeNullType {
        if enumeration::counts(schema) {
            let named = intersect::named_values(self, schema.id, &schema.all_of);
            if let Some(typed) = enumeration::lower(self, &self.schema(named), site.clone()) {
                return typed;
            }
            // Values without names, such as objects, are what their type says.
            match schema.ty {
                None => return self.untyped(&schema.at, "no type has just these values"),
                Some(Type::Integer) => return MaybeNullType::of(scalar::wide(schema)),
                Some(_) => {}
            }
        }
        match schema.ty {
            Some(ty) if is_single(ty) && schema.is_union() => self.alternatives(schema, ty, site),
            Some(ty) if is_single(ty) && schema.all_of.is_empty() => self.of_type(schema, ty, site),
            Some(Type::Object) if !schema.is_composed() => object::lower(self, schema, schema, site),
            None if schema.is_free() => MaybeNullType::of(TypeRef::Json),
            None if schema.allows_anything() && schema.required.is_empty() => {
                self.untyped(&schema.at, "`not` alone says what a value is not")
            }
            _ => self.merged(schema, site),
        }
    }

    /// A scalar or array with alternatives: they have its type too, and those that add nothing to it do not count.
    fn alternatives(&mut self, schema: &Schema, ty: Type, site: DefinitionSite) -> MaybeNullType {
        let branches = Branches { tag: None, ..Branches::of(schema) };
        let adds_nothing = |part: &Schema| part.allows_anything() || part_queries::is_plain_value(part);
        if branches.list.iter().all(|part| adds_nothing(&self.schemas[*part])) {
            return self.of_type(schema, ty, site);
        }
        union::lower(self, schema, branches, site)
    }

    fn merged(&mut self, schema: &Schema, site: DefinitionSite) -> MaybeNullType {
        if let Some(only) = all_of::single(self, schema, &site) {
            return self.typed_in(only, site);
        }
        all_of::lower(self, schema, site)
    }

    fn of_type(&mut self, schema: &Schema, ty: Type, site: DefinitionSite) -> MaybeNullType {
        match ty {
            Type::String => MaybeNullType::of(scalar::string(schema)),
            Type::Integer => MaybeNullType::of(scalar::integer(schema)),
            Type::Number => MaybeNullType::of(scalar::number(schema)),
            Type::Boolean => MaybeNullType::of(TypeRef::Bool),
            Type::Array => array::lower(self, schema, site),
            Type::Object => object::lower(self, schema, schema, site),
            Type::File | Type::Unknown => {
                self.untyped(&schema.at, "this combination of keywords has no type of its own")
            }
        }
    }

    /// A list or map, unless it is one within so many others that no compiler would take it.
    fn nested(&mut self, ty: TypeRef, at: &Pointer) -> MaybeNullType {
        if ty.depth() > MOST_NESTED {
            return self.untyped(at, &format!("lists and maps are nested more than {MOST_NESTED} deep"));
        }
        MaybeNullType::of(ty)
    }

    /// Untyped JSON, with a warning that says why.
    fn untyped(&mut self, at: &Pointer, why: &str) -> MaybeNullType {
        self.warn(Code::WUntyped, at, format!("{why}, so the value is untyped JSON"));
        MaybeNullType::of(TypeRef::Json)
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
                Shape::Struct(_) | Shape::Union(_) | Shape::Keyed(_) | Shape::Tuple(_) => false,
            },
            _ => false,
        }
    }
}

/// Whether a value of a type is a single one or an array, so that nothing can be merged into it.
fn is_single(ty: Type) -> bool {
    matches!(ty, Type::String | Type::Integer | Type::Number | Type::Boolean | Type::Array)
}
