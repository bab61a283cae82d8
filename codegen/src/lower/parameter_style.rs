//! How a parameter's value is written: styles, `content`, and the collection formats of 2.0.

use openapiv3::{MediaType, Parameter, ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle};

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
        Parameter::Cookie { .. } => (Place::Cookie, StyleKind::Form),
    };
    let kind = by_extension(data).or_else(|| by_content(data)).unwrap_or(kind);
    let explode = data.explode.unwrap_or(kind == StyleKind::Form);
    (place, Style { kind: repeated(kind, explode), explode, reserved })
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

fn by_extension(data: &ParameterData) -> Option<StyleKind> {
    let is = |key: &str, value: serde_json::Value| data.extensions.get(key) == Some(&value);
    if is(internal_extensions::QUERY_STRING, true.into()) {
        // The pairs of a form are those of an object in the style `form`.
        let form = content(data).is_some_and(|(media_type, _)| MediaKind::of(media_type) == MediaKind::Form);
        return Some(if form { StyleKind::Form } else { StyleKind::QueryString });
    }
    is(internal_extensions::COLLECTION_FORMAT, "tsv".into()).then_some(StyleKind::TabDelimited)
}

/// A value with a media type is JSON, unless it is a text.
fn by_content(data: &ParameterData) -> Option<StyleKind> {
    let (media_type, _) = content(data)?;
    (MediaKind::of(media_type) != MediaKind::Text).then_some(StyleKind::Json)
}

fn content(data: &ParameterData) -> Option<(&str, &MediaType)> {
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
