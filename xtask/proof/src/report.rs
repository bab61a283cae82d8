//! The report: counts by document, deviations grouped by reason, and the verdict.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use xtask::round_trip_request::Demand;
use xtask::table;

/// One document.
#[derive(Debug, Clone, Default)]
pub(crate) struct Report {
    /// The document.
    pub(crate) name: String,
    /// Its component schemas.
    pub(crate) schemas: usize,
    /// Schemas without a type of their own.
    pub(crate) untyped_schemas: usize,
    /// Instances that were decoded into a type.
    pub(crate) tried: usize,
    /// Instances that came back exactly.
    pub(crate) exact: usize,
    /// Instances that did not.
    pub(crate) deviations: Vec<Deviation>,
    /// Instances of schemas without a type.
    pub(crate) untyped: usize,
    /// Instances that the validator rejects: faults of the document or of the proof.
    pub(crate) invalid: Vec<String>,
    /// Instances that could not be made.
    pub(crate) failures: Vec<String>,
    /// Patterns and references that the validator cannot judge.
    pub(crate) blind: Vec<String>,
    /// Broken instances that were decoded or refused as they should be.
    pub(crate) broken: usize,
    /// How long it took.
    pub(crate) time: Duration,
    /// Why nothing was tried.
    pub(crate) trouble: Option<String>,
}

/// An instance that did not come back as it was.
#[derive(Debug, Clone)]
pub(crate) struct Deviation {
    pub(crate) kind: DeviationKind,
    /// The schema.
    pub(crate) pointer: String,
    /// What the instance was to try.
    pub(crate) label: String,
    /// The type.
    pub(crate) rust: String,
    /// The beginning of the instance.
    pub(crate) instance: String,
    /// The deviation in words.
    pub(crate) reason: String,
}

/// How an instance deviates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum DeviationKind {
    /// The type panicked.
    Panicked,
    /// Something was lost or changed without an error.
    Lost,
    /// The type refused it.
    Refused,
    /// Something was added.
    Added,
    /// A member that the schema does not declare has vanished, which readers may let happen.
    PassedOver,
}

impl DeviationKind {
    fn name(self) -> &'static str {
        match self {
            Self::Panicked => "panic",
            Self::Lost => "SILENT LOSS",
            Self::Refused => "refused",
            Self::Added => "added to",
            Self::PassedOver => "passed over",
        }
    }
}

impl Report {
    fn count(&self, kind: DeviationKind) -> usize {
        self.deviations.iter().filter(|deviation| deviation.kind == kind).count()
    }

    /// Instances that count: those with a member passed over are neither exact nor lost.
    fn counted(&self) -> usize {
        self.tried - self.count(DeviationKind::PassedOver).min(self.tried)
    }

    fn row(&self, name: &str) -> Vec<String> {
        let counts = [
            self.schemas,
            self.untyped_schemas,
            self.tried,
            self.exact,
            self.count(DeviationKind::Lost),
            self.count(DeviationKind::Added),
            self.count(DeviationKind::Refused),
            self.count(DeviationKind::Panicked),
            self.count(DeviationKind::PassedOver),
            self.untyped,
            self.invalid.len(),
            self.failures.len(),
            self.broken,
        ];
        let share = if self.trouble.is_some() { "FAILED".to_owned() } else { percent(self.exact, self.counted()) };
        let counts = counts.iter().map(usize::to_string);
        let time = format!("{:.1} s", self.time.as_secs_f64());
        [name.to_owned()].into_iter().chain(counts).chain([time, share]).collect()
    }

    fn absorb(&mut self, other: &Self) {
        self.schemas += other.schemas;
        self.untyped_schemas += other.untyped_schemas;
        self.time += other.time;
        self.tried += other.tried;
        self.exact += other.exact;
        self.untyped += other.untyped;
        self.broken += other.broken;
        self.deviations.extend(other.deviations.iter().cloned());
        self.invalid.extend(other.invalid.iter().cloned());
        self.failures.extend(other.failures.iter().cloned());
    }
}

const HEADING: [&str; 16] = [
    "document",
    "schemas",
    "no type",
    "tried",
    "exact",
    "lost",
    "added",
    "refused",
    "panics",
    "passed over",
    "untyped",
    "not valid",
    "not made",
    "broken",
    "time",
    "exact %",
];

/// All documents.
#[derive(Debug)]
pub(crate) struct Summary<'a> {
    reports: &'a [Report],
    total: Report,
}

impl<'a> Summary<'a> {
    /// Of all reports.
    pub(crate) fn new(reports: &'a [Report]) -> Self {
        let mut total = Report::default();
        reports.iter().for_each(|report| total.absorb(report));
        Self { reports, total }
    }

    /// A row for each document and one for all.
    pub(crate) fn table(&self) -> String {
        let mut rows: Vec<_> = self.reports.iter().map(|report| report.row(&report.name)).collect();
        rows.push(self.total.row("total"));
        table::headed(&HEADING, rows, HEADING.get(1..).unwrap_or_default())
    }

    /// The reasons, the commonest first, each with one instance of it.
    pub(crate) fn reasons(&self, most: usize) -> String {
        let mut groups: BTreeMap<(DeviationKind, String), (usize, &Deviation)> = BTreeMap::new();
        for deviation in self.reports.iter().flat_map(|report| &report.deviations) {
            let class = format!("{} [{}]", class(&deviation.reason), tried(&deviation.label));
            groups.entry((deviation.kind, class)).or_insert((0, deviation)).0 += 1;
        }
        let mut groups: Vec<_> = groups.into_iter().collect();
        groups.sort_by(|a, b| b.1.0.cmp(&a.1.0).then(a.0.cmp(&b.0)));
        let mut text = String::new();
        for ((kind, class), (count, deviation)) in groups.iter().take(most) {
            let _ = writeln!(text, "{count:>7}  {}: {class}", kind.name());
            let _ = writeln!(text, "         {} [{}] {}", deviation.pointer, deviation.label, deviation.rust);
            let _ = writeln!(text, "         {}  →  {}", deviation.instance, deviation.reason);
        }
        if let Some(more) = groups.len().checked_sub(most).filter(|more| *more > 0) {
            let _ = writeln!(text, "         and {more} other reasons");
        }
        text
    }

    /// Everything that is not exact, one by one.
    pub(crate) fn details(&self) -> String {
        let mut text = String::new();
        for report in self.reports {
            let _ = writeln!(text, "# {}", report.name);
            let trouble = report.trouble.iter().map(|why| format!("FAILED: {why}"));
            let deviations = report.deviations.iter().map(|deviation| {
                let Deviation { kind, pointer, label, rust, instance, reason } = deviation;
                format!("{}: {pointer} [{label}] {rust}: {instance}  →  {reason}", kind.name())
            });
            let invalid = report.invalid.iter().map(|line| format!("not valid: {line}"));
            let failures = report.failures.iter().map(|line| format!("not made: {line}"));
            let blind = report.blind.iter().map(|line| format!("validator: {line}"));
            for line in trouble.chain(deviations).chain(invalid).chain(failures).chain(blind) {
                let _ = writeln!(text, "{line}");
            }
        }
        text
    }

    /// Why the proof fails; `None` if it succeeds.
    pub(crate) fn objection(&self, demand: Demand) -> Option<String> {
        let panics = self.total.count(DeviationKind::Panicked);
        let panics = (panics > 0, format!("{panics} panics"));
        let Demand::Exact { percent: least } = demand else { return panics.0.then_some(panics.1) };
        let failed: Vec<&str> =
            self.reports.iter().filter(|report| report.trouble.is_some()).map(|report| report.name.as_str()).collect();
        let share = share(self.total.exact, self.total.counted());
        let all = [
            (!failed.is_empty(), format!("nothing is proved of {}", failed.join(", "))),
            panics,
            (
                self.total.count(DeviationKind::Lost) > 0,
                format!("{} silent losses", self.total.count(DeviationKind::Lost)),
            ),
            (share < least, format!("{share:.2} % are exact, fewer than {least} %")),
        ];
        let objections: Vec<String> = all.into_iter().filter(|(holds, _)| *holds).map(|(_, text)| text).collect();
        (!objections.is_empty()).then(|| objections.join("; "))
    }
}

fn share(exact: usize, tried: usize) -> f64 {
    if tried == 0 { 100.0 } else { exact as f64 * 100.0 / tried as f64 }
}

/// Rounded down, so that 100 means all.
fn percent(exact: usize, tried: usize) -> String {
    if tried == 0 {
        return "-".to_owned();
    }
    format!("{:.2}", (share(exact, tried) * 100.0).floor() / 100.0)
}

/// The last part of a label without its value: `number` for `a: b: number (1)`.
fn tried(label: &str) -> &str {
    let label = label.split(" (").next().unwrap_or(label);
    label.rsplit(": ").next().unwrap_or(label)
}

/// A reason without numbers, pointers and quoted texts, so that equal faults have equal reasons.
fn class(reason: &str) -> String {
    let (reason, _) = reason.split_once(" at line ").unwrap_or((reason, ""));
    let (reason, _) = reason.split_once(" (and is not valid").unwrap_or((reason, ""));
    // A change has the form `what: where: how`.
    if let Some((change, _)) = reason.split_once(": /").or_else(|| reason.split_once(": : "))
        && !change.contains(['`', '"'])
    {
        return change.to_owned();
    }
    let mut text = String::new();
    let mut quote: Option<char> = None;
    for character in reason.chars() {
        match quote {
            Some(open) if character == open => quote = None,
            Some(_) => {}
            None if matches!(character, '`' | '"') => {
                quote = Some(character);
                text.push('…');
            }
            None if character.is_ascii_digit() => {
                if !text.ends_with('N') {
                    text.push('N');
                }
            }
            None => text.push(character),
        }
    }
    let words = text.split(' ').map(|word| if word.starts_with('/') { "/…" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(exact: usize, kinds: &[DeviationKind]) -> Report {
        let deviation = |kind: &DeviationKind| Deviation {
            kind: *kind,
            pointer: "/definitions/A".into(),
            label: "minimal".into(),
            rust: "x::A".into(),
            instance: "{}".into(),
            reason: "/a/0: `x` is no 7 at line 1 column 3".into(),
        };
        let deviations: Vec<_> = kinds.iter().map(deviation).collect();
        Report { name: "a.json".into(), tried: exact + deviations.len(), exact, deviations, ..Report::default() }
    }

    fn objection(report: Report, least: f64) -> Option<String> {
        Summary::new(&[report]).objection(Demand::Exact { percent: least })
    }

    #[test]
    fn losses_and_panics_are_never_few_enough() {
        assert_eq!(objection(report(1000, &[]), 100.0), None);
        assert_eq!(objection(report(1000, &[DeviationKind::Refused, DeviationKind::Added]), 99.5), None);
        assert_eq!(objection(report(1, &[DeviationKind::PassedOver]), 100.0), None);
        assert!(objection(report(1000, &[DeviationKind::Lost]), 0.0).unwrap().contains("1 silent loss"));
        assert!(objection(report(1000, &[DeviationKind::Panicked]), 0.0).unwrap().contains("1 panic"));
        assert!(objection(report(99, &[DeviationKind::Refused]), 99.5).unwrap().contains("99.00 %"));
        let failed = Report { trouble: Some("no compiler".into()), ..report(0, &[]) };
        assert!(objection(failed, 0.0).unwrap().contains("a.json"));
    }

    #[test]
    fn of_documents_that_make_no_sense_only_panics_count() {
        let objection = |report: Report| Summary::new(&[report]).objection(Demand::NoPanic);
        let trouble = Report { trouble: Some("no validator".into()), ..report(0, &[DeviationKind::Lost]) };
        assert_eq!(objection(trouble), None);
        assert_eq!(objection(report(5, &[DeviationKind::Panicked])).as_deref(), Some("1 panics"));
    }

    #[test]
    fn a_hundred_per_cent_are_all() {
        assert_eq!(percent(99_999, 100_000), "99.99");
        assert_eq!(percent(7, 7), "100.00");
        assert_eq!(percent(0, 0), "-");
    }

    #[test]
    fn reasons_of_the_same_kind_are_one() {
        for (reason, expected) in [
            ("/a/0: `x` is no 7 at line 1 column 3", "/… … is no N"),
            ("/b: `y` is no 12", "/… … is no N"),
            ("a member is lost: /a/b: 1 → nothing", "a member is lost"),
            ("a string has another text: : \"a\" → \"b\"", "a string has another text"),
        ] {
            assert_eq!(class(reason), expected, "{reason}");
        }
        assert_eq!(tried("Cat: legs: number (4: four)"), "number");
        let reports = [report(0, &[DeviationKind::Refused, DeviationKind::Refused])];
        let reasons = Summary::new(&reports).reasons(9);
        assert!(reasons.starts_with("      2  refused: /… … is no N [minimal]\n"), "{reasons}");
        assert!(reasons.contains("/definitions/A [minimal] x::A"), "{reasons}");
    }
}
