//! The result of a run: paths and texts, not yet written anywhere.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostics, Pointer};

/// Every file of the emitted crate: path relative to the crate's folder (`/` between parts, ASCII) → text.
///
/// `Cargo.toml` is merged with what is there before it gets here; all else is wholly ours and lies below `src/`.
pub type Files = BTreeMap<String, String>;

/// All files of the crate: the rendered ones, the runtime's and the manifest. `None` if one of them could not be made.
pub(crate) fn assembled(
    rendered: Result<Files, String>,
    runtime: impl Iterator<Item = (String, String)>,
    manifest: Result<String, String>,
    diagnostics: &mut Diagnostics,
) -> Option<Files> {
    let at = &Pointer::root();
    match (rendered, manifest) {
        (Ok(mut files), Ok(manifest)) => {
            files.extend(runtime);
            files.insert("Cargo.toml".to_owned(), manifest);
            Some(files)
        }
        (Err(problem), _) => {
            diagnostics.report(Code::EInternal, at, format!("the emitted tokens are no Rust: {problem}"));
            None
        }
        (_, Err(problem)) => {
            let message = format!("the Cargo.toml of the crate cannot be kept up: {problem}");
            diagnostics.report(Code::EManifest, at, message).help("mend it, or remove it to have a new one");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn w22_tokens_that_are_no_rust_are_a_fault_of_ours_and_no_file_is_made() {
        let tokens = "pub struct 1".parse().unwrap();
        let file = crate::emit::SourceFile { path: "src/a.rs".to_owned(), about: String::new(), items: vec![tokens] };
        let rendered = crate::render::render(file, "api.yaml").map(|(path, text)| Files::from([(path, text)]));
        let mut diagnostics = Diagnostics::new();
        let manifest = Ok("[package]".to_owned());
        assert!(assembled(rendered, std::iter::empty(), manifest, &mut diagnostics).is_none());
        let messages: Vec<_> = diagnostics.iter().map(|found| (found.code, found.message.clone())).collect();
        assert_eq!(messages.len(), 1, "{messages:?}");
        assert!(
            messages[0].0 == Code::EInternal && messages[0].1.contains("src/a.rs: expected identifier"),
            "{messages:?}"
        );
    }
}
