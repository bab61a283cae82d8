//! The types of the emitted crate.

use super::names::{RustName, WireName};
use super::operation::TagId;
use super::type_ref::{TypeId, TypeRef};

/// A type that gets a definition of its own.
#[derive(Debug, Clone)]
pub struct TypeDef {
    /// Where it comes from, which is what its name is made of.
    pub origin: Origin,
    /// Its name.
    pub name: RustName,
    /// The module that holds it, shared with the types it was written inside of.
    pub module: RustName,
    /// Its description in CommonMark.
    pub docs: String,
    /// Whether the document advises against it.
    pub deprecated: bool,
    /// What it is.
    pub shape: Shape,
    /// Whether it is sent, received or both.
    pub usage: Usage,
    /// The tags that reach it, if it is not all of them.
    pub tags: Option<Vec<TagId>>,
}

/// Where a type was described.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Under a name of its own, possibly with a namespace.
    Component(WireName),
    /// In place, as a part of another type.
    Inside(TypeId, Part),
    /// In place, as a part of an operation; or as the patch of a component.
    Operation(WireName, Part),
}

/// Which part of its surroundings a type is. Where names collide, the parts are named in the order of this list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// What all types of a family have in common.
    Base,
    /// The body of a request.
    Body,
    /// One of the types of a union, by what it is called or known by.
    Branch(WireName),
    /// The body of an error response.
    Error,
    /// The items of an array or the values of a map.
    Item,
    /// A member or parameter of this name.
    Member(WireName),
    /// A change of a value: what a merge patch has in the place of a component.
    Patch,
    /// An item of a tuple, counted from one.
    Place(usize),
    /// The body of a response.
    Response,
}

/// What a type is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// A struct.
    Struct(Struct),
    /// An open enum.
    Enum(Enum),
    /// One of several types, told apart by their values.
    Union(Union),
    /// One of several values, told apart by their keys.
    Keyed(Vec<KeyedVariant>),
    /// Several values in a fixed order.
    Tuple(Vec<TypeRef>),
    /// Another name for a type.
    Alias(TypeRef),
}

/// A struct.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Struct {
    /// The name of the root element in XML, if the document says one.
    pub xml_root: Option<WireName>,
    /// The fields in the document's order.
    pub fields: Vec<Field>,
    /// The field for members that have no field of their own, if the document has a place for them.
    pub rest: Option<Rest>,
}

/// A map of the members that have no field of their own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rest {
    /// The field's name.
    pub name: RustName,
    /// The type of the values.
    pub ty: TypeRef,
}

/// A field of a struct.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Field {
    /// The member's key.
    pub wire: WireName,
    /// The field's name.
    pub name: RustName,
    /// The type of its value when it has one.
    pub ty: TypeRef,
    /// When it has one.
    pub presence: Presence,
    /// Who says it.
    pub access: Access,
    /// The only value it can have, as JSON, if its type does not say that.
    pub constant: Option<String>,
    /// The only text it can have as the discriminator of the unions that its struct is a variant of.
    pub tag: Option<WireName>,
    /// Whether the document advises against it.
    pub deprecated: bool,
    /// Its description in CommonMark.
    pub docs: String,
    /// How it is written in XML, where that differs from the default.
    pub xml: Xml,
}

/// Which side says a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Access {
    /// Both.
    #[default]
    Both,
    /// The server (`readOnly`): no request has it.
    ReadOnly,
    /// The client (`writeOnly`): a response need not have it.
    WriteOnly,
}

/// Whether a member may be left out or null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Presence {
    /// Always there, never null: `T`.
    Required,
    /// Always there, perhaps null: `Option<T>`, where `None` is null.
    RequiredNullable,
    /// Perhaps left out: `Option<T>`, where `None` is nothing.
    Optional,
    /// Perhaps left out, perhaps null: `Maybe<T>`.
    OptionalNullable,
}

impl Presence {
    /// Whether the member must be there.
    pub fn is_required(self) -> bool {
        matches!(self, Self::Required | Self::RequiredNullable)
    }
}

/// How a member is written in XML.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Xml {
    /// Another name for the element or attribute.
    pub name: Option<WireName>,
    /// Another name for the element of each item.
    pub item: Option<WireName>,
    /// Whether it is an attribute.
    pub attribute: bool,
    /// Whether an array has an element around its items.
    pub wrapped: bool,
}

/// An open enum.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Enum {
    /// What its values are.
    pub base: EnumBase,
    /// The known values in the document's order.
    pub variants: Vec<Variant>,
}

/// What the values of an enum are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EnumBase {
    /// Strings.
    String,
    /// Whole numbers; the variants' wire names are their decimals.
    Integer,
}

/// A known value of an enum.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Variant {
    /// The value.
    pub wire: WireName,
    /// What the document calls it, if that is not the value itself.
    pub label: Option<String>,
    /// Its description in CommonMark.
    pub docs: String,
    /// The variant's name.
    pub name: RustName,
}

/// One of several types, told apart by their values.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Union {
    /// The types, in the order they are tried.
    pub variants: Vec<UnionVariant>,
    /// The member whose text names the type.
    pub tag: Option<WireName>,
    /// Whether a value may be of several of the types at once (`anyOf`).
    pub overlapping: bool,
}

/// One of a union's types.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnionVariant {
    /// The variant's name.
    pub name: RustName,
    /// What it holds.
    pub ty: TypeRef,
    /// The texts of the tag that name it.
    pub tags: Vec<WireName>,
    /// Which values it takes whose tag names no variant.
    pub takes: Untagged,
}

/// Which values a variant takes whose tag names no variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Untagged {
    /// None.
    #[default]
    Nothing,
    /// Those with another tag of which it loses nothing: it is the base of a family.
    Fitting,
    /// All, even without a tag.
    Everything,
}

/// A variant of an enum whose values are texts and objects of one member, as serde writes enums: the text or the key names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyedVariant {
    /// The text or the key.
    pub wire: WireName,
    /// What the document calls it, if that is not the text or the key.
    pub label: Option<String>,
    /// The variant's name.
    pub name: RustName,
    /// What it holds under its key, unless it is a text.
    pub ty: Option<TypeRef>,
    /// Its description in CommonMark.
    pub docs: String,
}

/// A schema of the document and the type it has become.
#[derive(Debug, Clone, PartialEq)]
pub struct SchemaUse {
    /// Where the schema is, as a JSON pointer into the document that was lowered.
    pub pointer: String,
    /// The type of its values, optional only where null is one of them.
    pub ty: TypeRef,
    /// Whether the type is defined there, and not just named.
    pub defines: bool,
}

/// Which way a type travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Usage {
    /// Some request has it.
    pub request: bool,
    /// Some response has it.
    pub response: bool,
}

impl Shape {
    /// The types it is made of.
    pub fn parts(&self) -> Vec<&TypeRef> {
        match self {
            Self::Struct(shape) => {
                shape.fields.iter().map(|field| &field.ty).chain(shape.rest.iter().map(|rest| &rest.ty)).collect()
            }
            Self::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
            Self::Keyed(variants) => variants.iter().filter_map(|variant| variant.ty.as_ref()).collect(),
            Self::Tuple(items) => items.iter().collect(),
            Self::Alias(target) => vec![target],
            Self::Enum(_) => Vec::new(),
        }
    }

    /// The same, to be changed.
    pub fn parts_mut(&mut self) -> Vec<&mut TypeRef> {
        match self {
            Self::Struct(shape) => {
                let rest = shape.rest.iter_mut().map(|rest| &mut rest.ty);
                shape.fields.iter_mut().map(|field| &mut field.ty).chain(rest).collect()
            }
            Self::Union(union) => union.variants.iter_mut().map(|variant| &mut variant.ty).collect(),
            Self::Keyed(variants) => variants.iter_mut().filter_map(|variant| variant.ty.as_mut()).collect(),
            Self::Tuple(items) => items.iter_mut().collect(),
            Self::Alias(target) => vec![target],
            Self::Enum(_) => Vec::new(),
        }
    }
}
