//! A budget of steps for making instances. It counts steps, not time, so that every run makes the same instances.

use std::cell::Cell;

use super::case::GenerateError;

/// How many steps a document may take; what a schema leaves is there for those after it.
const DOCUMENT: usize = 12_000_000;
/// How many steps one schema may take, however few there are.
const SCHEMA: usize = 600_000;

/// The steps that are left.
#[derive(Debug)]
pub(super) struct Effort {
    document: Cell<usize>,
    schema: Cell<usize>,
    /// How many schemas have not begun.
    waiting: Cell<usize>,
}

impl Effort {
    /// For a document with so many schemas.
    pub(super) fn new(schemas: usize) -> Self {
        Self { document: Cell::new(DOCUMENT), schema: Cell::new(0), waiting: Cell::new(schemas) }
    }

    /// Begins with the next schema: it gets an equal share of what is left.
    pub(super) fn begin(&self) {
        let waiting = self.waiting.get().max(1);
        let all = self.document.get() + self.schema.get();
        let share = (all / waiting).min(SCHEMA);
        self.document.set(all - share);
        self.schema.set(share);
        self.waiting.set(waiting - 1);
    }

    /// Takes steps, unless they are not there.
    pub(super) fn spend(&self, steps: usize) -> Result<(), GenerateError> {
        let left = self.schema.get().checked_sub(steps);
        self.schema.set(left.unwrap_or(0));
        left.map(drop).ok_or(GenerateError::Effort)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_schema_has_its_share_and_what_others_leave() {
        let effort = Effort::new(100);
        effort.begin();
        assert_eq!(effort.spend(DOCUMENT / 100), Ok(()));
        assert_eq!(effort.spend(1), Err(GenerateError::Effort));
        effort.begin();
        effort.begin();
        assert_eq!(effort.spend(DOCUMENT / 100 + 1), Ok(()), "the second schema has left all of its share");
        assert_eq!(
            effort.spend(SCHEMA),
            Err(GenerateError::Effort),
            "what is not there is not given, and ends the schema"
        );
        assert_eq!(effort.spend(1), Err(GenerateError::Effort));
    }

    #[test]
    fn nobody_is_left_without_steps() {
        let effort = Effort::new(3);
        for _ in 0..3 {
            effort.begin();
            assert_eq!(effort.spend(SCHEMA), Ok(()));
            assert_eq!(effort.spend(1), Err(GenerateError::Effort));
        }
    }
}
