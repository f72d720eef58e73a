//! The client that serves as the comparison: Go's `net/http`.

use std::path::Path;
use std::process::{Command, Stdio};

use serde::Deserialize;

use crate::budget::{Budget, IN_FLIGHT};
use crate::fate::{Failure, Fate};
use crate::scenario::Scenario;
use crate::transports::API_KEY;

#[derive(Deserialize)]
struct Printed {
    made: usize,
    failed: Vec<Failed>,
}

#[derive(Deserialize)]
struct Failed {
    id: usize,
    status: u16,
    error: String,
}

/// Go's client, which is the program in `go/`.
pub(crate) struct Peer<'a> {
    pub(crate) program: &'a Path,
    /// The file of the certificate that it trusts.
    pub(crate) trusted: &'a Path,
    /// The file of the certificate that it shows.
    pub(crate) identity: Option<&'a Path>,
}

impl Peer<'_> {
    /// Makes the calls and returns the fate of each, in the order of their references.
    pub(crate) fn call(&self, base_url: &str, scenario: &Scenario, budget: Budget) -> Vec<Fate> {
        let request = scenario.request;
        let mut command = Command::new(self.program);
        command
            .arg("load")
            .arg(format!("-url={base_url}"))
            .arg(format!("-calls={}", budget.calls))
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
        if let Some(time) = budget.time {
            command.arg(format!("-limit={}ms", time.as_millis()));
        }
        if let Some(pace) = scenario.pace {
            command
                .arg(format!("-wait-from={}us", pace.from.as_micros()))
                .arg(format!("-wait-to={}us", pace.to.as_micros()));
        }
        if scenario.http1_only {
            command.arg("-http1-only");
        }
        let output = command.output().expect("the program was built");
        assert!(output.status.success(), "the client in Go did not run");
        let printed: Printed =
            serde_json::from_slice(&output.stdout).expect("the client in Go prints JSON");
        let mut fates = vec![Fate::Succeeded; printed.made];
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
