//! Who may call the endpoints of which scheme, as types that the compiler checks.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::auth::{ApiKey, Credentials, Partner, Scheme, User, UserCredentials};
use crate::exchange::{Route, Upstream};
use crate::opaque::OpaqueArc;

/// What may call endpoints of scheme `S`.
///
/// A [`Client`](crate::Client) is a `Caller<Partner>`, a [`Session`](crate::Session)
/// a `Caller<User>`, and so are references, boxes and `Arc`s of them. The trait
/// is dyn-compatible, and `#[connectpay::api]` implements its trait for
/// `dyn Caller<S>` too, so one value in an application's state calls every
/// partner API:
///
/// ```
/// use std::sync::Arc;
///
/// use connectpay::{Caller, Client, Environment, Partner, PartnerCredentials};
///
/// let client = Client::builder(
///     Environment::Stage,
///     PartnerCredentials::new("ConnectPay", "EasyBanking")?,
/// )
/// .build()?;
/// let in_the_state: Arc<dyn Caller<Partner>> = Arc::new(client);
/// # Ok::<(), connectpay::Error>(())
/// ```
///
/// A fake for a test implements it with an empty body and overrides the methods that
/// the test calls. Any other method fails with nothing sent:
///
/// ```
/// use connectpay::{Call, Caller, Partner, Result};
///
/// #[connectpay::api]
/// trait Users {
///     #[connectpay::endpoint(
///         method = POST,
///         path = "/baas-sca/user-management/partner/users",
///         auth = partner
///     )]
///     async fn create_user(&self) -> Result<String>;
/// }
///
/// struct Fake;
///
/// impl Caller<Partner> for Fake {}
///
/// impl Users for Fake {
///     fn create_user(&self) -> Call<String> {
///         Call::ready(Ok("made up".to_owned()))
///     }
/// }
///
/// # let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
/// # runtime.block_on(async {
/// assert_eq!(Fake.create_user().await?, "made up");
/// # Ok::<(), connectpay::Error>(())
/// # }).unwrap();
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no credentials for endpoints of the scheme `{S}`",
    label = "not a `Caller<{S}>`",
    note = "a fake needs `impl Caller<{S}> for Fake {{}}`",
    note = "endpoints declared `auth = partner` are called on a `Client`, those declared `auth = user` on a `Session`, which `client.session(tokens, psu_ip)?` makes",
    note = "a generic function over both schemes takes `&(impl Api + Caller<{S}>)`"
)]
pub trait Caller<S: Scheme>: Send + Sync {
    /// The way to the API with this caller's credentials. A caller without one, such as
    /// a fake, sends nothing.
    fn channel(&self) -> Channel<S> {
        Channel::closed()
    }
}

impl<S: Scheme, C: Caller<S> + ?Sized> Caller<S> for &C {
    fn channel(&self) -> Channel<S> {
        (**self).channel()
    }
}

impl<S: Scheme, C: Caller<S> + ?Sized> Caller<S> for Box<C> {
    fn channel(&self) -> Channel<S> {
        (**self).channel()
    }
}

impl<S: Scheme, C: Caller<S> + ?Sized> Caller<S> for Arc<C> {
    fn channel(&self) -> Channel<S> {
        (**self).channel()
    }
}

/// A transport with the credentials of one scheme.
///
/// It is opaque. A type that wraps a [`Client`](crate::Client) or
/// [`Session`](crate::Session) passes on the channel of what it wraps.
pub struct Channel<S> {
    route: Option<Route>,
    scheme: PhantomData<fn() -> S>,
}

impl<S: Scheme> Channel<S> {
    /// The channel of a fake: every call over it fails with nothing sent.
    #[must_use]
    pub fn closed() -> Self {
        Self::new(None)
    }

    fn new(route: Option<Route>) -> Self {
        Self {
            route,
            scheme: PhantomData,
        }
    }

    pub(crate) fn into_route(self) -> Option<Route> {
        self.route
    }
}

// This is the only place where a scheme meets credentials, and each meets its own.

impl Channel<Partner> {
    pub(crate) fn partner(upstream: OpaqueArc<Upstream>, api_key: ApiKey) -> Self {
        Self::new(Some(Route {
            upstream,
            credentials: Credentials::Partner(api_key),
        }))
    }
}

impl Channel<User> {
    pub(crate) fn user(upstream: OpaqueArc<Upstream>, user: UserCredentials) -> Self {
        Self::new(Some(Route {
            upstream,
            credentials: Credentials::User(user),
        }))
    }
}

impl<S> fmt::Debug for Channel<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Channel").finish_non_exhaustive()
    }
}

/// This bound never holds. It is the condition of the impls that must not apply, so
/// that rustc answers a call with the wrong credentials with the sentence below;
/// without them it would only say "method not found".
///
/// rustc uses the sentence where the method is called on the type itself. On a reference, a
/// box or an `Arc` of it, it quotes the bound instead, whose name is there to be read, and
/// points at the word of the scheme in the declaration. Impls for those too would not help:
/// rustc has the sentence only where one bound fails, and then two would; they would also
/// conflict with what `auto_impl` writes. Bounds on the methods would have the sentence
/// everywhere, but a `T: Users` would be no [`Caller`] then.
#[diagnostic::on_unimplemented(
    message = "this endpoint is called on a `{C}`, not on a `{Self}`",
    label = "takes the credentials of a `{C}`",
    note = "endpoints declared `auth = partner` are called on a `Client`, those declared `auth = user` on a `Session`, which `client.session(tokens, psu_ip)?` makes"
)]
pub trait HasCredentialsOf<'a, C> {}

// For a method call rustc uses the sentence above. For a bound it uses the sentence of
// the last trait that does not hold, if that is a trait of another type. Generated code
// cannot carry these attributes: rustc does not find their path in a module that has an
// item called `diagnostic`, nor under `#![no_implicit_prelude]`.
impl<'a, C, W> HasCredentialsOf<'a, C> for W where ThisEndpoint: CalledOnInPlaceOf<'a, W, C> {}

/// The type of that other trait: rustc quotes both, and together they are a sentence.
pub struct ThisEndpoint;

/// Never implemented.
#[diagnostic::on_unimplemented(
    message = "this endpoint is called on a `{C}`, not on a `{W}`",
    label = "takes the credentials of a `{C}`",
    note = "endpoints declared `auth = partner` are called on a `Client`, those declared `auth = user` on a `Session`, which `client.session(tokens, psu_ip)?` makes"
)]
pub trait CalledOnInPlaceOf<'a, W, C> {}
