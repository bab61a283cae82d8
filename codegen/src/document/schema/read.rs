//! Reads one schema: what each keyword says, in the words of every dialect.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::arena::Schemas;
use super::conditions::Members;
use super::schema_builder::{Draft, list};
use super::schema_id::SchemaId;
use super::schema_struct::{Additional, Discriminator, Schema};
use super::type_lists;
use crate::{
    diagnostics::{Code, Pointer},
    document::{dialect::Dialect, source_map::Reporter},
};

/// What 2.0 has no words for is usually said like this.
const VENDOR: [(&str, &str); 3] = [("x-nullable", "nullable"), ("x-anyOf", "anyOf"), ("x-oneOf", "oneOf")];

/// What schemas are read with.
pub(super) struct Reader<'d> {
    pub(super) schemas: Schemas,
    dialect: Dialect,
    reporter: Reporter<'d>,
}

impl<'d> Reader<'d> {
    /// A reader of schemas that may refer to the components in an arena.
    pub(super) fn new(schemas: Schemas, dialect: Dialect, reporter: Reporter<'d>) -> Self {
        Self { schemas, dialect, reporter }
    }

    /// Reads a schema into the arena.
    pub(super) fn read(&mut self, value: Value, at: Pointer) -> SchemaId {
        let schema = self.schema(value, at);
        self.schemas.add(schema)
    }

    /// Reads a schema, or the boolean in its place.
    pub(super) fn schema(&mut self, value: Value, at: Pointer) -> Schema {
        match value {
            Value::Object(members) => self.object(members, at),
            value => Schema { at, not: value == Value::Bool(false), ..Schema::default() },
        }
    }

    fn object(&mut self, mut members: Map<String, Value>, at: Pointer) -> Schema {
        for (theirs, ours) in VENDOR {
            if self.dialect != Dialect::Swagger2 || members.contains_key(ours) {
                members.shift_remove(theirs);
            }
        }
        let target = members.shift_remove("$ref");
        let component = target.as_ref().and_then(Value::as_str).and_then(|target| self.component(target));
        // Beside a reference nothing counts in 2.0 and 3.0; since 3.1 all does.
        if target.is_some() && (self.dialect != Dialect::OpenApi31 || members.is_empty()) {
            return Schema { at, reference: component, ..Schema::default() };
        }
        let mut branches = Vec::new();
        for branch in type_lists::split(&mut members) {
            branches.push(self.read(Value::Object(branch), at.clone()));
        }
        let mut draft = Draft::new(at.clone());
        self.keywords(&mut draft, members);
        if target.is_some() {
            let part = self.schemas.add(Schema { at, reference: component, ..Schema::default() });
            draft.schema.all_of.insert(0, part);
        }
        type_lists::put_alternatives(&mut draft.schema, branches, &mut self.schemas);
        draft.settled(&mut self.schemas)
    }

    fn keywords(&mut self, draft: &mut Draft, members: Map<String, Value>) {
        for (key, value) in members {
            // Null is a value of these alone.
            if !value.is_null() || matches!(key.as_str(), "const" | "default") {
                self.keyword(draft, &key, value);
            }
        }
    }

    fn keyword(&mut self, draft: &mut Draft, key: &str, value: Value) {
        let schema = &mut draft.schema;
        let at = |schema: &Schema| schema.at.child(key);
        match key {
            "allOf" => schema.all_of = self.all(value, &at(schema)),
            "oneOf" | "x-oneOf" => schema.one_of = self.all(value, &at(schema)),
            "anyOf" | "x-anyOf" => schema.any_of = self.all(value, &at(schema)),
            "not" => schema.not = true,
            "properties" => schema.properties = self.named(value, &at(schema)),
            "required" => schema.required = self.required(value, &schema.at),
            "additionalProperties" => schema.additional = Some(self.additional(value, at(schema))),
            "unevaluatedProperties" if value == Value::Bool(false) => draft.conditions.is_closed = true,
            "unevaluatedProperties" if value.is_object() => {
                draft.unevaluated = Some(self.additional(value, at(schema)))
            }
            "patternProperties" => draft.patterns = self.named(value, &at(schema)),
            "prefixItems" => schema.prefix_items = self.all(value, &at(schema)),
            // A list is a tuple of the older drafts.
            "items" if value.is_array() => draft.older_tuple = self.all(value, &at(schema)),
            "items" => schema.items = Some(self.read(value, at(schema))),
            "additionalItems" => draft.additional_items = Some(self.read(value, at(schema))),
            "unevaluatedItems" => draft.unevaluated_items = Some(self.read(value, at(schema))),
            "if" => draft.conditions.tested = self.conditional(value, at(schema)),
            "then" => draft.conditions.then = self.conditional(value, at(schema)),
            "else" => draft.conditions.otherwise = self.conditional(value, at(schema)),
            "dependentSchemas" => draft.conditions.dependent = self.dependent(value, &at(schema)),
            "discriminator" => schema.discriminator = self.discriminator(value, at(schema)).map(Box::new),
            "type" if self.dialect == Dialect::Swagger2 && value == "file" => {
                schema.format = Some("binary".to_owned());
                draft.add_type("string");
            }
            "format" if schema.format.is_some() => {}
            "$dynamicRef" => {
                let message = "the `$dynamicRef` leads to several places or to none; anything is allowed here";
                self.reporter.report(Code::WUnsupported, &schema.at, message);
            }
            _ => draft.keyword(key, value),
        }
    }

    fn all(&mut self, value: Value, at: &Pointer) -> Vec<SchemaId> {
        list(value).into_iter().enumerate().map(|(index, part)| self.read(part, at.index(index))).collect()
    }

    fn named(&mut self, value: Value, at: &Pointer) -> IndexMap<String, SchemaId> {
        let Value::Object(members) = value else { return IndexMap::new() };
        let read = |(name, schema): (String, Value)| {
            let id = self.read(schema, at.child(&name));
            (name, id)
        };
        members.into_iter().map(read).collect()
    }

    fn required(&mut self, value: Value, at: &Pointer) -> Vec<String> {
        if value.is_boolean() {
            let message = "`required` of a schema lists the names of members; the boolean is ignored";
            self.reporter.report(Code::WRequired, at, message);
        }
        list(value).into_iter().filter_map(|name| name.as_str().map(str::to_owned)).collect()
    }

    fn additional(&mut self, value: Value, at: Pointer) -> Additional {
        if value == Value::Bool(true) {
            return Additional::Any;
        }
        let schema = self.schema(value, at);
        if schema.forbids_all() { Additional::Forbidden } else { Additional::Schema(self.schemas.add(schema)) }
    }

    /// The members that a side of a condition names.
    fn conditional(&mut self, mut value: Value, at: Pointer) -> Members {
        let mut members = Members::default();
        if let Some(Value::Object(properties)) = value.get_mut("properties") {
            // What must not be there needs no place.
            properties.retain(|name, schema| {
                let is_forbidden = *schema == Value::Bool(false) || *schema == serde_json::json!({"not": {}});
                if is_forbidden {
                    members.forbidden.insert(name.clone());
                }
                !is_forbidden
            });
        }
        let schema = self.schema(value, at);
        members.described = schema.properties.into_iter().chain(schema.conditional.into_iter().flatten()).collect();
        members
    }

    fn dependent(&mut self, value: Value, at: &Pointer) -> Members {
        let mut all = Members::default();
        for (name, schema) in if let Value::Object(members) = value { members } else { Map::new() } {
            all.append(self.conditional(schema, at.child(&name)));
        }
        all
    }

    /// The way of 2.0 is a name and nothing else.
    fn discriminator(&self, value: Value, at: Pointer) -> Option<Discriminator> {
        let property = value.get("propertyName").unwrap_or(&value).as_str()?.to_owned();
        let mapping = value.get("mapping").and_then(Value::as_object);
        let mapping = mapping.into_iter().flatten().filter_map(|(key, target)| {
            let target = target.as_str()?;
            Some((key.clone(), (target.to_owned(), self.mapped(target))))
        });
        let mapping = mapping.collect();
        let default = value.get("defaultMapping").and_then(Value::as_str);
        let default = default.map(|target| (target.to_owned(), self.mapped(target)));
        Some(Discriminator { at, property, mapping, default })
    }

    /// The component that a mapping leads to, by reference or by name.
    fn mapped(&self, target: &str) -> Option<SchemaId> {
        self.component(target).or_else(|| self.schemas.components().get(target).copied())
    }

    /// The component that `#/components/schemas/<name>` leads to.
    fn component(&self, reference: &str) -> Option<SchemaId> {
        let name = reference.strip_prefix("#/components/schemas/").filter(|name| !name.contains('/'))?;
        let name = name.replace("~1", "/").replace("~0", "~");
        self.schemas.components().get(&name).copied()
    }
}
