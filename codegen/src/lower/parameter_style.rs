//! How a parameter's value is written: styles, `content`, and the collection formats of 2.0.

use indexmap::IndexMap;
use openapiv3::{MediaType, Parameter, ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle};
use serde_json::Value;

use super::media_type_schema;
use crate::document::{internal_extensions, schema::SchemaId};
use crate::ir::{MediaKind, Place, Style, StyleKind};

/// Where a parameter is sent, and how.
pub(super) fn of(parameter: &Parameter) -> (Place, Style) {
    let data = parameter.parameter_data_ref();
    let reserved = matches!(parameter, Parameter::Query { allow_reserved: true, .. });
    let (place, kind) = match parameter {
        Parameter::Path { style, .. } => {
            let kind = match style {
                PathStyle::Simple => StyleKind::Simple,
                PathStyle::Label => StyleKind::Label,
                PathStyle::Matrix => StyleKind::Matrix,
            };
            (Place::Path, kind)
        }
        Parameter::Query { style, .. } => (Place::Query, in_query(style)),
        Parameter::Header { .. } => (Place::Header, StyleKind::Simple),
        Parameter::Cookie { .. } if is(data, internal_extensions::STYLE, "cookie") => {
            (Place::Cookie, StyleKind::Cookie)
        }
        Parameter::Cookie { .. } => (Place::Cookie, StyleKind::Form),
    };
    let (by_format, nested) = collection_format(&data.extensions);
    let kind = by_format.or_else(|| query_string(data)).or_else(|| by_content(data)).unwrap_or(kind);
    let explode = data.explode.unwrap_or(matches!(kind, StyleKind::Form | StyleKind::Cookie));
    let reserved = reserved || is(data, internal_extensions::ALLOW_RESERVED, true);
    (place, Style { kind: repeated(kind, explode), explode, reserved, nested })
}

fn is(data: &ParameterData, key: &str, value: impl Into<Value>) -> bool {
    data.extensions.get(key) == Some(&value.into())
}

/// The style of a query parameter or a member of a form.
pub(super) fn in_query(style: &QueryStyle) -> StyleKind {
    match style {
        QueryStyle::Form => StyleKind::Form,
        QueryStyle::SpaceDelimited => StyleKind::SpaceDelimited,
        QueryStyle::PipeDelimited => StyleKind::PipeDelimited,
        QueryStyle::DeepObject => StyleKind::DeepObject,
    }
}

/// With each item on its own, nothing is left to be delimited.
pub(super) fn repeated(kind: StyleKind, explode: bool) -> StyleKind {
    match kind {
        StyleKind::SpaceDelimited | StyleKind::PipeDelimited if explode => StyleKind::Form,
        kind => kind,
    }
}

/// A query that is one value as a whole.
fn query_string(data: &ParameterData) -> Option<StyleKind> {
    let kind = content(data).map(|(media_type, _)| MediaKind::of(media_type));
    is(data, internal_extensions::QUERY_STRING, true).then_some(match kind {
        // The pairs of a form are those of an object in the style `form`.
        Some(MediaKind::Form) => StyleKind::Form,
        Some(MediaKind::Xml) => StyleKind::QueryStringXml,
        _ => StyleKind::QueryString,
    })
}

/// The collection formats of 2.0 that no style expresses: that of an array, and that of arrays in it.
pub(super) fn collection_format(extensions: &IndexMap<String, Value>) -> (Option<StyleKind>, Option<char>) {
    let formats = extensions.get(internal_extensions::COLLECTION_FORMAT).and_then(Value::as_str).unwrap_or_default();
    let mut formats = formats.split(' ');
    let kind = match formats.next() {
        Some("ssv") => Some(StyleKind::SpaceDelimited),
        Some("tsv") => Some(StyleKind::TabDelimited),
        Some("pipes") => Some(StyleKind::PipeDelimited),
        _ => None,
    };
    let nested = formats.next().map(|format| match format {
        "ssv" => ' ',
        "tsv" => '\t',
        "pipes" => '|',
        _ => ',',
    });
    (kind, nested)
}

/// A value with a media type is written in it; one that is a text or bytes is not made of parts.
fn by_content(data: &ParameterData) -> Option<StyleKind> {
    let (media_type, _) = content(data)?;
    match MediaKind::of(media_type) {
        MediaKind::Text | MediaKind::Bytes => None,
        MediaKind::Xml => Some(StyleKind::Xml),
        MediaKind::Form => Some(StyleKind::FormContent),
        _ => Some(StyleKind::Json),
    }
}

/// The one media type of a parameter that has one.
pub(super) fn content(data: &ParameterData) -> Option<(&str, &MediaType)> {
    let ParameterSchemaOrContent::Content(content) = &data.format else { return None };
    content.first().map(|(media_type, content)| (media_type.as_str(), content))
}

/// The schema of a parameter. Under `content` it is that of its one media type.
pub(super) fn schema(data: &ParameterData) -> Option<SchemaId> {
    match &data.format {
        ParameterSchemaOrContent::Schema(schema) => SchemaId::in_slot(schema),
        ParameterSchemaOrContent::Content(_) => media_type_schema::schema(content(data)?.1),
    }
}
