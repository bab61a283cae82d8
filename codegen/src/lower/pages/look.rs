//! An operation as the rules for pages look at it: its parameters, and the members of its answer by their plain names.

use std::collections::BTreeMap;

use serde_json::Value;

use super::names::{CONTAINERS, is_one_of, plain};
use crate::diagnostics::Pointer;
use crate::ir::{self, CallParameter, MediaKind, MemberPath, Operation, Parameter, Place, TypeDef, TypeRef, WireName};

/// What an operation says of pages, beside its types.
pub(in crate::lower) struct Hints {
    /// Whether a success has the header `Link`.
    pub(super) link_header: bool,
    /// Query parameter → the number that it begins with, where it is known.
    pub(super) first: BTreeMap<String, u64>,
    /// The extension, and where it is.
    pub(super) stated: Option<(Value, Pointer)>,
}

/// Objects within objects beyond this depth are not looked into.
const DEEPEST: usize = 3;

/// An operation, what it says of pages, and the types that it is made of.
pub(super) struct Look<'a> {
    pub(super) types: &'a [TypeDef],
    pub(super) operation: &'a Operation,
    pub(super) hints: &'a Hints,
}

/// A member of a page, or of an object in it.
pub(super) struct Member<'a> {
    pub(super) path: MemberPath,
    /// Its plain name.
    pub(super) name: String,
    /// The plain name of the object that it is in; none for a member of the page itself.
    pub(super) inside: Option<String>,
    pub(super) ty: &'a TypeRef,
}

/// What a cursor or a parameter that takes it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scalar {
    Text,
    Number,
}

impl<'a> Look<'a> {
    /// The type of the answer, if it is one and JSON.
    pub(super) fn page(&self) -> Option<&'a TypeRef> {
        let output = &self.operation.output;
        let is_json = output.media_types.first().is_some_and(|first| MediaKind::of(first) == MediaKind::Json);
        (is_json && output.variants.is_empty()).then_some(&output.ty)
    }

    /// The type at a path in the answer.
    pub(super) fn at(&self, path: &[WireName]) -> Option<&'a TypeRef> {
        ir::type_walks::at(self.types, self.page()?, path)
    }

    /// The type of the items at a path.
    pub(super) fn item(&self, items: &[WireName]) -> Option<&'a TypeRef> {
        ir::type_walks::item_of(self.types, self.at(items)?)
    }

    /// The members of a page, the outer ones first.
    pub(super) fn members(&self) -> Vec<Member<'a>> {
        let mut all = self.page().map(|page| self.members_of(page, None)).unwrap_or_default();
        let mut next = 0;
        while let Some(member) = all.get(next) {
            let is_open = CONTAINERS.contains(&member.name.as_str()) && member.path.len() < DEEPEST;
            let inner = if is_open { self.members_of(member.ty, Some(member)) } else { Vec::new() };
            all.extend(inner);
            next += 1;
        }
        all
    }

    fn members_of(&self, ty: &'a TypeRef, outer: Option<&Member<'a>>) -> Vec<Member<'a>> {
        let fields = ir::type_walks::fields(self.types, ty).iter();
        let member = |field: &'a ir::Field| {
            let path = outer.into_iter().flat_map(|outer| outer.path.clone()).chain([field.wire.clone()]);
            Member {
                path: path.collect(),
                name: plain(field.wire.as_str()),
                inside: outer.map(|outer| outer.name.clone()),
                ty: &field.ty,
            }
        };
        fields.map(member).collect()
    }

    /// What a value is sent as, if it is a single one.
    pub(super) fn scalar(&self, ty: &TypeRef) -> Option<Scalar> {
        match ir::type_walks::held(self.types, ty) {
            TypeRef::String | TypeRef::Secret | TypeRef::Text(_) => Some(Scalar::Text),
            TypeRef::I32 | TypeRef::I64 | TypeRef::U32 | TypeRef::U64 | TypeRef::Number => Some(Scalar::Number),
            _ => None,
        }
    }

    pub(super) fn is_flag(&self, ty: &TypeRef) -> bool {
        matches!(ir::type_walks::held(self.types, ty), TypeRef::Bool)
    }

    /// The query parameters that are written as `name=value`.
    pub(super) fn plain_query(&self) -> impl Iterator<Item = &'a Parameter> {
        let all = self.operation.parameters.iter();
        all.filter(|parameter| parameter.place == Place::Query && parameter.style.is_plain())
    }

    /// The query parameter with one of these names; of several, that of the first name.
    pub(super) fn query(&self, names: &[&str], scalar: Scalar) -> Option<&'a WireName> {
        let fit: Vec<_> = self.plain_query().filter(|parameter| self.scalar(&parameter.ty) == Some(scalar)).collect();
        let named = |name: &&str| fit.iter().find(|parameter| is_one_of(&parameter.wire, &[name]));
        names.iter().find_map(named).map(|parameter| &parameter.wire)
    }

    /// The parameter with one of these names, or the member of a JSON body.
    pub(super) fn parameter(&self, names: &[&str], scalar: Scalar) -> Option<CallParameter> {
        if let Some(name) = self.query(names, scalar) {
            return Some(CallParameter::Query(name.clone()));
        }
        let fields = self.body().map(|body| ir::type_walks::fields(self.types, body)).unwrap_or_default();
        let fits = |field: &&ir::Field| self.scalar(&field.ty) == Some(scalar);
        let named = |name: &&str| fields.iter().filter(fits).find(|field| is_one_of(&field.wire, &[name]));
        names.iter().find_map(named).map(|field| CallParameter::Body(vec![field.wire.clone()]))
    }

    /// The type of the body, if it is JSON.
    pub(super) fn body(&self) -> Option<&'a TypeRef> {
        let body = self.operation.body.as_ref()?;
        let is_json = body.media_types.first().is_some_and(|first| MediaKind::of(first) == MediaKind::Json);
        is_json.then_some(&body.ty)
    }
}
