//! The support table: what becomes of every keyword of every object, as rows and as Markdown.

mod markdown;
mod rows;

pub use self::markdown::{markdown, put_into};
pub use self::rows::{Row, Versions, remove, rows};
pub use super::spec::Outcome;
