//! The one place where text of a document becomes an identifier.

use heck::{ToPascalCase, ToShoutySnakeCase, ToSnakeCase};
use unicode_normalization::UnicodeNormalization;

use crate::ir::RustName;

/// Longer names are cut; files are named after them and 255 bytes is the limit of common file systems.
const MAX_BYTES: usize = 90;

/// How an identifier is written.
#[derive(Clone, Copy)]
pub(super) enum Case {
    /// `TypesAndVariants`
    Pascal,
    /// `Values` of enums, with a letter before a digit at the beginning: `V1_0`
    Value,
    /// `functions_and_fields`
    Snake,
    /// `CONSTANTS`
    Shouty,
}

impl Case {
    fn applied(self, words: &str) -> String {
        match self {
            Self::Pascal | Self::Value => pascal(words),
            Self::Snake => words.to_snake_case(),
            Self::Shouty => words.to_shouty_snake_case(),
        }
    }
}

/// `V1.0` is `V1_0`, as it is no `V10`: a digit after a digit of another word has a line between them.
fn pascal(words: &str) -> String {
    let mut out = String::new();
    for word in words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if out.ends_with(|c: char| c.is_ascii_digit()) && word.starts_with(|c: char| c.is_ascii_digit()) {
            out.push('_');
        }
        out.push_str(&word.to_pascal_case());
    }
    out
}

/// Makes an identifier of any text: NFC, case, only characters that Rust allows, no keyword, never empty.
pub(super) fn identifier(text: &str, case: Case) -> RustName {
    let mut spelled = sign(text).unwrap_or_default().to_owned();
    if text.is_ascii() {
        spelled.extend(text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }));
    } else {
        spelled.extend(text.nfc().map(spell));
    }
    let mut name = case.applied(&spelled);
    if name.is_empty() {
        name = case.applied(&spell_out(text));
    }
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        name.insert(0, if let Case::Value = case { 'V' } else { '_' });
    }
    cut(&mut name);
    if is_reserved(&name) {
        name.push('_');
    }
    RustName::new(name)
}

/// What a sign before the first word says, which would be lost: `-1` and `-name` are not `1` and `name`.
fn sign(text: &str) -> Option<&'static str> {
    let (sign, rest) = text.split_at_checked(1)?;
    let word = match sign {
        "+" => "plus ",
        "-" => "minus ",
        _ => return None,
    };
    rest.starts_with(|c: char| c.is_ascii_alphanumeric()).then_some(word)
}

/// A character as it may stand in an identifier: Latin letters and digits without their marks, other letters by their
/// code point, all else as a gap between words. Rust would take any letter, but not in the name of a file's module,
/// and look-alikes are denied by lints.
fn spell(c: char) -> String {
    let latin = match c {
        'ß' => "ss",
        'ẞ' => "SS",
        'æ' => "ae",
        'Æ' => "AE",
        'œ' => "oe",
        'Œ' => "OE",
        'ø' => "o",
        'Ø' => "O",
        'đ' | 'ð' => "d",
        'Đ' | 'Ð' => "D",
        'ł' => "l",
        'Ł' => "L",
        'ħ' => "h",
        'Ħ' => "H",
        'ŧ' => "t",
        'Ŧ' => "T",
        'þ' => "th",
        'Þ' => "Th",
        'ı' => "i",
        _ => "",
    };
    if !latin.is_empty() {
        return latin.to_owned();
    }
    let plain: String = [c].into_iter().nfkd().filter(char::is_ascii_alphanumeric).collect();
    match plain.as_str() {
        "" if unicode_ident::is_xid_start(c) || c.is_numeric() => format!(" u{:x} ", u32::from(c)),
        "" if unicode_normalization::char::is_combining_mark(c) => String::new(),
        "" => ' '.into(),
        _ => plain,
    }
}

/// A name for a text without a single letter or digit.
fn spell_out(text: &str) -> String {
    let words: Vec<String> = text.chars().take(8).map(symbol_word).collect();
    if words.is_empty() { "empty".to_owned() } else { words.join(" ") }
}

/// How a character that is no letter and no digit is read aloud.
pub(super) fn symbol_word(c: char) -> String {
    symbol(c).map_or_else(|| format!("x{:x}", u32::from(c)), str::to_owned)
}

/// How operators and the like are read aloud.
fn symbol(c: char) -> Option<&'static str> {
    Some(match c {
        '<' => "less",
        '>' => "greater",
        '=' => "equal",
        '!' => "not",
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '.' => "dot",
        '$' => "dollar",
        '_' => "underscore",
        ' ' => "space",
        ':' => "colon",
        ',' => "comma",
        '@' => "at",
        '#' => "hash",
        '?' => "question",
        '~' => "tilde",
        '(' => "open",
        ')' => "close",
        _ => return None,
    })
}

fn cut(name: &mut String) {
    let mut end = name.len().min(MAX_BYTES);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name.truncate(end);
}

/// The keywords of all editions, strict and reserved. syn, which knows them too, is slow to ask.
#[rustfmt::skip]
const KEYWORDS: [&str; 51] = [
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true",
    "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords in some positions only, and names that emitted code would confuse with them.
const WEAK_KEYWORDS: [&str; 6] = ["auto", "default", "gen", "macro_rules", "raw", "union"];

/// File names that Windows or Cargo reserves.
const RESERVED_FILES: [&str; 6] = ["aux", "con", "lib", "main", "nul", "prn"];

/// Whether Rust or a file system reserves a name.
fn is_reserved(name: &str) -> bool {
    let device =
        name.len() == 4 && (name.starts_with("com") || name.starts_with("lpt")) && name.ends_with(char::is_numeric);
    let is_in = |list: &[&str]| list.binary_search(&name).is_ok();
    device || is_in(&KEYWORDS) || is_in(&WEAK_KEYWORDS) || is_in(&RESERVED_FILES)
}

#[cfg(test)]
mod tests {
    use super::{Case, KEYWORDS, RESERVED_FILES, WEAK_KEYWORDS, identifier};

    #[test]
    fn the_lists_are_sorted_and_hold_the_keywords_of_syn() {
        for list in [KEYWORDS.as_slice(), &WEAK_KEYWORDS, &RESERVED_FILES] {
            assert!(list.is_sorted(), "{list:?}");
        }
        let is_keyword = |word: &&str| syn::parse_str::<syn::Ident>(word).is_err();
        assert!(KEYWORDS.iter().all(is_keyword));
        assert_eq!(WEAK_KEYWORDS.iter().chain(&RESERVED_FILES).find(|word| is_keyword(word)), None);
    }

    #[test]
    fn g18_g19_every_text_has_an_identifier() {
        let rows = [
            ("userDomainType", "UserDomainType", "user_domain_type"),
            ("ms-correlationid", "MsCorrelationid", "ms_correlationid"),
            ("type", "Type", "type_"),
            ("Self", "Self_", "self_"),
            ("gen", "Gen", "gen_"),
            ("try", "Try", "try_"),
            ("", "Empty", "empty"),
            ("123", "_123", "_123"),
            ("1a", "_1a", "_1a"),
            ("-", "Minus", "minus"),
            ("..", "DotDot", "dot_dot"),
            ("<=", "LessEqual", "less_equal"),
            ("^", "X5e", "x5e"),
            ("+1", "Plus1", "plus_1"),
            ("-1", "Minus1", "minus_1"),
            ("-name", "MinusName", "minus_name"),
            ("1.0-beta.2", "_1_0Beta2", "_1_0_beta_2"),
            ("gpt-3.5-turbo-0301", "Gpt3_5Turbo0301", "gpt_3_5_turbo_0301"),
            ("a b", "AB", "a_b"),
            ("r#type", "RType", "r_type"),
            ("con", "Con", "con_"),
            ("é", "E", "e"),
            ("e\u{301}té", "Ete", "ete"),
            ("Straße", "Strasse", "strasse"),
            ("Łódź", "Lodz", "lodz"),
            ("İ", "I", "i"),
            ("m²", "M2", "m2"),
            ("а", "U430", "u430"),
            ("😀", "X1f600", "x1f600"),
            ("@type", "Type", "type_"),
            ("default", "Default", "default_"),
        ];
        for (text, pascal, snake) in rows {
            assert_eq!(identifier(text, Case::Pascal).as_str(), pascal, "{text}");
            assert_eq!(identifier(text, Case::Snake).as_str(), snake, "{text}");
            assert!(syn::parse_str::<syn::Ident>(snake).is_ok(), "{snake}");
        }
        assert!(identifier(&"x".repeat(10_000), Case::Snake).as_str().len() <= 100);
    }
}
