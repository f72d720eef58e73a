use connectpay::Result;

struct EventId(String);

trait Sca {
    #[connectpay::endpoint(
        method = POST,
        path = "/baas-sca/user-management/client/sca/authorise/{event_id}",
        auth = user
    )]
    async fn authorise(&self, event_id: &EventId) -> Result<()>;
}

fn main() {}
