use connectpay::Result;

#[connectpay::api]
trait Sca {
    #[connectpay::endpoint(
        method = POST,
        path = "/baas-sca/user-management/client/sca/authorise/{event_id}",
        auth = user
    )]
    async fn authorise(&self, event_id: f64) -> Result<()>;
}

fn main() {}
