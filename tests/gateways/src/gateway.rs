//! The gateways: how they are set up, started, told to reload and stopped.

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

/// A gateway with what is set in it, beside what the distribution sets.
#[derive(Clone, Copy, Debug)]
pub enum Gateway {
    /// nginx.
    Nginx(Nginx),
    /// HAProxy.
    HaProxy(HaProxy),
}

/// What a gateway speaks with clients, within TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// HTTP/1.1 alone.
    Http1,
    /// HTTP/2 with those who can, HTTP/1.1 with others.
    Http2,
}

/// Where a gateway listens and what it passes requests on to.
#[derive(Clone, Copy)]
struct Place<'a> {
    /// For everything that it reads and writes.
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

    /// As gateways write it into their logs.
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

    /// Starts it in the folder, where its certificates are, in front of the
    /// application's servers at these ports.
    pub(crate) fn start(self, folder: &Path, protocol: Protocol, applications: &[u16]) -> Running {
        // Somebody else may take the port meanwhile.
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

    /// As an operator does it, and without waiting.
    pub(crate) fn reload(&self) {
        match self.gateway {
            Gateway::Nginx(_) => nginx::reload(&self.folder),
            // What the distribution's unit does.
            Gateway::HaProxy(_) => self.process.signal("USR2"),
        }
    }

    /// Kills all its workers, for which its master starts others.
    ///
    /// # Panics
    ///
    /// Where it is HAProxy, whose master ends with its workers.
    pub(crate) fn kill_workers(&self) {
        assert!(
            matches!(self.gateway, Gateway::Nginx(_)),
            "the master of {} ends with its workers; kill those of nginx",
            self.gateway.name()
        );
        self.process.kill_children();
    }

    /// Lets it end what it has begun, so that all of it has arrived.
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
