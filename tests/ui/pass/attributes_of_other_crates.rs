//! An attribute of another crate on a method without `#[endpoint]` may have a path, and
//! even credentials, of its own.

use connectpay::Result;

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Users {
    #[cfg_attr(any(), log(level = "debug"), fallible(err), mock(skip(self)))]
    #[connectpay::endpoint(path = "/users")]
    async fn users(&self) -> Result<Vec<String>>;

    #[cfg_attr(any(), route(path = "/users"))]
    fn route(&self) -> String;

    #[cfg_attr(any(), get(path = "/users", auth = bearer))]
    fn get(&self) -> String;

    #[cfg_attr(any(), utoipa::path(get, path = "/users", responses((status = 200))))]
    fn documented(&self) -> String;

    #[cfg_attr(any(), tracing::instrument)]
    fn with_a_body(&self) -> String {
        self.served()
    }

    #[cfg_attr(any(), serve(auth = partner))]
    fn served(&self) -> String;
}

struct Fake;

impl connectpay::Caller<connectpay::Partner> for Fake {}

impl Users for Fake {
    fn route(&self) -> String {
        String::new()
    }

    fn get(&self) -> String {
        String::new()
    }

    fn documented(&self) -> String {
        String::new()
    }

    fn served(&self) -> String {
        String::new()
    }
}

pub(super) fn main() {
    let fake = Fake;
    assert_eq!(fake.route() + &fake.get() + &fake.documented() + &fake.with_a_body(), "");
    assert_eq!(Users.operations().len(), 1);
}
