//! Object instances: minimal, full, each member in each of its forms, and undeclared members.

use std::collections::BTreeSet;

use serde_json::Value;

use super::case::{Case, GenerateError, Instances, Size, Validity};
use super::generator::InstanceGenerator;
use super::merged_schema::{Extra, MergedSchema};
use super::{arrays, pattern};
use crate::lossless_json::Json;

/// How many forms of one member are tried, by level.
const FORMS: [usize; 3] = [48, 12, 3];

impl<'a> InstanceGenerator<'a> {
    /// The instances of an object.
    pub(super) fn objects(&self, merged: &MergedSchema<'a>, level: usize, made: &mut Instances) {
        let minimal = self.whole(merged, Size::Minimal);
        let full = self.whole(merged, Size::Full);
        let base = minimal.as_ref().or(full.as_ref()).ok().cloned();
        made.push("minimal", minimal);
        made.push("full", full);
        let Some(Json::Object(base)) = base else { return };
        for (name, schemas) in &merged.members {
            if merged.tags.contains_key(name) {
                let value = with(&base, name, Json::text("a-tag-of-tomorrow"));
                made.cases.push(Case { rank: 1, ..Case::new("unknown tag", value).tolerated() });
            } else {
                self.forms(&base, (name, name), schemas, level, made);
            }
        }
        self.undeclared(merged, &base, level, made);
    }

    /// One member in each of its forms, on top of what has to be there.
    fn forms(
        &self,
        base: &[(String, Json)],
        (label, key): (&str, &str),
        schemas: &[&'a Value],
        level: usize,
        made: &mut Instances,
    ) {
        let forms = self.item_cases(schemas, level + 1);
        let few = FORMS.get(level).copied().unwrap_or(1);
        for (at, form) in forms.cases.into_iter().take(few).enumerate() {
            let value = with(base, key, form.value.clone());
            made.cases.push(form.within(label, value, if at == 0 { 1 } else { 2 }));
        }
        made.failures.extend(forms.failures.into_iter().map(|(form, why)| (format!("{label}: {form}"), why)));
    }

    /// Members that only `additionalProperties` and `patternProperties` speak of.
    fn undeclared(&self, merged: &MergedSchema<'a>, base: &[(String, Json)], level: usize, made: &mut Instances) {
        for (key, schema) in &merged.keyed {
            match pattern::sample(key, 0, 100) {
                Some(name) => self.forms(base, ("member by pattern", &name), &[schema], level, made),
                None => made.failures.push(("member by pattern".into(), GenerateError::Pattern((*key).to_owned()))),
            }
        }
        let is_free = merged.members.is_empty() && merged.keyed.is_empty() && merged.extra == Extra::Unsaid;
        let schemas = merged.extra_schemas();
        if !(matches!(merged.extra, Extra::Open(_)) || is_free) || schemas.contains(&&Value::Bool(false)) {
            return;
        }
        let names = merged.keywords.get("propertyNames").copied();
        let keys = names.and_then(|names| self.names(names)).unwrap_or_else(|| ["zone-1".into(), "Zweite Zone".into()]);
        let [first, second] = keys;
        if arrays::is_anything(&schemas) {
            let value = Json::Object(vec![("any".into(), Json::Array(vec![Json::Null, Json::number("1.5")]))]);
            made.push("unknown member", Ok(with(base, &first, value)));
            made.push("unknown member, a text", Ok(with(base, &first, Json::text("text"))));
            let two = with(base, &first, Json::Null);
            let Json::Object(two) = two else { return };
            made.push("two unknown members", Ok(with(&two, &second, Json::number(1))));
            return;
        }
        self.forms(base, ("unknown member", &first), &schemas, level, made);
        if let Ok(value) = self.one(&schemas, Size::Full)
            && let Json::Object(one) = with(base, &first, value.clone())
        {
            made.push("two unknown members", Ok(with(&one, &second, value)));
        }
    }

    /// Two names that `propertyNames` allows.
    fn names(&self, schema: &'a Value) -> Option<[String; 2]> {
        let cases = self.cases(&[schema], 0, None).cases.into_iter();
        let texts = cases.filter(|case| case.validity == Validity::Valid).filter_map(|case| match case.value {
            Json::String(text) => Some(text),
            _ => None,
        });
        let texts: BTreeSet<String> = texts.collect();
        let first = texts.first()?.clone();
        Some([first, texts.last()?.clone()])
    }
}

/// An object with one member more, or with another value of it.
pub(super) fn with(base: &[(String, Json)], name: &str, value: Json) -> Json {
    let mut members = base.to_vec();
    match members.iter_mut().find(|(key, _)| key == name) {
        Some((_, old)) => *old = value,
        None => members.push((name.to_owned(), value)),
    }
    Json::Object(members)
}
