//! Unions: choosing the branch (`oneOf`, `anyOf`) that matches a value.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::super::json::is_number_held;
use super::{
    CodecError, Input, Object, StructDescriptor, Tree, Undeclared, ValueKind, View, Wire, serde_bridge, tree_json,
};

/// A union: a value of one of several branches, or of none.
pub trait Union {
    /// The member that names the branch (`discriminator`); empty if there is none.
    fn discriminator(&self) -> &'static str;
    /// The discriminator values that select each branch, in the order of the branches.
    fn discriminator_values(&self) -> &'static [&'static [&'static str]];
    /// The kind of the branch at `index`.
    fn branch_kind(&self, index: usize) -> ValueKind;
    /// Replaces the value by the default of the branch at `index`, to decode into; beyond the last branch, by a value of no branch.
    fn select_branch(&mut self, index: usize) -> &mut dyn Wire;
}

/// Decodes a union: into the branch that the discriminator names; without a discriminator into the branch that loses the
/// least of the value, the first of several equal ones. A value that matches no branch is kept as it is.
///
/// # Errors
/// The discriminator names a branch that does not match the value.
pub fn decode_union(union: &mut dyn Union, input: Input<'_>) -> Result<(), CodecError> {
    match input {
        Input::Tree(tree) => fill_from(union, tree),
        Input::Json(json) => {
            match index_of_tag(union, tree_json::string_member(json, union.discriminator())?.as_deref()) {
                // The branch is known, so the value need not be buffered.
                Some(index) => serde_bridge::decode_text(json, union.select_branch(index)),
                None => fill_from(union, &tree_json::parse(json)?),
            }
        }
        other => {
            let mut tree = Tree::Null;
            tree.decode_from(other)?;
            fill_from(union, &tree)
        }
    }
}

fn fill_from(union: &mut dyn Union, whole: &Tree<'_>) -> Result<(), CodecError> {
    let tag = match whole.get(union.discriminator()) {
        Some(Tree::Text(tag) | Tree::UntypedText(tag)) => Some(&**tag),
        _ => None,
    };
    if let Some(index) = index_of_tag(union, tag) {
        return whole.decode_into(union.select_branch(index));
    }
    match choose(union, whole) {
        Choice::Current => Ok(()),
        Choice::Index(index) => whole.decode_into(union.select_branch(index)),
        Choice::None => whole.decode_into(union.select_branch(union.discriminator_values().len())),
    }
}

/// The type that the text of the tag names; none of them, if each has a text and it is not this one.
fn index_of_tag(union: &dyn Union, tag: Option<&str>) -> Option<usize> {
    let (tag, tags) = (tag.filter(|_| !union.discriminator().is_empty())?, union.discriminator_values());
    let named = tags.iter().position(|tags| tags.contains(&tag));
    named.or_else(|| tags.iter().all(|tags| !tags.is_empty()).then_some(tags.len()))
}

/// What has come of the choice.
enum Choice {
    /// The type that the union is of already, filled.
    Current,
    /// The type at this index.
    Index(usize),
    /// No type.
    None,
}

/// How many unions within unions are tried out; each level multiplies the work.
const MOST_TRIED: usize = 3;

thread_local! {
    /// How many unions are being tried out around this one.
    static TRIED: Cell<usize> = const { Cell::new(0) };
}

/// The best type, if there is one that loses nothing that another would keep.
fn choose(union: &mut dyn Union, whole: &Tree<'_>) -> Choice {
    let all = 0..union.discriminator_values().len();
    let possible: Vec<usize> = all.filter(|index| may_be(union.branch_kind(*index), whole)).collect();
    let around = TRIED.get();
    match possible.as_slice() {
        // Where no more is tried out, the first that takes the value is good enough.
        [first, _, ..] if around >= MOST_TRIED => match whole.decode_into(union.select_branch(*first)) {
            Ok(()) => Choice::Current,
            Err(_) => Choice::None,
        },
        [_, _, ..] => {
            TRIED.set(around + 1);
            let chosen = try_out(union, whole, &possible);
            TRIED.set(around);
            chosen
        }
        few => try_out(union, whole, few),
    }
}

fn try_out(union: &mut dyn Union, whole: &Tree<'_>, possible: &[usize]) -> Choice {
    let mut best: Option<(usize, Loss)> = None;
    let mut all = Vec::new();
    for index in possible.iter().copied() {
        let slot = union.select_branch(index);
        if whole.decode_into(slot).is_err() {
            all.push(undescribed(slot.kind(), whole));
            continue;
        }
        if is_rewritten(whole, slot.as_view()) {
            // A union that has the value as one of no type would keep all of it.
            all.push(Vec::new());
            continue;
        }
        let mut loss = Loss::default();
        loss.count(whole, slot.as_view(), &Way::Whole);
        if loss.is_none() {
            return Choice::Current;
        }
        if loss.known == 0 && matches!(whole, Tree::Object(members) if !members.is_empty()) {
            continue;
        }
        all.push(loss.members.clone());
        if best.as_ref().is_none_or(|(_, least)| loss.key() < least.key()) {
            best = Some((index, loss));
        }
    }
    let others_keep = |lost: &String| all.iter().any(|other| !other.contains(lost));
    match best {
        Some((_, loss)) if loss.members.iter().any(others_keep) => Choice::None,
        Some((index, _)) if possible.last() == Some(&index) => Choice::Current,
        Some((index, _)) => Choice::Index(index),
        None => Choice::None,
    }
}

/// The members that a type which does not take the value would not have kept either.
fn undescribed(kind: ValueKind, whole: &Tree<'_>) -> Vec<String> {
    let Tree::Object(members) = whole else { return Vec::new() };
    let is_known = |key: &str| match kind {
        ValueKind::Struct(descriptor) => descriptor.additional || descriptor.find(key, 0).is_some(),
        ValueKind::Map | ValueKind::Union | ValueKind::Any => true,
        ValueKind::Scalar | ValueKind::Number | ValueKind::List => false,
    };
    members.iter().filter(|(key, _)| !is_known(key)).map(|(key, _)| format!("/{key}")).collect()
}

/// Whether a value can be of this kind, judged from its outermost level.
fn may_be(kind: ValueKind, whole: &Tree<'_>) -> bool {
    match (kind, whole) {
        (ValueKind::Any | ValueKind::Union, _) | (_, Tree::UntypedText(_)) => true,
        (ValueKind::Struct(descriptor), Tree::Object(_)) => has_required(descriptor, whole),
        (ValueKind::Map, Tree::Object(_)) | (ValueKind::List, Tree::List(_)) => true,
        (ValueKind::Scalar | ValueKind::Number, Tree::List(_) | Tree::Object(_)) => false,
        (ValueKind::Scalar | ValueKind::Number, _) => true,
        _ => false,
    }
}

fn has_required(descriptor: &StructDescriptor, whole: &Tree<'_>) -> bool {
    let mut required = descriptor.fields.iter().filter(|member| member.required && !member.write_only);
    required.all(|member| whole.get(member.name).is_some())
}

/// Whether a type has taken a value that it would write in another way: `1.0` as `1`. A value of no type of a union within
/// the union has not been taken at all.
fn is_rewritten(whole: &Tree<'_>, view: View<'_>) -> bool {
    match (whole, view) {
        (_, View::Undeclared(_, Undeclared::Variant)) => true,
        (Tree::Number(digits), View::Int(value)) => *digits != value.to_string(),
        (Tree::Number(digits), View::Uint(value)) => *digits != value.to_string(),
        (Tree::Number(digits), View::Float(_)) => !is_number_held(digits),
        _ => false,
    }
}

/// What a type makes of a value that is not quite its own.
#[derive(Default)]
struct Loss {
    /// Members that can have one value only and have another.
    constants: usize,
    /// The pointers of the members that the type does not have.
    members: Vec<String>,
    /// Values that the document does not name.
    unknown: usize,
    /// Members that the type has.
    known: usize,
}

impl Loss {
    fn is_none(&self) -> bool {
        self.constants == 0 && self.members.is_empty() && self.unknown == 0
    }

    /// The smallest is the best.
    fn key(&self) -> (usize, usize, usize) {
        (self.constants, self.members.len(), self.unknown)
    }

    fn count(&mut self, whole: &Tree<'_>, view: View<'_>, at: &Way<'_>) {
        match (whole, view) {
            // Of an enum with one value, any other says that this is another type.
            (_, View::Undeclared(_, Undeclared::Constant)) => self.constants += 1,
            (_, View::Undeclared(..)) => self.unknown += 1,
            (Tree::Object(members), View::Object(object)) => {
                members.iter().for_each(|(key, value)| self.count_member(value, object, &Way::To(key, at)));
            }
            (Tree::Object(members), View::Map(map)) => {
                let members: BTreeMap<&str, &Tree<'_>> = members.iter().map(|(key, value)| (&**key, value)).collect();
                for (key, value) in map.entries() {
                    if let Some(whole) = members.get(key) {
                        self.count(whole, value.as_view(), &Way::To(key, at));
                    }
                }
            }
            (Tree::List(items), View::List(list)) => {
                for (index, whole) in items.iter().enumerate().take(list.len()) {
                    self.count(whole, list.item(index).as_view(), &Way::Item(index, at));
                }
            }
            _ => {}
        }
    }

    fn count_member(&mut self, value: &Tree<'_>, object: &dyn Object, at: &Way<'_>) {
        let Way::To(key, _) = at else { return };
        let mut members = object.descriptor().fields.iter().enumerate();
        match members.find(|(_, member)| member.name == *key) {
            Some((index, member)) => {
                self.known += 1;
                self.constants += usize::from(member.constant.is_some_and(|json| !is_constant(value, json)));
                self.count(value, object.get(index), at);
            }
            None if object.additional().is_some() => {}
            None => self.members.push(at.pointer()),
        }
    }
}

/// The way to a value within the whole, which is written down only if something is lost there.
enum Way<'a> {
    Whole,
    To(&'a str, &'a Way<'a>),
    Item(usize, &'a Way<'a>),
}

impl Way<'_> {
    fn pointer(&self) -> String {
        match self {
            Self::Whole => String::new(),
            Self::To(key, before) => before.pointer() + "/" + key,
            Self::Item(index, before) => format!("{}/{index}", before.pointer()),
        }
    }
}

/// Constants that are no strings are booleans.
fn is_constant(value: &Tree<'_>, json: &str) -> bool {
    match value {
        Tree::Bool(value) => value.to_string() == json,
        _ => false,
    }
}
