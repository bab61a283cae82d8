//! Responses: keys that are no status codes, bodies that are words, schemas outside of `content`.

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::{body, repairer::Repairer};
use crate::{
    diagnostics::{Code, NodePath, quote},
    document::{dialect::Dialect, spec::is_status},
};

/// The responses of an operation.
pub(super) fn responses(repairer: &mut Repairer<'_>, members: &mut Map<String, Value>, here: &NodePath<'_>) {
    let wrong: Vec<String> = members.keys().filter(|key| !is_status(key) && !key.starts_with("x-")).cloned().collect();
    for key in wrong {
        if let Some(status) = meant(&key).filter(|status| !members.contains_key(status)) {
            repairer
                .warn(
                    Code::WKey,
                    &NodePath::Key(here, &key),
                    format!("{} is no status; it is read as `{status}`", quote(&key)),
                )
                .help(format!("write `{status}`"));
            repairer.rename(members, &IndexMap::from([(key, status)]), here);
        }
    }
    for (key, response) in members.iter_mut().filter(|(key, _)| is_status(key)) {
        let here = NodePath::Key(here, key);
        match response {
            Value::Null => {
                repairer
                    .warn(Code::WNull, &here, "the response is null; it is read as one that has no body")
                    .help("give it a `description`");
                *response = json!({"description": ""});
            }
            Value::String(text) => {
                repairer
                    .warn(Code::WType, &here, "expected a response, found a string; it is read as its description")
                    .help("write `description: …`");
                *response = json!({"description": text});
            }
            _ => {}
        }
    }
}

/// `Default` → `default`, `200 OK` → `200`, `5xx errors` → `5XX`.
fn meant(key: &str) -> Option<String> {
    let word = key.trim().split([' ', '\t', ':', '-', '(']).next()?;
    let word = word.to_ascii_lowercase();
    is_status(&word).then(|| if word.ends_with("xx") { word.to_ascii_uppercase() } else { word })
}

/// A response of OpenAPI 3 with the members of 2.0.
pub(super) fn response(repairer: &mut Repairer<'_>, members: &mut Map<String, Value>, here: &NodePath<'_>) {
    if repairer.dialect != Dialect::Swagger2 {
        body::schema_in_place(repairer, members, here);
    }
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn keys_with_more_than_a_status() {
        for (key, status) in [("Default", "default"), ("200 ", "200"), ("404 Not Found", "404"), ("4xx errors", "4XX")]
        {
            assert_eq!(meant(key).as_deref(), Some(status));
        }
        for key in ["", "success", "20", "2000", "099"] {
            assert_eq!(meant(key), None);
        }
    }
}
