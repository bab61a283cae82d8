//! UUIDs and addresses of the internet as texts with a format.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::ops::Deref;

use super::{Exact, Format};

/// A UUID (RFC 9562), in the letters and with the hyphens it came with.
pub type Uuid = Exact<uuid::Uuid>;
/// An address of IPv4 or IPv6.
pub type Ip = Exact<Address<IpAddr>>;
/// An address of IPv4.
pub type Ipv4 = Exact<Address<Ipv4Addr>>;
/// An address of IPv6.
pub type Ipv6 = Exact<Address<Ipv6Addr>>;

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

/// An address of the standard library with what that has not: a default, which is the unspecified address.
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

        impl From<$Address> for Exact<Address<$Address>> {
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
    IpAddr = IpAddr::V6(Ipv6Addr::UNSPECIFIED), "an IP address", "::";
    Ipv4Addr = Ipv4Addr::UNSPECIFIED, "an IPv4 address", "0.0.0.0";
    Ipv6Addr = Ipv6Addr::UNSPECIFIED, "an IPv6 address", "::";
}
