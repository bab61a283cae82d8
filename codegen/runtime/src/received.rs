//! [`Received`]: a result before its body is decoded.

use std::sync::{Mutex, PoisonError};

use http::StatusCode;
use http::header::CONTENT_TYPE;

use super::body_codec::{BodyCodec, common_name, declared_as, essence, is_range, takes_bytes, without_bom};
use super::codec::{CodecError, DecodeError, Input, Wire, from_json_tolerantly};
use super::decoding::Decoding;
use super::error::{Error, ErrorKind, RawResponse};
use super::operation::Operation;

/// The bytes of a body kept when it cannot be decoded.
pub(super) const BODY_PREFIX: usize = 8 * 1024;

/// The result of a call before its body is decoded.
pub struct Received {
    pub(super) raw: RawResponse,
    pub(super) operation: &'static Operation,
    pub(super) attempts: u32,
    pub(super) key: Option<String>,
    /// What was asked for, as [`Error::target`] gives it.
    pub(super) target: String,
    /// The media type that the caller asked for.
    pub(super) asked: Option<String>,
    pub(super) decoding: Decoding,
    /// What did not match its type so far.
    pub(super) mismatches: Mutex<Vec<DecodeError>>,
}

impl Received {
    /// The status.
    pub fn status(&self) -> StatusCode {
        self.raw.status
    }

    /// Whether the body is in one of these declared media types. What is in none that the document declares passes, so that
    /// decoding it says so.
    pub fn is_in(&self, media_types: &[&str]) -> bool {
        let declared = self.media_type().and_then(|received| declared_as(self.operation.response_types, received));
        declared.is_none_or(|declared| media_types.contains(&declared))
    }

    /// Decodes the body by its media type. An empty body is decoded as null where the type allows it.
    ///
    /// # Errors
    /// The body does not match the type, or is in a media type that the document does not declare.
    pub fn decode(&self, value: &mut dyn Wire) -> Result<(), Error> {
        let undecodable = |error: CodecError| self.undecodable(error.into());
        let declared = self.operation.response_types;
        let [first, ..] = declared else { return Ok(()) };
        if takes_bytes(value) {
            return value.decode_from(Input::Bytes(&self.raw.body)).map_err(undecodable);
        }
        let body = without_bom(&self.raw.body);
        let is_json = |media_type: &&&str| BodyCodec::of(media_type) == Some(BodyCodec::Json);
        let media_type = match self.raw.headers.contains_key(CONTENT_TYPE) {
            true => self.media_type().unwrap_or_default(),
            false => self.asked.as_deref().unwrap_or_else(|| declared.iter().find(is_json).unwrap_or(first)),
        };
        let codec = BodyCodec::of(media_type);
        if body.trim_ascii().is_empty() && value.decode_from(Input::Null).is_ok() {
            return Ok(());
        }
        let codec = codec.and_then(|codec| self.declared_codec(codec, media_type)).ok_or_else(|| self.undeclared())?;
        // An empty text is a valid string.
        if body.trim_ascii().is_empty() && codec != BodyCodec::Text {
            let message = "the body is empty".to_owned();
            return Err(self.undecodable(DecodeError { path: String::new(), message }));
        }
        let result = codec.decode(media_type, body, value);
        result.or_else(|error| self.tolerated(body, value, error)).map_err(|error| self.undecodable(error))
    }

    /// Decodes the JSON of a body, or a part of it, that does not match its type, if the client is tolerant.
    ///
    /// # Errors
    /// `error`, if it is not, or the text cannot be decoded at all.
    pub(super) fn tolerated(&self, json: &[u8], value: &mut dyn Wire, error: DecodeError) -> Result<(), DecodeError> {
        if self.decoding == Decoding::Strict {
            return Err(error);
        }
        let found = from_json_tolerantly(json, value).map_err(|_| error)?;
        self.mismatches.lock().unwrap_or_else(PoisonError::into_inner).extend(found);
        Ok(())
    }

    /// What did not match its type since this was asked last.
    pub(super) fn take_mismatches(&self) -> Vec<DecodeError> {
        std::mem::take(&mut *self.mismatches.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The codec of a media type, if the document declares one with that codec. Many servers call JSON `text/plain`.
    fn declared_codec(&self, codec: BodyCodec, media_type: &str) -> Option<BodyCodec> {
        let declared = self.operation.response_types;
        let has = |codec| declared.iter().any(|one| BodyCodec::of(one) == Some(codec));
        if declared.iter().any(|one| one.eq_ignore_ascii_case(media_type) || is_range(one)) || has(codec) {
            return Some(codec);
        }
        let may_be_json = codec == BodyCodec::Text && essence(media_type).eq_ignore_ascii_case("text/plain");
        Some(BodyCodec::Json).filter(|_| may_be_json && has(BodyCodec::Json))
    }

    fn media_type(&self) -> Option<&str> {
        self.raw.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    fn undecodable(&self, error: DecodeError) -> Error {
        self.of_call(Error::from_decode(self.prefix(), error))
    }

    fn undeclared(&self) -> Error {
        let expected = self.operation.response_types.join(", ");
        let cause = format!("expected {expected}, found {}", self.media_type().map_or("none", common_name));
        self.of_call(Error::new(ErrorKind::MediaType, cause).with_response(self.prefix()))
    }

    pub(super) fn of_call(&self, error: Error) -> Error {
        error.of_call(self.operation, self.attempts, self.key.as_deref()).sent_to(self.target.clone())
    }

    pub(super) fn prefix(&self) -> RawResponse {
        let mut received = self.raw.clone();
        received.body.truncate(BODY_PREFIX);
        received
    }
}
