//! The first line in which two texts differ, for people.

use codegen::diagnostics::visible;

/// Longer lines are cut.
const LONGEST_LINE: usize = 160;

/// The number of the first line that differs, then both lines on lines of their own, with this indentation.
pub(crate) fn first_difference(old: &str, new: &str, indent: &str) -> String {
    let (mut old, mut new) = (old.split('\n'), new.split('\n'));
    let mut number = 1;
    loop {
        match (old.next(), new.next()) {
            (Some(old), Some(new)) if old == new => number += 1,
            (old, new) => return format!("{number}:\n{indent}- {}\n{indent}+ {}", shown(old), shown(new)),
        }
    }
}

fn shown(line: Option<&str>) -> String {
    line.map_or("(end of file)".to_owned(), |line| visible(line.trim(), LONGEST_LINE))
}

#[cfg(test)]
mod tests {
    use super::first_difference;

    #[test]
    fn the_first_line_that_differs_is_found() {
        assert_eq!(first_difference("a\nb\nc", "a\n\tB\nC", " "), "2:\n - b\n + B");
        assert_eq!(first_difference("a", "a\n", ""), "2:\n- (end of file)\n+ ");
    }
}
