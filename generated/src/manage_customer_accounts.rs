//! Manage customer accounts
// @generated from partner-center.yaml; edit that and run the generator again.

use crate::models;
use crate::runtime::{self, Call, ClientInner, Credentials, Operation};

/// Begins calls; [`Client::manage_customer_accounts`](crate::Client::manage_customer_accounts) gives it.
#[derive(Clone, Debug)]
pub struct ManageCustomerAccountsApi {
    pub(crate) inner: ClientInner,
}

impl ManageCustomerAccountsApi {
    /// Manage customer accounts - Update Customer
    ///
    /// `PATCH /v1/customers/{customer_id}/users/{user_id}` gives [`Option<CustomerUser>`](models::CustomerUser): The attributes of the user were successfully updated. Errors: [`UpdateCustomerError`]. Optional: [`ms_correlationid`](UpdateCustomer::ms_correlationid), [`ms_cv`](UpdateCustomer::ms_cv), [`ms_requestid`](UpdateCustomer::ms_requestid).
    ///
    /// * `customer_id`: The customer tenant id.
    /// * `user_id`: The user object id.
    pub fn update_customer(
        &self,
        customer_id: impl Into<String>,
        user_id: impl Into<String>,
        body: models::CustomerUser,
    ) -> UpdateCustomer {
        UpdateCustomer {
            call: Call::new(&self.inner, &UPDATE_CUSTOMER)
                .path(customer_id)
                .path(user_id)
                .body(body),
        }
    }
}

static UPDATE_CUSTOMER: Operation = Operation {
    id: "UpdateCustomer",
    method: "PATCH",
    path: "/v1/customers/{customer_id}/users/{user_id}",
    request_types: &[
        "application/json",
        "text/json",
        "application/xml",
        "text/xml",
        "application/x-www-form-urlencoded",
    ],
    response_types: &["application/json", "text/json", "application/xml", "text/xml"],
    credentials: Credentials::OneOf(&[&["bearer_token"]]),
    idempotency_key: Some("ms-requestid"),
    correlation_id: Some("ms-correlationid"),
    ..Operation::PLAIN
};

/// A call of `PATCH /v1/customers/{customer_id}/users/{user_id}`, begun by [`ManageCustomerAccountsApi::update_customer`].
#[derive(Clone, Debug)]
#[must_use = "a call is sent when it is awaited"]
pub struct UpdateCustomer {
    call: Call,
}

impl UpdateCustomer {
    /// Used for tracking requests internally. If a ms-correlationid is not provided, the server will generate a new one for each request
    pub fn ms_correlationid(mut self, value: impl Into<String>) -> Self {
        self.call.header("ms-correlationid", value);
        self
    }

    /// Used for tracking requests internally. If a ms-cv is not provided, the server will generate a new one for each request
    pub fn ms_cv(mut self, value: impl Into<String>) -> Self {
        self.call.header("ms-cv", value);
        self
    }

    /// Used for idempotency of requests. If a ms-requestid is not provided, the server will generate a new one for each request
    pub fn ms_requestid(mut self, value: impl Into<String>) -> Self {
        self.call.header("ms-requestid", value);
        self
    }

    /// The media type to send: `application/json` (the default), `text/json`, `application/xml`, `text/xml` or `application/x-www-form-urlencoded`.
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.call.content_type(media_type);
        self
    }

    /// The one media type to ask for, instead of all: `application/json`, `text/json`, `application/xml`, `text/xml`.
    pub fn accept(mut self, media_type: impl Into<String>) -> Self {
        self.call.accept(media_type);
        self
    }
}

runtime::impl_operation!(UpdateCustomer: UPDATE_CUSTOMER -> Option<models::CustomerUser>, UpdateCustomerError);

/// The error bodies of [`UpdateCustomer`], for [`runtime::CallError::typed`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum UpdateCustomerError {
    /// Status 429: Too many calls. The header Retry-After says how many seconds to wait.
    TooManyRequests(models::ThrottlingError),
    /// Any other status.
    Default(models::PartnerError),
}

runtime::impl_error_body! {
    UpdateCustomerError {
        TooManyRequests: 429,
        Default: _,
    }
}
