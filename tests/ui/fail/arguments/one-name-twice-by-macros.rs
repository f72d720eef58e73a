use connectpay::Result;

macro_rules! users {
    ($name:ident) => {
        trait Users {
            #[connectpay::endpoint(path = "/example/partner/{id}", auth = partner)]
            async fn users(&self, $name: &str, id: u8) -> Result<Vec<String>>;
        }
    };
}

users!(id);

fn main() {}
