//! Tokens → text: prettyplease for Rust, our own layout for tables, a blank line between items.

mod macro_rows;

use proc_macro2::TokenStream;
use syn::Item;

use crate::emit::SourceFile;

/// Prints a file: its path, and its text. `origin` is the name of the document.
///
/// # Errors
/// The tokens are no Rust: a defect of the emitter.
pub(crate) fn render(file: SourceFile, origin: &str) -> Result<(String, String), String> {
    let mut text = String::new();
    if !file.about.is_empty() {
        text.push_str(&format!("//! {}\n", file.about));
    }
    let notice = format!("// @generated from {}; edit that and run the generator again.\n", file_name(origin));
    let mut last = Kind::Other;
    let mut begun = false;
    for tokens in file.items {
        let (inner, items) = parse(tokens).map_err(|error| format!("{}: {error}", file.path))?;
        text.push_str(&inner);
        if !begun {
            text.push_str(&notice);
            begun = true;
        }
        for (kind, printed) in items {
            if kind == Kind::Other || kind != last {
                text.push('\n');
            }
            text.push_str(&printed);
            last = kind;
        }
    }
    Ok((file.path, text))
}

/// The name of a document's file. Where its folder is, and how that was typed, is no concern of what is emitted.
fn file_name(origin: &str) -> String {
    let name = origin.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|c| !c.is_control()).collect();
    if name.is_empty() { "a document".to_owned() } else { name }
}

/// What an item is to the blank lines around it: items of the first two kinds stand in groups.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Use,
    Mod,
    Other,
}

type Printed = (String, Vec<(Kind, String)>);

/// The inner attributes of some tokens, and their items.
fn parse(tokens: TokenStream) -> syn::Result<Printed> {
    let mut file: syn::File = syn::parse2(tokens)?;
    let items = std::mem::take(&mut file.items);
    let inner = if file.attrs.is_empty() { String::new() } else { prettyplease::unparse(&file) };
    Ok((inner, items.into_iter().map(print).collect()))
}

fn print(item: Item) -> (Kind, String) {
    let kind = match &item {
        Item::Use(_) => Kind::Use,
        Item::Mod(_) => Kind::Mod,
        Item::Macro(item) => return (Kind::Other, macro_rows::print(&item.mac)),
        _ => Kind::Other,
    };
    let is_spaced = matches!(item, Item::Impl(_) | Item::Trait(_));
    let file = syn::File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] };
    let text = prettyplease::unparse(&file);
    (kind, if is_spaced { spaced(&text) } else { text })
}

/// An `impl` or trait with a blank line behind each of its functions and lists but the last.
fn spaced(text: &str) -> String {
    let mut out = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        if matches!(line, "    }" | "    ];") && lines.peek().is_some_and(|next| *next != "}") {
            out.push('\n');
        }
    }
    out
}
