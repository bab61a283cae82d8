//! The hidden staging folder in which a run prepares the new files before it exchanges them with the old ones.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io;
use std::path::{Path, PathBuf};
use std::thread::{self, ScopedJoinHandle};

use super::atomic_swap::{swap, sync_folder, undo};
use super::error::{WriteError, cannot};
use super::interruption;
use super::layout::{EXCHANGED, MANIFEST, SOURCES};
use super::plan::{Plan, Source};
use super::snapshot::Snapshot;
use super::sweep::{MARKER, MARKER_TEXT, PREFIX, is_stage, remove};

/// These threads only wait, so there may be more of them than cores.
const SYNC_THREADS: usize = 16;

/// A staging folder. Dropping it removes the folder, with the old files in it.
#[derive(Debug)]
pub(super) struct Stage {
    out: PathBuf,
    folder: PathBuf,
}

impl Stage {
    /// Creates an empty one with a random name that only this user may read.
    pub(super) fn create(out: &Path) -> Result<Self, WriteError> {
        let folder = out.join(format!("{PREFIX}{:016x}", RandomState::new().build_hasher().finish()));
        private_folder(&folder).map_err(cannot("make a folder here", out))?;
        let stage = Self { out: out.to_path_buf(), folder };
        let marker = stage.folder.join(MARKER);
        fs::write(&marker, MARKER_TEXT).map_err(cannot("write this", &marker))?;
        Ok(stage)
    }

    /// Builds the new tree: changed files are written, all others are the very files of the old one.
    pub(super) fn fill(&self, plan: &Plan<'_>) -> Result<(), WriteError> {
        let mut written = Vec::new();
        if let Some(text) = plan.manifest {
            written.push(Path::new(MANIFEST));
            self.put(Path::new(MANIFEST), text)?;
            self.keep_permissions()?;
        }
        if plan.changes_sources() {
            fs::create_dir_all(self.folder.join(SOURCES)).map_err(cannot("write this", &self.folder))?;
            for (path, source) in &plan.tree {
                interruption::check()?;
                match source {
                    Source::Text(text) => {
                        written.push(path);
                        self.put(path, text)?;
                    }
                    Source::Disk(found) => self.take_over(path, found)?,
                }
            }
        }
        self.sync(&written)?;
        self.keep_folders(plan)?;
        interruption::check()
    }

    /// Recreates the kept folders with their permissions, empty ones too. The deepest come first, because nothing can be
    /// added to a read-only folder.
    fn keep_folders(&self, plan: &Plan<'_>) -> Result<(), WriteError> {
        if !plan.changes_sources() {
            return Ok(());
        }
        for path in plan.folders.keys() {
            fs::create_dir_all(self.folder.join(path)).map_err(cannot("make this folder", &self.out.join(path)))?;
        }
        plan.folders.iter().rev().try_for_each(|(path, permissions)| {
            let set = fs::set_permissions(self.folder.join(path), permissions.clone());
            set.map_err(cannot("keep the permissions of this", &self.out.join(path)))
        })
    }

    fn put(&self, path: &Path, text: &str) -> Result<(), WriteError> {
        let place = self.place(path)?;
        fs::write(&place, text).map_err(cannot("write this", &self.out.join(path)))
    }

    /// A hard link costs nothing, keeps the time stamp, and stays the same file for programs that have it open.
    fn take_over(&self, path: &Path, found: &Path) -> Result<(), WriteError> {
        let (place, found) = (self.place(path)?, self.out.join(found));
        let linked = fs::hard_link(&found, &place).or_else(|_| copy(&found, &place));
        linked.map_err(cannot("copy this", &found))
    }

    /// The manifest keeps its permissions, because it is the user's file. Other files have those of the umask.
    fn keep_permissions(&self) -> Result<(), WriteError> {
        let live = self.out.join(MANIFEST);
        let Ok(found) = live.symlink_metadata() else {
            return Ok(());
        };
        let set = fs::set_permissions(self.folder.join(MANIFEST), found.permissions());
        set.map_err(cannot("keep the permissions of this", &live))
    }

    fn place(&self, path: &Path) -> Result<PathBuf, WriteError> {
        let place = self.folder.join(path);
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder).map_err(cannot("make the folder of this", &self.out.join(path)))?;
        }
        Ok(place)
    }

    /// Makes the new files durable before the exchange.
    fn sync(&self, written: &[&Path]) -> Result<(), WriteError> {
        // Files that are synced at the same time reach the disk together, so the threads share the wait.
        let share = written.len().div_ceil(SYNC_THREADS).max(1);
        thread::scope(|scope| {
            let start = |paths| scope.spawn(move || self.sync_files(paths));
            let threads: Vec<_> = written.chunks(share).map(start).collect();
            threads.into_iter().try_for_each(join)
        })?;
        let above = written.iter().flat_map(|path| path.ancestors().skip(1));
        for folder in above.collect::<BTreeSet<_>>() {
            let synced = sync_folder(&self.folder.join(folder));
            synced.map_err(cannot("write this", &self.out.join(folder)))?;
        }
        Ok(())
    }

    fn sync_files(&self, paths: &[&Path]) -> Result<(), WriteError> {
        paths.iter().try_for_each(|path| {
            interruption::check()?;
            let synced = File::open(self.folder.join(path)).and_then(|file| file.sync_all());
            synced.map_err(cannot("write this", &self.out.join(path)))
        })
    }

    /// Exchanges the staged files with the old ones, or leaves those as they were.
    pub(super) fn commit(&self, before: &Snapshot) -> Result<(), WriteError> {
        let mut exchanged = Vec::new();
        let result = self.exchange(&mut exchanged).and_then(|()| self.verify(before, &exchanged));
        if result.is_err() {
            for name in exchanged.into_iter().rev() {
                let undone = undo(&self.folder.join(name), &self.out.join(name));
                undone.map_err(|error| self.strand(&error))?;
            }
        }
        result
    }

    fn exchange(&self, exchanged: &mut Vec<&str>) -> Result<(), WriteError> {
        for name in EXCHANGED {
            let (staged, live) = (self.folder.join(name), self.out.join(name));
            if staged.exists() {
                swap(&staged, &live).map_err(cannot("replace this", &live))?;
                exchanged.push(name);
            }
        }
        sync_folder(&self.out).map_err(cannot("write this", &self.out))
    }

    /// Fails if a file was changed since the plan was made: the change now lies in the staging folder and must not be lost.
    fn verify(&self, before: &Snapshot, exchanged: &[&str]) -> Result<(), WriteError> {
        let after = Snapshot::scan(&self.folder)?;
        let moved = exchanged.iter().find(|name| match **name {
            MANIFEST => !before.same_manifest(&after),
            _ => !before.same_sources(&after),
        });
        moved.map_or(Ok(()), |name| {
            Err(WriteError::failed(
                "E-BUSY",
                "something else was written here at the same time",
                &self.out.join(name),
                "nothing of ours was written; run again",
            ))
        })
    }

    /// The old files cannot be moved back. Without its marker no run removes the staging folder.
    fn strand(&self, error: &io::Error) -> WriteError {
        let _ = fs::remove_file(self.folder.join(MARKER));
        WriteError::failed(
            "E-IO",
            format!("cannot put the old files back: {error}"),
            &self.folder,
            "the old files are in this folder; move them back by hand",
        )
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if is_stage(&self.folder) {
            // Leftovers are removed by the next run.
            let _ = remove(&self.folder);
        }
    }
}

/// Creates a folder that only this user may enter. It must not exist yet.
fn private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// The result of a thread. A panic is passed on.
fn join<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// A copy with the time stamp of the original, for file systems without hard links.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::copy(from, to)?;
    let modified = from.metadata()?.modified()?;
    File::options().write(true).open(to)?.set_modified(modified)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::survey;

    #[test]
    fn an_edit_made_while_writing_survives() {
        let files = |text: &str| [MANIFEST, "src/lib.rs"].map(|path| (path.into(), text.into())).into();
        for edited in [MANIFEST, "src/lib.rs", "src/mine.rs"] {
            let out = tempfile::tempdir().unwrap();
            let out = out.path();
            fs::create_dir(out.join(SOURCES)).unwrap();
            fs::write(out.join("src/lib.rs"), "old").unwrap();
            fs::write(out.join(MANIFEST), "old").unwrap();

            let files = files("new");
            let (disk, plan) = survey(out, &files, None).unwrap();
            let stage = Stage::create(out).unwrap();
            stage.fill(&plan).unwrap();
            fs::write(out.join(edited), "edited meanwhile").unwrap();
            let error = stage.commit(&disk).unwrap_err();
            drop(stage);

            assert!(error.to_string().starts_with("error[E-BUSY]") && error.exit_code() == 3);
            assert_eq!(fs::read_to_string(out.join(edited)).unwrap(), "edited meanwhile");
            let others = [MANIFEST, "src/lib.rs"].into_iter().filter(|path| *path != edited);
            others.for_each(|path| assert_eq!(fs::read_to_string(out.join(path)).unwrap(), "old"));
            assert_eq!(fs::read_dir(out).unwrap().count(), 2, "no staging folder is left");
        }
    }

    #[cfg(unix)]
    #[test]
    fn w18_staging_folders_lie_in_the_crate_are_private_and_have_names_that_nobody_can_guess() {
        use std::os::unix::fs::MetadataExt;
        let out = tempfile::tempdir().unwrap();
        let mut names = BTreeSet::new();
        for _ in 0..20 {
            let stage = Stage::create(out.path()).unwrap();
            let (folder, parent) = (stage.folder.metadata().unwrap(), out.path().metadata().unwrap());
            assert_eq!(stage.folder.parent(), Some(out.path()));
            assert_eq!((folder.mode() & 0o777, folder.dev()), (0o700, parent.dev()));
            names.insert(stage.folder.file_name().unwrap().to_owned());
        }
        assert_eq!(names.len(), 20, "{names:?}");
        assert!(names.iter().all(|name| name.len() >= PREFIX.len() + 16), "64 random bits: {names:?}");
    }

    #[test]
    fn a_copy_keeps_what_a_link_keeps() {
        let folder = tempfile::tempdir().unwrap();
        let [from, to] = ["from", "to"].map(|name| folder.path().join(name));
        fs::write(&from, "text").unwrap();
        File::options().write(true).open(&from).unwrap().set_modified(std::time::UNIX_EPOCH).unwrap();
        copy(&from, &to).unwrap();
        assert_eq!(fs::read_to_string(&to).unwrap(), "text");
        assert_eq!(to.metadata().unwrap().modified().unwrap(), std::time::UNIX_EPOCH);
    }
}
