//! A client for a server, and calls that differ only in what a test is about.

use std::sync::LazyLock;
use std::time::Duration;

use partner_center::manage_customer_accounts::UpdateCustomer;
use partner_center::models::CustomerUser;
use partner_center::runtime::{ClientBuilder, ClientInner, ReqwestTransport};
use partner_center::{Client, Error, ErrorKind, Response};
use tests::server::{Reply, Server};

pub(crate) const TOKEN: &str = "eyJ0eXAi.token.of-the-tests";
pub(crate) const CUSTOMER: &str = "4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04";
pub(crate) const USER: &str = "a45f1416-3300-4f65-9e8d-f123b397a4ea";

/// A client without operations, for those that a test makes up.
pub(crate) struct Bare(pub(crate) ClientInner);

impl From<ClientInner> for Bare {
    fn from(inner: ClientInner) -> Self {
        Self(inner)
    }
}

/// What a call gives.
pub(crate) type Outcome = Result<Response<Option<CustomerUser>>, Error>;

/// The default transport. It is made once, since it reads the certificates of the system.
static TRANSPORT: LazyLock<ReqwestTransport> = LazyLock::new(|| ReqwestTransport::new().expect("TLS can be set up"));

/// A client that sends each call once and gives up soon.
pub(crate) fn builder(server: &Server) -> ClientBuilder<Client> {
    let builder = Client::builder().base_url(server.url()).bearer_token(TOKEN).retry(1);
    builder.deadline(Duration::from_secs(5)).transport(TRANSPORT.clone())
}

pub(crate) fn client(server: &Server) -> Client {
    builder(server).build().expect("the settings are good")
}

/// A call of that client, with nothing to update.
pub(crate) fn call(server: &Server) -> UpdateCustomer {
    call_with(server, CustomerUser::new())
}

pub(crate) fn call_with(server: &Server, user: CustomerUser) -> UpdateCustomer {
    client(server).manage_customer_accounts().update_customer(CUSTOMER, USER, user)
}

/// What a call makes of an answer.
pub(crate) async fn outcome(reply: Reply) -> Outcome {
    Ok(call(&Server::always(reply)).send().await?)
}

/// What a call makes of a body of this media type.
pub(crate) async fn decoded(media_type: &str, body: impl Into<Vec<u8>>) -> Result<Option<CustomerUser>, Error> {
    outcome(Reply::new(200).header("Content-Type", media_type).body(body)).await.map(Response::into_body)
}

/// The user in a JSON body.
pub(crate) async fn user(body: impl Into<Vec<u8>>) -> CustomerUser {
    decoded("application/json", body).await.expect("the body fits").expect("there is a body")
}

/// The error of a call that must have failed so.
#[track_caller]
pub(crate) fn failure<T>(result: Result<T, impl Into<Error>>, kind: ErrorKind) -> Error {
    match result.map_err(Into::into) {
        Ok(_) => panic!("the call succeeded; expected {kind:?}"),
        Err(error) => {
            assert_eq!(error.kind(), kind, "{error:?}");
            error
        }
    }
}

/// Place and words of a decoding error.
#[track_caller]
pub(crate) fn fault<T>(result: Result<T, Error>) -> (String, String) {
    let error = failure(result, ErrorKind::Decode);
    let fault = error.decode_error().expect("a decoding error has a place");
    (fault.path.clone(), fault.message.clone())
}
