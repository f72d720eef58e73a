//! Writes a valid declaration down. Generated code names what its author wrote and
//! absolute paths into one module of the runtime, nothing else.

mod api_trait;
mod body;
mod descriptor;
mod documentation;
mod implementors;
mod impls;
mod method;
mod operations;
mod signature;

pub(crate) use self::api_trait::api_trait;
pub(crate) use self::implementors::{
    Required, accepts_any_caller, caller_scheme, dyn_callers, for_all_that_have_the_supertraits,
    required_items,
};
pub(crate) use self::method::method_by_itself;
pub(crate) use self::operations::expand as operations;
