//! What rustc refuses in a method and reads all the same, as its author meant it. rustc has
//! reported it, so no use of the method has to report it again.

mod arguments;
mod attribute;
mod returned;

pub(super) use self::arguments::arguments;
pub(super) use self::attribute::{attribute, begins_with_inner};
pub(super) use self::returned::returned;
