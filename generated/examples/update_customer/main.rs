//! Logs in, sets a user's usage location and prints each step: `cargo run -p partner-center --example update_customer`.
//!
//! As it stands, all goes to a small Partner Center on this machine, see [`server`]; nothing leaves it. With these environment
//! variables it goes to the real service, **and changes that user**:
//!
//! - `PARTNER_CENTER_TENANT`: the partner's own tenant id
//! - `PARTNER_CENTER_CLIENT_ID` and `PARTNER_CENTER_CLIENT_SECRET`: the application that a user has consented to
//! - `PARTNER_CENTER_REFRESH_TOKEN_FILE`: a file with the refresh token of that consent; each new one is written there
//! - `PARTNER_CENTER_CUSTOMER`: the tenant id of the customer
//! - `PARTNER_CENTER_USER`: the object id of the user

mod server;

use std::env;
use std::error::Error as _;
use std::fs;
use std::process::ExitCode;

use partner_center::manage_customer_accounts::UpdateCustomerError;
use partner_center::models::CustomerUser;
use partner_center::runtime::oauth2::{ClientAuthentication, RefreshToken};
use partner_center::{Client, Error, ErrorKind, Response};

/// What the token has to be for.
const RESOURCE: &str = "https://api.partnercenter.microsoft.com";

const HINT: &str = "
This was a server of the example's own. To make the same call to Partner Center, which changes that user, set
PARTNER_CENTER_TENANT, PARTNER_CENTER_CLIENT_ID, PARTNER_CENTER_CLIENT_SECRET, PARTNER_CENTER_REFRESH_TOKEN_FILE,
PARTNER_CENTER_CUSTOMER and PARTNER_CENTER_USER, and run this again.";

/// What the call needs from outside.
struct Access {
    tenant: String,
    client_id: String,
    client_secret: String,
    refresh_token_file: String,
    customer: String,
    user: String,
}

impl Access {
    /// To the real service, if all variables are set.
    fn from_environment() -> Option<Self> {
        let variable = |name: &str| env::var(format!("PARTNER_CENTER_{name}")).ok();
        Some(Self {
            tenant: variable("TENANT")?,
            client_id: variable("CLIENT_ID")?,
            client_secret: variable("CLIENT_SECRET")?,
            refresh_token_file: variable("REFRESH_TOKEN_FILE")?,
            customer: variable("CUSTOMER")?,
            user: variable("USER")?,
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
    let file = access.refresh_token_file;
    let refresh_token = fs::read_to_string(&file).expect("the file with the refresh token can be read");
    let login = login(access.client_id, access.client_secret, refresh_token.trim().to_owned())
        .token_url(format!("https://login.microsoftonline.com/{}/oauth2/token", access.tenant))
        .on_refresh_token(move |token| {
            if let Err(error) = fs::write(&file, token.expose()) {
                eprintln!("the new refresh token cannot be stored: {error}");
            }
        });
    let client = Client::builder().oauth2(login).build()?;
    print_received(&update(&client, access.customer, access.user).await?);
    Ok(())
}

async fn rehearsal() -> Result<(), Error> {
    let server = server::start().expect("a port on the loopback interface");
    let login = login("an-application".to_owned(), "its-secret".to_owned(), server::REFRESH_TOKEN.to_owned())
        .token_url(format!("{}/token", server.url))
        .on_refresh_token(|_| println!("The token endpoint gave a new refresh token, which is to be stored now.\n"));
    let client = Client::builder().base_url(&server.url).oauth2(login).build()?;
    let response = update(&client, server::CUSTOMER.to_owned(), server::USER.to_owned()).await;
    println!("{} has got these requests:\n", server.url);
    for (number, step) in server.steps.try_iter().enumerate() {
        println!("{}. {step}\n", number + 1);
    }
    print_received(&response?);
    println!("{HINT}");
    Ok(())
}

/// The last step of the Secure Application Model: the refresh token of an earlier consent, for tokens of the user.
fn login(client_id: String, client_secret: String, refresh_token: String) -> RefreshToken {
    RefreshToken::new(client_id, refresh_token)
        .client_secret(client_secret)
        .client_authentication(ClientAuthentication::Body)
        .parameter("resource", RESOURCE)
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
    if error.kind() == ErrorKind::Credentials {
        eprintln!("Nothing was sent to Partner Center without a token.");
    }
    if error.is_retryable() {
        eprintln!("The same call may succeed later.");
    }
}
