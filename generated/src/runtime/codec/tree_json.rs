//! The JSON parser for [`Tree`], which keeps each digit of a number; serde's data model cannot.

use std::borrow::Cow;

use super::{CodecError, Tree};

/// The nesting limit of serde_json.
const MAX_DEPTH: usize = 128;

/// Parses JSON text that serde_json has accepted, so only the depth needs to be checked.
///
/// # Errors
/// The text is nested too deeply or is not JSON.
pub(super) fn parse(json: &str) -> Result<Tree<'_>, CodecError> {
    let mut reader = Reader { json, at: 0, depth: 0 };
    let tree = reader.value()?;
    match reader.peek() {
        None => Ok(tree),
        Some(_) => Err(reader.error()),
    }
}

/// The discriminator value: the string member `name` of an object. Of several, the last counts.
///
/// # Errors
/// The text is nested too deeply or is not JSON.
pub(super) fn string_member<'a>(json: &'a str, name: &str) -> Result<Option<Cow<'a, str>>, CodecError> {
    let mut reader = Reader { json, at: 0, depth: 0 };
    let mut text = None;
    if name.is_empty() || !reader.skip(b'{') || reader.skip(b'}') {
        return Ok(text);
    }
    loop {
        let key = reader.key()?;
        let is_text = reader.peek() == Some(b'"');
        match (key == name, is_text) {
            (true, true) => text = reader.string().map(Some)?,
            (true, false) => {
                text = None;
                reader.skip_value()?;
            }
            (false, _) => reader.skip_value()?,
        }
        if reader.is_last(b'}')? {
            return Ok(text);
        }
    }
}

struct Reader<'a> {
    json: &'a str,
    /// The offset of the next byte.
    at: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn error(&self) -> CodecError {
        CodecError::new(format_args!("not JSON at byte {}", self.at))
    }

    /// The next byte that is not white space.
    fn peek(&mut self) -> Option<u8> {
        loop {
            match self.json.as_bytes().get(self.at) {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.at += 1,
                other => return other.copied(),
            }
        }
    }

    /// Skips `byte` if it is next.
    fn skip(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    /// Skips and returns the bytes that match.
    fn take(&mut self, is_part: impl Fn(u8) -> bool) -> Result<&'a str, CodecError> {
        let start = self.at;
        while self.json.as_bytes().get(self.at).is_some_and(|byte| is_part(*byte)) {
            self.at += 1;
        }
        self.json.get(start..self.at).ok_or_else(|| self.error())
    }

    fn value(&mut self) -> Result<Tree<'a>, CodecError> {
        match self.peek() {
            Some(b'{') => self.nested(Self::object),
            Some(b'[') => self.nested(Self::list),
            Some(b'"') => self.string().map(Tree::Text),
            Some(b'-' | b'0'..=b'9') => {
                let digits = self.take(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'))?;
                Ok(Tree::Number(digits.into()))
            }
            _ => match self.take(|byte| byte.is_ascii_lowercase())? {
                "true" => Ok(Tree::Bool(true)),
                "false" => Ok(Tree::Bool(false)),
                "null" => Ok(Tree::Null),
                _ => Err(self.error()),
            },
        }
    }

    fn nested(&mut self, read: impl FnOnce(&mut Self) -> Result<Tree<'a>, CodecError>) -> Result<Tree<'a>, CodecError> {
        self.deeper()?;
        self.at += 1;
        let tree = read(self)?;
        self.depth -= 1;
        Ok(tree)
    }

    fn list(&mut self) -> Result<Tree<'a>, CodecError> {
        let mut items = Vec::new();
        if self.skip(b']') {
            return Ok(Tree::List(items));
        }
        loop {
            items.push(self.value()?);
            if self.is_last(b']')? {
                return Ok(Tree::List(items));
            }
        }
    }

    fn object(&mut self) -> Result<Tree<'a>, CodecError> {
        let mut members = Vec::new();
        if self.skip(b'}') {
            return Ok(Tree::Object(members));
        }
        loop {
            members.push((self.key()?, self.value()?));
            if self.is_last(b'}')? {
                return Ok(Tree::Object(members));
            }
        }
    }

    fn key(&mut self) -> Result<Cow<'a, str>, CodecError> {
        self.peek();
        let key = self.string()?;
        if self.skip(b':') { Ok(key) } else { Err(self.error()) }
    }

    /// Skips a value of any type.
    fn skip_value(&mut self) -> Result<(), CodecError> {
        let around = self.depth;
        loop {
            match self.peek() {
                Some(b'"') => drop(self.string()?),
                Some(b'{' | b'[') => {
                    self.deeper()?;
                    self.at += 1;
                }
                Some(b'}' | b']') if self.depth > around => {
                    self.depth -= 1;
                    self.at += 1;
                }
                Some(_) => self.at += 1,
                None => return Err(self.error()),
            }
            if self.depth == around && matches!(self.peek(), None | Some(b',' | b'}' | b']')) {
                return Ok(());
            }
        }
    }

    fn deeper(&mut self) -> Result<(), CodecError> {
        self.depth += 1;
        match self.depth {
            0..=MAX_DEPTH => Ok(()),
            _ => Err(CodecError::new(format_args!("nested more than {MAX_DEPTH} levels deep"))),
        }
    }

    /// Whether `end` is next rather than a comma.
    fn is_last(&mut self, end: u8) -> Result<bool, CodecError> {
        match self.peek() {
            Some(byte) if byte == end || byte == b',' => {
                self.at += 1;
                Ok(byte == end)
            }
            _ => Err(self.error()),
        }
    }

    fn string(&mut self) -> Result<Cow<'a, str>, CodecError> {
        let quoted = self.json.get(self.at..).ok_or_else(|| self.error())?;
        let inside = quoted.strip_prefix('"').ok_or_else(|| self.error())?;
        let plain = inside.bytes().position(|byte| byte == b'"' || byte == b'\\').ok_or_else(|| self.error())?;
        if inside.as_bytes().get(plain) == Some(&b'"') {
            self.at += plain + 2;
            return inside.get(..plain).map(Cow::Borrowed).ok_or_else(|| self.error());
        }
        let mut strings = serde_json::Deserializer::from_str(quoted).into_iter::<String>();
        let text = strings.next().and_then(Result::ok).ok_or_else(|| self.error())?;
        self.at += strings.byte_offset();
        Ok(text.into())
    }
}

#[cfg(test)]
mod tests {
    use super::super::Tree;
    use super::{parse, string_member};

    #[test]
    fn texts_are_read_to_the_last_digit() {
        let text = r#" {"a\"\\" : [1e400, -0, 0.10 , true,false , null, "\u00e9\n"], "b":{}, "b": [] } "#;
        let items = ["1e400", "-0", "0.10"].map(|digits| Tree::Number(digits.into()));
        let rest = [Tree::Bool(true), Tree::Bool(false), Tree::Null, Tree::Text("é\n".into())];
        let list = Tree::List(items.into_iter().chain(rest).collect());
        let expected = [("a\"\\", list), ("b", Tree::Object(Vec::new())), ("b", Tree::List(Vec::new()))];
        let expected = expected.map(|(key, value)| (key.into(), value));
        assert_eq!(parse(text), Ok(Tree::Object(expected.to_vec())));
    }

    #[test]
    fn a_tag_is_found_wherever_it_stands() {
        for (json, tag) in [
            (r#"{"kind":"a"}"#, Some("a")),
            (r#" { "of" : {"kind":"b","x":["}",1.5e3]} , "k\u0069nd" : "\"a\"" } "#, Some("\"a\"")),
            (r#"{"kind":"a","kind":"b","size":-1,"none":null,"yes":true,"empty":[],"more":{}}"#, Some("b")),
            (r#"{"kind":"a","kind":5}"#, None),
            (r#"{"other":"kind","a":"b"}"#, None),
            ("{}", None),
            (r#"["kind","a"]"#, None),
        ] {
            assert_eq!(string_member(json, "kind").expect("JSON").as_deref(), tag, "{json}");
        }
        assert!(string_member(&format!(r#"{{"a":{}"#, "[".repeat(1_000)), "kind").is_err());
        assert!(string_member(r#"{"a":1"#, "kind").is_err());
    }

    #[test]
    fn r29_r32_what_is_no_json_or_too_deep_is_refused() {
        for text in
            ["", "{", "[", "[1", "[1 2]", "{\"a\"}", "{\"a\" 1}", "{\"a\":1 \"b\":2}", "\"a", "nul", "1 1", "[,]"]
        {
            assert!(parse(text).is_err(), "{text}");
        }
        assert!(parse(&"[".repeat(100_000)).is_err());
        assert!(parse(&format!("{}{}", "[".repeat(128), "]".repeat(128))).is_ok());
    }
}
