//! What only the use of a generic declaration shows: no bound of a type parameter says what
//! the type is not. Nothing but a refusal ever rests on the name of a type.

use std::any::type_name;

use serde::de::IgnoredAny;

use super::Request;

const HOLDERS: [&str; 4] = [
    "core::option::Option<",
    "alloc::boxed::Box<",
    "alloc::rc::Rc<",
    "alloc::sync::Arc<",
];

const NO_METHOD: &str = "the endpoint has neither a body nor an answer, and names no `method`; nothing tells what it does, and a GET would be sent again after a failure, so nothing was sent; expected one such as `method = POST`";

impl Request {
    /// Refuses a request that nothing but its answer makes a GET, if that tells nothing. The
    /// macros ask it where a type parameter may hide the answer from the compiler.
    pub fn answered_with<T>(&mut self) {
        if tells_nothing::<T>() {
            self.problem(NO_METHOD.to_owned());
        }
    }
}

/// Whether an answer of this type tells nothing.
fn tells_nothing<T>() -> bool {
    let name = held(type_name::<T>());
    name == "()" || name == type_name::<IgnoredAny>()
}

/// The name of the type in whatever holds it.
fn held(name: &str) -> &str {
    let within = HOLDERS.iter().find_map(|holder| name.strip_prefix(holder));
    within
        .and_then(|name| name.strip_suffix('>'))
        .map_or(name, held)
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;
    use std::sync::Arc;

    use super::*;

    #[test]
    fn what_tells_nothing_is_known_in_whatever_holds_it() {
        assert!(tells_nothing::<()>());
        assert!(tells_nothing::<IgnoredAny>());
        assert!(tells_nothing::<Option<Box<()>>>());
        assert!(tells_nothing::<Box<Option<IgnoredAny>>>());
        assert!(tells_nothing::<Arc<Rc<()>>>());
    }

    #[test]
    fn a_list_of_nothings_tells_how_many_there_are() {
        assert!(!tells_nothing::<Vec<()>>());
        assert!(!tells_nothing::<Option<Vec<()>>>());
        assert!(!tells_nothing::<((),)>());
        assert!(!tells_nothing::<String>());
        assert!(!tells_nothing::<Option<bool>>());
    }
}
