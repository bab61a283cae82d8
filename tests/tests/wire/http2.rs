//! HTTP/2 servers that refuse streams or say goodbye: a call goes out again where that does no harm.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use h2::server::SendResponse;
use h2::{Reason, RecvStream};
use http::{Request, Response};
use partner_center::models::CustomerUser;
use partner_center::runtime::{Call, ClientBuilder, Operation, ReqwestTransport};
use partner_center::{Client, Error, ErrorKind};
use rstest::rstest;
use tokio::net::TcpListener;

use crate::support::Bare;

/// What a server does with the first request; every other one is answered.
#[derive(Clone, Copy, Debug)]
enum First {
    /// RST_STREAM with this reason, before anything is answered.
    Reset(Reason),
    /// GOAWAY with this reason; the stream of the request is not among those that were worked on.
    Goodbye(Reason),
}

struct Server {
    address: SocketAddr,
    requests: Arc<AtomicUsize>,
}

impl Server {
    async fn start(first: First) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let requests = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&requests);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(connection(stream, first, Arc::clone(&counted)));
            }
        });
        Self { address, requests }
    }

    fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

async fn connection(stream: tokio::net::TcpStream, first: First, counted: Arc<AtomicUsize>) -> Result<(), h2::Error> {
    let mut connection = h2::server::handshake(stream).await?;
    while let Some(accepted) = connection.accept().await {
        let (request, mut respond) = accepted?;
        match (counted.fetch_add(1, Ordering::SeqCst), first) {
            (0, First::Reset(reason)) => respond.send_reset(reason),
            (0, First::Goodbye(reason)) => connection.abrupt_shutdown(reason),
            _ => answer(request, respond),
        }
    }
    Ok(())
}

fn answer(request: Request<RecvStream>, mut respond: SendResponse<Bytes>) {
    let body = if request.method() == "PATCH" { r#"{"id":"x"}"# } else { "true" };
    let head = Response::builder().header("content-type", "application/json").body(()).expect("a good head");
    // A client that has gone sees nothing.
    let _ = respond.send_response(head, false).and_then(|mut stream| stream.send_data(body.into(), true));
}

fn transport() -> ReqwestTransport {
    let client = reqwest::Client::builder().http2_prior_knowledge().redirect(reqwest::redirect::Policy::none());
    ReqwestTransport::with(client.no_proxy().build().expect("a client"))
}

static GET: Operation = operation("GET");
static POST: Operation = operation("POST");

const fn operation(method: &'static str) -> Operation {
    Operation { id: "Try", method, path: "/try", response_types: &["application/json"], ..Operation::PLAIN }
}

async fn send(server: &Server, operation: &'static Operation) -> Result<bool, Error> {
    let client: Bare = ClientBuilder::new(server.url(), "test").transport(transport()).build()?;
    Ok(*Call::new(&client.0, operation).send::<bool>().await?.body())
}

#[rstest]
#[case(First::Reset(Reason::REFUSED_STREAM))]
#[case(First::Reset(Reason::INTERNAL_ERROR))]
#[case(First::Goodbye(Reason::NO_ERROR))]
#[case(First::Goodbye(Reason::ENHANCE_YOUR_CALM))]
#[tokio::test]
async fn r73_a_call_that_may_be_repeated_is(#[case] first: First) {
    let server = Server::start(first).await;
    assert!(send(&server, &GET).await.unwrap_or_else(|error| panic!("{first:?}: {error}")));
    let server = Server::start(first).await;
    let client = Client::builder().base_url(server.url()).bearer_token("t").transport(transport());
    let client = client.deadline(Duration::from_secs(60)).build().expect("good settings");
    let user = client.manage_customer_accounts().update_customer("c", "u", CustomerUser::new()).await;
    let user = user.unwrap_or_else(|error| panic!("its key makes it safe: {first:?}: {error}"));
    assert_eq!(user.and_then(|user| user.id).as_deref(), Some("x"));
}

#[rstest]
#[case(First::Reset(Reason::INTERNAL_ERROR))]
#[case(First::Goodbye(Reason::ENHANCE_YOUR_CALM))]
#[tokio::test]
async fn r73_a_call_that_may_have_worked_is_not_repeated(#[case] first: First) {
    let server = Server::start(first).await;
    let error = send(&server, &POST).await.expect_err("nothing was answered");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1), "{error}");
    assert!(error.outcome_unknown());
    assert_eq!(server.requests.load(Ordering::SeqCst), 1);
}
