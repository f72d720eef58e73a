//! What a browser may do with the pages.

use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::page::page;

/// Only the pages themselves send forms here (W3C Fetch Metadata). `SameSite` does not
/// keep out a page of another subdomain. A browser that does not send the header is left
/// to the cookies.
pub async fn refuse_other_sites(request: Request, next: Next) -> Response {
    let sender = request.headers().get("sec-fetch-site");
    if request.method() != Method::GET && sender.is_some_and(|sender| sender != "same-origin") {
        let text = "<p>This form is not from here. <a href=/>Log in</a>.";
        return (StatusCode::FORBIDDEN, page(text)).into_response();
    }
    next.run(request).await
}

/// No page stays in the browser after a logout, runs a script, or is shown within another
/// one, in which the user would press a button without seeing it.
pub async fn restrict(mut response: Response) -> Response {
    let policy = "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    response
}
