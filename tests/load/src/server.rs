//! A server that accepts only requests that are authenticated to the letter.

use std::process::Stdio;
use std::time::Duration;

use axum::extract::{Path, Request};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use http::StatusCode;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

use crate::api::{IP, TOKEN, Thing};

/// The server's process.
pub(crate) struct Server {
    pub(crate) base_url: String,
    _process: Child,
}

impl Server {
    pub(crate) async fn start() -> Result<Self, String> {
        let program = std::env::current_exe().map_err(|error| error.to_string())?;
        let mut process = Command::new(program)
            .arg("serve")
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| error.to_string())?;
        let output = process.stdout.take().ok_or("the server has no output")?;
        let base_url = BufReader::new(output).lines().next_line().await;
        let base_url = base_url.ok().flatten().ok_or("the server did not start")?;
        Ok(Self {
            base_url,
            _process: process,
        })
    }
}

/// Serves until it is killed.
pub(crate) async fn serve() -> Result<(), String> {
    let router = Router::new()
        .route("/example/partner/things/{number}", get(thing))
        .route("/example/client/things", post(echo))
        .route("/example/partner/slow", get(slow))
        .route("/example/partner/faults/{number}", get(fault))
        .layer(from_fn(check));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await;
    let listener = listener.map_err(|error| error.to_string())?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    println!("http://{address}");
    axum::serve(listener, router)
        .await
        .map_err(|error| error.to_string())
}

/// Answers 418 if a header is superfluous, missing or not to the letter.
async fn check(request: Request, next: Next) -> Response {
    if is_to_the_letter(&request) {
        next.run(request).await
    } else {
        StatusCode::IM_A_TEAPOT.into_response()
    }
}

fn is_to_the_letter(request: &Request) -> bool {
    let header = |name| request.headers().get(name).map(http::HeaderValue::as_bytes);
    let credentials = (
        header("x-connectpay-api-key"),
        header("authorization"),
        header("psu-ip-address"),
    );
    let (bearer, ip) = (format!("Bearer {TOKEN}"), IP.to_string());
    let key: &[u8] = b"Q29ubmVjdFBheTpFYXN5QmFua2luZw==";
    let expected = if request.uri().path().contains("/partner/") {
        (Some(key), None, None)
    } else {
        (None, Some(bearer.as_bytes()), Some(ip.as_bytes()))
    };
    credentials == expected && header("x-request-id").is_some_and(|id| id.len() == 36)
}

async fn thing(Path(number): Path<usize>) -> Json<Thing> {
    Json(Thing {
        number,
        text: "partner".to_owned(),
    })
}

async fn echo(Json(thing): Json<Thing>) -> Json<Thing> {
    Json(thing)
}

async fn slow() -> StatusCode {
    tokio::time::sleep(Duration::from_millis(500)).await;
    StatusCode::NO_CONTENT
}

/// One of the things that happen to servers.
async fn fault(Path(number): Path<usize>) -> Response {
    match number % 4 {
        0 => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        1 => (StatusCode::OK, "{\"number\":").into_response(),
        2 => StatusCode::UNPROCESSABLE_ENTITY.into_response(),
        // The answer is cut: its body is shorter than it promises.
        _ => {
            let body = axum::body::Body::from("short");
            ([("content-length", "99")], body).into_response()
        }
    }
}
