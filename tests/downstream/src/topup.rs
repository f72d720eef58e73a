//! Topping up a user's account.

use payments_runtime::Call;
use serde::{Deserialize, Serialize};

/// What a top-up needs. The page names this field; the other fields are in ConnectPay's
/// reference.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TopUp {
    /// Where the user's bank sends the user back to.
    pub redirect_url: String,
}

/// A top-up that waits for the user.
#[derive(Clone, Debug, Deserialize)]
pub struct InitiatedTopUp {
    /// Whom it was made for. The page shows none of its fields.
    pub merchant: Merchant,
    /// The payment that tops up.
    pub payment: Payment,
}

/// The `merchant` of an answer.
#[derive(Clone, Copy, Debug, Deserialize)]
#[non_exhaustive]
pub struct Merchant {}

/// The `payment` of an answer.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Payment {
    /// Its identifier.
    pub payment_id: String,
    /// Where the user confirms it.
    pub redirect_url: String,
}

/// Top-ups. That the partner's key authenticates them is inferred from the path.
#[payments_runtime::api(base = "/baas-sca/merchant")]
pub trait Topup {
    /// Initiates a top-up by payment initiation.
    #[payments_runtime::endpoint(path = "/partner/topup/pis", auth = partner)]
    fn initiate_by_pis(&self, #[body] top_up: &TopUp) -> Call<InitiatedTopUp>;
}

/// A module whose name is that of the library is a way to it like any other.
#[cfg(test)]
mod by_its_own_name {
    mod bank {
        pub(super) use ::payments_runtime as connectpay;
    }

    use self::bank::connectpay;

    #[connectpay::api(base = "/example/partner", auth = partner)]
    trait Rates {
        #[connectpay::endpoint(method = GET, path = "/rates")]
        fn rates(&self) -> connectpay::Call<String>;
    }

    #[rustfmt::skip]
    macro_rules! declared {
        ($name:ident) => {
            trait $name {
                #[$crate::topup::by_its_own_name::connectpay::endpoint(
                    method = GET,
                    path = "/example/partner/limits",
                    auth = partner,
                    crate = $crate::topup::by_its_own_name::connectpay
                )]
                fn limits(&self) -> connectpay::Call<String>;
            }
        };
    }

    declared!(Limits);

    impl Limits for connectpay::Client {}

    #[test]
    fn an_endpoint_finds_the_library_under_its_own_name_in_a_module() {
        fn made(client: &connectpay::Client) -> [connectpay::Call<String>; 2] {
            [client.rates(), client.limits()]
        }
        let _ = made;
    }
}
