//! `corpus`.
use crate::cli::{Corpus, Failure, print};
use crate::round_trip::{Generated, Place, Summary, prove};
use std::process::ExitCode;
pub(crate) fn run(arguments: &Corpus) -> Result<(), Failure> {
    let out = arguments.out.clone().unwrap_or("target/corpus".into());
    let mut files: Vec<_> =
        std::fs::read_dir(&arguments.folder).unwrap().map(|e| e.unwrap()).filter(|e| e.path().is_file()).collect();
    files.sort_by_key(|e| e.metadata().unwrap().len());
    let only = |n: &str| arguments.only.is_empty() || arguments.only.iter().any(|w| n.contains(w));
    files.retain(|e| only(&e.file_name().to_string_lossy()));
    if let Some(n) = arguments.smallest {
        files.truncate(n);
    }
    let mut reports = vec![];
    for e in files {
        let name = e.file_name().to_string_lossy().into_owned();
        if name.ends_with(".tsv") {
            continue;
        }
        let start = std::time::Instant::now();
        let text = std::fs::read_to_string(e.path()).unwrap();
        let sources = codegen::source::Sources::new(codegen::source::SourceText { name: name.clone(), text }, vec![]);
        let crate_name = crate::crate_names::made_of(name.as_ref());
        let input =
            codegen::Input { unused: codegen::Unused::Keep, ..codegen::Input::new(sources, crate_name.clone()) };
        let inspected = codegen::inspect(&input);
        let (Some(files), Some(inspection)) = (inspected.files, inspected.inspection) else {
            eprintln!("{name} refused");
            continue;
        };
        let folder = out.join(&crate_name);
        let _ = std::fs::remove_dir_all(folder.join("src"));
        for (path, text) in &files {
            let p = folder.join(path);
            std::fs::create_dir_all(p.parent().unwrap()).unwrap();
            std::fs::write(p, text).unwrap();
        }
        let mut d = codegen::diagnostics::Diagnostics::new();
        let root = codegen::source::read(&input.sources, codegen::source::SourceId::MAIN, &mut d).unwrap();
        let types = inspection
            .schemas
            .into_iter()
            .filter(|s| s.at.document.is_none())
            .map(|s| (s.at.pointer, s.rust))
            .collect();
        let harness = out.join("round-trip").join(&crate_name);
        let target = std::path::absolute(out.join("round-trip-target")).unwrap();
        let t1 = start.elapsed();
        let report = prove(
            &Generated { name: &name, root: &root, types: &types },
            &Place {
                crate_name: &crate_name,
                crate_folder: &folder,
                folder: &harness,
                target: &target,
                lock: Some(std::path::Path::new("Cargo.lock")),
            },
        );
        eprintln!("{name}: {t1:?} {:?}", start.elapsed());
        reports.push(report);
        let summary = Summary::new(&reports);
        std::fs::write(
            out.join("round-trip.txt"),
            format!("{}\n{}\n{}", summary.table(), summary.reasons(60), summary.details()),
        )
        .unwrap();
    }
    let summary = Summary::new(&reports);
    print(&summary.table())?;
    print(&summary.reasons(20))?;
    print(&format!("{:?}\n", summary.objection(99.5)))
}
pub(crate) fn rustc_wrapper() -> Option<ExitCode> {
    None
}
