//! Makes a text that matches a regular expression: the shortest that fits, the same in every run.

use regex_syntax::hir::{Class, Hir, HirKind};

/// A text that matches a pattern of JSON Schema and has a length within bounds; `None` if none is found.
pub(super) fn sample(pattern: &str, least: usize, most: usize) -> Option<String> {
    let parse = |pattern: &str| regex_syntax::parse(pattern).ok();
    let parsed = parse(pattern).or_else(|| parse(&without_assertions(pattern)))?;
    let fits = |text: &String| (least..=most).contains(&text.chars().count());
    let lengths = (0..40).chain([64, 100, 128, 200, 255, 256, 500, 1000]);
    let text = lengths.map(|more| {
        let mut text = String::new();
        let mut open = more;
        write(&parsed, &mut open, &mut text);
        text
    });
    let mut texts = text.take_while(|text| text.len() < 5000);
    texts.find(fits).or_else(|| {
        // A pattern that is not anchored matches anywhere, so the rest may be anything.
        let mut text = String::new();
        write(&parsed, &mut 0, &mut text);
        let missing = least.checked_sub(text.chars().count())?;
        text.push_str(&"a".repeat(missing));
        Some(text).filter(fits).filter(|_| !pattern.ends_with('$'))
    })
}

/// Writes the shortest match, and up to `more` repetitions beyond it.
fn write(hir: &Hir, more: &mut u32, out: &mut String) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => out.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(class) => out.extend(member(class)),
        HirKind::Repetition(repetition) => {
            let room = repetition.max.map_or(u32::MAX, |most| most.saturating_sub(repetition.min));
            let extra = room.min(*more);
            *more -= extra;
            for _ in 0..repetition.min.saturating_add(extra).min(2000) {
                write(&repetition.sub, &mut 0, out);
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, more, out),
        HirKind::Concat(parts) => parts.iter().for_each(|part| write(part, more, out)),
        HirKind::Alternation(branches) => {
            if let Some(first) = branches.first() {
                write(first, more, out);
            }
        }
    }
}

/// A plain character of a class where it has one.
fn member(class: &Class) -> Option<char> {
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(class) => class.ranges().iter().map(|range| (range.start(), range.end())).collect(),
        Class::Bytes(class) => class.ranges().iter().map(|range| (range.start().into(), range.end().into())).collect(),
    };
    let has = |wanted: &char| ranges.iter().any(|(first, last)| (first..=last).contains(&wanted));
    let plain = ('a'..='z').chain('A'..='Z').chain('1'..='9').chain(['0', ' ', '-', '_', '.', '/']);
    plain.into_iter().find(has).or_else(|| ranges.first().map(|(first, _)| *first))
}

/// Without what looks ahead or behind: the validator has the last word on what comes of it.
fn without_assertions(pattern: &str) -> String {
    let mut kept = String::new();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        let is_assertion = ["(?=", "(?!", "(?<=", "(?<!"].iter().any(|opening| rest.starts_with(opening));
        let taken = if is_assertion {
            group_end(rest)
        } else if first == '\\' {
            let taken = first.len_utf8() + rest.chars().nth(1).map_or(0, char::len_utf8);
            kept.push_str(rest.get(..taken).unwrap_or_default());
            taken
        } else {
            kept.push(first);
            first.len_utf8()
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    kept
}

/// How long the group is that a text begins with.
fn group_end(text: &str) -> usize {
    let (mut depth, mut escaped, mut in_class) = (0_usize, false, false);
    for (at, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => depth += 1,
            ')' if !in_class => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::sample;

    #[test]
    fn the_texts_match() {
        for (pattern, least, most, text) in [
            ("^[a-z]{3}$", 0, 9, "aaa"),
            ("^[0-9A-F]+$", 4, 4, "AAAA"),
            (r"^\d{4}-\d{2}$", 0, 99, "1111-11"),
            ("b", 3, 3, "baa"),
            (r"^(?!xyz)[a-z\-]+\.(png|jpg)$", 0, 99, "a.png"),
            ("^.{2,}$", 5, 9, "aaaaa"),
            ("^(GET|PUT)?$", 0, 9, ""),
            (r"^\/v\d+", 0, 9, "/v1"),
        ] {
            assert_eq!(sample(pattern, least, most).as_deref(), Some(text), "{pattern}");
        }
    }

    #[test]
    fn none_is_made_where_there_is_none() {
        assert_eq!(sample("^a{3}$", 5, 9), None);
        assert_eq!(sample("(", 0, 9), None);
    }
}
