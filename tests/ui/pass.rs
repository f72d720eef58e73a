//! What the compiler accepts: a promise per file, and the name of the file is the test's.
//!
//! They are modules of one program, which is linked once. A file that is only right as the
//! root of a crate is in [`CRATES`] and is a `[[test]]` in `Cargo.toml`.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::pedantic,
    clippy::too_many_arguments,
    reason = "a case declares what a user may declare, and uses what it is about"
)]
#![warn(clippy::too_many_lines)]

#[path = "echo.rs"]
mod echo;

/// Cases that are programs of their own.
pub(crate) const CRATES: [&str; 4] = [
    "forms_of_traits",
    "places_and_visibilities",
    "runtime_under_another_path",
    "strict_crate",
];

macro_rules! cases {
    ($($case:ident),* $(,)?) => {
        /// Cases that are modules of this program.
        pub(crate) const MODULES: &[&str] = &[$(stringify!($case)),*];

        $(
            mod $case;

            #[test]
            fn $case() -> impl std::process::Termination {
                $case::main()
            }
        )*
    };
}

cases! {
    answers,
    api_of_both_schemes,
    api_of_one_scheme,
    arguments,
    arguments_that_serialize,
    attributes_in_a_prelude,
    attributes_of_other_crates,
    attributes_stay,
    base_and_default_scheme,
    bounds_of_traits,
    call_is_a_future,
    decided_by,
    dyn_caller_in_state,
    endpoint_alone,
    endpoints_as_data,
    fragments_of_macro_rules,
    generic_traits,
    host,
    imports_that_only_declarations_use,
    methods,
    methods_of_implementors,
    names_of_arguments,
    names_of_items,
    names_that_the_macro_uses,
    other_items_stay,
    own_items_named_as_the_traits,
    paths,
    placeholders_in_another_spelling,
    suffixes_and_slashes,
    through_macro_rules,
    traits_that_collect_others,
    without_prelude,
}
