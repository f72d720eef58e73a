//! A declaration whose tokens come from a macro of this crate.

use connectpay::Result;

macro_rules! ledger {
    ($(#[$attr:meta])* $name:ident, $path:literal, $argument:ident: $ty:ty => $answer:ty) => {
        $(#[$attr])*
        #[connectpay::api(base = "/example/partner", auth = partner)]
        pub trait $name {
            /// Reads an entry.
            #[connectpay::endpoint(path = $path)]
            async fn entry(&self, $argument: $ty) -> Result<$answer>;
        }
    };
}

ledger! {
    /// Entries.
    Ledger, "/ledger/{number}", number: u64 => Vec<String>
}
