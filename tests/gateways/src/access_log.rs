//! How many connections a gateway had, by its own log.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

/// How many connections there were over which a request came. A line begins
/// with a name of the connection and the answer's status.
pub(crate) fn connections(file: &Path) -> usize {
    count(&fs::read_to_string(file).unwrap_or_default())
}

fn count(log: &str) -> usize {
    let connections: HashSet<&str> = log
        .lines()
        .filter_map(|line| {
            let (connection, rest) = line.split_once(' ')?;
            let status = rest.split(' ').next()?;
            // The gateway's own remarks have none.
            status.parse::<i16>().is_ok().then_some(connection)
        })
        .collect();
    connections.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_counts_once_and_a_remark_never() {
        let log = "17 201 /a\n17 201 /b\n127.0.0.1:9 -1 <BADREQ>\nProxy gateway started.\n";
        assert_eq!(count(log), 2);
    }
}
