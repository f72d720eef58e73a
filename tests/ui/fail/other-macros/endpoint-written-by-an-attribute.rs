use connectpay::Result;
use macro_rules_attribute::apply;

macro_rules! user_endpoint {
    (async fn $name:ident(&self) -> $returns:ty;) => {
        #[connectpay::endpoint(path = "/example/client/payments", auth = user)]
        async fn $name(&self) -> $returns;
    };
}

#[connectpay::api(base = "/v2", host(stage = "https://a.connectpay.com", production = "https://b.connectpay.com"))]
trait Payments {
    #[apply(user_endpoint)]
    async fn payments(&self) -> Result<Vec<String>>;
}

fn main() {}
