//! References to components. The document stage has made sure that each has a target of the right kind.

use std::borrow::Cow;

use openapiv3::{Components, ReferenceOr};

use super::lowering::Lowering;
use crate::diagnostics::Pointer;

/// How many references may lead to one another; longer chains are cycles.
const MAX_CHAIN: usize = 32;

impl<'a> Lowering<'a> {
    /// The item itself, or the component of the given kind (`parameters`, `responses` …) that it refers to, and where it is.
    pub(super) fn resolve<T>(
        &self,
        item: &'a ReferenceOr<T>,
        at: &Pointer,
        component: impl Fn(&'a Components, &str) -> Option<&'a ReferenceOr<T>>,
    ) -> Option<(&'a T, Pointer)> {
        let (mut item, mut at) = (item, at.clone());
        for _ in 0..MAX_CHAIN {
            match item {
                ReferenceOr::Item(item) => return Some((item, at)),
                ReferenceOr::Reference { reference } => {
                    item = component(self.openapi.components.as_ref()?, &component_name(reference)?)?;
                    at = Pointer::from_escaped(reference.trim_start_matches('#'));
                }
            }
        }
        None
    }
}

/// The last part of `#/components/<kind>/<name>`.
pub(super) fn component_name(reference: &str) -> Option<Cow<'_, str>> {
    let (_, name) = reference.strip_prefix("#/components/")?.split_once('/')?;
    (!name.contains('/')).then(|| decode(name))
}

/// Undoes the percent-encoding of a URI fragment and the escapes of a JSON pointer (RFC 6901 §6).
fn decode(name: &str) -> Cow<'_, str> {
    if !name.contains(['%', '~']) {
        return name.into();
    }
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = (*first == b'%').then(|| tail.get(..2)).flatten();
        match hex.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).replace("~1", "/").replace("~0", "~").into()
}
