//! Forms: members that are files, and members that are not sent in the usual way.

use std::rc::Rc;

use indexmap::IndexMap;
use openapiv3::MediaType;

use super::lowering::Lowering;
use super::schema::MaybeNullType;
use super::{media_type_schema, parameter_style, unstyled};
use crate::diagnostics::{Code, Pointer};
use crate::document::internal_extensions;
use crate::document::schema::{Schema, SchemaId, Type};
use crate::ir::{Encoding, MediaKind, Origin, Shape, Style, TypeRef, WireName};

/// `allOf` in `allOf` in `allOf`: deeper than this nobody writes, and a cycle ends here.
const MAX_DEPTH: usize = 16;

/// The type of a form with files: that of its schema, with [`TypeRef::File`] for what is binary.
pub(super) fn multipart(
    lowering: &mut Lowering<'_>,
    (media_type, schema): (&MediaType, SchemaId),
    origin: Origin,
) -> MaybeNullType {
    let typed = lowering.typed(schema, origin);
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
            Shape::Enum(_) | Shape::Union(_) | Shape::Keyed(_) | Shape::Tuple(_) => None,
        };
    }
    typed
}

/// The members of a form that are files or lists of files, with their types.
pub(super) fn files(lowering: &Lowering<'_>, media_type: &MediaType) -> Vec<(String, TypeRef)> {
    let mut files = Vec::new();
    for (name, property) in members(lowering, media_type) {
        let Some(schema) = lowering.target(property) else { continue };
        let content_type = media_type.encoding.get(&name).and_then(|it| it.content_type.as_deref());
        let is_part = |schema: &Schema| {
            // What says nothing of its type is a file since 3.1 (OAS 3.1.1 §4.8.15.1).
            let is_free = content_type.is_none() && schema.is_free() && schema.about.content_media_type.is_none();
            is_file(schema, content_type)
                || (is_free && media_type.extensions.contains_key(internal_extensions::FREE_PARTS))
        };
        let item = schema.items.filter(|_| schema.is_just(Type::Array)).and_then(|item| lowering.target(item));
        if is_part(item.as_deref().unwrap_or(&schema)) {
            let ty = if item.is_some() { TypeRef::List(Box::new(TypeRef::File)) } else { TypeRef::File };
            files.push((name, ty));
        }
    }
    files
}

/// Whether a schema is that of bytes.
pub(super) fn is_binary(lowering: &Lowering<'_>, schema: SchemaId) -> bool {
    lowering.target(schema).is_some_and(|schema| is_file(&schema, None))
}

fn is_file(schema: &Schema, content_type: Option<&str>) -> bool {
    let about = &schema.about;
    let is_text = |media_type: &str| media_type.starts_with("text/") || media_type.contains("json");
    let media_type = about.content_media_type.as_deref().or(content_type);
    let is_foreign = about.content_encoding.is_none() && media_type.is_some_and(|media_type| !is_text(media_type));
    match schema.format.as_deref() {
        _ if schema.ty == Some(Type::File) => true,
        Some(format) if schema.is_just(Type::String) => matches!(format, "binary" | "file"),
        None if schema.is_just(Type::String) => is_foreign && schema.values.is_empty(),
        _ => is_foreign && schema.is_free(),
    }
}

/// The members of a form by their names.
fn members(lowering: &Lowering<'_>, media_type: &MediaType) -> Vec<(String, SchemaId)> {
    let mut all = Vec::new();
    if let Some(schema) = media_type_schema::schema(media_type).and_then(|schema| lowering.target(schema)) {
        properties(lowering, &schema, &mut all, MAX_DEPTH);
    }
    all
}

fn properties(lowering: &Lowering<'_>, schema: &Rc<Schema>, found: &mut Vec<(String, SchemaId)>, depth: usize) {
    found.extend(schema.properties.iter().map(|(name, property)| (name.clone(), *property)));
    if depth > 0 {
        for part in schema.all_of.iter().filter_map(|part| lowering.target(*part)) {
            properties(lowering, &part, found, depth - 1);
        }
    }
}

/// The encodings of a body that may be sent as a form of either kind.
pub(super) fn of_body(
    lowering: &mut Lowering<'_>,
    content: &IndexMap<String, MediaType>,
    at: &Pointer,
) -> Vec<Encoding> {
    let [mut urlencoded, multipart] = [MediaKind::Form, MediaKind::Multipart].map(|wanted| {
        let form = content.iter().find(|(name, _)| MediaKind::of(name) == wanted);
        form.map(|(name, media_type)| encodings(lowering, media_type, &at.child(name)))
    });
    let Some(other) = multipart else { return urlencoded.unwrap_or_default() };
    let Some(all) = &mut urlencoded else { return other };
    all.iter_mut().filter(|it| !other.contains(it)).for_each(|it| it.only = Some(MediaKind::Form));
    let own = other.into_iter().filter(|it| !all.contains(it)).collect::<Vec<_>>();
    all.extend(own.into_iter().map(|it| Encoding { only: Some(MediaKind::Multipart), ..it }));
    urlencoded.unwrap_or_default()
}

/// The members that the document wants sent in another way than the usual one.
pub(super) fn encodings(lowering: &mut Lowering<'_>, media_type: &MediaType, at: &Pointer) -> Vec<Encoding> {
    let mut all = Vec::new();
    if media_type.encoding.is_empty() {
        return all;
    }
    let members = members(lowering, media_type);
    for (name, encoding) in &media_type.encoding {
        let at = at.child("encoding").child(name);
        if !encoding.headers.is_empty() {
            lowering.warn(
                Code::WEncoding,
                &at.child("headers"),
                format!("the headers of the part `{name}` are not sent"),
            );
        }
        let style = encoding.style.as_ref().map(|style| {
            let (by_format, nested) = parameter_style::collection_format(&encoding.extensions);
            let kind = by_format.unwrap_or_else(|| parameter_style::in_query(style));
            let kind = parameter_style::repeated(kind, encoding.explode);
            Style { kind, explode: encoding.explode, reserved: encoding.allow_reserved, nested }
        });
        let schema = members.iter().find(|(member, _)| member == name).map(|(_, schema)| *schema);
        if let (Some(style), Some(schema)) = (style, schema) {
            unstyled::warn(lowering, (schema, style), &format!("the part `{name}`"), &at);
        }
        let content_type = encoding.content_type.as_deref().and_then(single);
        if style.is_some() || content_type.is_some() {
            all.push(Encoding { wire: WireName::new(&**name), style, content_type, only: None });
        }
    }
    all
}

/// The media type, if it is one and not a choice of several.
fn single(media_types: &str) -> Option<String> {
    let is_one = !media_types.contains([',', '*']) && MediaKind::of(media_types) != MediaKind::Broken;
    is_one.then(|| media_types.trim().to_owned())
}
