//! Answers that come in pages: what the document says of them (`x-pagination`), or else what is found by shape.

mod found;
mod look;
mod names;
mod stated;

use openapiv3::{Operation, Parameter, ParameterData};
use serde_json::Value;

pub(in crate::lower) use self::look::Hints;
use self::look::Look;
use super::lowering::Lowering;
use super::parameter::Declared;
use super::parameter_style;
use crate::diagnostics::{Code, Pointer};
use crate::ir::Api;

/// The vendor extension of an operation that says how its answer is divided into pages.
const PAGINATION: &str = "x-pagination";

/// Reads what an operation says of pages.
pub(super) fn hints<'a>(
    lowering: &Lowering<'a>,
    (operation, at): (&'a Operation, &Pointer),
    parameters: &[Declared<'_>],
) -> Hints {
    let query = parameters.iter().filter(|(it, _)| matches!(it, Parameter::Query { .. }));
    let first = query.filter_map(|(parameter, _)| {
        let data = parameter.parameter_data_ref();
        Some((data.name.clone(), first_number(lowering, data)?))
    });
    let successes = operation.responses.responses.iter().filter(|(status, _)| status.to_string().starts_with('2'));
    let mut successes = successes.map(|(_, response)| response).chain(&operation.responses.default);
    let link_header = successes.any(|response| {
        let found = lowering.resolve(response, at, |all, name| all.responses.get(name));
        found.is_some_and(|(found, _)| found.headers.keys().any(|name| name.eq_ignore_ascii_case("link")))
    });
    let stated = operation.extensions.get(PAGINATION);
    Hints { link_header, first: first.collect(), stated: stated.map(|value| (value.clone(), at.child(PAGINATION))) }
}

/// Where the numbers of a parameter begin: by its default, its least value, or what its description says.
fn first_number(lowering: &Lowering<'_>, data: &ParameterData) -> Option<u64> {
    let schema = parameter_style::schema(data).and_then(|id| lowering.target(id));
    let declared = schema.as_ref().and_then(|schema| {
        let least = schema.limits.as_ref().and_then(|limits| limits.minimum.as_ref()?.as_u64());
        schema.about.default.as_ref().and_then(Value::as_u64).or(least)
    });
    let described = || {
        let docs = data.description.as_deref().unwrap_or_default().to_lowercase();
        let says = |words: [&str; 2]| words.iter().any(|word| docs.contains(word));
        let one = says(["1-based", "one-based"]).then_some(1);
        one.or(says(["0-based", "zero-based"]).then_some(0))
    };
    declared.filter(|number| *number <= 1).or_else(described)
}

/// Finds out which operations answer in pages.
pub(super) fn find(lowering: &mut Lowering<'_>, api: &mut Api, hints: &[Hints]) {
    for (operation, hints) in api.operations.iter_mut().zip(hints) {
        let look = Look { types: &api.types, operation, hints };
        let pages = match &hints.stated {
            None => found::pages(&look),
            Some((Value::Bool(false), _)) => None,
            Some((value, at)) => stated::pages(&look, value).unwrap_or_else(|message| {
                lowering.warn(Code::WPagination, at, message);
                None
            }),
        };
        operation.pages = pages;
    }
}
