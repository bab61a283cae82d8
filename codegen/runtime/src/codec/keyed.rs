//! Enums whose values are texts and objects of one member, as serde writes enums: the text or the key names the variant.

use super::trial::Session;
use super::{Buffered, CodecError, Input, Tree, Undeclared, Wire, tree_json};

/// Such an enum.
pub trait Keyed {
    /// Becomes the variant of a text; false if there is none.
    fn select_text(&mut self, text: &str) -> bool;
    /// Becomes the variant of a key, and gives its value to decode into.
    fn select_key(&mut self, key: &str) -> Option<&mut dyn Wire>;
}

/// Decodes an enum, or `other` if the value is of no variant; tells which.
///
/// # Errors
/// A key names a variant whose value does not match.
pub fn decode_keyed(value: &mut dyn Keyed, other: &mut dyn Wire, input: Input<'_>) -> Result<bool, CodecError> {
    match input {
        Input::Tree(buffered) => decode_tree(value, other, buffered),
        Input::Json(json) => decode_root(value, other, &tree_json::parse(json.text)?),
        input => {
            let mut tree = Tree::Null;
            tree.decode_from(input)?;
            decode_root(value, other, &tree)
        }
    }
}

fn decode_root(value: &mut dyn Keyed, other: &mut dyn Wire, tree: &Tree<'_>) -> Result<bool, CodecError> {
    let session = Session::default();
    decode_tree(value, other, Buffered { tree, session: &session })
}

fn decode_tree(value: &mut dyn Keyed, other: &mut dyn Wire, input: Buffered<'_>) -> Result<bool, CodecError> {
    let session = input.session;
    let is_known = match input.tree {
        Tree::Text(text) | Tree::UntypedText(text) => value.select_text(text),
        Tree::Object(members) => match (members.as_slice(), members.first().and_then(|(key, _)| value.select_key(key)))
        {
            ([(key, tree)], Some(inner)) => {
                session.keep(false);
                Buffered { tree, session }.decode_member(key, inner)?;
                true
            }
            _ => false,
        },
        _ => false,
    };
    if !is_known {
        session.undeclared(Undeclared::Variant);
        other.decode_from(Input::Tree(input))?;
    }
    session.matched(is_known);
    Ok(is_known)
}
