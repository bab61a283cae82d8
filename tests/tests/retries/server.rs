//! A server that follows a script, on a clock that is not the world's.

use std::collections::VecDeque;
use std::future::{pending, poll_fn};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response};
use partner_center::runtime::{BoxFuture, Chunks, RequestBody, Transport, TransportError, TransportFailure};

use crate::clock::Clock;

/// What the server does about one request.
#[derive(Clone)]
pub(crate) struct Step {
    after: Duration,
    reaction: Reaction,
}

#[derive(Clone)]
enum Reaction {
    Answer { status: u16, headers: HeaderMap, body: Vec<Part> },
    Fail(TransportFailure),
    Hang,
}

#[derive(Clone)]
pub(crate) enum Part {
    Bytes(&'static str),
    Break,
    Hang,
}

/// An answer without headers and body.
pub(crate) fn status(status: u16) -> Step {
    Step::of(Reaction::Answer { status, headers: HeaderMap::new(), body: Vec::new() })
}

/// A success with a body of JSON.
pub(crate) fn ok(json: &'static str) -> Step {
    status(200).header("content-type", "application/json").body([Part::Bytes(json)])
}

/// A success whose body breaks off.
pub(crate) fn half(json: &'static str) -> Step {
    status(200).header("content-type", "application/json").body([Part::Bytes(json), Part::Break])
}

/// No answer, for this reason.
pub(crate) fn fail(failure: TransportFailure) -> Step {
    Step::of(Reaction::Fail(failure))
}

/// No answer, ever.
pub(crate) fn hang() -> Step {
    Step::of(Reaction::Hang)
}

impl Step {
    fn of(reaction: Reaction) -> Self {
        Self { after: Duration::ZERO, reaction }
    }

    /// The same, but so much later.
    pub(crate) fn after(mut self, delay: Duration) -> Self {
        self.after = delay;
        self
    }

    pub(crate) fn header(mut self, name: &'static str, value: impl AsRef<[u8]>) -> Self {
        if let Reaction::Answer { headers, .. } = &mut self.reaction {
            let value = HeaderValue::from_bytes(value.as_ref()).expect("a header that can be received");
            headers.append(HeaderName::from_static(name), value);
        }
        self
    }

    pub(crate) fn body(mut self, parts: impl IntoIterator<Item = Part>) -> Self {
        if let Reaction::Answer { body, .. } = &mut self.reaction {
            body.extend(parts);
        }
        self
    }
}

/// A request as it arrived, and when.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) at: Duration,
    pub(crate) method: Method,
    pub(crate) url: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> &str {
        let values: Vec<_> = self.headers.get_all(name).iter().collect();
        let [value] = values[..] else { panic!("{} headers `{name}`, not one", values.len()) };
        value.to_str().expect("all that is sent is ASCII")
    }
}

/// The server, its clock and its diary.
#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) clock: Clock,
    script: Arc<Mutex<Script>>,
    seen: Arc<Mutex<Vec<Seen>>>,
}

struct Script {
    steps: VecDeque<Step>,
    then: Option<Step>,
}

impl Server {
    /// Follows `steps`; a request more fails the test.
    pub(crate) fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        Self::with(Script { steps: steps.into_iter().collect(), then: None })
    }

    /// Does the same about every request.
    pub(crate) fn always(step: Step) -> Self {
        Self::with(Script { steps: VecDeque::new(), then: Some(step) })
    }

    fn with(script: Script) -> Self {
        Self { clock: Clock::new(), script: Arc::new(Mutex::new(script)), seen: Arc::default() }
    }

    /// From now on, does the same about every request that no step is left for.
    pub(crate) fn turn(&self, step: Step) {
        self.script.lock().expect("a script").then = Some(step);
    }

    /// Adds to the steps.
    pub(crate) fn next(&self, steps: impl IntoIterator<Item = Step>) {
        self.script.lock().expect("a script").steps.extend(steps);
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().expect("a diary").clone()
    }

    pub(crate) fn requests(&self) -> usize {
        self.seen.lock().expect("a diary").len()
    }

    /// The time between each request and the one before.
    pub(crate) fn gaps(&self) -> Vec<Duration> {
        self.seen().windows(2).map(|pair| pair[1].at - pair[0].at).collect()
    }

    /// What will be done about the request that is here.
    fn coming(&self) -> Option<Reaction> {
        let script = self.script.lock().expect("a script");
        script.steps.front().or(script.then.as_ref()).map(|step| step.reaction.clone())
    }

    fn step(&self) -> Step {
        let mut script = self.script.lock().expect("a script");
        let step = script.steps.pop_front().or_else(|| script.then.clone());
        step.unwrap_or_else(|| panic!("request {} is one too many", self.requests()))
    }
}

/// All bytes of a body.
async fn read(body: RequestBody) -> Result<Bytes, TransportError> {
    if let Some(bytes) = body.as_bytes() {
        return Ok(bytes.clone());
    }
    let (mut chunks, mut all) = (body.into_chunks(), Vec::new());
    while let Some(chunk) = poll_fn(|context| Pin::new(&mut chunks).poll_next(context)).await {
        all.extend_from_slice(&chunk.map_err(|cause| TransportError::new(TransportFailure::Unsendable, cause))?);
    }
    Ok(all.into())
}

impl Transport for Server {
    fn send(&self, request: Request<RequestBody>) -> BoxFuture<'_, Result<Response<Box<dyn Chunks>>, TransportError>> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let is_read = body.as_bytes().is_some() || !matches!(self.coming(), Some(Reaction::Fail(_)));
            let body = if is_read { read(body).await? } else { Bytes::new() };
            let (method, url, headers) = (head.method, head.uri.to_string(), head.headers);
            let seen = Seen { at: self.clock.passed(), method, url, headers, body };
            self.seen.lock().expect("a diary").push(seen);
            let step = self.step();
            self.clock.sleep(step.after).await;
            match step.reaction {
                Reaction::Hang => pending().await,
                Reaction::Fail(failure) => Err(TransportError::new(failure, "as the script says")),
                Reaction::Answer { status, headers, body } => {
                    let mut response = Response::builder().status(status);
                    response.headers_mut().expect("a status").clone_from(&headers);
                    let body: Box<dyn Chunks> = Box::new(Body(body.into()));
                    Ok(response.body(body).expect("an answer that can be received"))
                }
            }
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(self.clock.sleep(duration))
    }

    fn now(&self) -> Instant {
        self.clock.now()
    }
}

struct Body(VecDeque<Part>);

impl Chunks for Body {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move {
            match self.0.pop_front() {
                None => Ok(None),
                Some(Part::Bytes(text)) => Ok(Some(Bytes::from_static(text.as_bytes()))),
                Some(Part::Break) => Err(TransportError::new(TransportFailure::Broken, "as the script says")),
                Some(Part::Hang) => pending().await,
            }
        })
    }
}
