//! Formats calls of item macros, one row a line, because prettyplease leaves their bodies as they are.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Macro, MacroDelimiter};

/// Prints `runtime::impl_model! { Name as "Name" { rows, } }` or `runtime::impl_operation!(Name: NAME -> Type);`.
pub(super) fn print(call: &Macro) -> String {
    let path = spaced(call.path.to_token_stream());
    match call.delimiter {
        MacroDelimiter::Brace(_) => format!("{path}! {{\n{}}}\n", body(call.tokens.clone())),
        _ => format!("{path}!({});\n", spaced(call.tokens.clone())),
    }
}

/// The words before a group in braces, and each of the group's rows on a line of its own.
fn body(tokens: TokenStream) -> String {
    let mut head = TokenStream::new();
    let mut out = String::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let head = spaced(std::mem::take(&mut head));
                out.push_str(&format!("    {head} {{\n{}    }}\n", rows(group.stream())));
            }
            other => head.extend([other]),
        }
    }
    out
}

fn rows(tokens: TokenStream) -> String {
    let mut out = String::new();
    let mut row = TokenStream::new();
    // Commas between the arguments of a type end no row.
    let mut depth = 0_usize;
    for token in tokens {
        if let TokenTree::Punct(punct) = &token {
            match punct.as_char() {
                '<' => depth += 1,
                '>' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        match token {
            TokenTree::Punct(comma) if comma.as_char() == ',' && depth == 0 => {
                out.push_str(&format!("        {},\n", spaced(std::mem::take(&mut row))));
            }
            other => row.extend([other]),
        }
    }
    out
}

/// Tokens with the spaces that Rust code has between them.
fn spaced(tokens: TokenStream) -> String {
    let mut out = String::new();
    // Nothing goes between this and what follows.
    let mut tight = true;
    let mut closes_arrow = false;
    let mut after_arrow = false;
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => (" { ", " }"),
                    Delimiter::None => ("", ""),
                };
                if after_arrow {
                    out.push(' ');
                }
                out.extend([open, &spaced(group.stream()), close]);
                after_arrow = false;
                tight = false;
            }
            TokenTree::Punct(punct) => {
                let c = punct.as_char();
                let operator = matches!(c, '=' | '-' | '|') || closes_arrow;
                if operator && !tight {
                    out.push(' ');
                }
                out.push(c);
                let joins = punct.spacing() == Spacing::Joint;
                after_arrow = closes_arrow;
                closes_arrow = joins && c == '-';
                tight = joins || matches!(c, '.' | '<' | '&' | '!') || (c == ':' && out.ends_with("::"));
                // The dots of a range are three tokens with nothing between them and what they lie between.
                tight |= c == '=' && out.ends_with("..=");
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) => {
                if !tight {
                    out.push(' ');
                }
                out.push_str(&token.to_string());
                (tight, after_arrow) = (false, false);
            }
        }
    }
    out.trim_start().to_owned()
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::print;

    #[test]
    fn tables_read_like_tables() {
        let call: syn::Macro =
            syn::parse_quote!(runtime::impl_model! { A as "x.A" { 0 a: "a", 1 b: "b".required().xml_item("c"), } });
        let expected = "runtime::impl_model! {\n    A as \"x.A\" {\n        0 a: \"a\",\n        1 b: \"b\".required().xml_item(\"c\"),\n    }\n}\n";
        assert_eq!(print(&call), expected);
        let rows = [
            (
                quote!(runtime::impl_operation!(A -> Option<Vec<crate::B>>)),
                "runtime::impl_operation!(A -> Option<Vec<crate::B>>);\n",
            ),
            (quote!(runtime::impl_operation!(A -> ())), "runtime::impl_operation!(A -> ());\n"),
            (
                quote!(m! { E { A: 400..=499, B: _, C(i64), D = "d", } }),
                "m! {\n    E {\n        A: 400..=499,\n        B: _,\n        C(i64),\n        D = \"d\",\n    }\n}\n",
            ),
        ];
        for (tokens, expected) in rows {
            let call: syn::Macro = syn::parse2(tokens).expect("a macro call");
            assert_eq!(print(&call), expected);
        }
    }
}
