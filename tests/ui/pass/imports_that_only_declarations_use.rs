//! What an author imports for a declaration is in use.
#![deny(warnings)]

mod declarations {
    use bytes::Bytes;
    use connectpay::{Call, Result, api};
    use std::borrow::Cow;
    use std::collections::HashMap;

    #[api]
    pub trait Imports {
        #[connectpay::endpoint(path = "/example/partner/bytes", auth = partner)]
        async fn bytes(&self, #[query(flatten)] filter: &HashMap<String, String>) -> Result<Bytes>;

        #[connectpay::endpoint(method = GET, path = "/example/partner/{id}", auth = partner)]
        fn find(&self, id: Cow<'_, str>) -> Call<()>;
    }
}

pub(super) fn main() {
    assert_eq!(declarations::Imports.operations().len(), 2);
}
