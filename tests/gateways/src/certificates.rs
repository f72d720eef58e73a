//! The certificates of one run, in the files that the programs read.

use std::fs;
use std::path::{Path, PathBuf};

use connectpay_faults::{Authority, Identity};

/// The file of the authority's certificate, in the folder of the run.
pub(crate) const AUTHORITY: &str = "authority.pem";

/// The file of the gateway's certificate and key.
pub(crate) const SERVER: &str = "server.pem";

const CLIENT: &str = "client.pem";

/// The authority, the gateway's certificate, and the certificate of a client that is
/// asked for one.
pub(crate) struct Certificates {
    folder: PathBuf,
    authority: Authority,
    client: Identity,
}

impl Certificates {
    /// Makes the certificates and writes them to the folder.
    pub(crate) fn write(folder: &Path) -> Self {
        let authority = Authority::new();
        let client = authority.client();
        let files = [
            (AUTHORITY, authority.pem()),
            (SERVER, authority.valid().pem()),
            (CLIENT, client.pem()),
        ];
        for (name, pem) in files {
            fs::write(folder.join(name), pem).expect("the folder can be written to");
        }
        Self {
            folder: folder.to_owned(),
            authority,
            client,
        }
    }

    pub(crate) fn authority_der(&self) -> &[u8] {
        self.authority.der()
    }

    pub(crate) fn client_pem(&self) -> String {
        self.client.pem()
    }

    pub(crate) fn authority_file(&self) -> PathBuf {
        self.folder.join(AUTHORITY)
    }

    pub(crate) fn client_file(&self) -> PathBuf {
        self.folder.join(CLIENT)
    }
}
