//! One document, from its instances to the verdict on each.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexSet;
use serde_json::Value;

use super::compare::{difference, short};
use super::document::{Component, Document};
use super::harness::{self, Answer, Place, Question};
use super::instances::{self, Maker, Standing};
use super::json::Json;
use super::report::{Finding, Kind, Report};
use super::validator::{Judgement, Validator};

/// How many instances one schema has at most.
const MOST: usize = 400;
/// How many it has at least, however many schemas there are.
const FEWEST: usize = 30;
/// How many a document has, about.
const PER_DOCUMENT: usize = 40_000;

/// A document and the types it has become.
#[derive(Debug)]
pub(crate) struct Generated<'a> {
    /// As it is called in the report.
    pub(crate) name: &'a str,
    /// As it was read.
    pub(crate) root: &'a Value,
    /// The Rust type by the pointer of the schema.
    pub(crate) types: &'a BTreeMap<String, String>,
}

/// An instance on its way.
struct Trial<'a> {
    component: usize,
    rust: &'a str,
    label: String,
    value: Json,
}

/// Puts all component schemas of a document to the test.
pub(crate) fn prove(generated: &Generated<'_>, place: &Place<'_>) -> Report {
    let mut report = Report { name: generated.name.to_owned(), ..Report::default() };
    let Some(document) = Document::new(generated.root) else {
        report.trouble = Some("its version is unknown".to_owned());
        return report;
    };
    let components = document.components();
    report.schemas = components.len();
    let validator = match Validator::new(document, &components) {
        Ok(validator) => validator,
        Err(why) => {
            report.trouble = Some(format!("the validator does not take it: {why}"));
            return report;
        }
    };
    report.blind.clone_from(&validator.blind);
    let trials = trials(generated, document, &components, &validator, &mut report);
    let types: IndexSet<&str> = trials.iter().map(|trial| trial.rust).collect();
    let types: Vec<&str> = types.into_iter().collect();
    let question = |trial: &Trial<'_>| Question {
        index: types.iter().position(|rust| *rust == trial.rust).unwrap_or_default(),
        text: trial.value.to_string(),
    };
    let questions: Vec<Question> = trials.iter().map(question).collect();
    if trials.is_empty() {
        return report;
    }
    match harness::build(place, &types).and_then(|harness| harness.ask(&questions)) {
        Ok(answers) => {
            let untyped = trials.iter().zip(&answers).filter(|(_, answer)| **answer == Answer::Untyped);
            report.untyped_schemas += untyped.map(|(trial, _)| trial.component).collect::<BTreeSet<_>>().len();
            for (trial, answer) in trials.iter().zip(answers) {
                let component = components.get(trial.component);
                judge(trial, component, &answer, &validator, &mut report);
            }
        }
        Err(why) => report.trouble = Some(why),
    }
    report
}

/// The instances of all components that have a type of their own and are what their schema allows.
fn trials<'a>(
    generated: &Generated<'a>,
    document: Document<'_>,
    components: &[Component<'_>],
    validator: &Validator,
    report: &mut Report,
) -> Vec<Trial<'a>> {
    let maker = Maker::new(document, components);
    let mut elsewhere = instances::elsewhere(document);
    let most = (PER_DOCUMENT / components.len().max(1)).clamp(FEWEST, MOST);
    let mut trials = Vec::new();
    for (index, component) in components.iter().enumerate() {
        let rust = generated.types.get(&component.pointer).map_or("", String::as_str);
        let mut made = maker.component(component, most);
        made.cases.extend(elsewhere.remove(component.name).unwrap_or_default());
        for (label, why) in made.unmade {
            report.unmade.push(format!("{}: {label}: {why}", component.pointer));
        }
        if is_untyped(rust) {
            report.untyped_schemas += 1;
        }
        for case in made.cases {
            let judged = match (case.standing, validator.judge(index, case.value.to_value())) {
                (Standing::Valid, judged) => judged,
                (Standing::Tolerated, _) => Judgement::Valid,
            };
            let overlaps = if judged == Judgement::Overlapping { " (fits several branches)" } else { "" };
            match judged {
                Judgement::Invalid(why) => {
                    let instance = short(&case.value);
                    report.invalid.push(format!("{}: {}: {instance}: {why}", component.pointer, case.label));
                }
                _ if is_untyped(rust) => report.untyped += 1,
                _ => {
                    let label = format!("{}{overlaps}", case.label);
                    trials.push(Trial { component: index, rust, label, value: case.value });
                }
            }
        }
    }
    trials
}

/// Whether a type says nothing, or there is none.
fn is_untyped(rust: &str) -> bool {
    let inner = rust.strip_prefix("Option<").and_then(|rest| rest.strip_suffix('>')).unwrap_or(rust);
    inner.is_empty() || inner.ends_with("serde_json::Value")
}

fn judge(
    trial: &Trial<'_>,
    component: Option<&Component<'_>>,
    answer: &Answer,
    validator: &Validator,
    report: &mut Report,
) {
    report.tried += 1;
    let (kind, reason) = match answer {
        Answer::Untyped => {
            report.tried -= 1;
            report.untyped += 1;
            return;
        }
        Answer::Refused(why) => (Kind::Refused, why.clone()),
        Answer::Panicked(why) => (Kind::Panicked, why.clone()),
        Answer::Encoded(text) => match Json::parse(text) {
            Err(error) => (Kind::Lost, format!("what was encoded is no JSON: {error}")),
            Ok(after) => {
                // What is equal is as valid as it was.
                let Some(found) = difference(&trial.value, &after) else {
                    report.exact += 1;
                    return;
                };
                let kind = if found.change.is_loss() { Kind::Lost } else { Kind::Added };
                let judged = match validator.judge(trial.component, after.to_value()) {
                    Judgement::Invalid(why) => format!(" (and is not valid any more: {why})"),
                    Judgement::Valid | Judgement::Overlapping => String::new(),
                };
                (kind, format!("{}: {}: {}{judged}", found.change, found.pointer, found.shown))
            }
        },
    };
    report.findings.push(Finding {
        kind,
        pointer: component.map_or(String::new(), |component| component.pointer.clone()),
        label: trial.label.clone(),
        rust: trial.rust.to_owned(),
        instance: short(&trial.value),
        reason,
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::round_trip::report::Summary;

    /// What is made of an instance that is answered with another text: the proof of the proof.
    fn judged(answer: &Answer) -> Report {
        let root = json!({"openapi": "3.1.0", "components": {"schemas": {"A": {
            "type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}, "name": {"type": ["string", "null"]}},
        }}}});
        let document = Document::new(&root).unwrap();
        let components = document.components();
        let validator = Validator::new(document, &components).unwrap();
        let value = Json::parse(r#"{"id":9007199254740993,"name":null}"#).unwrap();
        let trial = Trial { component: 0, rust: "x::A", label: "full".into(), value };
        let mut report = Report::default();
        judge(&trial, components.first(), answer, &validator, &mut report);
        report
    }

    #[test]
    fn only_what_comes_back_as_it_was_is_exact() {
        let encoded = |text: &str| judged(&Answer::Encoded(text.into()));
        assert_eq!(encoded(r#"{"name":null,"id":9007199254740993.0}"#).exact, 1);
        for (text, kind, reason) in [
            (r#"{"id":9007199254740992,"name":null}"#, Kind::Lost, "a number has another value: /id: 9007199254740993"),
            (r#"{"id":9007199254740993}"#, Kind::Lost, "a null is lost: /name: null → nothing"),
            (r#"{"id":9007199254740993,"name":null,"more":1}"#, Kind::Added, "a member is added: /more"),
            (r#"{"name":null}"#, Kind::Lost, "is not valid any more"),
            (r#"{"id":"#, Kind::Lost, "no JSON"),
        ] {
            let report = encoded(text);
            assert_eq!((report.tried, report.exact), (1, 0), "{text}");
            let finding = &report.findings[0];
            assert!(finding.kind == kind && finding.reason.contains(reason), "{text}: {finding:?}");
            assert_eq!((finding.pointer.as_str(), finding.rust.as_str()), ("/components/schemas/A", "x::A"));
            assert!(Summary::new(&[report]).objection(99.5).is_some());
        }
        assert_eq!(judged(&Answer::Refused("no".into())).findings[0].kind, Kind::Refused);
        assert_eq!(judged(&Answer::Panicked("no".into())).findings[0].kind, Kind::Panicked);
    }

    #[test]
    fn a_type_that_takes_anything_proves_nothing() {
        let report = judged(&Answer::Untyped);
        assert_eq!((report.untyped, report.tried, report.exact), (1, 0, 0));
    }

    #[test]
    fn a_value_without_a_type_is_not_exact_but_untyped() {
        for (rust, untyped) in [
            ("serde_json::Value", true),
            ("Option<serde_json::Value>", true),
            ("", true),
            ("Vec<serde_json::Value>", false),
            ("x::models::Value", false),
        ] {
            assert_eq!(is_untyped(rust), untyped, "{rust}");
        }
    }
}
