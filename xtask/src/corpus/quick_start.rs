//! The quick start on a crate's front page as an example of the crate, so that it is compiled with it.

use std::fs;
use std::path::Path;

use crate::failure::Failure;

/// The name of the example, and of its crate.
pub(super) const NAME: &str = "quick_start";

/// Writes the example into the folder of a crate.
pub(super) fn write(folder: &Path) -> Result<(), Failure> {
    let root = folder.join("src/lib.rs");
    let text = fs::read_to_string(&root).map_err(|error| Failure::io("read", &root, &error))?;
    let examples = folder.join("examples");
    fs::create_dir_all(&examples).map_err(|error| Failure::io("made", &examples, &error))?;
    let path = examples.join(format!("{NAME}.rs"));
    fs::write(&path, example(&text)).map_err(|error| Failure::io("written", &path, &error))
}

/// The code of the front page, which nobody calls.
fn example(root: &str) -> String {
    let code = root.split("//! ```no_run\n").nth(1).and_then(|rest| rest.split("//! ```\n").next());
    let lines = code.unwrap_or_default().lines().map(|line| {
        let line = line.trim_start_matches("//!").trim_start_matches(' ');
        line.strip_prefix("# ").unwrap_or(line)
    });
    let lines: Vec<&str> = lines.collect();
    format!(
        "//! The quick start of the crate.\n#![allow(dead_code, reason = \"nobody calls it\")]\n\n{}\n\nfn main() {{}}\n",
        lines.join("\n")
    )
}

#[cfg(test)]
mod tests {
    use super::example;

    #[test]
    fn the_code_of_the_front_page_is_an_example() {
        let root = "//! An API.\n//!\n//! ```no_run\n//! use api::Client;\n//!\n//! # async fn quick_start() {\n//!     let x = 1;\n//! # }\n//! ```\n//! More.\nmod client;\n";
        assert_eq!(
            example(root),
            "//! The quick start of the crate.\n#![allow(dead_code, reason = \"nobody calls it\")]\n\nuse api::Client;\n\nasync fn quick_start() {\nlet x = 1;\n}\n\nfn main() {}\n"
        );
    }
}
