//! What to do about an error, in words.

use http::StatusCode;

use super::error::{Error, ErrorKind};

impl Error {
    /// What to do about it, where the cause does not say that itself.
    pub fn remedy(&self) -> Option<&'static str> {
        if self.has_spent_body() {
            return Some("it was not repeated, because its body could be read only once");
        }
        of_kind(self)
    }
}

fn of_kind(error: &Error) -> Option<&'static str> {
    match error.kind() {
        ErrorKind::Request | ErrorKind::Credentials | ErrorKind::Pages => None,
        ErrorKind::Connect => Some(
            "check the base URL, and give the transport a `proxy` where the network needs one: the environment's is not used",
        ),
        ErrorKind::Tls => Some("an authority of your own is trusted if the transport has its `root_certificate`"),
        ErrorKind::MediaType => Some("ask for another one by `accept`, or add it to the document in an overlay"),
        ErrorKind::TooLarge => Some("raise `body_limit`"),
        ErrorKind::Decode if error.outcome_unknown() => again(error),
        ErrorKind::Decode => Some("correct the document in an overlay; the bytes are in `Error::body`"),
        ErrorKind::Transport | ErrorKind::Timeout => again(error),
        ErrorKind::Status => of_status(error),
    }
}

/// Whether the same call can be made again after one that nobody knows the outcome of.
fn again(error: &Error) -> Option<&'static str> {
    Some(match (error.outcome_unknown(), error.is_retryable(), error.idempotency_key()) {
        (true, false, _) => "find out whether it was carried out before you make it again",
        (_, true, Some(_)) => "make the same call again, with the idempotency key of this error",
        (_, true, None) => "make the same call again",
        (false, false, _) => return None,
    })
}

fn of_status(error: &Error) -> Option<&'static str> {
    let status = error.status()?;
    match status {
        StatusCode::UNAUTHORIZED => Some("give the client a credential that is valid"),
        StatusCode::FORBIDDEN => Some("the credential does not allow it"),
        _ if error.is_retryable() && error.idempotency_key().is_some() => again(error),
        _ if error.is_retryable() => Some("make the same call again later"),
        _ => None,
    }
}
