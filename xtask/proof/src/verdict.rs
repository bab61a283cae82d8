//! The verdict on one instance: exact, lost, added to, refused, or an undeclared member passed over.

use super::compare::{Change, Difference, differences, short};
use super::declared_members::{Declaration, DeclaredMembers};
use super::document::Component;
use super::harness::HarnessResponse;
use super::instances::Validity;
use super::lossless_json::Json;
use super::report::{Deviation, DeviationKind, Report};
use super::validator::{Judgement, Validator};

/// An instance that is sent through a type.
pub(super) struct Trial<'a> {
    pub(super) component: usize,
    pub(super) rust: &'a str,
    pub(super) label: String,
    pub(super) value: Json,
    pub(super) validity: Validity,
}

/// What is needed to judge the instances of one document.
pub(super) struct Judge<'v, 'a> {
    pub(super) validator: &'v Validator,
    pub(super) components: &'v [Component<'a>],
    pub(super) declared: DeclaredMembers<'a>,
}

impl Judge<'_, '_> {
    /// Counts an instance by the harness's response.
    pub(super) fn judge(&self, trial: &Trial<'_>, answer: &HarnessResponse, report: &mut Report) {
        let verdict = match answer {
            HarnessResponse::Untyped => {
                report.untyped += 1;
                return;
            }
            HarnessResponse::Refused(why) => Some((DeviationKind::Refused, why.clone())),
            HarnessResponse::Panicked(why) => Some((DeviationKind::Panicked, why.clone())),
            HarnessResponse::Encoded(text) => match Json::parse(text) {
                Err(error) => Some((DeviationKind::Lost, format!("what was encoded is no JSON: {error}"))),
                Ok(after) => self.compare(trial, &after),
            },
        };
        report.tried += 1;
        match verdict {
            None => report.exact += 1,
            Some(verdict) => report.deviations.push(self.deviation(trial, verdict)),
        }
    }

    /// Counts a broken instance. It may be refused or decoded, in whatever way; it must not lead to a panic.
    pub(super) fn judge_broken(&self, trial: &Trial<'_>, answer: &HarnessResponse, report: &mut Report) {
        match answer {
            HarnessResponse::Panicked(why) => {
                report.deviations.push(self.deviation(trial, (DeviationKind::Panicked, why.clone())));
            }
            _ => report.broken += 1,
        }
    }

    fn deviation(&self, trial: &Trial<'_>, (kind, reason): (DeviationKind, String)) -> Deviation {
        Deviation {
            kind,
            pointer: self.components.get(trial.component).map_or(String::new(), |it| it.pointer.clone()),
            label: trial.label.clone(),
            rust: trial.rust.to_owned(),
            instance: short(&trial.value),
            reason,
        }
    }

    /// The worst difference: a loss before an addition, an addition before an undeclared member that is passed over.
    fn compare(&self, trial: &Trial<'_>, after: &Json) -> Option<(DeviationKind, String)> {
        let found = differences(&trial.value, after).into_iter().map(|found| (self.class(trial, &found), found));
        // The first of the worst kind.
        let ((kind, what), found) = found.min_by_key(|((kind, _), _)| *kind)?;
        // Equal values need no second validation.
        let judged = match self.validator.judge(trial.component, after.to_value()) {
            Judgement::Invalid(why) => format!(" (and is not valid any more: {why})"),
            Judgement::Valid | Judgement::Overlapping => String::new(),
        };
        Some((kind, format!("{what}: {}: {}{judged}", found.pointer, found.shown)))
    }

    fn class(&self, trial: &Trial<'_>, found: &Difference) -> (DeviationKind, String) {
        let what = found.change.to_string();
        if !found.change.is_loss() {
            return (DeviationKind::Added, what);
        }
        // An instance that breaks its schema does not tell which branches apply.
        let is_member = matches!(found.change, Change::MemberLost | Change::NullLost);
        let component = self.components.get(trial.component).filter(|_| is_member && trial.validity == Validity::Valid);
        match component.map(|it| self.declared.of(it, &trial.value.to_value(), &found.pointer)) {
            Some(Declaration::None) => (DeviationKind::PassedOver, "an undeclared member is passed over".to_owned()),
            Some(Declaration::OnlyRequired) => {
                (DeviationKind::Lost, format!("{what} that is required but not declared"))
            }
            Some(Declaration::Declared) | None => (DeviationKind::Lost, what),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use xtask::round_trip_request::Demand;

    use super::*;
    use crate::document::Document;
    use crate::report::Summary;

    /// The report for an instance with this response.
    fn judged(answer: &HarnessResponse) -> Report {
        let instance = r#"{"id":9007199254740993,"name":null}"#;
        judged_of(instance, Validity::Valid, answer)
    }

    fn judged_of(instance: &str, validity: Validity, answer: &HarnessResponse) -> Report {
        let root = json!({"openapi": "3.1.0", "components": {"schemas": {"A": {
            "type": "object", "required": ["id", "at"], "properties": {"id": {"type": "integer"}, "name": {"type": ["string", "null"]}},
        }}}});
        let document = Document::new(&root).unwrap();
        let components = document.components();
        let validator = Validator::new(document, &components).unwrap();
        let value = Json::parse(instance).unwrap();
        let trial = Trial { component: 0, rust: "x::A", label: "full".into(), value, validity };
        let mut report = Report::default();
        let declared = DeclaredMembers::new(document, &components);
        Judge { validator: &validator, components: &components, declared }.judge(&trial, answer, &mut report);
        report
    }

    #[test]
    fn only_what_comes_back_as_it_was_is_exact() {
        let encoded = |text: &str| judged(&HarnessResponse::Encoded(text.into()));
        assert_eq!(encoded(r#"{"name":null,"id":9007199254740993.0}"#).exact, 1);
        for (text, kind, reason) in [
            (
                r#"{"id":9007199254740992,"name":null}"#,
                DeviationKind::Lost,
                "a number has another value: /id: 9007199254740993",
            ),
            (r#"{"id":9007199254740993}"#, DeviationKind::Lost, "a null is lost: /name: null → nothing"),
            (r#"{"id":9007199254740993,"name":null,"more":1}"#, DeviationKind::Added, "a member is added: /more"),
            (r#"{"name":null}"#, DeviationKind::Lost, "is not valid any more"),
            (r#"{"id":"#, DeviationKind::Lost, "no JSON"),
        ] {
            let report = encoded(text);
            assert_eq!((report.tried, report.exact), (1, 0), "{text}");
            let deviation = &report.deviations[0];
            assert!(deviation.kind == kind && deviation.reason.contains(reason), "{text}: {deviation:?}");
            assert_eq!((deviation.pointer.as_str(), deviation.rust.as_str()), ("/components/schemas/A", "x::A"));
            assert!(Summary::new(&[report]).objection(Demand::Exact { percent: 99.5 }).is_some());
        }
        assert_eq!(judged(&HarnessResponse::Refused("no".into())).deviations[0].kind, DeviationKind::Refused);
        assert_eq!(judged(&HarnessResponse::Panicked("no".into())).deviations[0].kind, DeviationKind::Panicked);
    }

    #[test]
    fn a_type_that_takes_anything_proves_nothing() {
        let report = judged(&HarnessResponse::Untyped);
        assert_eq!((report.untyped, report.tried, report.exact), (1, 0, 0));
    }

    #[test]
    fn members_without_a_place_are_passed_over() {
        let judged = |instance: &str, after: &str, validity| {
            let report = judged_of(instance, validity, &HarnessResponse::Encoded(after.into()));
            assert_eq!((report.tried, report.exact, report.deviations.len()), (1, 0, 1));
            (report.deviations[0].kind, report.deviations[0].reason.clone())
        };
        let (kind, reason) = judged(r#"{"id":1,"at":1,"more":1}"#, r#"{"id":1,"at":1}"#, Validity::Valid);
        assert_eq!(
            (kind, reason.as_str()),
            (DeviationKind::PassedOver, "an undeclared member is passed over: /more: 1 → nothing")
        );
        let (kind, reason) = judged(r#"{"id":1,"at":1,"more":1}"#, r#"{"id":1}"#, Validity::Valid);
        assert_eq!(kind, DeviationKind::Lost);
        assert!(reason.starts_with("a member is lost that is required but not declared: /at: "), "{reason}");
        assert_eq!(judged(r#"{"id":1,"at":1,"more":1}"#, r#"{"id":2,"at":1}"#, Validity::Valid).0, DeviationKind::Lost);
        assert_eq!(
            judged(r#"{"id":1,"at":1,"more":1}"#, r#"{"id":1,"at":1}"#, Validity::Tolerated).0,
            DeviationKind::Lost
        );
    }
}
