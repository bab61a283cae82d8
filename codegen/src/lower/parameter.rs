//! The parameters of an operation: path, query, header and cookie.

use openapiv3::{Parameter, ParameterData, ParameterSchemaOrContent, ReferenceOr};

use super::lowering::Lowering;
use super::path::Template;
use super::{form, parameter_style, unstyled};
use crate::diagnostics::{Code, Pointer};
use crate::document::schema::SchemaId;
use crate::ir::{self, AutoHeader, Encoding, MediaKind, Origin, Part, Place, Style, StyleKind, TypeRef, WireName};
use crate::markdown::code;

/// The vendor extension that marks the idempotency key.
const IDEMPOTENCY_KEY: &str = "x-idempotency-key";
/// The vendor extension that marks the correlation id.
const CORRELATION_ID: &str = "x-correlation-id";

/// A parameter and where it is declared.
pub(super) type Declared<'a> = (&'a Parameter, Pointer);

/// The parameters of an operation: its own, then those of its path that it does not replace (OAS 3.0.4, Path Item Object).
pub(super) fn declared<'a>(
    lowering: &Lowering<'a>,
    own: (&'a [ReferenceOr<Parameter>], &Pointer),
    shared: (&'a [ReferenceOr<Parameter>], &Pointer),
) -> Vec<Declared<'a>> {
    let mut all: Vec<Declared<'a>> = Vec::new();
    for (list, at) in [own, shared] {
        for (index, parameter) in list.iter().enumerate() {
            let at = at.child("parameters").index(index);
            let found = lowering.resolve(parameter, &at, |all, name| all.parameters.get(name));
            let Some((found, at)) = found else { continue };
            if !all.iter().any(|(other, _)| key(other) == key(found)) {
                all.push((found, at));
            }
        }
    }
    all
}

fn key(parameter: &Parameter) -> (&str, &'static str) {
    let place = match parameter {
        Parameter::Path { .. } => "path",
        Parameter::Query { .. } => "query",
        Parameter::Header { .. } => "header",
        Parameter::Cookie { .. } => "cookie",
    };
    (&parameter.parameter_data_ref().name, place)
}

/// Lowers the parameters: first those of the path in its order, then the others in theirs.
pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    declared: &[Declared<'_>],
    template: &Template<'_>,
    operation: (&WireName, &Pointer),
) -> Vec<ir::Parameter> {
    let is_path = |parameter: &Parameter| matches!(parameter, Parameter::Path { .. });
    let find = |name: &str| declared.iter().find(|(it, _)| is_path(it) && it.parameter_data_ref().name == name);
    let mut all = Vec::new();
    for brace in &template.parameters {
        let found = find(brace.whole).or_else(|| find(brace.name));
        let lowered = found.and_then(|(parameter, at)| one(lowering, parameter, at, operation.0));
        let mut parameter = lowered.unwrap_or_else(|| undeclared(lowering, brace.name, Place::Path, operation.1));
        if brace.is_segments() && parameter.wire.as_str() == brace.name {
            parameter.style.kind = StyleKind::Segments;
        }
        all.push(parameter);
    }
    for (key, name) in &template.query {
        let is_same = |it: &Parameter| matches!(it, Parameter::Query { .. }) && it.parameter_data_ref().name == *key;
        if declared.iter().any(|(it, _)| is_same(it)) {
            continue;
        }
        let lowered = find(name).and_then(|(parameter, at)| one(lowering, parameter, at, operation.0));
        let parameter = lowered.unwrap_or_else(|| undeclared(lowering, name, Place::Query, operation.1));
        let style = Style::new(StyleKind::Form, true);
        all.push(ir::Parameter { wire: WireName::new(*key), place: Place::Query, style, ..parameter });
    }
    for (parameter, at) in declared {
        let name = parameter.parameter_data_ref().name.as_str();
        if !is_path(parameter) {
            all.extend(one(lowering, parameter, at, operation.0));
            continue;
        }
        let in_path = template.parameters.iter().flat_map(|brace| [brace.whole, brace.name]);
        if !in_path.chain(template.query.iter().map(|(_, name)| *name)).any(|it| it == name) {
            let message = format!("the path parameter `{name}` does not occur in the path and is left out");
            let help = format!("put `{{{name}}}` into the path, or remove the parameter");
            lowering.diagnostics.report(Code::WPathParam, at, message).help(help);
        }
    }
    all
}

/// A parameter that only the path knows of.
fn undeclared(lowering: &mut Lowering<'_>, name: &str, place: Place, at: &Pointer) -> ir::Parameter {
    let message =
        format!("the path has `{{{name}}}`, but no path parameter `{name}` is declared; it is taken for a string");
    let help = format!("declare a parameter `{name}` with `in: path`, or take the braces out of the path");
    lowering.diagnostics.report(Code::WPathParam, at, message).help(help);
    ir::Parameter {
        wire: WireName::new(name),
        name: Default::default(),
        place,
        style: Style::new(StyleKind::Simple, false),
        encodings: Vec::new(),
        ty: TypeRef::String,
        required: true,
        auto: None,
        deprecated: false,
        docs: String::new(),
    }
}

/// One parameter; `None`, with a warning, for one that the document may declare but must not (OAS 3.0.4, Parameter Object), and for
/// one that has no name HTTP would take.
fn one(
    lowering: &mut Lowering<'_>,
    parameter: &Parameter,
    at: &Pointer,
    operation: &WireName,
) -> Option<ir::Parameter> {
    let data = parameter.parameter_data_ref();
    let (place, style) = parameter_style::of(parameter);
    if place == Place::Header && is_managed(&data.name) {
        let message = format!("the header `{}` is the client's to send, so the parameter is left out", data.name);
        let help = "set it by `accept`, `content_type`, the client's credentials or `header`";
        if lowering.warned.insert((at.clone(), message.clone())) {
            lowering.diagnostics.report(Code::WParameter, at, message).help(help);
        }
        return None;
    }
    if place == Place::Header && !is_token(&data.name) {
        let message = format!("`{}` is not the name of a header, so the parameter is left out", data.name);
        lowering.warn(Code::WParameter, at, message);
        return None;
    }
    let origin = Origin::Operation(operation.clone(), Part::Member(WireName::new(&*data.name)));
    let schema = parameter_style::schema(data);
    if let (Some(schema), ParameterSchemaOrContent::Schema(_)) = (schema, &data.format) {
        unstyled::warn(lowering, (schema, style), &format!("the parameter `{}`", data.name), at);
    }
    let of_schema = schema.is_some_and(|schema| lowering.schema(schema).about.deprecated);
    let ty = schema.map_or(TypeRef::Json, |schema| lowering.typed(schema, origin).ty);
    Some(ir::Parameter {
        wire: WireName::new(&*data.name),
        name: Default::default(),
        place,
        style,
        encodings: encodings(lowering, data, style, at),
        ty,
        required: data.required || place == Place::Path,
        auto: auto_header(lowering, data, (place, at)),
        deprecated: data.deprecated == Some(true) || of_schema,
        docs: Some(docs(lowering, data))
            .filter(|docs| !docs.trim().is_empty())
            .unwrap_or_else(|| name_in_words(data, place)),
    })
}

/// The encodings of the members of a parameter that is a form.
fn encodings(lowering: &mut Lowering<'_>, data: &ParameterData, style: Style, at: &Pointer) -> Vec<Encoding> {
    let Some((name, media_type)) =
        parameter_style::content(data).filter(|(name, _)| MediaKind::of(name) == MediaKind::Form)
    else {
        return Vec::new();
    };
    let at = at.child("content").child(name);
    let encodings = form::encodings(lowering, media_type, &at);
    if style.kind == StyleKind::FormContent && !encodings.is_empty() {
        let message = "the encodings of a form that is the value of a parameter are not followed";
        lowering.warn(Code::WEncoding, &at.child("encoding"), message);
        return Vec::new();
    }
    encodings
}

/// Whether a parameter is the header `Accept`, which the caller sets by a method that all calls have.
pub(super) fn is_accept(parameter: &Parameter) -> bool {
    matches!(parameter, Parameter::Header { .. }) && key(parameter).0.eq_ignore_ascii_case("accept")
}

/// The description of a parameter, and the constraints of its schema.
fn docs(lowering: &Lowering<'_>, data: &ParameterData) -> String {
    let description = data.description.as_deref().unwrap_or_default();
    match &data.format {
        ParameterSchemaOrContent::Schema(schema) => SchemaId::in_slot(schema)
            .map_or_else(|| description.to_owned(), |id| lowering.docs_after(description, &lowering.schema(id))),
        ParameterSchemaOrContent::Content(_) => description.to_owned(),
    }
}

/// What there is to say of an optional parameter that the document does not describe. That a required one is an argument says
/// as much.
fn name_in_words(data: &ParameterData, place: Place) -> String {
    let what = match place {
        Place::Path => "path parameter",
        Place::Query => "query parameter",
        Place::Header => "header",
        Place::Cookie => "cookie",
    };
    if data.required || place == Place::Path { String::new() } else { format!("The {what} {}.", code(&data.name)) }
}

fn auto_header(
    lowering: &mut Lowering<'_>,
    data: &ParameterData,
    (place, at): (Place, &Pointer),
) -> Option<AutoHeader> {
    let is_set = |name: &str| data.extensions.get(name).is_some_and(|value| value == &serde_json::Value::Bool(true));
    let auto = match () {
        () if is_set(IDEMPOTENCY_KEY) => AutoHeader::IdempotencyKey,
        () if is_set(CORRELATION_ID) => AutoHeader::CorrelationId,
        () => return None,
    };
    if place == Place::Header && !data.required {
        return Some(auto);
    }
    let message = format!("`{}` is not an optional header, so the runtime does not fill it", data.name);
    lowering.diagnostics.report(Code::WRole, at, message).help("mark an optional header parameter");
    None
}

/// Headers that OpenAPI leaves to the media types and security schemes, and those that belong to HTTP itself.
fn is_managed(name: &str) -> bool {
    const MANAGED: [&str; 6] =
        ["accept", "content-type", "authorization", "content-length", "host", "transfer-encoding"];
    MANAGED.iter().any(|managed| name.eq_ignore_ascii_case(managed))
}

/// A token by RFC 9110 §5.6.2.
pub(super) fn is_token(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}
