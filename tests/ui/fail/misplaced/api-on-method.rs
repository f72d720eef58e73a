trait UserManagement {
    #[connectpay::api]
    fn users(&self);
}

fn main() {}
