//! Forms: members that are files, and members that are not sent in the usual way.

use openapiv3::{AnySchema, MediaType, ReferenceOr, Schema, SchemaKind, StringFormat, Type, VariantOrUnknownOrEmpty};

use super::schema::Typed;
use super::{Lowering, parameter_style};
use crate::diagnostics::{Code, Pointer};
use crate::document::keywords;
use crate::ir::{Encoding, MediaKind, Origin, Shape, Style, StyleKind, TypeRef, WireName};

/// `allOf` in `allOf` in `allOf`: deeper than this nobody writes, and a cycle ends here.
const MAX_DEPTH: usize = 16;

/// A property of a form's object.
type Property<'s> = (&'s str, &'s ReferenceOr<Box<Schema>>);

/// The type of a form with files: that of its schema, with [`TypeRef::File`] for what is binary.
pub(super) fn multipart(
    lowering: &mut Lowering<'_>,
    (media_type, schema): (&MediaType, &ReferenceOr<Schema>),
    at: &Pointer,
    origin: Origin,
) -> Typed {
    let typed = lowering.typed(schema, at, origin);
    let files = files(lowering, media_type);
    let mut target = typed.ty.named();
    while let Some(id) = target {
        target = match &mut lowering.types[id.0].shape {
            Shape::Alias(aliased) => aliased.named(),
            Shape::Struct(shape) => {
                for field in &mut shape.fields {
                    let file = files.iter().find(|(name, _)| name == field.wire.as_str());
                    if let Some((_, ty)) = file {
                        field.ty.clone_from(ty);
                    }
                }
                None
            }
            Shape::Enum(_) | Shape::Union(_) | Shape::Tuple(_) => None,
        };
    }
    typed
}

/// The members of a form that are files or lists of files, with their types.
pub(super) fn files(lowering: &Lowering<'_>, media_type: &MediaType) -> Vec<(String, TypeRef)> {
    let mut all = Vec::new();
    if let Some(schema) = media_type.schema.as_ref().and_then(|schema| resolved(lowering, schema)) {
        properties(lowering, schema, &mut all, MAX_DEPTH);
    }
    let mut files = Vec::new();
    for (name, property) in all {
        let Some(schema) = resolved_box(lowering, property) else { continue };
        let content_type = media_type.encoding.get(name).and_then(|it| it.content_type.as_deref());
        let item = match &schema.schema_kind {
            SchemaKind::Type(Type::Array(array)) => array.items.as_ref().and_then(|item| resolved_box(lowering, item)),
            _ => None,
        };
        if is_file(item.unwrap_or(schema), content_type) {
            let ty = if item.is_some() { TypeRef::List(Box::new(TypeRef::File)) } else { TypeRef::File };
            files.push((name.to_owned(), ty));
        }
    }
    files
}

/// Whether a schema is that of bytes.
pub(super) fn is_binary(lowering: &Lowering<'_>, schema: &ReferenceOr<Schema>) -> bool {
    resolved(lowering, schema).is_some_and(|schema| is_file(schema, None))
}

fn is_file(schema: &Schema, content_type: Option<&str>) -> bool {
    let foreign = schema.schema_data.extensions.get(keywords::CONTENT_MEDIA_TYPE).and_then(|it| it.as_str());
    let is_text = |media_type: &str| media_type.starts_with("text/") || media_type.contains("json");
    let encoded = schema.schema_data.extensions.contains_key(keywords::CONTENT_ENCODING);
    let foreign = !encoded && foreign.or(content_type).is_some_and(|media_type| !is_text(media_type));
    match &schema.schema_kind {
        SchemaKind::Type(Type::String(string)) => match &string.format {
            VariantOrUnknownOrEmpty::Item(StringFormat::Binary) => true,
            VariantOrUnknownOrEmpty::Unknown(format) => format == "file",
            VariantOrUnknownOrEmpty::Item(_) => false,
            VariantOrUnknownOrEmpty::Empty => foreign && string.enumeration.is_empty(),
        },
        SchemaKind::Any(any) if any.typ.as_deref() == Some("file") => true,
        SchemaKind::Any(any) => foreign && *any == AnySchema::default(),
        _ => false,
    }
}

fn properties<'s>(lowering: &Lowering<'s>, schema: &'s Schema, found: &mut Vec<Property<'s>>, depth: usize) {
    let (own, all_of) = match &schema.schema_kind {
        SchemaKind::Type(Type::Object(object)) => (Some(&object.properties), [].as_slice()),
        SchemaKind::AllOf { all_of } => (None, all_of.as_slice()),
        SchemaKind::Any(any) => (Some(&any.properties), any.all_of.as_slice()),
        _ => return,
    };
    found.extend(own.into_iter().flatten().map(|(name, schema)| (name.as_str(), schema)));
    if depth > 0 {
        for part in all_of.iter().filter_map(|part| resolved(lowering, part)) {
            properties(lowering, part, found, depth - 1);
        }
    }
}

fn resolved<'s>(lowering: &Lowering<'s>, schema: &'s ReferenceOr<Schema>) -> Option<&'s Schema> {
    lowering.resolve(schema, |all, name| all.schemas.get(name))
}

fn resolved_box<'s>(lowering: &Lowering<'s>, schema: &'s ReferenceOr<Box<Schema>>) -> Option<&'s Schema> {
    match schema {
        ReferenceOr::Item(schema) => Some(schema),
        ReferenceOr::Reference { reference } => {
            let name = super::reference::component_name(reference)?;
            let components = lowering.openapi.components.as_ref()?;
            resolved(lowering, components.schemas.get(&*name)?)
        }
    }
}

/// The members that the document wants sent in another way than the usual one.
pub(super) fn encodings(lowering: &mut Lowering<'_>, media_type: &MediaType, at: &Pointer) -> Vec<Encoding> {
    let mut all = Vec::new();
    for (name, encoding) in &media_type.encoding {
        let at = at.child("encoding").child(name);
        if !encoding.headers.is_empty() {
            lowering.warn(
                Code::WEncoding,
                &at.child("headers"),
                format!("the headers of the part `{name}` are not sent"),
            );
        }
        let unusual = encoding.style.is_some() || !encoding.explode || encoding.allow_reserved;
        let style = unusual.then(|| {
            let kind = encoding.style.as_ref().map_or(StyleKind::Form, parameter_style::in_query);
            let kind = parameter_style::repeated(kind, encoding.explode);
            Style { kind, explode: encoding.explode, reserved: encoding.allow_reserved }
        });
        let usual = style == Some(Style { kind: StyleKind::Form, explode: true, reserved: false });
        let style = style.filter(|_| !usual);
        let content_type = encoding.content_type.as_deref().and_then(single);
        if style.is_some() || content_type.is_some() {
            all.push(Encoding { wire: WireName::new(&**name), style, content_type });
        }
    }
    all
}

/// The media type, if it is one and not a choice of several.
fn single(media_types: &str) -> Option<String> {
    let is_one = !media_types.contains([',', '*']) && MediaKind::of(media_types) != MediaKind::Broken;
    is_one.then(|| media_types.trim().to_owned())
}
