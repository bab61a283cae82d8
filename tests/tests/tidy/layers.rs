//! The stages of the generator and what each may see; no module leads back to itself.

use std::path::{Path, PathBuf};

use crate::cycles::{Cycle, Edge, cycles, edges, place};
use crate::modules::Modules;
use crate::{none, root};

/// The stages in order, each with the other stages that it sees.
const STAGES: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("document", &["source"]),
    ("lower", &["document", "ir"]),
    ("ir", &[]),
    ("passes", &["ir"]),
    ("emit", &["ir"]),
    ("render", &["emit"]),
];

/// Crates that one part of the generator is about, and the top modules that may use them.
const CRATES: &[(&str, &[&str])] = &[
    ("openapiv3", &["document", "lower"]),
    ("quote", &["emit", "render"]),
    ("proc_macro2", &["emit", "render"]),
    ("prettyplease", &["render"]),
    ("syn", &["render", "passes"]),
];

/// Paths that a pure and deterministic library never names: from their beginning, or a type or macro by its name.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::net",
    "std::process",
    "std::env",
    "std::io::stdin",
    "std::io::stdout",
    "std::io::stderr",
    "print!",
    "println!",
    "eprint!",
    "eprintln!",
    "HashMap",
    "HashSet",
    "Instant",
    "SystemTime",
];

/// Every package whose modules are checked: what is below these folders and has a `Cargo.toml` and a `src`.
fn packages() -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec!["codegen".to_owned(), "xtask".to_owned()];
    while let Some(folder) = open.pop() {
        let at = root().join(&folder);
        if at.join("Cargo.toml").is_file() && at.join("src").is_dir() {
            found.push(folder.clone());
        }
        for entry in std::fs::read_dir(&at).expect("a folder") {
            let path: PathBuf = entry.expect("readable").path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if path.is_dir() && !["src", "tests", "target"].contains(&name) {
                open.push(format!("{folder}/{name}"));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn no_module_leads_back_to_itself() {
    let mut found = Vec::new();
    for package in packages() {
        for Cycle { level, members, uses } in cycles(&root(), &Modules::read(&root(), &package)) {
            let members = members.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
            found.push(format!("{package}, below {level}: {members}\n{uses}"));
        }
    }
    none(found, "modules that lead back to themselves (move what both need below both)");
}

/// The top module that a module is in.
fn top(modules: &Modules, module: usize) -> &str {
    modules.all[module].name.split("::").next().unwrap_or_default()
}

#[test]
fn a_stage_sees_only_what_the_stages_before_it_give() {
    let modules = Modules::read(&root(), "codegen");
    let stage = |name: &str| STAGES.iter().find(|(stage, _)| *stage == name);
    for (name, _) in STAGES {
        assert!(modules.all.iter().any(|module| module.name == *name), "there is no stage `{name}` any more");
    }
    let forbidden = |edge: &&Edge| {
        let (from, to) = (top(&modules, edge.from), top(&modules, edge.to));
        let sees = stage(from).map(|(_, sees)| *sees);
        from != to && stage(to).is_some() && sees.is_some_and(|sees| !sees.contains(&to))
    };
    let found = edges(&modules);
    let shown = found.iter().filter(forbidden).map(|edge| {
        let module = &modules.all[edge.from];
        format!("{}: {}", place(&root(), &module.file, &edge.path), edge.path.join("::"))
    });
    none(shown.collect(), "a stage sees what it must not");
}

/// Every path in the code of a package, with its module.
fn paths(modules: &Modules) -> impl Iterator<Item = (usize, &Vec<String>)> {
    modules.all.iter().enumerate().flat_map(|(index, module)| module.paths.iter().map(move |path| (index, path)))
}

#[test]
fn each_library_has_its_stages() {
    let modules = Modules::read(&root(), "codegen");
    let mut found = Vec::new();
    for (library, allowed) in CRATES {
        let uses = paths(&modules).filter(|(_, path)| path.len() > 1 && path[0] == *library);
        for (module, path) in uses.filter(|(module, _)| !allowed.contains(&top(&modules, *module))) {
            found.push(format!("{}: {}", place(&root(), &modules.all[module].file, path), path.join("::")));
        }
    }
    none(found, "a library is used where another stage's business is");
}

#[test]
fn the_generator_is_pure_and_deterministic() {
    let modules = Modules::read(&root(), "codegen");
    let is_impure = |path: &[String]| {
        let whole = format!("{}::", path.join("::"));
        IMPURE.iter().any(|it| whole.starts_with(&format!("{it}::")) || path.iter().any(|name| name == it))
    };
    let uses = paths(&modules).filter(|(_, path)| is_impure(path));
    let shown =
        uses.map(|(module, path)| format!("{}: {}", place(&root(), &modules.all[module].file, path), path.join("::")));
    none(shown.collect(), "input, output or chance in the generator");
}

/// The checks themselves, on a package that has each fault.
mod checked {
    use super::*;

    /// Writes files and reads them as a package.
    fn read(files: &[(&str, &str)]) -> (tempfile::TempDir, Modules) {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in files {
            let path = folder.path().join("p/src").join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            std::fs::write(path, text).expect("written");
        }
        let modules = Modules::read(folder.path(), "p");
        (folder, modules)
    }

    fn found(files: &[(&str, &str)]) -> Vec<(String, Vec<String>)> {
        let (folder, modules) = read(files);
        let found = cycles(Path::new(folder.path()), &modules);
        found.into_iter().map(|it| (it.level, it.members.into_iter().collect())).collect()
    }

    fn cycle(level: &str, members: &[&str]) -> (String, Vec<String>) {
        (level.to_owned(), members.iter().map(|it| (*it).to_owned()).collect())
    }

    #[test]
    fn a_cycle_of_files_is_seen_in_groups_macros_and_plain_paths() {
        for back in [
            "use crate::{a::A};",
            "fn f() -> crate::a::A { todo() }",
            "fn f() { assert!(matches!(x, super::a::A)) }",
            "use super::a; fn f(_: a::A) {}",
            "pub use crate::a::*; fn f(_: A) {}",
        ] {
            let files = [("lib.rs", "mod a; mod b;"), ("a.rs", "use crate::b::B; pub struct A;"), ("b.rs", back)];
            let files = files.map(|(path, text)| (path, format!("{text}\npub struct B;")));
            let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
            assert_eq!(found(&files[..]), [cycle("crate", &["a", "b"])], "{back}");
        }
    }

    #[test]
    fn a_re_export_stands_for_the_file_that_defines() {
        let files = [
            ("lib.rs", "mod ir; mod emit;"),
            ("ir/mod.rs", "mod types; mod names; pub use types::Api;"),
            ("ir/types.rs", "pub struct Api;"),
            ("ir/names.rs", "use super::Api;"),
            ("emit.rs", "use crate::ir::Api;"),
        ];
        assert_eq!(found(&files), []);
    }

    #[test]
    fn a_child_that_uses_its_parent_is_a_cycle_and_folders_are_seen() {
        let files = [
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", "mod deep; pub struct A; fn f() { deep::g() }"),
            ("a/deep.rs", "use super::A; use crate::b::B; pub fn g() {}"),
            ("b/mod.rs", "mod inner; pub struct B;"),
            ("b/inner.rs", "fn h() { crate::a::A; }"),
        ];
        assert_eq!(found(&files), [cycle("crate", &["a", "b"]), cycle("a", &["(own file)", "deep"])]);
    }

    #[test]
    fn tests_and_output_do_not_count() {
        let a = "use crate::b::B; pub struct A;";
        for b in ["#[cfg(test)] mod tests { use crate::a::A; }", "fn f() { quote! { crate::a::A } }", "// crate::a::A"]
        {
            let b = format!("pub struct B; {b}");
            assert_eq!(found(&[("lib.rs", "mod a; mod b;"), ("a.rs", a), ("b.rs", &b)]), [], "{b}");
        }
    }
}
