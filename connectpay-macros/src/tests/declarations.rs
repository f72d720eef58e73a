//! Declarations of any form, as text: valid ones, near misses and nonsense.

mod api_trait;
mod args;
mod method;
mod path;

pub(super) use self::api_trait::api_trait;
pub(super) use self::args::args;
pub(super) use self::method::method;
