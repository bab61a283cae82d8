//! The result of a run: paths and texts, not yet written anywhere.

use std::collections::BTreeMap;

/// Every file of the emitted crate: path relative to the crate's folder (`/` between parts, ASCII) → text.
///
/// `Cargo.toml` is merged with what is there before it gets here; all else is wholly ours and lies below `src/`.
pub type Files = BTreeMap<String, String>;
