//! One document, from its instances to the verdict on each.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexSet;
use serde_json::Value;

use super::compare::short;
use super::document::{Component, Document};
use super::harness::{self, Answer, Place, Question};
use super::instances::{self, Maker, Standing};
use super::places::Places;
use super::report::Report;
use super::validator::{Judgement, Validator};
use super::verdict::{Bench, Trial};

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

/// Puts all component schemas of a document to the test.
pub(crate) fn prove(generated: &Generated<'_>, place: &Place<'_>) -> Report {
    let mut report = Report { name: generated.name.to_owned(), ..Report::default() };
    let Some(document) = Document::new(generated.root) else {
        report.trouble = Some("its version is unknown".to_owned());
        return report;
    };
    let mut components = document.components();
    components.extend(document.files(|pointer| generated.types.contains_key(pointer)));
    components.extend(document.bodies(|pointer| generated.types.contains_key(pointer)));
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
            let bench =
                Bench { validator: &validator, components: &components, places: Places::new(document, &components) };
            for (trial, answer) in trials.iter().zip(answers) {
                bench.judge(trial, &answer, &mut report);
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
                    trials.push(Trial { component: index, rust, label, value: case.value, standing: case.standing });
                }
            }
        }
    }
    trials
}

/// Whether a type says nothing, or there is none.
fn is_untyped(rust: &str) -> bool {
    let inner = rust.strip_prefix("Option<").and_then(|rest| rest.strip_suffix('>')).unwrap_or(rust);
    inner.is_empty() || inner.ends_with("::runtime::Json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_without_a_type_is_not_exact_but_untyped() {
        for (rust, untyped) in [
            ("x::runtime::Json", true),
            ("Option<x::runtime::Json>", true),
            ("", true),
            ("Vec<x::runtime::Json>", false),
            ("x::models::Value", false),
        ] {
            assert_eq!(is_untyped(rust), untyped, "{rust}");
        }
    }
}
