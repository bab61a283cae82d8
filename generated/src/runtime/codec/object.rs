//! Decoding of models, field by field.

use super::{CodecError, Entries, Entry, FieldDescriptor, Input, Object, Tag};

/// Decodes an object into a model. Of a member that occurs twice, the last value counts. Additional properties are kept if
/// the model has a field for them, and skipped otherwise.
///
/// # Errors
/// The input is not an object, a value does not match its field, or a required member is missing.
pub fn decode_object<T: Object + Default>(model: &mut T, input: Input<'_>) -> Result<(), CodecError> {
    if let Input::Tag(tag) = input {
        return set_tag(model, tag);
    }
    *model = T::default();
    match input {
        Input::Entries(entries) => entries.fields(model),
        other => Err(CodecError::expected("an object", &other)),
    }
}

/// Sets the member that names the branch of a union.
fn set_tag(model: &mut dyn Object, tag: Tag) -> Result<(), CodecError> {
    let at = model.descriptor().fields.iter().position(|field| field.name == tag.name);
    let field = at.and_then(|index| model.get_mut(index));
    field.map_or(Ok(()), |field| field.decode_from(Input::Text(tag.text)))
}

/// Decodes all entries into a model.
///
/// # Errors
/// A value does not match its field, or a required member is missing.
pub fn decode_fields<E: Entries>(object: &mut dyn Object, entries: &mut E) -> Result<(), CodecError> {
    let descriptor = object.descriptor();
    let mut seen = Seen::default();
    while let Some(entry) = entries.entry(descriptor)? {
        match entry {
            Entry::Declared(index) => {
                seen.mark(index);
                if let Some(field) = object.get_mut(index) {
                    entries.value(field)?;
                }
            }
            Entry::Additional(key) => {
                if let Some(additional) = object.additional_mut() {
                    additional.insert(key, entries)?;
                }
            }
        }
    }
    let is_missing = |index: usize, field: &FieldDescriptor| field.required && !field.write_only && !seen.has(index);
    let mut missing = descriptor.fields.iter().enumerate().filter(|(index, field)| is_missing(*index, field));
    missing.try_for_each(|(_, field)| entries.missing(field.name))
}

/// The fields decoded so far: a bit set, and a list for the rare model with more than 128 fields.
#[derive(Default)]
struct Seen {
    first: u128,
    beyond: Vec<usize>,
}

impl Seen {
    fn mark(&mut self, index: usize) {
        match index {
            0..128 => self.first |= 1 << index,
            _ => self.beyond.push(index),
        }
    }

    fn has(&self, index: usize) -> bool {
        match index {
            0..128 => self.first & (1 << index) != 0,
            _ => self.beyond.contains(&index),
        }
    }
}
