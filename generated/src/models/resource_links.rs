//! The type `ResourceLinks`.
// @generated from partner-center.yaml; edit that and run the generator again.

use super::Link;
use crate::runtime;

#[derive(Clone, Default)]
pub struct ResourceLinks {
    pub next: Option<Link>,
    pub previous: Option<Link>,
    pub self_: Option<Link>,
}

impl ResourceLinks {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn next(mut self, value: Link) -> Self {
        self.next = Some(value);
        self
    }

    pub fn previous(mut self, value: Link) -> Self {
        self.previous = Some(value);
        self
    }

    pub fn self_(mut self, value: Link) -> Self {
        self.self_ = Some(value);
        self
    }
}

runtime::impl_model! {
    ResourceLinks as "ResourceLinks" {
        0 next: "next",
        1 previous: "previous",
        2 self_: "self",
    }
}
