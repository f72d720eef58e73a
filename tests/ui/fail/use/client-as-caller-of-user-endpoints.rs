use connectpay::{Caller, Client, User};

fn session(client: &Client) -> &dyn Caller<User> {
    client
}

fn main() {}
