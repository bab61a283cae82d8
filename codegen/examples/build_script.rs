//! A build script that generates a client: it reads the document and its files, and writes in `OUT_DIR` only.
//!
//! In a package of your own this is `build.rs`, with `codegen` under `[build-dependencies]`; the client is
//! `include!(concat!(env!("OUT_DIR"), "/client/src/lib.rs"))`, or a path dependency on a folder that an xtask writes.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use codegen::source::{Part, PartText, SourceText, Sources};
use codegen::{Input, document, generate, render_diagnostics};

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    let spec = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("run this with Cargo")?).join("api.yaml");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("run this as a build script")?).join("client");
    let input = Input::new(sources(&spec)?, "client");
    let output = generate(&input);
    for line in
        render_diagnostics::render(&output.diagnostics, &input.sources, render_diagnostics::Style::Plain).lines()
    {
        println!("cargo::warning={line}");
    }
    for (path, text) in output.files.ok_or("the document is refused")? {
        let path = out.join(path);
        fs::create_dir_all(path.parent().unwrap_or(&out))?;
        fs::write(path, text)?;
    }
    Ok(())
}

/// The document and the files that it refers to. Cargo runs this again when one of them changes.
fn sources(spec: &Path) -> Result<Sources, Box<dyn Error>> {
    let read = |path: &Path| {
        println!("cargo::rerun-if-changed={}", path.display());
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        fs::read_to_string(path).map(|text| SourceText { name, text })
    };
    let folder = spec.parent().unwrap_or(Path::new("."));
    let mut sources = Sources::new(read(spec)?, Vec::new());
    document::complete(&mut sources, &mut |path| match path.starts_with("..") {
        true => Part::Outside,
        false => match read(&folder.join(path)) {
            Ok(source) => Part::Text(PartText::new(source)),
            Err(error) => Part::Unusable(error.to_string()),
        },
    });
    Ok(sources)
}
