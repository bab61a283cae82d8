//! Macros for operations: sending a call, and its success and error bodies by status.

/// What all calls have: `deadline`, `send`, `.await` and the methods of `CallOptions`. The last type is the enum of the error bodies, if there is one.
///
/// ```text
/// impl_operation!(Update: UPDATE -> User, UpdateError);
/// ```
macro_rules! impl_operation {
    ($Operation:ident: $constant:ident -> $Output:ty) => {
        runtime::impl_operation!(@ $Operation, $constant, $Output, runtime::Error);
    };
    ($Operation:ident: $constant:ident -> $Output:ty, $Bodies:ident) => {
        runtime::impl_operation!(@ $Operation, $constant, $Output, runtime::CallError<$Bodies>);
    };
    (@ $Operation:ident, $constant:ident, $Output:ty, $Error:ty) => {
        #[cfg(feature = "testing")]
        impl runtime::testing::Called for $Operation {
            type Output = $Output;

            fn operation() -> &'static Operation {
                &$constant
            }
        }

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

        impl runtime::CallOptions for $Operation {
            fn call_mut(&mut self) -> &mut Call {
                &mut self.call
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

/// The error bodies of an operation, by the status and, where one status has several, the media type they are declared for.
///
/// ```text
/// impl_error_body! { UpdateError { TooManyRequests: 429 in "application/json", Default: _, } }
/// ```
macro_rules! impl_error_body {
    ($Error:ident { $($Variant:ident: $statuses:pat $(in $($media_type:literal)|+)?,)* }) => {
        impl runtime::ErrorBody for $Error {
            fn from_error(error: &runtime::Error) -> Option<Self> {
                match error.status()?.as_u16() {
                    $($statuses $(if error.is_in(&[$($media_type),+]))? => error.decode().map(Self::$Variant),)*
                    #[allow(unreachable_patterns, reason = "a default response leaves no status over")]
                    _ => None,
                }
            }
        }
    };
}

/// The bodies of an operation's successes, by the status and, where one status has several, the media type they are declared
/// for; `Other` for what is not declared.
///
/// ```text
/// impl_output! { CreateOutput { Created(models::Thing): 201, Csv(String): 200 in "text/csv", Accepted: 202, } }
/// ```
macro_rules! impl_output {
    ($Output:ident { $($Variant:ident $(($Type:ty))?: $statuses:pat $(in $($media_type:literal)|+)?,)* }) => {
        impl runtime::Output for $Output {
            fn read(received: &runtime::Received) -> Result<Self, runtime::Error> {
                match received.status().as_u16() {
                    $(
                        $statuses $(if received.is_in(&[$($media_type),+]))? => {
                            Ok(Self::$Variant $((<$Type as runtime::Output>::read(received)?))?)
                        }
                    )*
                    _ => Ok(Self::Other),
                }
            }
        }
    };
}

pub(crate) use {impl_error_body, impl_operation, impl_output};
