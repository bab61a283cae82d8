//! `anyOf: [X, {type: null}]` → X, or null.

use serde_json::Value;

use super::arena::Schemas;
use super::schema_id::SchemaId;
use super::schema_struct::{About, Schema};

/// Takes null out of the alternatives.
pub(super) fn settle(schema: &mut Schema, schemas: &Schemas) {
    let is_null = |id: &SchemaId| {
        let schema = &schemas[*id];
        schema.ty.is_none() && schema.values == [Value::Null]
    };
    let (mut any_of, mut one_of) = (std::mem::take(&mut schema.any_of), std::mem::take(&mut schema.one_of));
    for list in [&mut any_of, &mut one_of] {
        let before = list.len();
        list.retain(|branch| !is_null(branch));
        if list.len() == before {
            continue;
        }
        schema.nullable = true;
        match list.as_slice() {
            [] => schema.values = vec![Value::Null],
            [only] => put_only(schema, *only, schemas),
            _ => continue,
        }
        list.clear();
    }
    // An alternative that moved in may have alternatives of its own.
    if !any_of.is_empty() {
        schema.any_of = any_of;
    }
    if !one_of.is_empty() {
        schema.one_of = one_of;
    }
}

/// One alternative is no alternative: it moves in, if its keywords are not those of its new home. A reference cannot.
fn put_only(schema: &mut Schema, only: SchemaId, schemas: &Schemas) {
    let part = &schemas[only];
    if part.reference.is_some() || !schema.absorb(part.clone()) {
        schema.all_of.insert(0, only);
    }
}

impl Schema {
    /// Takes on what another schema says; false if both say something by the same keyword. Its own title and description
    /// speak of this place, so they win.
    pub(super) fn absorb(&mut self, other: Schema) -> bool {
        if keywords(self).iter().zip(keywords(&other)).any(|(own, other)| *own && other) {
            return false;
        }
        let own = std::mem::take(self);
        *self = Schema {
            at: own.at,
            id: own.id,
            reference: None,
            ty: own.ty.or(other.ty),
            nullable: own.nullable || other.nullable,
            format: own.format.or(other.format),
            values: either(own.values, other.values),
            value_names: either(own.value_names, other.value_names),
            value_docs: either(own.value_docs, other.value_docs),
            all_of: either(own.all_of, other.all_of),
            one_of: either(own.one_of, other.one_of),
            any_of: either(own.any_of, other.any_of),
            not: own.not || other.not,
            discriminator: own.discriminator.or(other.discriminator),
            properties: if own.properties.is_empty() { other.properties } else { own.properties },
            required: either(own.required, other.required),
            additional: own.additional.or(other.additional),
            conditional: either(own.conditional, other.conditional),
            items: own.items.or(other.items),
            prefix_items: either(own.prefix_items, other.prefix_items),
            limits: own.limits.or(other.limits),
            about: About {
                title: own.about.title.or(other.about.title),
                description: own.about.description.or(other.about.description),
                default: own.about.default.or(other.about.default),
                read_only: own.about.read_only || other.about.read_only,
                write_only: own.about.write_only || other.about.write_only,
                sensitive: own.about.sensitive || other.about.sensitive,
                deprecated: own.about.deprecated || other.about.deprecated,
                content_encoding: own.about.content_encoding.or(other.about.content_encoding),
                content_media_type: own.about.content_media_type.or(other.about.content_media_type),
                xml: own.about.xml.or(other.about.xml),
            },
        };
        true
    }
}

fn either<T>(own: Vec<T>, other: Vec<T>) -> Vec<T> {
    if own.is_empty() { other } else { own }
}

/// Which keywords a schema has, but for those that two schemas can share.
fn keywords(it: &Schema) -> [bool; 17] {
    [
        it.ty.is_some(),
        it.format.is_some(),
        !it.values.is_empty(),
        !it.value_names.is_empty(),
        !it.all_of.is_empty(),
        !it.one_of.is_empty(),
        !it.any_of.is_empty(),
        it.not,
        it.discriminator.is_some(),
        !it.properties.is_empty(),
        !it.required.is_empty(),
        it.additional.is_some(),
        !it.conditional.is_empty(),
        it.items.is_some(),
        it.limits.is_some(),
        it.about.default.is_some(),
        it.about.xml.is_some(),
    ]
}
