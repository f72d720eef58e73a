use connectpay::Result;

trait Example {
    #[connectpay::endpoint(path = "/example/partner/files", auth = partner, method = POST)]
    async fn upload(
        &self,
        #[body("multipart/form-data; boundary=a/b")] form: &[u8],
    ) -> Result<()>;
}

fn main() {}
