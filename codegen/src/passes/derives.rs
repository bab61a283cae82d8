//! What does the compiler derive for each type? As little as possible: derived code is what makes a client slow to build.

use crate::ir::{Api, Derive, Shape};

/// Structs and unions get the rest from their table; enums are small enough for all of it.
pub(super) fn run(api: &mut Api) {
    for def in &mut api.types {
        def.derives = match def.shape {
            Shape::Struct(_) | Shape::Tuple(_) => vec![Derive::Clone, Derive::Default],
            Shape::Enum(_) => vec![Derive::Clone, Derive::Debug, Derive::PartialEq, Derive::Eq, Derive::Hash],
            Shape::Union(_) => vec![Derive::Clone],
            Shape::Alias(_) => Vec::new(),
        };
    }
}
