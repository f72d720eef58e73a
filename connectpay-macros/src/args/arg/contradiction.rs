//! Two methods of one endpoint: neither is known to be the one that was meant.

/// What is wrong with two places of a declaration that name two methods, if these do.
pub(in crate::args) fn contradiction(
    (first, one): (&str, &str),
    (second, other): (&str, &str),
) -> Option<String> {
    (one != other)
        .then(|| format!("{first} says {one} and {second} says {other}; expected one of them"))
}
