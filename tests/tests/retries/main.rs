//! When a failed call is sent again, when it is not, and with what. The numbers are those of the hostile cases.

mod attempts;
mod budget;
mod call_options;
mod clock;
mod deadlines;
mod error_words;
mod keys;
mod matrix;
mod middleware;
mod policy;
mod retry_after;
mod server;
mod sockets;
mod throttle;
mod tls;
mod transport_settings;
mod unknown_outcome;
mod uploads;

use std::time::Duration;

use partner_center::manage_customer_accounts::{UpdateCustomer, UpdateCustomerError};
use partner_center::models::CustomerUser;
use partner_center::runtime::{Call, ClientBuilder, ClientInner, Operation};
use partner_center::{CallError, CallOptions, Client, Response};

use crate::server::Server;

/// The body of a success.
const USER: &str = r#"{"usageLocation":"DE","attributes":{"objectType":"CustomerUser"}}"#;

/// The header that the update's idempotency key travels in.
const KEY: &str = "ms-requestid";

fn ms(count: u64) -> Duration {
    Duration::from_millis(count)
}

fn secs(count: u64) -> Duration {
    Duration::from_secs(count)
}

fn builder(server: &Server) -> ClientBuilder<Client> {
    Client::builder().base_url("https://api.test").bearer_token("t").transport(server.clone())
}

fn client(server: &Server) -> Client {
    builder(server).build().expect("settings that are right")
}

/// The call of the emitted client: a PATCH with an idempotency key.
fn update(client: &Client) -> UpdateCustomer {
    client.manage_customer_accounts().update_customer("c", "u", CustomerUser::new().usage_location("DE"))
}

type Updated = Result<Response<Option<CustomerUser>>, CallError<UpdateCustomerError>>;

/// Updates over a client with the normal settings.
fn updated(server: &Server) -> Updated {
    server.clock.run(update(&client(server)).send())
}

/// The error of an update over a client with the normal settings.
fn refused(server: &Server) -> CallError<UpdateCustomerError> {
    updated(server).expect_err("the server did not give a success")
}

/// A client of any operation.
struct Bare(ClientInner);

impl From<ClientInner> for Bare {
    fn from(inner: ClientInner) -> Self {
        Self(inner)
    }
}

fn bare(server: &Server) -> ClientBuilder<Bare> {
    ClientBuilder::new("https://api.test", "test").transport(server.clone())
}

impl Bare {
    fn of(server: &Server) -> Self {
        bare(server).build().expect("settings that are right")
    }

    /// A call with a body, if the operation has one.
    fn call(&self, operation: &'static Operation) -> Call {
        Call::new(&self.0, operation).body("body".to_owned())
    }
}

/// A call with options.
#[derive(Clone)]
struct Tried(Call);

impl CallOptions for Tried {
    fn call_mut(&mut self) -> &mut Call {
        &mut self.0
    }
}

/// An operation with a response of text in JSON.
const fn operation(method: &'static str, key: Option<&'static str>) -> Operation {
    Operation {
        id: "Try",
        method,
        path: "/try",
        request_types: &["application/json"],
        response_types: &["application/json"],
        idempotency_key: key,
        ..Operation::PLAIN
    }
}

static GET: Operation = operation("GET", None);
static PUT: Operation = operation("PUT", None);
static DELETE: Operation = operation("DELETE", None);
static POST: Operation = operation("POST", None);
static PATCH: Operation = operation("PATCH", None);
