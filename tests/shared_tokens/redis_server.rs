//! A Redis server for one test.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use connectpay::EncryptionKeys;
use connectpay::tokens::RedisTokenStore;
use tempfile::TempDir;

/// A server that listens on a socket file in a folder of its own, and where its
/// arguments say.
pub(crate) struct RedisServer {
    child: Child,
    folder: TempDir,
    arguments: Vec<String>,
}

impl RedisServer {
    /// Starts a server. If Redis is not installed, prints a line that says so and
    /// returns `None`.
    pub(crate) async fn start(test: &str) -> Option<Self> {
        Self::start_with(test, &[]).await
    }

    /// Starts a server with Redis's own arguments, such as `--port 6379`.
    pub(crate) async fn start_with(test: &str, arguments: &[&str]) -> Option<Self> {
        Self::start_in(folder(test), arguments).await
    }

    /// Starts a server in a folder, which may have its configuration file.
    pub(crate) async fn start_in(folder: TempDir, arguments: &[&str]) -> Option<Self> {
        let arguments: Vec<_> = arguments.iter().copied().map(str::to_owned).collect();
        let Some(child) = spawn(folder.path(), &arguments) else {
            assert!(
                std::env::var_os("CONNECTPAY_REDIS_REQUIRED").is_none(),
                "`redis-server` is not installed"
            );
            announce("`redis-server` is not installed, so this test shows nothing");
            return None;
        };
        let server = Self {
            child,
            folder,
            arguments,
        };
        server.listens().await;
        Some(server)
    }

    pub(crate) fn url(&self) -> String {
        url(self.folder.path())
    }

    pub(crate) fn socket(&self) -> PathBuf {
        socket(self.folder.path())
    }

    pub(crate) fn store(&self) -> RedisTokenStore {
        RedisTokenStore::new(&self.url(), keys()).unwrap()
    }

    /// Asks the server anything with Redis's own client.
    pub(crate) async fn ask<T: redis::FromRedisValue>(&self, words: &[&str]) -> T {
        let client = redis::Client::open(self.url()).unwrap();
        let mut connection = client.get_multiplexed_async_connection().await.unwrap();
        let mut command = redis::Cmd::new();
        for word in words {
            command.arg(*word);
        }
        command.query_async(&mut connection).await.unwrap()
    }

    /// Kills the server, as if the machine lost power.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        std::fs::remove_file(self.socket()).ok();
    }

    /// Starts the server again. It is empty, since it keeps nothing on disk.
    pub(crate) async fn start_again(&mut self) {
        self.child = spawn(self.folder.path(), &self.arguments).unwrap();
        self.listens().await;
    }

    /// Stops the server from answering, with all connections open.
    pub(crate) fn pause(&self) {
        self.signal("-STOP");
    }

    pub(crate) fn go_on(&self) {
        self.signal("-CONT");
    }

    fn signal(&self, signal: &str) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args([signal, &id]).status().unwrap();
        assert!(sent.success());
    }

    async fn listens(&self) {
        for _ in 0..500 {
            if tokio::net::UnixStream::connect(self.socket()).await.is_ok() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("the server does not listen");
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

pub(crate) fn keys() -> EncryptionKeys {
    EncryptionKeys::new("of the tests", [42; 32]).unwrap()
}

/// An empty folder for the test, which lasts as long as the value.
pub(crate) fn folder(test: &str) -> TempDir {
    let prefix = format!("connectpay-{test}-");
    tempfile::Builder::new().prefix(&prefix).tempdir().unwrap()
}

/// A free port, with room above it for a cluster's bus.
pub(crate) fn free_port() -> u16 {
    loop {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        if port < 55_000 {
            return port;
        }
    }
}

fn spawn(folder: &Path, arguments: &[String]) -> Option<Child> {
    let mut command = Command::new("redis-server");
    // The configuration file has to be the first argument.
    command.args(arguments);
    if !arguments.iter().any(|argument| argument == "--port") {
        command.args(["--port", "0"]);
    }
    command
        .args(["--save", "", "--appendonly", "no"])
        .args(["--maxmemory-policy", "noeviction"])
        .arg("--unixsocket")
        .arg(socket(folder))
        .arg("--dir")
        .arg(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok()
}

fn socket(folder: &Path) -> PathBuf {
    folder.join("redis")
}

fn url(folder: &Path) -> String {
    format!("redis+unix://{}", socket(folder).display())
}

#[expect(clippy::print_stderr, reason = "a test that is skipped has to say so")]
fn announce(line: &str) {
    eprintln!("{line}");
}
