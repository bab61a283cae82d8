//! Sets a user's usage location and prints what went over the wire: `cargo run -p partner-center --example update_customer`.
//!
//! As it stands, the call goes to a small Partner Center on this machine, see [`server`]; nothing leaves it. With these
//! environment variables it goes to the real service, **and changes that user**:
//!
//! - `PARTNER_CENTER_TOKEN`: an access token for App+User, without the word `Bearer`
//! - `PARTNER_CENTER_CUSTOMER`: the tenant id of the customer
//! - `PARTNER_CENTER_USER`: the object id of the user

mod server;

use std::env;
use std::error::Error as _;
use std::process::ExitCode;

use partner_center::manage_customer_accounts::UpdateCustomerError;
use partner_center::models::CustomerUser;
use partner_center::{Client, Error, Response};

const HINT: &str = "
This was a server of the example's own. To make the same call to Partner Center, which changes that user,
set PARTNER_CENTER_TOKEN, PARTNER_CENTER_CUSTOMER and PARTNER_CENTER_USER, and run this again.";

/// What the call needs from outside.
struct Access {
    token: String,
    customer: String,
    user: String,
}

impl Access {
    /// To the real service, if all three variables are set.
    fn from_environment() -> Option<Self> {
        Some(Self {
            token: env::var("PARTNER_CENTER_TOKEN").ok()?,
            customer: env::var("PARTNER_CENTER_CUSTOMER").ok()?,
            user: env::var("PARTNER_CENTER_USER").ok()?,
        })
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let result = match Access::from_environment() {
        Some(access) => real(access).await,
        None => rehearsal().await,
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            explain(&error);
            ExitCode::FAILURE
        }
    }
}

async fn real(access: Access) -> Result<(), Error> {
    let client = Client::builder().bearer_token(access.token).build()?;
    print_received(&update(&client, access.customer, access.user).await?);
    Ok(())
}

async fn rehearsal() -> Result<(), Error> {
    let server = server::start().expect("a port on the loopback interface");
    let client = Client::builder().base_url(&server.url).bearer_token("an-access-token").build()?;
    let response = update(&client, server::CUSTOMER.to_owned(), server::USER.to_owned()).await?;
    println!("Sent to {}:\n", server.url);
    println!("{}\n", server.requests.recv().expect("the server has seen the request"));
    print_received(&response);
    println!("{HINT}");
    Ok(())
}

/// The call. Without `.send()` it gives the user alone.
async fn update(
    client: &Client,
    customer_id: String,
    user_id: String,
) -> Result<Response<Option<CustomerUser>>, Error> {
    let call = client.manage_customer_accounts().update_customer(
        customer_id,
        user_id,
        CustomerUser::new().usage_location("NL"),
    );
    Ok(call.send().await?)
}

fn print_received(response: &Response<Option<CustomerUser>>) {
    println!("Received:\n\n{}", response.status());
    for (name, value) in response.headers() {
        println!("{name}: {}", String::from_utf8_lossy(value.as_bytes()));
    }
    match response.body() {
        Some(user) => println!("\n{user:#?}"),
        None => println!("\n(an empty body, which is a success too)"),
    }
}

fn explain(error: &Error) {
    eprintln!("{error}");
    let mut cause = error.source();
    while let Some(deeper) = cause {
        eprintln!("- {deeper}");
        cause = deeper.source();
    }
    match error.typed() {
        Some(UpdateCustomerError::Default(body)) => eprintln!("{body:#?}"),
        Some(UpdateCustomerError::TooManyRequests(body)) => eprintln!("{body:#?}"),
        Some(_) | None => {}
    }
    if error.is_retryable() {
        eprintln!("The same call may succeed later.");
    }
}
