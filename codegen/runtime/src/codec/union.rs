//! Choosing the type of a union that a value is of.

use serde_json::Value;

use super::{Fault, Input, Object, View, Wire, deserialize};

/// A union: one of several types, or a value of none of them.
pub trait Union {
    /// The member whose text names the type (`discriminator`); empty if there is none.
    fn tag(&self) -> &'static str;
    /// The texts of the tag that name each type, in the order of the types.
    fn tags(&self) -> &'static [&'static [&'static str]];
    /// Becomes the type at `index`, empty, to be filled; beyond the last, a value of no type.
    fn select(&mut self, index: usize) -> &mut dyn Wire;
}

/// Fills a union with a value of the type that its tag names. Without a tag it is the type that takes the value with the
/// least left over; the order of the types decides between equals. What no type takes is kept as it came.
///
/// # Errors
/// The tag names a type that does not take the value.
pub fn fill_union(union: &mut dyn Union, input: Input<'_>) -> Result<(), Fault> {
    let mut whole = Value::Null;
    whole.fill(input)?;
    let count = union.tags().len();
    let tag = Some(union.tag()).filter(|name| !name.is_empty()).and_then(|name| whole.get(name));
    if let Some(Value::String(tag)) = tag {
        let named = union.tags().iter().position(|tags| tags.contains(&tag.as_str()));
        let slot = union.select(named.unwrap_or(count));
        return deserialize(slot, &whole).map_err(Fault::new);
    }
    let chosen = choose(union, &whole).unwrap_or(count);
    deserialize(union.select(chosen), &whole).map_err(Fault::new)
}

/// The index of the best type, if there is one that loses nothing that another would keep.
fn choose(union: &mut dyn Union, whole: &Value) -> Option<usize> {
    let mut best: Option<(usize, Loss)> = None;
    let mut all = Vec::new();
    for index in 0..union.tags().len() {
        let slot = union.select(index);
        if deserialize(slot, whole).is_err() || is_rewritten(whole, slot.view()) {
            continue;
        }
        let mut loss = Loss::default();
        loss.count(whole, slot.view());
        if loss.is_none() {
            return Some(index);
        }
        if loss.known == 0 && whole.as_object().is_some_and(|members| !members.is_empty()) {
            continue;
        }
        all.push(loss.members.clone());
        if best.as_ref().is_none_or(|(_, least)| loss.key() < least.key()) {
            best = Some((index, loss));
        }
    }
    let (index, loss) = best?;
    let others_keep = |lost: &String| all.iter().any(|other| !other.contains(lost));
    (!loss.members.iter().any(others_keep)).then_some(index)
}

/// Whether a type has taken a value that it would write in another way: `1.0` as `1`. A value of no type of a union within
/// the union has not been taken at all.
fn is_rewritten(whole: &Value, view: View<'_>) -> bool {
    match (whole, view) {
        (_, View::Unknown(_, usize::MAX)) => true,
        (Value::Number(number), View::Int(_) | View::Uint(_)) => number.is_f64(),
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
    at: String,
}

impl Loss {
    fn is_none(&self) -> bool {
        self.constants == 0 && self.members.is_empty() && self.unknown == 0
    }

    /// The smallest is the best.
    fn key(&self) -> (usize, usize, usize) {
        (self.constants, self.members.len(), self.unknown)
    }

    fn count(&mut self, whole: &Value, view: View<'_>) {
        match (whole, view) {
            // Of an enum with one value, any other says that this is another type.
            (_, View::Unknown(_, 1)) => self.constants += 1,
            (_, View::Unknown(..)) => self.unknown += 1,
            (Value::Object(members), View::Object(object)) => {
                members.iter().for_each(|(key, value)| self.below(key, |loss| loss.count_member(key, value, object)));
            }
            (Value::Object(_), View::Map(map)) => {
                for (key, value) in map.entries() {
                    if let Some(whole) = whole.get(key) {
                        self.below(key, |loss| loss.count(whole, value.view()));
                    }
                }
            }
            (Value::Array(items), View::List(list)) => {
                for (index, whole) in items.iter().enumerate().take(list.len()) {
                    self.below(&index.to_string(), |loss| loss.count(whole, list.item(index).view()));
                }
            }
            _ => {}
        }
    }

    fn count_member(&mut self, key: &str, value: &Value, object: &dyn Object) {
        let mut members = object.table().members.iter().enumerate();
        match members.find(|(_, member)| member.name == key) {
            Some((index, member)) => {
                self.known += 1;
                self.constants += usize::from(member.constant.is_some_and(|json| !is_constant(value, json)));
                self.count(value, object.member(index).map_or(View::Absent, Wire::view));
            }
            None if object.rest().is_some() => {}
            None => self.members.push(self.at.clone()),
        }
    }

    fn below(&mut self, step: &str, count: impl FnOnce(&mut Self)) {
        let length = self.at.len();
        self.at.push('/');
        self.at.push_str(step);
        count(self);
        self.at.truncate(length);
    }
}

fn is_constant(value: &Value, json: &str) -> bool {
    serde_json::from_str::<Value>(json).is_ok_and(|constant| constant == *value)
}
