use connectpay::Result;

type Answer = connectpay::sca::Sca<()>;

trait Payments {
    #[connectpay::endpoint(path = "/example/client/payments/{id}/cancel", auth = user)]
    async fn cancel(&self, id: &str) -> Result<Answer>;
}

fn main() {}
