//! Choosing the type of a union that a value is of.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::super::json::is_number_held;
use super::{Fault, Input, Object, Shape, Table, Tree, View, Wire, json, tree_json};

/// A union: one of several types, or a value of none of them.
pub trait Union {
    /// The member whose text names the type (`discriminator`); empty if there is none.
    fn tag(&self) -> &'static str;
    /// The texts of the tag that name each type, in the order of the types.
    fn tags(&self) -> &'static [&'static [&'static str]];
    /// What the type at `index` can hold.
    fn shape_of(&self, index: usize) -> Shape;
    /// Becomes the type at `index`, empty, to be filled; beyond the last, a value of no type.
    fn select(&mut self, index: usize) -> &mut dyn Wire;
}

/// Fills a union with a value of the type that its tag names. Without a tag it is the type that takes the value with the
/// least left over; the order of the types decides between equals. What no type takes is kept as it came.
///
/// # Errors
/// The tag names a type that does not take the value.
pub fn fill_union(union: &mut dyn Union, input: Input<'_>) -> Result<(), Fault> {
    match input {
        Input::Tree(tree) => fill_from(union, tree),
        Input::Json(json) => match index_of_tag(union, tree_json::text_of(json, union.tag())?.as_deref()) {
            // Its type being known, the value need not be kept first.
            Some(index) => json::read_text(json, union.select(index)),
            None => fill_from(union, &tree_json::parse(json)?),
        },
        other => {
            let mut tree = Tree::Null;
            tree.fill(other)?;
            fill_from(union, &tree)
        }
    }
}

fn fill_from(union: &mut dyn Union, whole: &Tree<'_>) -> Result<(), Fault> {
    let tag = match whole.get(union.tag()) {
        Some(Tree::Text(tag) | Tree::Lexical(tag)) => Some(&**tag),
        _ => None,
    };
    if let Some(index) = index_of_tag(union, tag) {
        return whole.feed(union.select(index));
    }
    match choose(union, whole) {
        Choice::Current => Ok(()),
        Choice::Index(index) => whole.feed(union.select(index)),
        Choice::None => whole.feed(union.select(union.tags().len())),
    }
}

/// The type that the text of the tag names; none of them, if each has a text and it is not this one.
fn index_of_tag(union: &dyn Union, tag: Option<&str>) -> Option<usize> {
    let (tag, tags) = (tag.filter(|_| !union.tag().is_empty())?, union.tags());
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
    let all = 0..union.tags().len();
    let possible: Vec<usize> = all.filter(|index| may_be(union.shape_of(*index), whole)).collect();
    let around = TRIED.get();
    match possible.as_slice() {
        // Where no more is tried out, the first that takes the value is good enough.
        [first, _, ..] if around >= MOST_TRIED => match whole.feed(union.select(*first)) {
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
        let slot = union.select(index);
        if whole.feed(slot).is_err() {
            all.push(undescribed(slot.shape(), whole));
            continue;
        }
        if is_rewritten(whole, slot.view()) {
            // A union that has the value as one of no type would keep all of it.
            all.push(Vec::new());
            continue;
        }
        let mut loss = Loss::default();
        loss.count(whole, slot.view(), &Way::Whole);
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
fn undescribed(shape: Shape, whole: &Tree<'_>) -> Vec<String> {
    let Tree::Object(members) = whole else { return Vec::new() };
    let is_known = |key: &str| match shape {
        Shape::Object(table) => table.rest || table.members.iter().any(|member| member.name == key),
        Shape::Map | Shape::Any => true,
        Shape::Scalar | Shape::List => false,
    };
    members.iter().filter(|(key, _)| !is_known(key)).map(|(key, _)| format!("/{key}")).collect()
}

/// Whether a look at the outside of a value leaves it possible that it is of this shape.
fn may_be(shape: Shape, whole: &Tree<'_>) -> bool {
    match (shape, whole) {
        (Shape::Any, _) | (_, Tree::Lexical(_)) => true,
        (Shape::Object(table), Tree::Object(_)) => has_required(table, whole),
        (Shape::Map, Tree::Object(_)) | (Shape::List, Tree::List(_)) => true,
        (Shape::Scalar, Tree::List(_) | Tree::Object(_)) => false,
        (Shape::Scalar, _) => true,
        _ => false,
    }
}

fn has_required(table: &Table, whole: &Tree<'_>) -> bool {
    let mut required = table.members.iter().filter(|member| member.required && !member.write_only);
    required.all(|member| whole.get(member.name).is_some())
}

/// Whether a type has taken a value that it would write in another way: `1.0` as `1`. A value of no type of a union within
/// the union has not been taken at all.
fn is_rewritten(whole: &Tree<'_>, view: View<'_>) -> bool {
    match (whole, view) {
        (_, View::Unknown(_, usize::MAX)) => true,
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
            (_, View::Unknown(_, 1)) => self.constants += 1,
            (_, View::Unknown(..)) => self.unknown += 1,
            (Tree::Object(members), View::Object(object)) => {
                members.iter().for_each(|(key, value)| self.count_member(value, object, &Way::To(key, at)));
            }
            (Tree::Object(members), View::Map(map)) => {
                let members: BTreeMap<&str, &Tree<'_>> = members.iter().map(|(key, value)| (&**key, value)).collect();
                for (key, value) in map.entries() {
                    if let Some(whole) = members.get(key) {
                        self.count(whole, value.view(), &Way::To(key, at));
                    }
                }
            }
            (Tree::List(items), View::List(list)) => {
                for (index, whole) in items.iter().enumerate().take(list.len()) {
                    self.count(whole, list.item(index).view(), &Way::Item(index, at));
                }
            }
            _ => {}
        }
    }

    fn count_member(&mut self, value: &Tree<'_>, object: &dyn Object, at: &Way<'_>) {
        let Way::To(key, _) = at else { return };
        let mut members = object.table().members.iter().enumerate();
        match members.find(|(_, member)| member.name == *key) {
            Some((index, member)) => {
                self.known += 1;
                self.constants += usize::from(member.constant.is_some_and(|json| !is_constant(value, json)));
                self.count(value, object.look(index), at);
            }
            None if object.rest().is_some() => {}
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
