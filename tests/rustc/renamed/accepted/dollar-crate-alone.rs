pub use payments_runtime::endpoint;
use payments_runtime::{Client, Result};

macro_rules! accounts {
    ($name:ident) => {
        trait $name {
            #[$crate::endpoint(path = "/example/partner/accounts", auth = partner)]
            async fn accounts(&self) -> Result<Vec<String>>;
        }
    };
}

accounts!(Accounts);

impl Accounts for Client {}

fn main() {}
