//! JSON text into a [`Tree`], with each digit of its numbers, which serde's data model does not have.

use super::{Fault, Tree};

/// As deep as serde_json goes.
const MAX_DEPTH: usize = 128;

/// Reads a JSON text that a parser has let through, so that nothing but its depth needs to be checked.
///
/// # Errors
/// It is nested too deeply, or no JSON after all.
pub(super) fn parse(json: &str) -> Result<Tree, Fault> {
    let mut reader = Reader { rest: json, depth: 0 };
    let tree = reader.value()?;
    reader.skip_space();
    if reader.rest.is_empty() { Ok(tree) } else { Err(reader.fault()) }
}

struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn fault(&self) -> Fault {
        Fault::new(format_args!("this is no JSON, {} bytes before its end", self.rest.len()))
    }

    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }

    /// Goes past `token`, if it is next.
    fn skip(&mut self, token: &str) -> bool {
        self.skip_space();
        let after = self.rest.strip_prefix(token);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    fn value(&mut self) -> Result<Tree, Fault> {
        self.skip_space();
        match self.rest.as_bytes().first() {
            Some(b'{') => self.nested(Self::object),
            Some(b'[') => self.nested(Self::list),
            Some(b'"') => self.string().map(Tree::Text),
            Some(b't') if self.skip("true") => Ok(Tree::Bool(true)),
            Some(b'f') if self.skip("false") => Ok(Tree::Bool(false)),
            Some(b'n') if self.skip("null") => Ok(Tree::Null),
            Some(b'-' | b'0'..=b'9') => {
                let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | 'e' | 'E');
                let length = self.rest.find(|c| !is_of_number(c)).unwrap_or(self.rest.len());
                Ok(Tree::Number(self.take(length).to_owned()))
            }
            _ => Err(self.fault()),
        }
    }

    fn nested(&mut self, read: impl FnOnce(&mut Self) -> Result<Tree, Fault>) -> Result<Tree, Fault> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Fault::new(format_args!("nested more than {MAX_DEPTH} levels deep")));
        }
        let tree = read(self)?;
        self.depth -= 1;
        Ok(tree)
    }

    fn list(&mut self) -> Result<Tree, Fault> {
        let mut items = Vec::new();
        self.skip("[");
        if self.skip("]") {
            return Ok(Tree::List(items));
        }
        loop {
            items.push(self.value()?);
            match (self.skip(","), self.skip("]")) {
                (true, _) => {}
                (false, true) => return Ok(Tree::List(items)),
                (false, false) => return Err(self.fault()),
            }
        }
    }

    fn object(&mut self) -> Result<Tree, Fault> {
        let mut members = Vec::new();
        self.skip("{");
        if self.skip("}") {
            return Ok(Tree::Object(members));
        }
        loop {
            self.skip_space();
            let key = self.string()?;
            if !self.skip(":") {
                return Err(self.fault());
            }
            members.push((key, self.value()?));
            match (self.skip(","), self.skip("}")) {
                (true, _) => {}
                (false, true) => return Ok(Tree::Object(members)),
                (false, false) => return Err(self.fault()),
            }
        }
    }

    fn string(&mut self) -> Result<String, Fault> {
        let mut is_escaped = false;
        let end = self.rest.bytes().enumerate().skip(1).find_map(|(index, byte)| {
            let ends = byte == b'"' && !is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            ends.then_some(index + 1)
        });
        let quoted = self.take(end.ok_or_else(|| self.fault())?);
        serde_json::from_str(quoted).map_err(Fault::new)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Tree;
    use super::parse;

    #[test]
    fn texts_are_read_to_the_last_digit() {
        let text = r#" {"a\"\\" : [1e400, -0, 0.10 , true,false , null, "\u00e9\n"], "b":{}, "b": [] } "#;
        let items = ["1e400", "-0", "0.10"].map(|digits| Tree::Number(digits.to_owned()));
        let rest = [Tree::Bool(true), Tree::Bool(false), Tree::Null, Tree::Text("é\n".to_owned())];
        let list = Tree::List(items.into_iter().chain(rest).collect());
        let expected = [("a\"\\", list), ("b", Tree::Object(Vec::new())), ("b", Tree::List(Vec::new()))];
        let expected = expected.map(|(key, value)| (key.to_owned(), value));
        assert_eq!(parse(text), Ok(Tree::Object(expected.to_vec())));
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
