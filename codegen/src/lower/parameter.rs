//! The parameters of an operation: path, query and header.

use openapiv3::{Parameter, ParameterData, ParameterSchemaOrContent, QueryStyle, ReferenceOr};

use super::Lowering;
use super::schema::{Typed, constraints};
use crate::diagnostics::Pointer;
use crate::ir::{self, Origin, Part, Place, Role, TypeRef, WireName};

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
            let Some(found) = lowering.resolve(parameter, |all, name| all.parameters.get(name)) else { continue };
            if !all.iter().any(|(other, _)| key(other) == key(found)) {
                all.push((found, at.child("parameters").index(index)));
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
///
/// `None`, with a warning or error reported, if the operation cannot be called with them.
pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    declared: &[Declared<'_>],
    in_path: &[&str],
    operation: (&WireName, &Pointer),
) -> Option<Vec<ir::Parameter>> {
    let is_path = |parameter: &Parameter| matches!(parameter, Parameter::Path { .. });
    let mut sorted = Vec::new();
    for name in in_path {
        let found = declared.iter().find(|(it, _)| is_path(it) && it.parameter_data_ref().name == *name);
        let Some(found) = found else {
            lowering
                .diagnostics
                .error(
                    "E-PATH-PARAM",
                    operation.1,
                    format!("the path has `{{{name}}}`, but no path parameter `{name}` is declared"),
                )
                .help(format!("declare a parameter `{name}` with `in: path`, or take the braces out of the path"));
            continue;
        };
        sorted.push(found);
    }
    for (parameter, at) in declared.iter().filter(|(it, _)| is_path(it)) {
        let name = &parameter.parameter_data_ref().name;
        if !in_path.contains(&name.as_str()) {
            lowering
                .diagnostics
                .warn(
                    "W-PATH-PARAM",
                    at,
                    format!("the path parameter `{name}` does not occur in the path and is left out"),
                )
                .help(format!("put `{{{name}}}` into the path, or remove the parameter"));
        }
    }
    sorted.extend(declared.iter().filter(|(it, _)| !is_path(it)));
    let mut all = Vec::new();
    for (parameter, at) in sorted {
        match one(lowering, parameter, at, operation.0) {
            Ok(lowered) => all.extend(lowered),
            Err(problem) => {
                let name = &parameter.parameter_data_ref().name;
                let what = if parameter.parameter_data_ref().required { "operation" } else { "parameter" };
                lowering.warn(
                    "W-PARAMETER",
                    at,
                    format!("the parameter `{name}` {problem}, so the {what} is left out"),
                );
                if parameter.parameter_data_ref().required {
                    return None;
                }
            }
        }
    }
    Some(all)
}

/// One parameter; `Ok(None)` for one that the document may declare but must not (OAS 3.0.4, Parameter Object).
fn one(
    lowering: &mut Lowering<'_>,
    parameter: &Parameter,
    at: &Pointer,
    operation: &WireName,
) -> Result<Option<ir::Parameter>, String> {
    let data = parameter.parameter_data_ref();
    let place = match parameter {
        Parameter::Path { style: openapiv3::PathStyle::Simple, .. } => Place::Path,
        Parameter::Path { .. } => return Err("has a path style that is not supported".into()),
        Parameter::Query { style: QueryStyle::Form, .. } => Place::Query,
        Parameter::Query { .. } => return Err("has a query style that is not supported".into()),
        Parameter::Header { .. } if is_managed(&data.name) => return Ok(None),
        Parameter::Header { .. } if !is_token(&data.name) => return Err("is not the name of a header".into()),
        Parameter::Header { .. } => Place::Header,
        Parameter::Cookie { .. } => return Err("is a cookie, which is not supported".into()),
    };
    let ty = value_type(lowering, data, (place, at), operation)?;
    Ok(Some(ir::Parameter {
        wire: WireName::new(&*data.name),
        name: Default::default(),
        place,
        ty,
        required: data.required || place == Place::Path,
        role: role(lowering, data, (place, at)),
        docs: docs(data),
    }))
}

/// The description of a parameter, and the constraints of its schema.
fn docs(data: &ParameterData) -> String {
    let description = data.description.as_deref().unwrap_or_default();
    match &data.format {
        ParameterSchemaOrContent::Schema(schema) => constraints::docs(schema, description),
        ParameterSchemaOrContent::Content(_) => description.to_owned(),
    }
}

fn value_type(
    lowering: &mut Lowering<'_>,
    data: &ParameterData,
    (place, at): (Place, &Pointer),
    operation: &WireName,
) -> Result<TypeRef, String> {
    let ParameterSchemaOrContent::Schema(schema) = &data.format else {
        return Err("has `content` instead of a schema, which is not supported".into());
    };
    let origin = Origin::Operation(operation.clone(), Part::Member(WireName::new(&*data.name)));
    let Typed { ty, .. } = lowering.typed(schema, &at.child("schema"), origin);
    match &ty {
        TypeRef::List(item) if place == Place::Query && data.explode != Some(false) && lowering.is_scalar(item) => {
            Ok(ty)
        }
        _ if lowering.is_scalar(&ty) => Ok(ty),
        _ => Err("is neither a single value nor a list that repeats its name in the query".into()),
    }
}

fn role(lowering: &mut Lowering<'_>, data: &ParameterData, (place, at): (Place, &Pointer)) -> Role {
    let is_set = |name: &str| data.extensions.get(name).is_some_and(|value| value == &serde_json::Value::Bool(true));
    let role = match () {
        () if is_set(IDEMPOTENCY_KEY) => Role::IdempotencyKey,
        () if is_set(CORRELATION_ID) => Role::CorrelationId,
        () => return Role::Ordinary,
    };
    if place == Place::Header && !data.required {
        return role;
    }
    let message = format!("`{}` is not an optional header, so the runtime does not fill it", data.name);
    lowering.diagnostics.warn("W-ROLE", at, message).help("mark an optional header parameter");
    Role::Ordinary
}

/// Headers that OpenAPI leaves to the media types and security schemes, and those that belong to HTTP itself.
fn is_managed(name: &str) -> bool {
    const MANAGED: [&str; 6] =
        ["accept", "content-type", "authorization", "content-length", "host", "transfer-encoding"];
    MANAGED.iter().any(|managed| name.eq_ignore_ascii_case(managed))
}

/// A token by RFC 9110 §5.6.2.
fn is_token(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}
