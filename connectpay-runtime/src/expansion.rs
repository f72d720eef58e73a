//! Whether `#[api]` expanded an endpoint or the endpoint expanded by itself, as types that
//! the compiler compares.
//!
//! `#[api]` cannot see an endpoint that another attribute macro makes in its trait, since
//! that one expands later. So it leaves a supertrait, [`UnderApi`], and an endpoint that
//! expands by itself asks a method whose name both traits have. rustc looks among the bounds
//! of `Self` first, so the answer is [`UnderApi`]'s wherever that is a supertrait.

/// The supertrait of every trait under `#[api]`.
pub trait UnderApi {
    #[doc(hidden)]
    fn __connectpay_expansion(&self) -> EndpointOfApi {
        EndpointOfApi
    }
}

impl<T: ?Sized> UnderApi for T {}

/// What an endpoint that expands by itself asks where no supertrait answers.
pub trait ByItself {
    #[doc(hidden)]
    fn __connectpay_expansion(&self) -> EndpointAlone {
        EndpointAlone
    }
}

impl<T: ?Sized> ByItself for T {}

#[non_exhaustive]
pub struct EndpointOfApi;

#[non_exhaustive]
pub struct EndpointAlone;

/// What an endpoint that expands by itself may find.
#[diagnostic::on_unimplemented(
    message = "`#[api]` does not see this endpoint, so its `base`, `host`, headers and checks would not hold for it",
    label = "declared by an `#[endpoint]` that `#[api]` has not expanded",
    note = "expected `#[connectpay::endpoint(…)]` itself on the method, and not a macro that writes it",
    note = "if `#[api]` stands on a supertrait alone, it belongs on this trait too"
)]
pub trait ExpandsByItself {}

#[diagnostic::do_not_recommend]
impl ExpandsByItself for EndpointAlone {}

/// Refuses what `#[api]` should have seen.
pub fn by_itself(_: impl ExpandsByItself) {}
