//! Byte → line and column.

/// Where the lines of a text begin.
pub(super) struct Lines(Vec<usize>);

/// A line of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Without its end.
    pub text: &'a str,
    /// The byte it begins at.
    pub start: usize,
    /// Counted from one.
    pub number: usize,
    /// In characters, counted from one.
    pub column: usize,
}

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        Self(std::iter::once(0).chain(text.match_indices('\n').map(|(newline, _)| newline + 1)).collect())
    }

    /// A byte beyond the text is at its end, one within a character at the start of that.
    pub(super) fn around<'a>(&self, text: &'a str, byte: usize) -> Line<'a> {
        let byte = text.floor_char_boundary(byte);
        let number = self.0.partition_point(|start| *start <= byte);
        let start = self.0[number - 1];
        let end = self.0.get(number).map_or(text.len(), |next| next - 1);
        Line {
            text: text[start..end].trim_end_matches('\r'),
            start,
            number,
            column: text[start..byte].trim_start_matches('\u{feff}').chars().count() + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    fn at(text: &str, byte: usize) -> (&str, usize, usize) {
        let line = Lines::of(text).around(text, byte);
        (line.text, line.number, line.column)
    }

    #[test]
    fn any_byte_has_a_line_and_a_column() {
        assert_eq!(at("", 0), ("", 1, 1));
        assert_eq!(at("a\r\nbé!\n", 0), ("a", 1, 1));
        assert_eq!(at("a\r\nbé!\n", 6), ("bé!", 2, 3));
        assert_eq!(at("a\r\nbé!\n", 5), ("bé!", 2, 2), "within a character");
        assert_eq!(at("a\nb\n", 99), ("", 3, 1), "beyond the end");
        assert_eq!(at("\u{feff}ab", 4), ("\u{feff}ab", 1, 2), "a byte order mark takes no column");
    }
}
