//! UUIDs and IP addresses.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Deref;

use super::{Format, Verbatim};

/// A UUID (RFC 9562) with its case and hyphens as received.
pub type Uuid = Verbatim<uuid::Uuid>;
/// An IPv4 address.
pub type Ipv4 = Verbatim<Address<Ipv4Addr>>;
/// An IPv6 address.
pub type Ipv6 = Verbatim<Address<Ipv6Addr>>;

impl Format for uuid::Uuid {
    const EXPECTED: &'static str = "a UUID";
    const DEFAULT: &'static str = "00000000-0000-0000-0000-000000000000";

    fn parse(text: &str) -> Option<Self> {
        Self::parse_str(text).ok()
    }

    fn print(&self) -> String {
        self.to_string()
    }
}

/// An IP address whose default is the unspecified address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Address<A>(pub A);

impl<A> Deref for Address<A> {
    type Target = A;

    fn deref(&self) -> &A {
        &self.0
    }
}

macro_rules! addresses {
    ($($Address:ident = $default:expr, $expected:literal, $text:literal;)*) => {$(
        impl Default for Address<$Address> {
            fn default() -> Self {
                Self($default)
            }
        }

        impl From<$Address> for Verbatim<Address<$Address>> {
            fn from(address: $Address) -> Self {
                Address(address).into()
            }
        }

        impl Format for Address<$Address> {
            const EXPECTED: &'static str = $expected;
            const DEFAULT: &'static str = $text;

            fn parse(text: &str) -> Option<Self> {
                text.parse().ok().map(Self)
            }

            fn print(&self) -> String {
                self.0.to_string()
            }
        }
    )*};
}

addresses! {
    Ipv4Addr = Ipv4Addr::UNSPECIFIED, "an IPv4 address", "0.0.0.0";
    Ipv6Addr = Ipv6Addr::UNSPECIFIED, "an IPv6 address", "::";
}
