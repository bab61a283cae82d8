//! Proves one document: makes instances, sends them through the harness and judges each.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexSet;
use serde_json::Value;

use super::compare::short;
use super::declared_members::DeclaredMembers;
use super::document::{Component, Document};
use super::harness::{self, HarnessRequest, HarnessResponse, Workplace};
use super::instances::{self, Breaker, InstanceGenerator, Validity};
use super::report::Report;
use super::validator::{Judgement, Validator};
use super::verdict::{Judge, Trial};

/// How many instances one schema has at most.
const MOST: usize = 400;
/// How many instances a schema gets at least, however many schemas there are.
const FEWEST: usize = 30;
/// About how many instances a document has.
const PER_DOCUMENT: usize = 40_000;

/// About how many broken instances a document has.
const BROKEN: usize = 4_000;

/// A document and the types emitted from it.
pub(crate) struct EmittedTypes<'a> {
    /// The document's name and crate.
    pub(crate) document: &'a xtask::round_trip_request::Document,
    /// The document with all its files.
    pub(crate) root: &'a Value,
    /// The Rust type by the pointer of the schema.
    pub(crate) types: &'a BTreeMap<String, String>,
}

/// Proves all schemas of a document.
pub(crate) fn run_document(emitted: &EmittedTypes<'_>, workplace: &Workplace<'_>) -> Report {
    let mut report = Report { name: emitted.document.name.clone(), ..Report::default() };
    let Some(document) = Document::new(emitted.root) else {
        report.trouble = Some("its version is unknown".to_owned());
        return report;
    };
    let mut components = document.components();
    components.extend(document.files(|pointer| emitted.types.contains_key(pointer)));
    components.extend(document.bodies(|pointer| emitted.types.contains_key(pointer)));
    report.schemas = components.len();
    let validator = match Validator::new(document, &components) {
        Ok(validator) => validator,
        Err(why) => {
            report.trouble = Some(format!("the validator does not take it: {why}"));
            return report;
        }
    };
    report.blind.clone_from(&validator.blind);
    let trials = trials(emitted, document, &components, &validator, &mut report);
    let types: IndexSet<&str> = trials.iter().map(|trial| trial.rust).collect();
    let types: Vec<&str> = types.into_iter().collect();
    let request = |trial: &Trial<'_>| HarnessRequest {
        index: types.iter().position(|rust| *rust == trial.rust).unwrap_or_default(),
        text: trial.value.to_string(),
    };
    let mut requests: Vec<HarnessRequest> = trials.iter().map(request).collect();
    let broken = broken(&trials);
    requests.extend(broken.iter().map(request));
    if trials.is_empty() {
        return report;
    }
    match harness::build(emitted.document, workplace, &harness::of_types(emitted.document, &types))
        .and_then(|harness| harness.ask(&requests))
    {
        Ok(responses) => {
            let untyped = trials.iter().zip(&responses).filter(|(_, answer)| **answer == HarnessResponse::Untyped);
            report.untyped_schemas += untyped.map(|(trial, _)| trial.component).collect::<BTreeSet<_>>().len();
            let judge = Judge {
                validator: &validator,
                components: &components,
                declared: DeclaredMembers::new(document, &components),
            };
            let (of_trials, of_broken) = responses.split_at(trials.len());
            trials.iter().zip(of_trials).for_each(|(trial, answer)| judge.judge(trial, answer, &mut report));
            broken.iter().zip(of_broken).for_each(|(trial, answer)| judge.judge_broken(trial, answer, &mut report));
        }
        Err(why) => report.trouble = Some(why),
    }
    report
}

/// The valid instances of all components that have a type of their own.
fn trials<'a>(
    emitted: &EmittedTypes<'a>,
    document: Document<'_>,
    components: &[Component<'_>],
    validator: &Validator,
    report: &mut Report,
) -> Vec<Trial<'a>> {
    let generator = InstanceGenerator::new(document, components);
    let mut elsewhere = instances::elsewhere(document);
    let most = (PER_DOCUMENT / components.len().max(1)).clamp(FEWEST, MOST);
    let mut trials = Vec::new();
    for (index, component) in components.iter().enumerate() {
        let rust = emitted.types.get(&component.pointer).map_or("", String::as_str);
        let mut made = generator.component(component, most);
        made.cases.extend(elsewhere.remove(component.name).unwrap_or_default());
        for (label, why) in made.failures {
            report.failures.push(format!("{}: {label}: {why}", component.pointer));
        }
        if is_untyped(rust) {
            report.untyped_schemas += 1;
        }
        for case in made.cases {
            let judged = match (case.validity, validator.judge(index, case.value.to_value())) {
                (Validity::Valid, judged) => judged,
                (Validity::Tolerated, _) => Judgement::Valid,
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
                    trials.push(Trial { component: index, rust, label, value: case.value, validity: case.validity });
                }
            }
        }
    }
    trials
}

/// Broken copies of valid instances, as many of each type as of any other.
fn broken<'a>(trials: &[Trial<'a>]) -> Vec<Trial<'a>> {
    let breaker = Breaker::default();
    let step = trials.len().div_ceil(BROKEN).max(1);
    let broken = |trial: &Trial<'a>| Trial {
        component: trial.component,
        rust: trial.rust,
        label: "broken".to_owned(),
        value: breaker.broken(&trial.value),
        validity: Validity::Tolerated,
    };
    trials.iter().step_by(step).map(broken).collect()
}

/// Whether there is no type, or one that takes any JSON.
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
