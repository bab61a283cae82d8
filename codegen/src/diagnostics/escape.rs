//! Text of a document inside a message: made visible and cut, so that it can neither drive a terminal nor flood it.

use std::fmt::Write as _;

/// Longest name shown in a message.
const LONGEST_NAME: usize = 120;

/// A name of the document for a message: between backticks, cut to a readable length.
pub fn quote(name: &str) -> String {
    format!("`{}`", cut(name, LONGEST_NAME))
}

/// `text` with every character shown that could be invisible or drive a terminal, cut to at most `longest` characters.
pub fn visible(text: &str, longest: usize) -> String {
    let mut shown = String::new();
    for character in cut(text, longest).chars() {
        if is_hidden(character) {
            // Writing to a string cannot fail.
            let _ = write!(shown, "\\u{{{:x}}}", u32::from(character));
        } else {
            shown.push(character);
        }
    }
    shown
}

/// A line of the document with a sign in place of every character that could be invisible or drive a terminal.
pub(crate) fn harmless(text: &str) -> String {
    let sign = |character| if is_hidden(character) && character != '\t' { '\u{fffd}' } else { character };
    text.chars().map(sign).collect()
}

/// The first `longest` characters, with an ellipsis where something was left out.
fn cut(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

/// Control characters (terminal escapes begin with one), line separators, bidirectional and zero-width marks.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(u32::from(character),
            0x00AD | 0x034F | 0x061C | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F
            | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F
            | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFB | 0xE0000..=0xE0FFF)
}

#[cfg(test)]
mod tests {
    use super::{quote, visible};

    #[test]
    fn terminal_and_direction_are_left_alone() {
        assert_eq!(visible("\u{1b}[2J\u{202e}a\n", 9), "\\u{1b}[2J\\u{202e}a\\u{a}");
        assert_eq!(quote(&"x".repeat(1_000_000)).chars().count(), 123);
    }
}
