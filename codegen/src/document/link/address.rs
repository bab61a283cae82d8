//! The text of a `$ref` → which file it means, and what in it.

/// What a reference says, as far as its text alone tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Address {
    /// Nothing at all.
    Empty,
    /// A place in the file that holds the reference: the fragment, percent-escapes and all.
    Here(String),
    /// A place in the file at a path, seen from the folder of the document.
    File {
        /// With `/` between its parts; it begins with `..` where it leaves that folder.
        path: String,
        /// What comes after the `#`, percent-escapes and all.
        fragment: String,
    },
    /// A path from the root of the machine.
    Absolute,
    /// Another server, or any other URL: what comes before the `#`, and what comes after it.
    Remote(String, String),
}

impl Address {
    /// Understands the text of a reference in the file at `base`, itself a path seen from the folder of the document.
    pub(super) fn parse(text: &str, base: &str) -> Self {
        if text.is_empty() {
            return Address::Empty;
        }
        let (file, fragment) = text.split_once('#').unwrap_or((text, ""));
        let fragment = fragment.to_owned();
        if file.is_empty() {
            return Address::Here(fragment);
        }
        // Some people write paths as their system does.
        let file_slashed = file.replace('\\', "/");
        if file_slashed.starts_with("//") || has_scheme(file) {
            return Address::Remote(file.to_owned(), fragment);
        }
        let decoded = percent_decoded(file).replace('\\', "/");
        if decoded.starts_with('/') || is_drive(&decoded) {
            return Address::Absolute;
        }
        match joined(base, &decoded) {
            path if path.is_empty() => Address::Empty,
            path => Address::File { path, fragment },
        }
    }
}

/// `https:`, `file:`, `data:` … One letter is a drive.
fn has_scheme(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1
            && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.chars().all(|other| other.is_ascii_alphanumeric() || "+-.".contains(other))
    })
}

fn is_drive(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(|first| first.is_ascii_alphabetic()) && characters.next() == Some(':')
}

/// The path of a file named `relative` by the file at `base`, without `.` and, except at its beginning, without `..`.
pub(super) fn joined(base: &str, relative: &str) -> String {
    let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(relative.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Text with `%41` read as `A`; what is not an escape, or not UTF-8 afterwards, stays as it is.
pub(super) fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let [first, tail @ ..] = rest {
        let digits = tail.get(..2).filter(|_| *first == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                decoded.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                decoded.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

/// Files that hold nothing but a text for people.
pub(super) fn is_prose(path: &str) -> bool {
    [".md", ".markdown", ".txt", ".html", ".htm", ".adoc", ".rst"].iter().any(|end| path.to_lowercase().ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::{Address, percent_decoded};

    fn file(path: &str, fragment: &str) -> Address {
        Address::File { path: path.to_owned(), fragment: fragment.to_owned() }
    }

    #[test]
    fn of_relative_files() {
        let rows = [
            ("pet.yaml", file("a/b/pet.yaml", "")),
            ("./pet.yaml#/x", file("a/b/pet.yaml", "/x")),
            ("../../../up.json#/y", file("../up.json", "/y")),
            ("../c/./d//e.yml", file("a/c/d/e.yml", "")),
            ("my%20pet.yaml#/a%20b", file("a/b/my pet.yaml", "/a%20b")),
            ("%2e%2e/%2E%2E/%2e%2e/etc/passwd", file("../etc/passwd", "")),
            ("..\\models\\pet.yaml", file("a/models/pet.yaml", "")),
            ("#/x", Address::Here("/x".to_owned())),
            ("", Address::Empty),
        ];
        for (text, expected) in rows {
            assert_eq!(Address::parse(text, "a/b/api.yaml"), expected, "{text}");
        }
    }

    #[test]
    fn of_what_is_no_file_of_the_document() {
        for text in ["http://a/b", "file:///etc/passwd", "//host/x", "\\\\host\\x", "data:text/plain,x", "ftp://a"] {
            assert!(matches!(Address::parse(text, "api.yaml"), Address::Remote(..)), "{text}");
        }
        for text in ["/etc/passwd", "%2Fetc/passwd", "C:\\x.yaml", "c:/x.yaml"] {
            assert_eq!(Address::parse(text, "api.yaml"), Address::Absolute, "{text}");
        }
    }

    #[test]
    fn percent_escapes() {
        assert_eq!(percent_decoded("/a%20b%2Fc%zz%"), "/a b/c%zz%");
        assert_eq!(percent_decoded("/%ff"), "/%ff");
    }
}
