use connectpay::Result;

#[derive(serde::Serialize)]
#[serde(transparent)]
struct Field((String, String));

#[connectpay::api(auth = user)]
trait Payments {
    #[connectpay::endpoint(path = "/example/client/payments")]
    async fn pay(&self, #[form] fields: &[Field]) -> Result<()>;
}

fn main() {}
