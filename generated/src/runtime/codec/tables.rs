//! The macros in which emitted code writes its tables down. Their paths start at `runtime`, which each emitted file imports.
#![allow(unused_macros, unused_imports, reason = "emitted code uses those it needs")]

/// A model's members: index, field, name on the wire.
///
/// ```text
/// wire! {
///     Account as "Account" {
///         0 display_name: "displayName",
///         1 password: "password".required(),
///     }
/// }
/// ```
macro_rules! wire {
    ($Model:ident as $name:literal {
        $($index:literal $field:ident: $wire:literal $(.$flag:ident($($argument:literal)?))*,)*
    }) => {
        impl runtime::codec::Object for $Model {
            fn table(&self) -> &'static runtime::codec::Table {
                const {
                    &runtime::codec::Table {
                        name: $name,
                        members: &[$(runtime::codec::Member::new($wire)$(.$flag($($argument)?))*),*],
                    }
                }
            }

            fn rust_names(&self) -> &'static [&'static str] {
                &[stringify!($Model), $(stringify!($field)),*]
            }

            fn member(&self, index: usize) -> Option<&dyn runtime::codec::Wire> {
                match index {
                    $($index => Some(&self.$field),)*
                    _ => None,
                }
            }

            fn member_mut(&mut self, index: usize) -> Option<&mut dyn runtime::codec::Wire> {
                match index {
                    $($index => Some(&mut self.$field),)*
                    _ => None,
                }
            }
        }

        impl runtime::codec::Wire for $Model {
            fn view(&self) -> runtime::codec::View<'_> {
                runtime::codec::View::Object(self)
            }

            fn fill(&mut self, input: runtime::codec::Input<'_>) -> Result<(), runtime::codec::Fault> {
                *self = Self::default();
                runtime::codec::fill_object(self, input)
            }

            fn shape(&self) -> runtime::codec::Shape {
                runtime::codec::Shape::Object(runtime::codec::Object::table(self))
            }
        }

        impl std::fmt::Debug for $Model {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                runtime::codec::debug_object(self, f)
            }
        }

        runtime::codec::tables::equality!($Model);
        runtime::codec::tables::serde!($Model);
    };
}

/// `PartialEq` of what has a table.
macro_rules! equality {
    ($Model:ident) => {
        impl PartialEq for $Model {
            fn eq(&self, other: &Self) -> bool {
                runtime::codec::Wire::view(self) == runtime::codec::Wire::view(other)
            }
        }
    };
}

/// `Serialize` and `Deserialize` of anything that travels.
macro_rules! serde {
    ($Model:ident) => {
        impl serde::Serialize for $Model {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                runtime::codec::serialize(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $Model {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut value = Self::default();
                runtime::codec::deserialize(&mut value, deserializer)?;
                Ok(value)
            }
        }
    };
}

/// An enum of strings that keeps a value it does not know in its variant `Unknown`.
///
/// ```text
/// open_enum! { State { Active = "active", Inactive = "inactive" } }
/// ```
macro_rules! open_enum {
    ($Enum:ident { $($Variant:ident = $wire:literal,)* }) => {
        impl $Enum {
            /// The value on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$Variant => $wire,)*
                    Self::Unknown(value) => value,
                }
            }
        }

        impl Default for $Enum {
            fn default() -> Self {
                Self::Unknown(String::new())
            }
        }

        impl<T: Into<String>> From<T> for $Enum {
            fn from(value: T) -> Self {
                let value = value.into();
                match value.as_str() {
                    $($wire => Self::$Variant,)*
                    _ => Self::Unknown(value),
                }
            }
        }

        impl std::fmt::Display for $Enum {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl runtime::codec::Wire for $Enum {
            fn view(&self) -> runtime::codec::View<'_> {
                runtime::codec::View::Text(self.as_str())
            }

            fn fill(&mut self, input: runtime::codec::Input<'_>) -> Result<(), runtime::codec::Fault> {
                *self = runtime::codec::text(input)?.into();
                Ok(())
            }
        }

        runtime::codec::tables::serde!($Enum);
    };
}

/// A union without a discriminator: the first variant that takes the value, else `Other` with the value untouched.
///
/// ```text
/// union! { Code { Integer(i64), String(String) } }
/// ```
macro_rules! union {
    ($Union:ident { $($Variant:ident($Type:ty),)* }) => {
        $(
            impl From<$Type> for $Union {
                fn from(value: $Type) -> Self {
                    Self::$Variant(value)
                }
            }
        )*

        impl Default for $Union {
            fn default() -> Self {
                Self::Other(serde_json::Value::Null)
            }
        }

        impl runtime::codec::Wire for $Union {
            fn view(&self) -> runtime::codec::View<'_> {
                match self {
                    $(Self::$Variant(value) => runtime::codec::Wire::view(value),)*
                    Self::Other(value) => runtime::codec::Wire::view(value),
                }
            }

            fn fill(&mut self, input: runtime::codec::Input<'_>) -> Result<(), runtime::codec::Fault> {
                let mut whole = serde_json::Value::Null;
                runtime::codec::Wire::fill(&mut whole, input)?;
                $(
                    let mut value = <$Type>::default();
                    if runtime::codec::fits(&whole, &mut value) {
                        *self = Self::$Variant(value);
                        return Ok(());
                    }
                )*
                *self = Self::Other(whole);
                Ok(())
            }

            fn shape(&self) -> runtime::codec::Shape {
                runtime::codec::Shape::Any
            }
        }

        impl std::fmt::Debug for $Union {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                runtime::codec::Wire::view(self).fmt(f)
            }
        }

        runtime::codec::tables::equality!($Union);
        runtime::codec::tables::serde!($Union);
    };
}

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

pub(crate) use {equality, error_bodies, open_enum, operation, outputs, serde, union, wire};
