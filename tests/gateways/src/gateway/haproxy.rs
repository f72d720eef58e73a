//! HAProxy.

use std::fs::{self, File};
use std::process::{Command, Stdio};

use super::{ACCESS_LOG, ERROR_LOG, Place, Protocol, is_root};
use crate::certificates::SERVER;
use crate::process::Process;
use crate::programs;

/// Settings of HAProxy besides those in Debian's `haproxy.cfg`.
#[derive(Clone, Copy, Debug, Default)]
pub struct HaProxy {
    /// Lines of the section `global`.
    pub global: &'static str,
    /// Words of the line `bind`.
    pub bind: &'static str,
    /// Lines of the section `frontend`.
    pub frontend: &'static str,
    /// Lines of the section `backend`.
    pub backend: &'static str,
}

pub(super) const PROGRAM: &str = "haproxy";

const CONFIGURATION: &str = "haproxy.cfg";

impl HaProxy {
    /// Starts a master and workers, as Debian's unit does.
    pub(super) fn spawn(self, place: Place<'_>) -> Process {
        let Place { folder, .. } = place;
        let create = |name| File::create(folder.join(name)).expect("the folder can be written to");
        fs::write(folder.join(CONFIGURATION), self.configuration(place))
            .expect("the folder can be written to");
        Process::spawn(
            Command::new(programs::find(PROGRAM).expect("the test looked for it"))
                .args(["-W", "-f", CONFIGURATION])
                .current_dir(folder)
                .stdin(Stdio::null())
                .stdout(create(ACCESS_LOG))
                .stderr(create(ERROR_LOG)),
        )
    }

    /// Debian's own file, without the log and the administrator's sockets.
    fn configuration(self, place: Place<'_>) -> String {
        let Self {
            global,
            bind,
            frontend,
            backend,
        } = self;
        let Place {
            port, applications, ..
        } = place;
        let servers: Vec<String> = applications
            .iter()
            .map(|port| format!("server application-{port} 127.0.0.1:{port}"))
            .collect();
        let servers = servers.join("\n");
        let user = if is_root() {
            "chroot /var/lib/haproxy\nuser haproxy\ngroup haproxy"
        } else {
            ""
        };
        let protocols = match place.protocol {
            Protocol::Http1 => "http/1.1",
            Protocol::Http2 => "h2,http/1.1",
        };
        format!(
            "global
log stdout format raw local0
{user}
ssl-default-bind-ciphersuites TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256
ssl-default-bind-options ssl-min-ver TLSv1.2 no-tls-tickets
{global}

defaults
log global
mode http
option dontlognull
timeout connect 5000
timeout client 50000
timeout server 50000

frontend gateway
bind 127.0.0.1:{port} ssl crt {SERVER} alpn {protocols} {bind}
log-format \"%ci:%cp %ST %HV %HU\"
{frontend}
default_backend application

backend application
{backend}
{servers}
"
        )
    }
}
