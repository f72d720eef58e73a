//! The client to compare with: Go's `net/http`.

use std::path::Path;
use std::process::{Command, Stdio};

use serde::Deserialize;

use crate::fate::{Failure, Fate};
use crate::load::IN_FLIGHT;
use crate::request::Request;
use crate::transports::API_KEY;

#[derive(Deserialize)]
struct Printed {
    failed: Vec<Failed>,
}

#[derive(Deserialize)]
struct Failed {
    id: usize,
    status: u16,
    error: String,
}

/// That client, which is the program in `go/`.
pub(crate) struct Peer<'a> {
    pub(crate) program: &'a Path,
    /// The file of the certificate that it trusts.
    pub(crate) trusted: &'a Path,
    /// The file of the certificate that it shows.
    pub(crate) identity: Option<&'a Path>,
}

impl Peer<'_> {
    /// Makes the calls and gives each one's fate, in the order of their references.
    pub(crate) fn call(&self, base_url: &str, request: Request, calls: usize) -> Vec<Fate> {
        let mut command = Command::new(self.program);
        command
            .arg("load")
            .arg(format!("-url={base_url}"))
            .arg(format!("-calls={calls}"))
            .arg(format!("-in-flight={IN_FLIGHT}"))
            .arg(format!("-method={}", request.method.as_str()))
            .arg(format!("-text={}", request.text))
            .arg(format!("-padding={}", request.padding))
            .arg(format!("-api-key={API_KEY}"))
            .arg("-authority")
            .arg(self.trusted)
            .stdin(Stdio::null())
            .stderr(Stdio::inherit());
        if let Some(identity) = self.identity {
            command.arg("-identity").arg(identity);
        }
        let output = command.output().expect("the program was built");
        assert!(output.status.success(), "the client in Go did not run");
        let printed: Printed =
            serde_json::from_slice(&output.stdout).expect("the client in Go prints JSON");
        let mut fates = vec![Fate::Succeeded; calls];
        for failed in printed.failed {
            fates[failed.id] = Fate::Failed(Failure {
                claim: None,
                status: (failed.status != 0).then_some(failed.status),
                message: failed.error,
            });
        }
        fates
    }
}
