//! Quotes JSON numbers beyond the range of `f64` (`1e400`), which serde_json refuses.

use std::borrow::Cow;

/// The text with such numbers in quotes, and the bytes at which they were. All other text is as it was.
pub(super) fn quoted(text: &str) -> (Cow<'_, str>, Vec<usize>) {
    let mut out = String::new();
    let mut found = Vec::new();
    let mut copied = 0;
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => at = after_string(bytes, at),
            b'-' | b'0'..=b'9' => {
                let more = |byte: &u8| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-');
                let end = at + 1 + bytes[at + 1..].iter().take_while(|byte| more(byte)).count();
                if text[at..end].parse::<f64>().is_ok_and(f64::is_infinite) {
                    out.push_str(&text[copied..at]);
                    out.push('"');
                    out.push_str(&text[at..end]);
                    out.push('"');
                    copied = end;
                    found.push(at);
                }
                at = end;
            }
            _ => at += 1,
        }
    }
    if found.is_empty() {
        return (Cow::Borrowed(text), found);
    }
    out.push_str(&text[copied..]);
    (Cow::Owned(out), found)
}

/// One past the closing quote, or the end of the text.
fn after_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn only_numbers_beyond_all_bounds() {
        let (text, found) = quoted(r#"{"1e400": [1e400, "a\"1e999", -2.5E+9999,1e300]}"#);
        assert_eq!(text, r#"{"1e400": ["1e400", "a\"1e999", "-2.5E+9999",1e300]}"#);
        assert_eq!(found, [11, 30]);
        assert_eq!(quoted("{\"a\": 1}").1, [0; 0]);
        assert_eq!(quoted("\"\\").0, "\"\\");
    }
}
