//! Media types: which kind of codec reads and writes a body, by subtype or structured suffix.

/// What the runtime does with a body of a media type; the kinds that lose least come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MediaKind {
    /// JSON.
    Json,
    /// XML.
    Xml,
    /// `application/x-www-form-urlencoded`
    Form,
    /// `multipart/form-data`
    Multipart,
    /// A text: a scalar is written as it prints.
    Text,
    /// A text that holds one item after the other.
    Stream,
    /// Any other media type: the body is bytes.
    Bytes,
    /// A range such as `*/*`.
    Range,
    /// Not a media type at all.
    Broken,
}

impl MediaKind {
    /// The kind of a media type, whatever its parameters and case.
    pub fn of(media_type: &str) -> Self {
        let essence = essence(media_type);
        let tokens = essence.split_once('/').filter(|(kind, subtype)| is_token(kind) && is_token(subtype));
        let Some((kind, subtype)) = tokens else { return Self::Broken };
        // By the structured suffix (RFC 6839), or by the subtype if there is none.
        match (kind, subtype.rsplit_once('+').map_or(subtype, |(_, suffix)| suffix)) {
            (_, "json") => Self::Json,
            (_, "xml") => Self::Xml,
            (_, "*") => Self::Range,
            (_, "x-www-form-urlencoded") => Self::Form,
            ("multipart", "form-data") => Self::Multipart,
            ("text", "event-stream")
            | (_, "jsonl" | "x-jsonl" | "x-ndjson" | "ndjson" | "x-jsonlines" | "json-seq") => Self::Stream,
            ("text", _) => Self::Text,
            _ => Self::Bytes,
        }
    }

    /// Whether the caller has to say more than the document does: the type within a range, or the boundary of parts.
    pub fn is_open(media_type: &str) -> bool {
        Self::of(media_type) == Self::Range || essence(media_type).starts_with("multipart/")
    }
}

fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// The media type without its parameters; empty if it holds what no header takes.
fn essence(media_type: &str) -> String {
    let is_clean = media_type.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    if is_clean { essence.to_ascii_lowercase() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::MediaKind;

    /// The literals on the left of each arm of a `match` that gives `Self::…` → the variant. `_` and what is no subtype is left out.
    fn arms(source: &str, function: &str) -> BTreeMap<String, String> {
        let body = source.split(function).nth(1).and_then(|rest| rest.split("\n    }\n").next()).expect("the function");
        let mut arms = BTreeMap::new();
        let mut pattern = String::new();
        for line in body.lines() {
            pattern.push_str(line);
            let Some((left, right)) = pattern.split_once("=>") else { continue };
            if let Some(variant) = right.split("Self::").nth(1) {
                let variant: String = variant.chars().take_while(|c| c.is_alphanumeric()).collect();
                let literals = left.split('"').skip(1).step_by(2).filter(|literal| !["*", "text"].contains(literal));
                arms.extend(literals.map(|literal| (literal.to_owned(), variant.clone())));
            }
            pattern.clear();
        }
        arms
    }

    #[test]
    fn the_runtime_classifies_media_types_in_the_same_way() {
        let runtime = arms(include_str!("../../runtime/src/body_codec.rs"), "fn of(media_type: &str)");
        assert!(runtime.len() > 8, "{runtime:?}");
        for (subtype, codec) in &runtime {
            let media_type =
                if subtype == "form-data" { "multipart/form-data" } else { &format!("application/{subtype}") };
            let kind = match MediaKind::of(media_type) {
                // The runtime reads and writes a stream as one text.
                MediaKind::Stream => MediaKind::Text,
                kind => kind,
            };
            if subtype != "multipart" {
                assert_eq!(format!("{kind:?}"), *codec, "{media_type}");
            }
        }
        let own = arms(include_str!("media.rs"), "fn of(media_type: &str)");
        // A text like any other to the runtime.
        let missing = own.keys().find(|subtype| !runtime.contains_key(*subtype) && *subtype != "event-stream");
        assert_eq!(missing, None);
    }
}
