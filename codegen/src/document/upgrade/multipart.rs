//! Multipart forms: what the dialects mean by the same words.

use serde_json::{Map, Value};

use crate::document::{dialect::Dialect, internal_extensions};

/// Makes a media type mean what its dialect says, if it is a multipart form. In 3.0 the parts have no styles; since 3.1 they
/// have, and a part without a type is a file.
pub(super) fn fit(media_type: &mut Map<String, Value>, name: &str, dialect: Dialect) {
    if !name.trim_start().to_ascii_lowercase().starts_with("multipart/") {
        return;
    }
    match dialect {
        Dialect::Swagger2 => {}
        Dialect::OpenApi30 => {
            let encodings = media_type.get_mut("encoding").and_then(Value::as_object_mut);
            for encoding in encodings.into_iter().flat_map(Map::values_mut).filter_map(Value::as_object_mut) {
                encoding.retain(|key, _| !matches!(key.as_str(), "style" | "explode" | "allowReserved"));
            }
        }
        Dialect::OpenApi31 => {
            media_type.insert(internal_extensions::FREE_PARTS.to_owned(), true.into());
        }
    }
}
