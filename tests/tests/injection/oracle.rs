//! The judge: where text of a document is in an emitted crate, and whether anything there is code, comment, setting or HTML.

use codegen::Files;
use proc_macro2::{TokenStream, TokenTree};
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use toml_edit::DocumentMut;

/// What every payload declares or calls. No identifier that is made of it is spelled like that.
pub(crate) const SENTINEL: &str = "pWnEd";

/// What is wrong with a crate that has a payload somewhere, compared with the crate without it. Files that are equal are innocent.
pub(crate) fn faults(files: &Files, innocent: &Files) -> Vec<String> {
    let mut faults = Vec::new();
    for (path, text) in files.iter().filter(|(path, text)| innocent.get(*path) != Some(*text)) {
        if path.to_lowercase().contains('/') && !path.starts_with("src/")
            || path.contains("..")
            || path.contains(SENTINEL)
        {
            faults.push(format!("{path} is no place for a file"));
        }
        match path.as_str() {
            "Cargo.toml" => faults.extend(manifest(text, &innocent[path])),
            _ => faults.extend(rust(path, text)),
        }
    }
    faults
}

fn rust(path: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    match text.parse::<TokenStream>() {
        Ok(tokens) if has_sentinel(tokens.clone()) => faults.push(format!("the payload is code in {path}")),
        Ok(_) => {}
        Err(error) => faults.push(format!("{path} is no Rust: {error}")),
    }
    let mut docs = String::new();
    for line in text.lines().chain([""]) {
        let line = line.trim_start();
        match line.strip_prefix("///").or_else(|| line.strip_prefix("//!")) {
            Some(doc) => docs.push_str(&format!("{}\n", doc.strip_prefix(' ').unwrap_or(doc))),
            None => {
                faults.extend(markdown(&docs).map(|fault| format!("{fault} in the docs of {path}")));
                docs.clear();
                if line.starts_with("//") && line.contains(SENTINEL) {
                    faults.push(format!("the payload is in a comment of {path}: {line}"));
                }
            }
        }
    }
    faults
}

fn has_sentinel(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => has_sentinel(group.stream()),
        TokenTree::Ident(ident) => ident == SENTINEL,
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// Code that rustdoc would run, and HTML that it would pass on. The quick start is compiled only, and all ours.
fn markdown(docs: &str) -> Option<String> {
    let mut quick_start: Option<String> = None;
    Parser::new(docs).find_map(|event| match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if &*info == "no_run" => {
            quick_start = Some(String::new());
            None
        }
        Event::Text(text) => {
            quick_start.iter_mut().for_each(|code| code.push_str(&text));
            None
        }
        Event::End(TagEnd::CodeBlock) => {
            let code = quick_start.take()?.parse::<TokenStream>();
            code.map_or(true, has_sentinel).then(|| "a payload in the quick start".to_owned())
        }
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if &*info == "text" => None,
        Event::Start(Tag::CodeBlock(kind)) => Some(format!("code that is run ({kind:?})")),
        Event::Html(html) | Event::InlineHtml(html) => Some(format!("HTML ({html})")),
        _ => None,
    })
}

/// A document has a say in the features and in nothing else.
fn manifest(text: &str, innocent: &str) -> Option<String> {
    let (Ok(found), Ok(expected)) = (text.parse::<DocumentMut>(), innocent.parse::<DocumentMut>()) else {
        return Some("Cargo.toml is no TOML".to_owned());
    };
    let rest = |manifest: &DocumentMut| {
        let mut rest = manifest.clone();
        rest.remove("features");
        // What a crate needs follows from the formats, media types, security schemes, pages and streams of the document.
        let dependencies = rest.remove("dependencies").and_then(|item| item.into_table().ok());
        let names: Vec<String> = dependencies.into_iter().flatten().map(|(name, _)| name.to_string()).collect();
        let known = ["base64", "futures-core", "hmac-sha256", "jiff", "sse-core"];
        (rest.to_string(), names.into_iter().filter(|name| !known.contains(&name.as_str())).collect::<Vec<_>>())
    };
    let features = found.get("features").and_then(|item| item.as_table_like());
    let is_plain = |name: &str| name.chars().all(|it| it.is_ascii_alphanumeric() || it == '_' || it == '-');
    if let Some((name, _)) = features.into_iter().flat_map(|table| table.iter()).find(|(name, _)| !is_plain(name)) {
        return Some(format!("Cargo.toml has a feature `{name}`"));
    }
    (rest(&found) != rest(&expected) || text.contains(SENTINEL))
        .then(|| format!("Cargo.toml says more than features:\n{text}"))
}

/// The tokens as text, without what literals say and without documentation.
pub(crate) fn skeleton(tokens: TokenStream, out: &mut String) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Literal(_) => out.push_str("_ "),
            TokenTree::Group(group) => {
                out.push('(');
                skeleton(group.stream(), out);
                out.push(')');
            }
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                tokens.next_if(|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == '!'));
                let attribute = tokens.next().map(|token| token.to_string()).unwrap_or_default();
                if !attribute.starts_with("[doc") {
                    out.push_str(&attribute);
                }
            }
            other => out.push_str(&other.to_string()),
        }
    }
}

/// The judge, judged: each kind of escape is seen.
#[test]
fn each_escape_is_a_fault() {
    let files = |path: &str, text: &str| Files::from([(path.to_owned(), text.to_owned())]);
    let innocent = files("Cargo.toml", "[package]\nname = \"fixture\"\n[features]\na = []\n");
    for text in [
        "fn pWnEd() {}",
        "static A: &str = \"a\"; pWnEd!();",
        "fn a() {",
        "// pWnEd",
        "/// ```\n/// pWnEd\n/// ```\nfn a() {}",
        "/// ```rust,ignore\n/// a\n/// ```\nfn a() {}",
        "///     indented\nfn a() {}",
        "/// <script>a</script>\nfn a() {}",
        "//! a <b onclick=x>b</b>\n",
    ] {
        assert_eq!(faults(&files("src/lib.rs", text), &innocent).len(), 1, "{text}");
    }
    assert_eq!(
        faults(&files("src/lib.rs", "/// ```text\n/// pWnEd\n/// ```\nfn a() { \"pWnEd\"; }"), &innocent),
        [""; 0]
    );
    for text in [
        "[package]\nname = \"fixture\"\nbuild = \"x.rs\"\n",
        "[package",
        "[package]\nname = \"fixture\"\n[features]\n\"a b\" = []\n",
    ] {
        assert_eq!(faults(&files("Cargo.toml", text), &innocent).len(), 1, "{text}");
    }
    for path in ["../x.rs", "tests/x.rs", "src/../../x.rs"] {
        assert_eq!(faults(&files(path, ""), &innocent).len(), 1, "{path}");
    }
}
