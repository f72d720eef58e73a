//! The authentication as a tower layer.

use std::future::{Ready, ready};
use std::task::{Context, Poll};

use axum::extract::OriginalUri;
use axum::response::{IntoResponse as _, Response};
use futures_util::future::Either;
use http::Request;
use tower_layer::Layer;
use tower_service::Service;

use crate::authority::Authority;

/// Lets only requests through that authenticate as their path demands.
/// [`Authority::layer`] makes it.
///
/// Add it to an [`axum::Router`] with [`Router::layer`](axum::Router::layer) after its
/// routes. A request that passes has a [`Principal`](crate::Principal) in its
/// extensions. The whole path decides, even within
/// [`Router::nest`](axum::Router::nest).
#[derive(Clone, Debug)]
pub struct AuthenticationLayer {
    authority: Authority,
}

impl Authority {
    /// Makes the layer that lets only authenticated requests through.
    #[must_use]
    pub fn layer(&self) -> AuthenticationLayer {
        AuthenticationLayer {
            authority: self.clone(),
        }
    }
}

impl<S> Layer<S> for AuthenticationLayer {
    type Service = Authentication<S>;

    fn layer(&self, inner: S) -> Self::Service {
        Authentication {
            inner,
            authority: self.authority.clone(),
        }
    }
}

/// The service that [`AuthenticationLayer`] makes.
#[derive(Clone, Debug)]
pub struct Authentication<S> {
    inner: S,
    authority: Authority,
}

impl<S, B> Service<Request<B>> for Authentication<S>
where
    S: Service<Request<B>, Response = Response>,
{
    type Response = Response;
    type Error = S::Error;
    type Future = Either<S::Future, Ready<Result<Response, S::Error>>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        // A nested router sees only the rest of the path.
        let path = match request.extensions().get::<OriginalUri>() {
            Some(original) => original.path(),
            None => request.uri().path(),
        };
        match self.authority.authenticate(path, request.headers()) {
            Ok((principal, session)) => {
                request.extensions_mut().insert(principal);
                if let Some(session) = session {
                    request.extensions_mut().insert(session);
                }
                Either::Left(self.inner.call(request))
            }
            Err(refusal) => Either::Right(ready(Ok(refusal.into_response()))),
        }
    }
}
