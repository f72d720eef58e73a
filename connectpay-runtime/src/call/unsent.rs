//! A call while its arguments are put in.

use crate::auth::Scheme;
use crate::caller::Channel;
use crate::endpoint::{Api, Endpoint};
use crate::exchange::Route;
use crate::request::Request;

/// A request and the way that it will go. Both are one value, since a method of an endpoint
/// then has one value to drop if an argument panics, and rustc compiles that for each method.
#[non_exhaustive]
pub struct Unsent {
    /// What the arguments go into.
    pub request: Request,
    /// `None` for a caller that sends nothing.
    pub(crate) route: Option<Route>,
}

impl Unsent {
    /// Begins a call of `endpoint`.
    #[must_use]
    pub fn new<S: Scheme>(channel: Channel<S>, endpoint: &'static Endpoint) -> Self {
        Self {
            request: Request::new(endpoint),
            route: channel.into_route(),
        }
    }

    /// Begins a call of the endpoint that `api` declares at this place.
    #[must_use]
    pub fn listed<S: Scheme>(channel: Channel<S>, api: Api, place: usize) -> Self {
        Self {
            request: Request::listed(api, place),
            route: channel.into_route(),
        }
    }
}
