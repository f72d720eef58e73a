//! What a gateway's own log says about its connections.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::Path;

/// The sums of a log. A line begins with the connection's name, the answer's status and
/// the version of HTTP.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct AccessLog {
    /// How many connections carried a request.
    pub(crate) connections: usize,
    /// The versions in which requests succeeded, such as `HTTP/2.0`.
    pub(crate) versions: BTreeSet<String>,
}

impl AccessLog {
    pub(crate) fn read(file: &Path) -> Self {
        Self::new(&fs::read_to_string(file).unwrap_or_default())
    }

    fn new(log: &str) -> Self {
        let mut connections = HashSet::new();
        let mut versions = BTreeSet::new();
        for line in log.lines() {
            let mut words = line.split(' ');
            let (Some(connection), Some(status)) = (words.next(), words.next()) else {
                continue;
            };
            // The gateway's own remarks have no status.
            let Ok(status) = status.parse::<i16>() else {
                continue;
            };
            connections.insert(connection);
            // A gateway may write any version for a request that it cannot read.
            if (200..300).contains(&status) {
                versions.extend(words.next().map(str::to_owned));
            }
        }
        Self {
            connections: connections.len(),
            versions,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_counts_once_and_a_remark_never() {
        let log = "17 201 HTTP/2.0 /a\n17 201 HTTP/2.0 /b\n127.0.0.1:9 -1 HTTP/1.0 <BADREQ>\n\
                   Proxy gateway started.\n";
        let expected = AccessLog {
            connections: 2,
            versions: BTreeSet::from(["HTTP/2.0".to_owned()]),
        };
        assert_eq!(AccessLog::new(log), expected);
    }
}
