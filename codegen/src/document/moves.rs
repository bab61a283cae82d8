//! Where the nodes of the normalised document were in the source.

use std::collections::BTreeMap;

use crate::diagnostics::Pointer;

/// Normalised pointer → source pointer, for nodes that were moved; all below a node moves with it.
#[derive(Clone, Debug, Default)]
pub struct Moves(BTreeMap<String, String>);

impl Moves {
    /// Says that what was at `before` is now at `now`. `before` may itself have been moved.
    pub fn record(&mut self, now: &Pointer, before: &Pointer) {
        let source = self.source(before);
        // What was recorded below the old place is below the new one now.
        let below = format!("{before}/");
        let moved: Vec<_> = self
            .0
            .range(below.clone()..)
            .take_while(|(key, _)| key.starts_with(&below))
            .map(|(key, value)| (format!("{now}/{}", &key[below.len()..]), value.clone()))
            .collect();
        self.0.extend(moved);
        self.0.insert(now.as_str().to_owned(), source.as_str().to_owned());
    }

    /// Where a node of the normalised document was in the source.
    pub fn source(&self, pointer: &Pointer) -> Pointer {
        let text = pointer.as_str();
        let mut end = text.len();
        loop {
            if let Some(source) = self.0.get(&text[..end]) {
                return Pointer::from_escaped(format!("{source}{}", &text[end..]));
            }
            match text[..end].rfind('/') {
                Some(slash) => end = slash,
                None => return pointer.clone(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Moves;
    use crate::diagnostics::Pointer;

    #[test]
    fn the_longest_prefix_leads_back() {
        let at = |text: &str| Pointer::from_escaped(text);
        let mut moves = Moves::default();
        moves.record(&at("/components/schemas"), &at("/definitions"));
        moves.record(&at("/components/schemas/A/x"), &at("/components/schemas/A/y"));
        moves.record(&at("/components/schemas/B"), &at("/components/schemas/A"));
        assert_eq!(moves.source(&at("/components/schemas/B/x/z")), at("/definitions/A/y/z"));
        assert_eq!(moves.source(&at("/components/schemas/C/x")), at("/definitions/C/x"));
        assert_eq!(moves.source(&at("/paths")), at("/paths"));
    }
}
