//! Finds out what a peer really sends.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use super::as_peer;
use crate::peers::{
    BuiltIn, Clientix, Feignhttp, Hyper, Idiomatic, Name, OnReqwest, Peer, Progenitor, Retrofit,
    Ruma, Rustify, Target, Tuned,
};
use crate::work::{self, Result};

/// The target of the GET that a peer really sends.
pub(crate) async fn sent(peer: Name) -> Result<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let target = Target {
        base_url: format!("http://{}", listener.local_addr()?),
        root: None,
    };
    let server = async {
        let (mut stream, _) = listener.accept().await?;
        let mut head = Vec::new();
        while !head.windows(4).any(|end| end == b"\r\n\r\n") {
            if stream.read_buf(&mut head).await? == 0 {
                break;
            }
        }
        let (length, body) = (work::ANSWER.len(), work::ANSWER);
        let answer = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        stream.write_all(answer.as_bytes()).await?;
        let head = String::from_utf8(head)?;
        let target = head.split(' ').nth(1).unwrap_or_default();
        Ok(target.to_owned())
    };
    let client = async { as_peer!(peer, get_one(&target)) };
    let (target, answer) = tokio::join!(server, client);
    answer?;
    target
}

async fn get_one<P: Peer>(target: &Target) -> Result<()> {
    P::new(target)?.get().await.map(drop)
}
