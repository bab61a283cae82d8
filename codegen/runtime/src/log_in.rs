//! Puts the chosen credentials into a request.

use http::header::COOKIE;
use http::{HeaderMap, HeaderName};

use super::credentials::{Credential, Placed};
use super::header_field::{header_name, header_value};
use super::scheme::Place;
use super::url_path::{Keep, push_encoded};

/// Where credentials go: the parts of a request that hold some.
pub(super) struct Target<'a> {
    pub(super) url: &'a mut String,
    pub(super) headers: &'a mut HeaderMap,
}

impl Target<'_> {
    /// Puts in what is the same for each attempt, and returns what is made for each.
    ///
    /// # Errors
    /// A credential cannot be sent. The cause, without the credential.
    pub(super) fn put(mut self, chosen: &[Placed<'_>]) -> Result<Option<Credential>, String> {
        let mut made = None;
        for (place, credential) in chosen {
            let Credential::Fixed(secret) = credential else {
                made = Some((*credential).clone());
                continue;
            };
            let text = secret.expose();
            if text.is_empty() {
                return Err("a key is empty".to_owned());
            }
            match place {
                Place::Header(name) => {
                    self.headers.insert(header_name(name)?, header_value(name, text)?);
                }
                Place::Query(name) => self.push_query(name, text),
                Place::Cookie(name) => self.push_cookie(name, text)?,
            }
        }
        Ok(made)
    }

    fn push_query(&mut self, name: &str, text: &str) {
        self.url.push(if self.url.contains('?') { '&' } else { '?' });
        push_encoded(self.url, name, Keep::Unreserved);
        self.url.push('=');
        push_encoded(self.url, text, Keep::Unreserved);
    }

    /// A cookie is sent as it is, so it must be one (RFC 6265 §4.1.1).
    fn push_cookie(&mut self, name: &str, text: &str) -> Result<(), String> {
        let is_octet = |byte: u8| byte.is_ascii_graphic() && !b"\",;\\".contains(&byte);
        if HeaderName::try_from(name).is_err() || !text.bytes().all(is_octet) {
            return Err(format!("the cookie `{name}` contains a character that no cookie can have"));
        }
        let others = self.headers.get(COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let separator = if others.is_empty() { "" } else { "; " };
        let all = header_value("cookie", &format!("{others}{separator}{name}={text}"))?;
        self.headers.insert(COOKIE, all);
        Ok(())
    }
}

/// Whether a cookie of this name is among those of a request.
pub(super) fn has_cookie(headers: &HeaderMap, name: &str) -> bool {
    let all = headers.get(COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    all.split(';').any(|pair| pair.trim().split_once('=').is_some_and(|(own, _)| own == name))
}
