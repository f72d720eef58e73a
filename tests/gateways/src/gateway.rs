//! The gateways: configures, starts, reloads and stops them.

mod haproxy;
mod nginx;

use std::net::{Ipv4Addr, TcpStream};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

pub use self::haproxy::HaProxy;
pub use self::nginx::Nginx;
use crate::ports;
use crate::process::Process;

/// A gateway, with its settings besides those of the distribution.
#[derive(Clone, Copy, Debug)]
pub enum Gateway {
    /// nginx.
    Nginx(Nginx),
    /// HAProxy.
    HaProxy(HaProxy),
}

/// The protocol between gateway and clients, within TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// Only HTTP/1.1.
    Http1,
    /// HTTP/2 with clients that can, HTTP/1.1 with others.
    Http2,
}

/// Where a gateway listens and where it passes requests.
#[derive(Clone, Copy)]
struct Place<'a> {
    /// The folder for everything that it reads and writes.
    folder: &'a Path,
    port: u16,
    /// The servers of the application.
    applications: &'a [u16],
    protocol: Protocol,
}

/// A gateway that listens.
pub(crate) struct Running {
    gateway: Gateway,
    process: Process,
    folder: PathBuf,
    port: u16,
}

impl Protocol {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Http1 => "HTTP/1.1",
            Self::Http2 => "HTTP/2",
        }
    }

    /// The version of HTTP, as gateways write it into their logs.
    pub(crate) const fn version(self) -> &'static str {
        match self {
            Self::Http1 => "HTTP/1.1",
            Self::Http2 => "HTTP/2.0",
        }
    }
}

impl Gateway {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Nginx(_) => "nginx",
            Self::HaProxy(_) => "HAProxy",
        }
    }

    /// The file name of its program.
    pub(crate) const fn program(self) -> &'static str {
        match self {
            Self::Nginx(_) => nginx::PROGRAM,
            Self::HaProxy(_) => haproxy::PROGRAM,
        }
    }

    /// Starts the gateway in the folder with its certificates, in front of the
    /// application's servers at these ports.
    pub(crate) fn start(self, folder: &Path, protocol: Protocol, applications: &[u16]) -> Running {
        // Somebody else may take the port in the meantime.
        (0..5)
            .find_map(|_| {
                let port = ports::free();
                self.start_at(Place {
                    folder,
                    port,
                    applications,
                    protocol,
                })
            })
            .unwrap_or_else(|| {
                let log = folder.join(ERROR_LOG);
                panic!("{} does not start; {} says why", self.name(), log.display())
            })
    }

    fn start_at(self, place: Place<'_>) -> Option<Running> {
        let process = match self {
            Self::Nginx(nginx) => nginx.spawn(place),
            Self::HaProxy(haproxy) => haproxy.spawn(place),
        };
        let mut running = Running {
            gateway: self,
            process,
            folder: place.folder.to_owned(),
            port: place.port,
        };
        running.listens().then_some(running)
    }
}

/// The file of each request's connection and status, in the gateway's folder.
pub(crate) const ACCESS_LOG: &str = "access.log";

/// The file of the gateway's complaints.
const ERROR_LOG: &str = "error.log";

impl Running {
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Reloads as an operator does, without waiting.
    pub(crate) fn reload(&self) {
        match self.gateway {
            Gateway::Nginx(_) => nginx::reload(&self.folder),
            // The distribution's unit does this.
            Gateway::HaProxy(_) => self.process.signal("USR2"),
        }
    }

    /// Kills all workers; the master starts others.
    ///
    /// # Panics
    ///
    /// Panics for HAProxy, whose master ends with its workers.
    pub(crate) fn kill_workers(&self) {
        assert!(
            matches!(self.gateway, Gateway::Nginx(_)),
            "the master of {} ends with its workers; kill those of nginx",
            self.gateway.name()
        );
        self.process.kill_children();
    }

    /// Lets the gateway end what it has begun, so that everything has arrived.
    pub(crate) fn stop(mut self) {
        self.process.signal(match self.gateway {
            Gateway::Nginx(_) => "QUIT",
            Gateway::HaProxy(_) => "USR1",
        });
        self.process.ends_within(Duration::from_secs(10));
    }

    fn listens(&mut self) -> bool {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(10) {
            if self.process.has_ended() {
                return false;
            }
            if TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_ok() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        false
    }
}

/// Whether this process may become another user, as daemons do.
fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}
