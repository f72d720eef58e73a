//! Which programs this machine has.

use std::env;
use std::path::PathBuf;

/// The folders of daemons, which a user's `PATH` often leaves out.
const FOLDERS_OF_DAEMONS: [&str; 3] = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

/// Where a program is, if it is installed.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .chain(FOLDERS_OF_DAEMONS.map(PathBuf::from))
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

/// Whether all programs are installed. If one is not, it prints a line that says so.
///
/// # Panics
///
/// Panics if one is not installed and `CONNECTPAY_GATEWAYS_REQUIRED` is set.
pub(crate) fn are_installed(names: &[&str]) -> bool {
    let missing: Vec<&str> = names
        .iter()
        .copied()
        .filter(|name| find(name).is_none())
        .collect();
    if missing.is_empty() {
        return true;
    }
    let missing = missing.join("` and `");
    assert!(
        env::var_os("CONNECTPAY_GATEWAYS_REQUIRED").is_none(),
        "`{missing}` not found, which CONNECTPAY_GATEWAYS_REQUIRED asks for; install it"
    );
    announce(&format!(
        "`{missing}` not found, so this test shows nothing"
    ));
    false
}

#[expect(clippy::print_stderr, reason = "a test that is skipped has to say so")]
fn announce(line: &str) {
    eprintln!("{line}");
}
