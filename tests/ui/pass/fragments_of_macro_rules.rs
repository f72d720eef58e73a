//! Whatever fragment of `macro_rules` a part of a declaration comes through, the trait
//! gives it its `base` and its `host`, and lists it.

use connectpay::{Result, api};

macro_rules! attribute {
    ($name:ident, $attr:meta) => {
        #[api(base = "/example", host(stage = "https://stage.example.com", production = "https://example.com"))]
        trait $name {
            #[$attr]
            async fn users(&self) -> Result<Vec<String>>;
        }
    };
}

macro_rules! path_of_the_attribute {
    ($name:ident, $endpoint:path) => {
        #[api(base = "/example", host(stage = "https://stage.example.com", production = "https://example.com"))]
        trait $name {
            #[$endpoint(path = "/partner/users", auth = partner)]
            async fn users(&self) -> Result<Vec<String>>;
        }
    };
}

macro_rules! items {
    ($name:ident, $($item:item)*) => {
        #[api(base = "/example", host(stage = "https://stage.example.com", production = "https://example.com"))]
        trait $name {
            $($item)*
        }
    };
}

macro_rules! body_of_another_method {
    ($name:ident, $body:block, $returns:ty) => {
        #[api(base = "/example", host(stage = "https://stage.example.com", production = "https://example.com"))]
        trait $name {
            fn name(&self) -> $returns
            $body

            #[connectpay::endpoint(path = "/partner/users", auth = partner)]
            async fn users(&self) -> Result<Vec<String>>;
        }
    };
}

macro_rules! whole_trait {
    ($item:item) => {
        #[api(base = "/example", host(stage = "https://stage.example.com", production = "https://example.com"))]
        $item
    };
}

macro_rules! attribute_of_the_trait {
    ($name:ident, $attr:meta) => {
        #[$attr]
        trait $name {
            #[connectpay::endpoint(path = "/partner/users", auth = partner)]
            async fn users(&self) -> Result<Vec<String>>;
        }
    };
}

macro_rules! values {
    ($name:ident, $base:expr, $auth:expr, $host:expr, $path:literal, $method:expr, $crate_:path) => {
        #[api(base = $base, auth = $auth, host(stage = $host, production = "https://example.com"), crate = $crate_)]
        trait $name {
            #[connectpay::endpoint(path = $path, method = $method)]
            async fn users(&self) -> Result<Vec<String>>;
        }
    };
}

macro_rules! arguments {
    ($name:ident, $id:pat, $ty:ty, $query:meta, $rename:expr, $header:literal, $docs:expr) => {
        #[api(base = "/example")]
        trait $name {
            #[doc = $docs]
            #[connectpay::endpoint(path = "/partner/users/{id}", auth = partner)]
            async fn users(
                &self,
                $id: $ty,
                #[$query] page: $ty,
                #[query(rename = $rename)] size: $ty,
                #[header($header)] request: $ty,
            ) -> Result<Vec<String>>;
        }
    };
}

attribute!(Attribute, connectpay::endpoint(path = "/partner/users", auth = partner));
path_of_the_attribute!(PathOfTheAttribute, connectpay::endpoint);
items! {
    Items,
    fn name(&self) -> &'static str { "" }
    #[connectpay::endpoint(path = "/partner/users", auth = partner)]
    async fn users(&self) -> Result<Vec<String>>;
}
body_of_another_method!(BodyOfAnotherMethod, { "" }, &'static str);
whole_trait! {
    trait WholeTrait {
        #[connectpay::endpoint(path = "/partner/users", auth = partner)]
        async fn users(&self) -> Result<Vec<String>>;
    }
}
attribute_of_the_trait!(
    AttributeOfTheTrait,
    connectpay::api(base = "/example", host(stage = "https://stage.example.com", production = "https://example.com"))
);
values!(Values, "/example", partner, "https://stage.example.com", "/partner/users", GET, ::connectpay);
arguments!(Arguments, id, u8, query(rename = "pageNo"), "pageSize", "X-Request-ID", "Users.");

pub(super) fn main() {
    for api in [
        Attribute,
        PathOfTheAttribute,
        Items,
        BodyOfAnotherMethod,
        WholeTrait,
        AttributeOfTheTrait,
        Values,
    ] {
        let [users] = api.operations() else {
            panic!("{} lost its endpoint", api.name());
        };
        assert_eq!(users.endpoint().path(), "/example/partner/users");
        let hosts = users.endpoint().hosts().unwrap();
        assert_eq!(hosts.stage(), "https://stage.example.com");
    }
    let [users] = Arguments.operations() else {
        panic!("the endpoint was lost");
    };
    assert_eq!(users.docs(), "Users.");
    let locations: Vec<_> = users.parameters().iter().map(|it| it.location()).collect();
    assert_eq!(
        locations,
        [
            connectpay::endpoints::Location::Path("id"),
            connectpay::endpoints::Location::Query("pageNo"),
            connectpay::endpoints::Location::Query("pageSize"),
            connectpay::endpoints::Location::Header("x-request-id"),
        ]
    );
}
