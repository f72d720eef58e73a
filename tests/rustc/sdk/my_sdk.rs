//! A crate that re-exports the runtime, under its name and item by item.

pub use connectpay;
pub use connectpay::*;
