//! Reads a document, its overlays and the files it refers to: only regular files, of limited size, in allowed folders.

use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Component, Path, PathBuf};

use codegen::document::complete;
use codegen::source::{Part, PartText, SourceText, Sources};

use crate::failure::{Failure, shown};

/// The largest size of a document, and of all its files together.
const LARGEST: u64 = 256 * 1024 * 1024;
/// The most files that a document may refer to.
const MOST_FILES: usize = 20_000;
/// The most file names that are compared with the name of a missing file.
const MOST_NAMES: usize = 1_000;

/// Reads everything. Files that a document refers to lie in its own folder or in one of the `roots`.
///
/// # Errors
/// The document or an overlay cannot be read. Problems with other files are reported by the generator, which knows the
/// references to them.
pub fn sources(spec: &Path, overlays: &[PathBuf], roots: &[PathBuf]) -> Result<Sources, Failure> {
    let main = text(spec)?;
    let overlays = overlays.iter().map(|path| text(path)).collect::<Result<_, _>>()?;
    let folder = spec.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let own = fs::canonicalize(folder).map_err(|error| input(folder, &error))?;
    let mut allowed = vec![own.clone()];
    for root in roots {
        allowed.push(fs::canonicalize(root).map_err(|error| input(root, &error))?);
    }
    let mut sources = Sources::new(main, overlays);
    let mut parts = Parts { own, shown: shown(folder), allowed, left: LARGEST, count: 0 };
    complete(&mut sources, &mut |path| parts.open(path));
    Ok(sources)
}

/// The allowed folders, and how much more may be read.
struct Parts {
    own: PathBuf,
    shown: String,
    allowed: Vec<PathBuf>,
    left: u64,
    count: usize,
}

impl Parts {
    fn open(&mut self, path: &str) -> Part {
        // The spelling is checked first, so that the file system is not even asked about paths outside.
        let plain = plain(&self.own.join(path));
        if path.contains('\0') || !self.is_allowed(&plain) {
            return Part::Outside;
        }
        let real = match fs::canonicalize(&plain) {
            Ok(real) => real,
            // No file has a name that the file system refuses.
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::InvalidFilename
                ) =>
            {
                return Part::Missing(names_beside(&plain));
            }
            Err(error) => return Part::Unusable(error.to_string()),
        };
        // Links have been followed now, so the real path is checked too.
        if !self.is_allowed(&real) {
            return Part::Outside;
        }
        self.count += 1;
        if self.count > MOST_FILES {
            return Part::Unusable(format!("there are more than {MOST_FILES} files"));
        }
        match read(&real, self.left) {
            Ok(text) => {
                self.left -= text.len() as u64;
                let name = if self.shown.is_empty() { path.to_owned() } else { format!("{}/{path}", self.shown) };
                Part::Text(PartText::new(SourceText { name: tidy(&name), text }))
            }
            Err(Unread::Io(error)) => Part::Unusable(error.to_string()),
            Err(Unread::Unfit(why)) => Part::Unusable(why.to_owned()),
        }
    }

    fn is_allowed(&self, path: &Path) -> bool {
        self.allowed.iter().any(|root| path.starts_with(root))
    }
}

/// An absolute path without `.` and `..`, by its spelling alone.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => drop(plain.pop()),
            other => plain.push(other),
        }
    }
    plain
}

/// A path for messages, without steps back and forth.
fn tidy(name: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in name.split('/') {
        match part {
            "." => {}
            ".." if parts.last().is_some_and(|last| !matches!(*last, ".." | "")) => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn names_beside(path: &Path) -> Vec<String> {
    let entries = path.parent().and_then(|folder| fs::read_dir(folder).ok());
    let names = entries.into_iter().flatten().flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names.take(MOST_NAMES).collect();
    names.sort();
    names
}

/// Reads the document or an overlay.
pub(crate) fn text(path: &Path) -> Result<SourceText, Failure> {
    let name = shown(path);
    match read(path, LARGEST) {
        Ok(text) => Ok(SourceText { name, text }),
        Err(Unread::Io(error)) => Err(input(path, &error)),
        Err(Unread::Unfit(why)) => {
            Err(Failure { message: format!("error[E-INPUT]: `{name}` is no API description: {why}\n"), code: 1 })
        }
    }
}

enum Unread {
    Io(std::io::Error),
    Unfit(&'static str),
}

/// Reads a regular file of limited size.
fn read(path: &Path, largest: u64) -> Result<String, Unread> {
    // Opening a pipe would wait, so the kind of file is checked first, and once more after opening.
    let is_file = fs::metadata(path).map_err(Unread::Io)?.is_file();
    if !is_file {
        return Err(Unread::Unfit("it is not a regular file"));
    }
    let file = fs::File::open(path).map_err(Unread::Io)?;
    if !file.metadata().map_err(Unread::Io)?.is_file() {
        return Err(Unread::Unfit("it is not a regular file"));
    }
    let mut bytes = Vec::new();
    file.take(largest + 1).read_to_end(&mut bytes).map_err(Unread::Io)?;
    if bytes.len() as u64 > largest {
        return Err(Unread::Unfit("it is larger than 256 MiB, or all files together are"));
    }
    String::from_utf8(bytes).map_err(|_| Unread::Unfit("it is not UTF-8"))
}

/// The document cannot be read.
fn input(path: &Path, error: &std::io::Error) -> Failure {
    let mut failure = Failure::io("read", path, error);
    failure.message.push_str("  = help: check the path and its permissions\n");
    failure
}
