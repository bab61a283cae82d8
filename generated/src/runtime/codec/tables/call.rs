//! Calls: how an operation is sent, and its bodies by status.

/// How an operation is sent: the methods that all operations have.
macro_rules! operation {
    ($Operation:ident -> $Output:ty) => {
        impl $Operation {
            /// The longest the call may take, retries and waiting included. It replaces the client's own limit.
            pub fn deadline(mut self, limit: std::time::Duration) -> Self {
                self.call.deadline(limit);
                self
            }

            /// Sends the call and gives status, headers and body; `.await` on the call itself gives the body alone.
            ///
            /// # Errors
            /// Whatever kept the call from a declared success, see [`runtime::ErrorKind`].
            pub async fn send(self) -> Result<runtime::Response<$Output>, runtime::Error> {
                self.call.send().await
            }
        }

        impl IntoFuture for $Operation {
            type Output = Result<$Output, runtime::Error>;
            type IntoFuture = runtime::BoxFuture<'static, Self::Output>;

            fn into_future(self) -> Self::IntoFuture {
                self.call.into_body()
            }
        }
    };
}

/// The error bodies of an operation, by the status they are declared for.
///
/// ```text
/// error_bodies! { UpdateError { TooManyRequests: 429..=429, Default: 0..=999 } }
/// ```
macro_rules! error_bodies {
    ($Error:ident { $($Variant:ident: $statuses:pat,)* }) => {
        impl runtime::ErrorBody for $Error {
            fn from_error(error: &runtime::Error) -> Option<Self> {
                match error.status()?.as_u16() {
                    $($statuses => error.decode().map(Self::$Variant),)*
                    #[allow(unreachable_patterns, reason = "a default response leaves no status over")]
                    _ => None,
                }
            }
        }
    };
}

/// The bodies of an operation's successes, by the status they are declared for; `Other` for a status that is not declared.
///
/// ```text
/// outputs! { CreateOutput { Created(models::Thing): 201, Accepted: 202, } }
/// ```
macro_rules! outputs {
    ($Output:ident { $($Variant:ident $(($Type:ty))?: $statuses:pat,)* }) => {
        impl runtime::Output for $Output {
            fn read(status: runtime::StatusCode, decode: &mut runtime::Decode<'_>) -> Result<Self, runtime::Error> {
                match status.as_u16() {
                    $($statuses => Ok(Self::$Variant $((<$Type as runtime::Output>::read(status, decode)?))?),)*
                    _ => Ok(Self::Other),
                }
            }
        }
    };
}

pub(crate) use {error_bodies, operation, outputs};
