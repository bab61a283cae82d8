//! A type's public path (`petstore::models::Pet`), as a dependent crate writes it.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::type_ref::{Paths, type_ref};
use crate::ir::{Api, TypeRef};

/// The modules of the emitted crate in which types lie.
const MODULES: [&str; 2] = ["models", "runtime"];

/// `Vec<petstore::models::Pet>`
pub(crate) fn type_text(api: &Api, crate_path: &str, ty: &TypeRef) -> String {
    let mut text = String::new();
    print(type_ref(&Paths::elsewhere(api), ty), crate_path, &mut text);
    text
}

/// A type in docs, as a link to the type that it is made of: ``[`Vec<Pet>`](models::Pet)``.
pub(super) fn linked(paths: &Paths<'_>, ty: &TypeRef) -> String {
    let text = type_text(paths.api(), "crate", ty);
    let parts = text.split_inclusive(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | ':')));
    let shown: String = parts.map(|part| part.rsplit("::").next().unwrap_or(part)).collect();
    let mut names = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | ':')));
    match names.find_map(|name| name.strip_prefix("crate::")) {
        Some(target) => format!("[`{shown}`]({target})"),
        None => format!("`{shown}`"),
    }
}

/// Prints a type as people do. Paths into the emitted crate begin with its name.
fn print(tokens: TokenStream, crate_path: &str, text: &mut String) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                let ident = ident.to_string();
                if text.ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                    text.push(' ');
                }
                if MODULES.contains(&ident.as_str()) && !text.ends_with(':') {
                    text.extend([crate_path, "::"]);
                }
                text.push_str(&ident);
            }
            TokenTree::Punct(punct) if matches!(punct.as_char(), ',' | ';') => text.extend([punct.as_char(), ' ']),
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                text.push_str(open);
                print(group.stream(), crate_path, text);
                text.push_str(close);
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => text.push_str(&token.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Paths, linked, type_text};
    use crate::ir::{Api, TypeRef};

    #[test]
    fn types_are_printed_as_people_write_them() {
        let text = |ty: TypeRef| type_text(&Api::default(), "my_client", &ty);
        assert_eq!(text(TypeRef::Unit), "()");
        assert_eq!(text(TypeRef::Secret), "my_client::runtime::Secret");
        let map = TypeRef::Map(Box::new(TypeRef::Nullable(Box::new(TypeRef::Json))));
        assert_eq!(text(map.clone()), "std::collections::BTreeMap<String, Option<my_client::runtime::Json>>");
        let api = Api::default();
        let linked = |ty: &TypeRef| linked(&Paths::elsewhere(&api), ty);
        assert_eq!(linked(&map), "[`BTreeMap<String, Option<Json>>`](runtime::Json)");
        assert_eq!(linked(&TypeRef::List(Box::new(TypeRef::String))), "`Vec<String>`");
    }
}
