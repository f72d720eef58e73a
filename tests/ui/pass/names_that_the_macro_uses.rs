//! Structs and statics with names that a macro might give to its locals.
#![allow(non_camel_case_types, non_upper_case_globals, dead_code)]

use connectpay::Result;

struct request;
static some: u8 = 0;
const value: u8 = 0;

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Users {
    #[connectpay::endpoint(path = "/users")]
    async fn create(&self, #[body] user: Option<String>, #[query] page: Option<u8>) -> Result<()>;
}

pub(super) fn main() {
    let _ = (request, some, value);
}
