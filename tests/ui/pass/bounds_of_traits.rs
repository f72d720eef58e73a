//! Supertraits that ask nothing more of a caller, and the trait objects of callers.

use std::sync::Arc;

use connectpay::{Caller, Client, Partner, Result};

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Plain {
    #[connectpay::endpoint(path = "/users")]
    async fn users(&self) -> Result<Vec<String>>;
}

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Lasting: Send + Sync + 'static {
    #[connectpay::endpoint(path = "/lasting")]
    async fn lasting(&self) -> Result<Vec<String>>;
}

#[connectpay::api(base = "/example/partner", auth = partner)]
trait Explicit: Caller<Partner> {
    #[connectpay::endpoint(path = "/explicit")]
    async fn explicit(&self) -> Result<Vec<String>>;
}

fn is_all<T: Plain + Lasting + Explicit + ?Sized>() {}

fn borrowed(caller: &(dyn Caller<Partner> + Send)) {
    drop(caller.users());
}

pub(super) fn main() {
    is_all::<Client>();
    is_all::<dyn Caller<Partner>>();
    is_all::<dyn Caller<Partner> + Send>();
    is_all::<dyn Caller<Partner> + Sync>();
    is_all::<dyn Caller<Partner> + Send + Sync>();
    let _: fn(&Arc<dyn Caller<Partner> + Send + Sync>) = |caller| drop(caller.lasting());
    let _ = borrowed;
}
