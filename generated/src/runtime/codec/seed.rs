//! [`ValueSeed`]: a value to decode into through serde.

use super::error::Context;
use super::{Input, Wire};

/// A value to decode into: the one seed and visitor that all models share. `serde_bridge` has its traits.
pub(super) struct ValueSeed<'a> {
    pub(super) value: &'a mut dyn Wire,
    pub(super) context: &'a Context,
}

impl ValueSeed<'_> {
    /// Hands over the input. The context keeps what an error knows, since serde keeps only the message.
    pub(super) fn decode_from<E: serde::de::Error>(self, input: Input<'_>) -> Result<(), E> {
        self.value.decode_from(input).map_err(|error| {
            self.context.extend(&error);
            E::custom(error)
        })
    }
}
