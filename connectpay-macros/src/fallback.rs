//! What the macros emit when a rule was broken: the declaration in a form that
//! compiles, so that the messages of the rules are the only ones and an editor
//! keeps its completions. It never runs.

mod api_trait;
mod impl_block;
mod method;
mod mistaken;
mod omitted;
mod part_of_a_mock;
mod unfinished;

pub(crate) use self::api_trait::api_trait;
pub(crate) use self::impl_block::impl_block;
pub(crate) use self::method::{as_written, method, without_markers};
pub(crate) use self::part_of_a_mock::part_of_a_mock;
pub(crate) use self::unfinished::unfinished_endpoint;
