trait UserManagement {
    #[connectpay::endpoint(verb = POST, path = "/example//partner/users", auth = user)]
    async fn users(&mut self, page: u32) -> Vec<String>;
}

fn main() {}
