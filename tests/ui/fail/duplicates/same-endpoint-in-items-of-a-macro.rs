use connectpay::Result;

macro_rules! api {
    ($name:ident { $($item:item)* }) => {
        #[connectpay::api(base = "/baas-sca/user-management", auth = partner)]
        trait $name {
            $($item)*
        }
    };
}

api! {
    UserManagement {
        fn name(&self) -> &'static str { "" }

        #[connectpay::endpoint(path = "/partner/users")]
        async fn users(&self) -> Result<Vec<String>>;

        #[connectpay::endpoint(path = "/partner/users")]
        async fn all_users(&self) -> Result<Vec<String>>;
    }
}

fn main() {}
