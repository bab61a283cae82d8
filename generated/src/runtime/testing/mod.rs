//! For tests of code that makes calls: [`Mock`] is a transport that answers each operation as it is told.

mod answer;
mod expectation;
mod mock;

pub use expectation::{Called, Expectation};
pub use mock::{Mock, SeenRequest};
