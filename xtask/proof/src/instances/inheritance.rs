//! Inheritance: the discriminator of a base schema makes a choice of the components that extend the base through `allOf`.

use serde_json::Value;

use super::choice::{Branch, Choice, member, tag};
use super::merged_schema::{Context, MergedSchema};

/// The name of the choice among subtypes, where others have a keyword.
const SUBTYPES: &str = "descendant";

impl<'a> MergedSchema<'a> {
    /// Adds the choice among the subtypes of the component being merged, if `schema` has a discriminator without branches.
    ///
    /// A component without subtypes only gets its tag. Where several discriminators lie on the way, each tags every branch.
    pub(super) fn add_subtypes(&mut self, schema: &'a Value, context: Context<'a, '_>) {
        let Some(member) = member(schema).filter(|_| schema.get("oneOf").or(schema.get("anyOf")).is_none()) else {
            return;
        };
        let Some(subject) = self.subject.clone() else { return };
        let tag_of = |name: &str| tag(schema, name, context.document);
        let subtypes = context.families.subtypes(&subject);
        if subtypes.is_empty() {
            self.tags.entry(member).or_insert_with(|| tag_of(&subject));
            return;
        }
        if let Some(pending) = self.choices.iter_mut().find(|choice| choice.keyword == SUBTYPES) {
            for branch in &mut pending.branches {
                branch.tags.push((member, tag_of(branch.component.as_deref().unwrap_or(&subject))));
            }
            return;
        }
        let subtype = |name: &String| Branch {
            schemas: context.families.schema(name, context.document).into_iter().collect(),
            component: Some(name.clone()),
            tags: vec![(member, tag_of(name))],
        };
        let mut branches: Vec<_> = subtypes.iter().map(subtype).collect();
        let own = tag_of(&subject);
        // An `enum` of tags without the base's own tag says that the base is abstract.
        let listed = schema.get("properties").and_then(|members| members.get(member)?.get("enum")?.as_array());
        if listed.is_none_or(|tags| tags.iter().any(|tag| *tag == own)) {
            branches.push(Branch { schemas: Vec::new(), component: None, tags: vec![(member, own)] });
        }
        self.choices.push_back(Choice { keyword: SUBTYPES, branches });
    }
}
