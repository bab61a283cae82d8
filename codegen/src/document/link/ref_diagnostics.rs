//! Diagnostics about references that lead nowhere, or are read leniently.

use serde_json::Value;

use super::{
    address::joined,
    collect_refs::RefTargetKind,
    link_state::{DOCUMENT, Finding, LenientReading, Node, Problem, References, What},
};
use crate::{
    diagnostics::{Code, Pointer, quote},
    document::spec::{ObjectKind, SCHEMA},
    source::SourceId,
};

/// Looking for a near name costs a walk through all names, so that after this many findings it is no longer done.
const MOST_HINTS: usize = 100;
/// The distance of longer names is not worth what it costs.
const LONGEST_COMPARED: usize = 200;
/// Links of a circle that are shown.
const LONGEST_CIRCLE: usize = 8;

const BY_PATH: &str = "name the target by its path: `#/components/schemas/…`";

/// A code, a sentence, and what to do.
type DiagnosticText = (Code, String, Option<String>);

/// Reports all findings, each where the reference was written.
pub(super) fn report(references: &mut References<'_, '_>) {
    let main = &references.sources.get(SourceId::MAIN).name;
    let mut texts = Vec::new();
    for (index, finding) in references.findings.iter().enumerate() {
        let diagnostics = RefDiagnostics { references, main };
        let Some(text) = diagnostics.text(finding, index < MOST_HINTS) else { continue };
        let key = match &finding.what {
            What::Problem(_, RefTargetKind::Mapping) => None,
            What::Problem(_, RefTargetKind::Dynamic) => Some("$dynamicRef"),
            _ => Some("$ref"),
        };
        let at = key.map_or_else(|| finding.at.pointer.clone(), |key| finding.at.pointer.child(key));
        let file = references.files.get(finding.at.file);
        texts.extend(file.map(|file| (file.tree.source_map.position(&at), text)));
    }
    for (position, (code, message, help)) in texts {
        let diagnostic = references.diagnostics.report(code, position, message);
        if let Some(help) = help {
            diagnostic.help(help);
        }
    }
}

struct RefDiagnostics<'s, 'o, 'd> {
    references: &'s References<'o, 'd>,
    main: &'s str,
}

impl RefDiagnostics<'_, '_, '_> {
    fn text(&self, finding: &Finding, with_hint: bool) -> Option<DiagnosticText> {
        let shown = quote(&finding.text);
        match &finding.what {
            What::Problem(problem, kind) => self.problem(problem, *kind, (&finding.at, &shown), with_hint),
            What::LenientReading(lenient_reading) => Some(self.lenient_reading(lenient_reading, &shown)),
        }
    }

    fn lenient_reading(&self, lenient_reading: &LenientReading, shown: &str) -> DiagnosticText {
        let (code, message, help) = match lenient_reading {
            LenientReading::Enclosing(nearby) => (
                Code::WRef,
                format!("the reference {shown} leads nowhere; it is read as that of an enclosing schema"),
                format!("name the target from the root: {}", quote(&format!("#{nearby}"))),
            ),
            LenientReading::OfDocument => (
                Code::WRef,
                format!("the reference {shown} leads nowhere in this file; it is read as that of the document"),
                "name the file as well as the place in it".to_owned(),
            ),
            LenientReading::SchemaInside(found) => (
                Code::WRefKind,
                format!("expected a schema, and the reference {shown} leads to {found}; its schema is used"),
                format!("refer to the schema itself; {}", self.place_of(RefTargetKind::Object(&SCHEMA))),
            ),
        };
        (code, message, Some(help))
    }

    fn problem(
        &self,
        problem: &Problem,
        kind: RefTargetKind,
        (at, shown): (&Node, &str),
        with_hint: bool,
    ) -> Option<DiagnosticText> {
        let instead = instead(kind);
        Some(match problem {
            Problem::Unreadable => return None,
            Problem::Unusable(path, why) => (
                Code::EInput,
                format!("the file {} cannot be read: {why}", quote(path)),
                Some("it is named by this reference; correct one or the other".to_owned()),
            ),
            Problem::Outside(path) => (
                Code::ERefEscape,
                format!("the reference {shown} leads out of the folder of the document"),
                Some(self.ref_root(path)),
            ),
            Problem::Absolute => (
                Code::ERefEscape,
                format!("the reference {shown} is a path from the root of the machine"),
                Some("write it relative to the file that holds it".to_owned()),
            ),
            Problem::Remote => (
                Code::WRefRemote,
                format!("the reference {shown} leaves the document, and nothing is fetched; {instead}"),
                Some("download the target, put it beside the document and refer to it by its path".to_owned()),
            ),
            Problem::Kind(found) => (
                Code::WRefKind,
                format!("expected {}, and the reference {shown} leads to {found}; {instead}", kind.name()),
                Some(self.place_of(kind)),
            ),
            Problem::Cycle(chain) => self.cycle(chain, at, &instead),
            Problem::TooMuch => (
                Code::ERefSize,
                format!("with what {shown} stands for the document becomes too large"),
                Some("refer to components, which are not repeated".to_owned()),
            ),
            missing => {
                let (what, help) = self.missing(missing, kind, shown, with_hint)?;
                (Code::WRefMissing, format!("{what}; {instead}"), Some(help))
            }
        })
    }

    /// What is wrong with a reference that has no target, and the remedy.
    fn missing(
        &self,
        problem: &Problem,
        kind: RefTargetKind,
        shown: &str,
        with_hint: bool,
    ) -> Option<(String, String)> {
        let nowhere = format!("the reference {shown} leads nowhere");
        Some(match problem {
            Problem::NotText => {
                ("the reference is no text".to_owned(), format!("write {} or refer to one", kind.name()))
            }
            Problem::Empty => ("the reference is empty".to_owned(), BY_PATH.to_owned()),
            Problem::Missing { node } if with_hint => (nowhere, self.nearest(node)),
            Problem::Missing { .. } => (nowhere, "correct its name, or remove it".to_owned()),
            Problem::NoAnchor(0) => (format!("{nowhere}: there is no such anchor"), BY_PATH.to_owned()),
            Problem::NoAnchor(count) => {
                (format!("{nowhere}: there are {count} anchors of that name"), BY_PATH.to_owned())
            }
            Problem::NoFile { path, near } => (format!("{nowhere}: there is no such file"), no_file(path, near)),
            Problem::LeftOut => {
                (format!("the reference {shown} leads to what is left out"), "mend that first".to_owned())
            }
            _ => return None,
        })
    }

    fn cycle(&self, chain: &[Node], at: &Node, instead: &str) -> DiagnosticText {
        let first = chain.first().unwrap_or(at);
        let mut shown: Vec<_> = chain.iter().take(LONGEST_CIRCLE).map(|node| quote(&self.name(node))).collect();
        if chain.len() > shown.len() {
            shown.push("…".to_owned());
        }
        shown.push(quote(&self.name(first)));
        let message = format!("the references lead in a circle: {}; {instead}", shown.join(" → "));
        (Code::WRefCycle, message, Some("one of them has to be a definition of its own".to_owned()))
    }

    /// A node, as a reference from the document would name it.
    fn name(&self, node: &Node) -> String {
        let path =
            self.references.files.get(node.file).filter(|_| node.file != DOCUMENT).map(|file| file.path.as_str());
        format!("{}#{}", path.unwrap_or_default(), node.pointer)
    }

    /// Where things of a kind are defined.
    fn place_of(&self, kind: RefTargetKind) -> String {
        match kind.object().and_then(|object| object.section(self.references.dialect)) {
            Some(section) => format!("{} is defined in `#{}`", kind.name(), section.written),
            None => format!("refer to {}, or write it out in this place", kind.name()),
        }
    }

    /// The argument that allows a file outside.
    fn ref_root(&self, path: &str) -> String {
        let ups = path.split('/').take_while(|part| *part == "..").count();
        if ups == 0 {
            return "it is a link that leads elsewhere; put the file itself there, or allow its folder with `--ref-root`"
                .to_owned();
        }
        let slash = if self.main.starts_with('/') { "/" } else { "" };
        let folder = joined(self.main, &vec![".."; ups].join("/"));
        let folder = if folder.is_empty() && slash.is_empty() { ".".to_owned() } else { format!("{slash}{folder}") };
        format!("if it is meant to, allow that folder: {}", quote(&format!("--ref-root {folder}")))
    }

    /// What the reader may have meant: the nearest name beside the missing one, the same name elsewhere, or how far the
    /// path can be followed.
    fn nearest(&self, node: &Node) -> String {
        let at = |pointer: &Pointer| Node { file: node.file, pointer: pointer.clone() };
        let exists = |pointer: &Pointer| self.references.value(&at(pointer)).is_some();
        let mut missing = node.pointer.clone();
        let mut around = missing.parent().unwrap_or_default();
        while !exists(&around) && around != Pointer::root() {
            missing = around;
            around = missing.parent().unwrap_or_default();
        }
        let wanted = missing.segments().next_back().unwrap_or_default();
        let place = quote(&self.name(&at(&around)));
        let near = match self.references.value(&at(&around)) {
            Some(Value::Object(members)) => {
                near(members.keys(), &wanted, 0.5).map(|key| format!("there is {} in {place}", quote(key)))
            }
            Some(Value::Array(items)) => Some(format!("{place} has {} items, counted from 0", items.len())),
            _ => None,
        };
        let elsewhere = || {
            let name = node.pointer.segments().next_back()?;
            let sections = ["/components/schemas", "/definitions"].map(Pointer::from_escaped);
            let same = sections.iter().map(|section| section.child(&name)).find(exists)?;
            Some(format!("did you mean {}?", quote(&self.name(&at(&same)))))
        };
        near.or_else(elsewhere).unwrap_or_else(|| format!("there is no {} in {place}", quote(&wanted)))
    }
}

fn no_file(path: &str, files: &[String]) -> String {
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let folder = if folder.is_empty() { "the folder of the document".to_owned() } else { quote(folder) };
    match near(files.iter(), name, 0.75) {
        Some(near) => format!("there is {} in {folder}", quote(near)),
        None => format!("there is no {} in {folder}", quote(name)),
    }
}

/// The key most like what is wanted, if it is as like as that.
fn near<'k>(keys: impl Iterator<Item = &'k String>, wanted: &str, least: f64) -> Option<&'k String> {
    keys.filter(|key| key.len().max(wanted.len()) <= LONGEST_COMPARED)
        .map(|key| (strsim::normalized_damerau_levenshtein(key, wanted), key))
        .max_by(|left, right| left.0.total_cmp(&right.0))
        .filter(|(score, _)| *score >= least)
        .map(|(_, key)| key)
}

/// What becomes of the place.
fn instead(kind: RefTargetKind) -> String {
    match kind.object() {
        _ if matches!(kind, RefTargetKind::Mapping) => "the entry is left out".to_owned(),
        Some(object) if object.is_schema() => "anything is allowed here".to_owned(),
        Some(ObjectKind::PathItem) => "the path has only what stands beside it".to_owned(),
        _ => format!("{} is left out", kind.name()),
    }
}
