//! nginx.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::{ACCESS_LOG, ERROR_LOG, Place, Protocol, is_root};
use crate::certificates::{AUTHORITY, SERVER};
use crate::process::Process;
use crate::programs;

/// Settings of nginx besides those in Debian's `nginx.conf`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nginx {
    /// Directives of the block `http`.
    pub http: &'static str,
    /// Directives of the block `server`.
    pub server: &'static str,
}

pub(super) const PROGRAM: &str = "nginx";

const CONFIGURATION: &str = "nginx.conf";

impl Nginx {
    pub(super) fn spawn(self, place: Place<'_>) -> Process {
        let file = place.folder.join(CONFIGURATION);
        fs::write(file, self.configuration(place)).expect("the folder can be written to");
        Process::spawn(&mut command(place.folder))
    }

    /// Debian's own file, except for the folder, the log and the foreground.
    fn configuration(self, place: Place<'_>) -> String {
        let Self { http, server } = self;
        let Place {
            port, applications, ..
        } = place;
        let servers: Vec<String> = applications
            .iter()
            .map(|port| format!("server 127.0.0.1:{port};"))
            .collect();
        let servers = servers.join(" ");
        // A different user could not enter the folder.
        let user = if is_root() { "user root;" } else { "" };
        let http2 = match place.protocol {
            Protocol::Http1 => "",
            Protocol::Http2 => " http2",
        };
        format!(
            "{user}
            worker_processes auto;
            pid nginx.pid;
            daemon off;
            include /etc/nginx/modules-enabled/*.conf;
            events {{ worker_connections 768; }}
            http {{
                sendfile on;
                tcp_nopush on;
                types_hash_max_size 2048;
                include /etc/nginx/mime.types;
                default_type application/octet-stream;
                ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;
                ssl_prefer_server_ciphers on;
                gzip on;
                log_format connections '$connection $status $server_protocol $request_uri';
                access_log {ACCESS_LOG} connections;
                client_body_temp_path temporary/body;
                proxy_temp_path temporary/proxy;
                fastcgi_temp_path temporary/fastcgi;
                uwsgi_temp_path temporary/uwsgi;
                scgi_temp_path temporary/scgi;
                {http}
                upstream application {{ {servers}}}
                server {{
                    listen 127.0.0.1:{port} ssl{http2};
                    server_name localhost;
                    ssl_certificate {SERVER};
                    ssl_certificate_key {SERVER};
                    ssl_client_certificate {AUTHORITY};
                    {server}
                    location / {{ proxy_pass http://application; }}
                }}
            }}"
        )
    }
}

pub(super) fn reload(folder: &Path) {
    let told = command(folder).args(["-s", "reload"]).status();
    assert!(
        told.is_ok_and(|status| status.success()),
        "nginx was not told to reload"
    );
}

fn command(folder: &Path) -> Command {
    fs::create_dir_all(folder.join("temporary")).expect("the folder can be written to");
    let mut command = Command::new(programs::find(PROGRAM).expect("the test looked for it"));
    command
        .arg("-p")
        .arg(folder)
        .arg("-c")
        .arg(folder.join(CONFIGURATION))
        .arg("-e")
        .arg(folder.join(ERROR_LOG))
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    command
}
