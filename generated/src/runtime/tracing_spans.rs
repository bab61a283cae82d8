//! [`Tracing`]: a span for each attempt, after the conventions of OpenTelemetry for HTTP clients.

use tracing::field::Empty;
use tracing::{Instrument, Span};

use super::codec::DecodeError;
use super::middleware::{Attempted, EndedCall, Middleware, Next};
use super::request_body::RequestBody;
use super::transport::{BoxFuture, TransportFailure};

/// A [`Middleware`] that makes spans with [`tracing`](https://docs.rs/tracing): one for each attempt, with method, path template,
/// host, status and kind of failure, and an event for each call that fails and each member that does not match its type. None of them has an argument, a header or a body.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tracing;

impl Middleware for Tracing {
    fn attempt<'a>(&'a self, request: http::Request<RequestBody>, next: Next<'a>) -> BoxFuture<'a, Attempted> {
        let span = span(&request, next);
        Box::pin(async move {
            let result = next.send(request).instrument(span.clone()).await;
            record(&span, &result);
            result
        })
    }

    fn ended(&self, call: &EndedCall<'_>) {
        if let Err(error) = call.result() {
            tracing::warn!(operation = call.operation(), attempts = call.attempts(), %error, "the call failed");
        }
    }

    fn mismatched(&self, operation: &'static str, mismatches: &[DecodeError]) {
        for DecodeError { path, message } in mismatches {
            tracing::warn!(operation, path, message, "the answer does not match its type");
        }
    }
}

fn span(request: &http::Request<RequestBody>, next: Next<'_>) -> Span {
    let (method, template) = (request.method().as_str(), next.path_template());
    let uri = request.uri();
    let span = tracing::info_span!(
        "http_client",
        otel.name = format!("{method} {template}"),
        otel.kind = "client",
        otel.status_code = Empty,
        operation = next.operation(),
        http.request.method = method,
        http.request.resend_count = Empty,
        http.response.status_code = Empty,
        url.template = template,
        server.address = uri.host().unwrap_or_default(),
        server.port = uri.port_u16().unwrap_or(if uri.scheme_str() == Some("http") { 80 } else { 443 }),
        error.type = Empty,
    );
    if next.attempt() > 1 {
        span.record("http.request.resend_count", next.attempt() - 1);
    }
    span
}

fn record(span: &Span, result: &Attempted) {
    let failed = |kind: &str| {
        span.record("otel.status_code", "ERROR");
        span.record("error.type", kind);
    };
    match result {
        Ok(response) => {
            let status = response.status();
            span.record("http.response.status_code", status.as_u16());
            if status.is_client_error() || status.is_server_error() {
                failed(status.as_str());
            }
        }
        Err(error) => failed(match error.failure {
            TransportFailure::NotConnected => "not_connected",
            TransportFailure::Tls => "tls",
            TransportFailure::Unsendable => "unsendable",
            TransportFailure::Broken => "broken",
        }),
    }
}
