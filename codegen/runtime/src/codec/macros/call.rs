//! Macros for operations: sending a call, and its success and error bodies by status.

/// The methods that all calls have: `deadline`, `send` and `.await`. The last type is the enum of the error bodies, if there is one.
///
/// ```text
/// impl_operation!(Update -> User, UpdateError);
/// ```
macro_rules! impl_operation {
    ($Operation:ident -> $Output:ty) => {
        runtime::impl_operation!(@ $Operation, $Output, runtime::Error);
    };
    ($Operation:ident -> $Output:ty, $Bodies:ident) => {
        runtime::impl_operation!(@ $Operation, $Output, runtime::CallError<$Bodies>);
    };
    (@ $Operation:ident, $Output:ty, $Error:ty) => {
        impl $Operation {
            /// The time limit of the call, retries and waits included. Overrides the client's deadline.
            pub fn deadline(mut self, limit: std::time::Duration) -> Self {
                self.call.deadline(limit);
                self
            }

            /// Sends the call and gives status, headers and body; `.await` on the call itself gives the body alone.
            ///
            /// # Errors
            /// The call did not end in a declared success, see [`runtime::ErrorKind`].
            pub fn send(self) -> runtime::ResponseFuture<$Output, $Error> {
                self.call.send_as()
            }
        }

        impl IntoFuture for $Operation {
            type Output = Result<$Output, $Error>;
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
/// impl_error_body! { UpdateError { TooManyRequests: 429..=429, Default: 0..=999 } }
/// ```
macro_rules! impl_error_body {
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
/// impl_output! { CreateOutput { Created(models::Thing): 201, Accepted: 202, } }
/// ```
macro_rules! impl_output {
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

pub(crate) use {impl_error_body, impl_operation, impl_output};
