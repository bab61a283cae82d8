//! Security schemes that are required together but sent in the same header, query parameter or cookie.

use super::lowering::Lowering;
use crate::diagnostics::{Code, Pointer, quote};
use crate::ir::{Api, KeyPlace, Requirement, SchemeKind};

/// Bounds the work for a hostile document.
const MOST_ALTERNATIVES: usize = 16;

/// Splits a combination into alternatives that can be sent: of two schemes in the same place, each has one.
pub(super) fn split(
    lowering: &mut Lowering<'_>,
    together: Vec<Requirement>,
    (api, at): (&Api, &Pointer),
) -> Vec<Vec<Requirement>> {
    let (mut open, mut alternatives) = (vec![together], Vec::new());
    while let Some(all) = open.pop() {
        let Some((first, second)) = conflict(api, &all).filter(|_| open.len() + alternatives.len() < MOST_ALTERNATIVES)
        else {
            alternatives.push(all);
            continue;
        };
        let name = |index: usize| quote(api.scheme(all[index].scheme).wire.as_str());
        let message = format!(
            "the security schemes {} and {} are required together, but a request has one place for both: one of them is taken to \
             be enough",
            name(first),
            name(second)
        );
        if lowering.warned.insert((at.clone(), message.clone())) {
            let help = "list them in `security` as alternatives, each on its own, in an overlay";
            lowering.diagnostics.report(Code::WSecurity, at, message).help(help);
        }
        let without = |gone: usize| {
            let kept = all.iter().enumerate().filter(|(index, _)| *index != gone);
            kept.map(|(_, requirement)| requirement.clone()).collect::<Vec<_>>()
        };
        // The first that is written is the first that is tried.
        open.extend([without(first), without(second)]);
    }
    alternatives
}

/// Two schemes that are sent in the same place and take different credentials.
fn conflict(api: &Api, all: &[Requirement]) -> Option<(usize, usize)> {
    let kind = |index: usize| &api.scheme(all[index].scheme).kind;
    let pairs = (0..all.len()).flat_map(|first| (first + 1..all.len()).map(move |second| (first, second)));
    pairs.into_iter().find(|(first, second)| {
        let (first, second) = (kind(*first), kind(*second));
        place(first).is_some() && place(first) == place(second) && !(first.is_bearer() && second.is_bearer())
    })
}

/// Where a credential is sent; a certificate is in no request.
fn place(kind: &SchemeKind) -> Option<(KeyPlace, String)> {
    match kind {
        SchemeKind::Key(KeyPlace::Header, name) => Some((KeyPlace::Header, name.as_str().to_ascii_lowercase())),
        SchemeKind::Key(place, name) => Some((*place, name.as_str().to_owned())),
        SchemeKind::MutualTls => None,
        _ => Some((KeyPlace::Header, "authorization".to_owned())),
    }
}
