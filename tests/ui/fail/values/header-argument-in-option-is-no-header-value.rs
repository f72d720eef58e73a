use connectpay::Result;

struct RequestId(String);

trait UserManagement {
    #[connectpay::endpoint(path = "/baas-sca/user-management/partner/users", auth = partner)]
    async fn users(
        &self,
        #[header("X-Request-ID")] request_id: Option<&RequestId>,
    ) -> Result<Vec<String>>;
}

fn main() {}
