//! The module tree of a package, read with `syn`: the paths written in each file, resolved to the modules that define them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Item, ItemUse, Meta, UseTree};

/// All modules of one package, the root first.
pub(crate) struct Modules {
    pub(crate) all: Vec<Module>,
}

/// A module, and what it takes from elsewhere. An inline module is one of its own in the file of its parent.
pub(crate) struct Module {
    /// `document::repair`; empty for the root.
    pub(crate) name: String,
    /// The path of its file, from the root of the repository.
    pub(crate) file: String,
    pub(crate) parent: Option<usize>,
    pub(crate) children: BTreeMap<String, usize>,
    items: BTreeSet<String>,
    imports: Vec<Import>,
    /// Every path in the code: `crate::ir::Api`, `super::walk`, `ir::Api`, `Api`, and `println!` for the call of a macro.
    pub(crate) paths: BTreeSet<Vec<String>>,
}

/// `use path as name`, or `use path::*` if there is no name.
struct Import {
    name: Option<String>,
    path: Vec<String>,
}

/// Whom a `use` is for: the module itself, or those that it re-exports an item to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    Own,
    Others,
}

/// What a path leads to.
#[derive(Clone, Copy)]
enum Target {
    Module(usize),
    /// An item that this module defines.
    Item(usize),
}

impl Modules {
    /// Reads the package whose `Cargo.toml` is in `package`, below `repository`.
    pub(crate) fn read(repository: &Path, package: &str) -> Self {
        let source = repository.join(package).join("src");
        let root = ["lib.rs", "main.rs"].map(|name| source.join(name)).into_iter().find(|path| path.is_file());
        let mut modules = Self { all: Vec::new() };
        modules.add(repository, &root.expect("lib.rs or main.rs"), &source, None);
        modules
    }

    fn add(&mut self, repository: &Path, file: &Path, folder: &Path, declared: Option<(usize, &str)>) -> usize {
        let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let parsed = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let shown = file.strip_prefix(repository).expect("below the root").display().to_string();
        let module = self.push(shown, declared);
        self.fill(module, &parsed.items, repository, folder);
        module
    }

    fn push(&mut self, file: String, declared: Option<(usize, &str)>) -> usize {
        let index = self.all.len();
        let name = declared.map_or(String::new(), |(parent, name)| match self.all[parent].name.as_str() {
            "" => name.to_owned(),
            parent => format!("{parent}::{name}"),
        });
        if let Some((parent, name)) = declared {
            self.all[parent].children.insert(name.to_owned(), index);
        }
        self.all.push(Module {
            name,
            file,
            parent: declared.map(|(parent, _)| parent),
            children: BTreeMap::new(),
            items: BTreeSet::new(),
            imports: Vec::new(),
            paths: BTreeSet::new(),
        });
        index
    }

    /// Notes the items, imports and paths of a module, and reads the modules that the module declares.
    fn fill(&mut self, module: usize, items: &[Item], repository: &Path, folder: &Path) {
        let mut collector = Collector::default();
        let mut inline = Vec::new();
        for item in items.iter().filter(|item| !is_test(attributes(item))) {
            match item {
                Item::Mod(declared) => inline.push((declared.ident.to_string(), declared.content.as_ref())),
                item => {
                    collector.items.extend(name(item));
                    collector.tokens(item.to_token_stream());
                }
            }
        }
        self.all[module].items = collector.items;
        self.all[module].imports = collector.imports;
        self.all[module].paths = collector.paths;
        // A macro with `#[macro_export]` is an item of the root, wherever its text is: no path of the package names its module.
        for (child, content) in inline {
            let below = folder.join(&child);
            if let Some((_, items)) = content {
                let index = self.push(self.all[module].file.clone(), Some((module, &child)));
                self.fill(index, items, repository, &below);
                continue;
            }
            let file = [folder.join(format!("{child}.rs")), below.join("mod.rs")].into_iter().find(|it| it.is_file());
            let file = file.unwrap_or_else(|| panic!("`mod {child};` in {} has no file", self.all[module].file));
            self.add(repository, &file, &below, Some((module, &child)));
        }
    }

    /// The module that defines what a path in `module` leads to; none for other crates, local names and modules themselves.
    pub(crate) fn definition(&self, module: usize, path: &[String]) -> Option<usize> {
        match self.resolve(module, path, &mut BTreeSet::new())? {
            Target::Item(definer) => Some(definer),
            Target::Module(_) => None,
        }
    }

    fn resolve(&self, module: usize, path: &[String], seen: &mut BTreeSet<(usize, String)>) -> Option<Target> {
        let (first, mut rest) = path.split_first()?;
        let mut target = match first.as_str() {
            "crate" => Target::Module(0),
            "self" => Target::Module(module),
            "super" => Target::Module(self.all[module].parent?),
            name => self.lookup(module, name, seen)?,
        };
        while let (Target::Module(at), Some((name, after))) = (target, rest.split_first()) {
            target = match name.as_str() {
                "super" => Target::Module(self.all[at].parent?),
                "self" => target,
                name => self.lookup(at, name, seen)?,
            };
            rest = after;
        }
        Some(target)
    }

    /// What a name means in a module. Re-exports lead on to the definition.
    fn lookup(&self, module: usize, name: &str, seen: &mut BTreeSet<(usize, String)>) -> Option<Target> {
        if !seen.insert((module, name.to_owned())) {
            return None;
        }
        let own = &self.all[module];
        if own.items.contains(name) {
            return Some(Target::Item(module));
        }
        let named = own.imports.iter().filter(|import| import.name.as_deref() == Some(name));
        let mut found = own.children.get(name).map(|child| Target::Module(*child));
        for import in named {
            found = found.or_else(|| self.resolve(module, &import.path, seen));
        }
        for import in own.imports.iter().filter(|import| import.name.is_none()) {
            if found.is_none()
                && let Some(Target::Module(from)) = self.resolve(module, &import.path, seen)
            {
                found = self.lookup(from, name, seen);
            }
        }
        found
    }
}

/// Gathers what is written in the items of one module.
#[derive(Default)]
struct Collector {
    items: BTreeSet<String>,
    imports: Vec<Import>,
    paths: BTreeSet<Vec<String>>,
}

impl Collector {
    /// Notes what a `use` brings into scope. The file that re-exports an item does not thereby use it.
    fn import(&mut self, tree: &UseTree, before: &[String], reach: Reach) {
        let with = |last: String| before.iter().cloned().chain([last]).collect::<Vec<_>>();
        let (name, path) = match tree {
            UseTree::Path(path) => return self.import(&path.tree, &with(path.ident.to_string()), reach),
            UseTree::Group(group) => return group.items.iter().for_each(|tree| self.import(tree, before, reach)),
            UseTree::Glob(_) => (None, before.to_vec()),
            UseTree::Name(name) if name.ident == "self" => (before.last().cloned(), before.to_vec()),
            UseTree::Name(name) => (Some(name.ident.to_string()), with(name.ident.to_string())),
            UseTree::Rename(rename) => (Some(rename.rename.to_string()), with(rename.ident.to_string())),
        };
        if reach == Reach::Own {
            self.paths.insert(path.clone());
        }
        self.imports.push(Import { name, path });
    }

    /// Paths among tokens, also in what is given to a macro: `matches!(shape, ir::Shape::Alias(_))`, `$crate::codec::Table`.
    fn tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let is_punct =
            |at: usize, sign: char| matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == sign);
        let mut at = 0;
        while at < tokens.len() {
            match &tokens[at] {
                TokenTree::Ident(ident) if ident == "use" => at = self.import_of(&tokens, at),
                TokenTree::Ident(_) => {
                    let is_member = at > 0 && is_punct(at - 1, '.') && !(at > 1 && is_punct(at - 2, '.'));
                    let mut path = Vec::new();
                    while let Some(TokenTree::Ident(ident)) = tokens.get(at) {
                        path.push(ident.to_string());
                        at += 1;
                        if !(is_punct(at, ':') && is_punct(at + 1, ':')) {
                            break;
                        }
                        at += 2;
                    }
                    at = self.path(path, is_member, &tokens, at);
                }
                TokenTree::Group(group) => {
                    self.tokens(group.stream());
                    at += 1;
                }
                _ => at += 1,
            }
        }
    }

    /// Notes a path that ends before `at`. Gives back where to go on.
    fn path(&mut self, path: Vec<String>, is_member: bool, tokens: &[TokenTree], at: usize) -> usize {
        let is_macro = matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == '!')
            && matches!(tokens.get(at + 1), Some(TokenTree::Group(_)));
        let is_called = is_macro || matches!(tokens.get(at), Some(TokenTree::Group(_)));
        let Some(last) = path.last().cloned() else { return at };
        // A name on its own may be that of a variable or a field.
        let is_name = path.len() > 1 || is_called || last.starts_with(|it: char| it.is_uppercase());
        if is_name && !is_member {
            self.paths.insert(path);
        }
        if is_macro {
            self.paths.insert(vec![format!("{last}!")]);
        }
        // What is quoted is a path of the output.
        if is_macro && last.contains("quote") { at + 2 } else { at }
    }

    /// Notes the `use` that begins at `at`, if it is one. Gives back where to go on.
    fn import_of(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        let is_end = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';');
        let Some(end) = tokens[at..].iter().position(is_end) else { return at + 1 };
        let Ok(item) = syn::parse2::<ItemUse>(tokens[at..=at + end].iter().cloned().collect()) else { return at + 1 };
        let is_public = at > 0
            && match &tokens[at - 1] {
                TokenTree::Ident(before) => before == "pub",
                TokenTree::Group(_) => at > 1 && matches!(&tokens[at - 2], TokenTree::Ident(before) if before == "pub"),
                _ => false,
            };
        self.import(&item.tree, &[], if is_public { Reach::Others } else { Reach::Own });
        at + end + 1
    }
}

/// Whether something is compiled for tests only.
fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::Path(path) => path.is_ident("test"),
        Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        Meta::NameValue(_) => false,
    })
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

fn name(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::TraitAlias(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(ident.to_string())
}
