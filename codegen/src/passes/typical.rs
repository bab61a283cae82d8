//! Which operation does the crate's front page show?

use crate::ir::{Access, Api, HttpMethod, Operation, Presence, Shape, TypeRef, type_walks};

/// The one that is begun most easily: a GET that gives something with the fewest arguments, of those whose arguments a reader need
/// not look up. Neither the order of the document nor the number of operations decides between two that are as easy.
pub(super) fn run(api: &mut Api) {
    let easy = |operation: &&Operation| !operation.deprecated && arguments(operation).all(|ty| is_plain(api, ty));
    let effort = |operation: &Operation| {
        let gives_nothing = operation.output.ty == TypeRef::Unit && operation.output.variants.is_empty();
        let handle = &api.tags[operation.tag.0].handle;
        let is_other = operation.http_method != HttpMethod::Get;
        (is_other, gives_nothing, arguments(operation).count(), handle.clone(), operation.method_name.clone())
    };
    let all = api.operations.iter().enumerate().filter(|(_, operation)| easy(operation));
    api.typical = all.min_by_key(|(_, operation)| effort(operation)).map(|(index, _)| index);
}

fn arguments(operation: &Operation) -> impl Iterator<Item = &TypeRef> {
    let parameters = operation.parameters.iter().filter(|parameter| parameter.required).map(|parameter| &parameter.ty);
    parameters.chain(operation.body.iter().filter(|body| body.required).map(|body| &body.ty))
}

/// Whether a value of the type is written without knowing more of it: a word, a number, a value of an enum, an empty object.
fn is_plain(api: &Api, ty: &TypeRef) -> bool {
    match type_walks::resolve(&api.types, ty) {
        TypeRef::String | TypeRef::Bool | TypeRef::I32 | TypeRef::I64 | TypeRef::U32 | TypeRef::U64 => true,
        TypeRef::Named(id) => match &api.type_def(*id).shape {
            Shape::Enum(shape) => !shape.variants.is_empty(),
            Shape::Struct(shape) => {
                let mut fields = shape.fields.iter();
                api.type_def(*id).usage.request
                    && fields.all(|it| it.presence != Presence::Required || it.access == Access::ReadOnly)
            }
            _ => false,
        },
        _ => false,
    }
}
