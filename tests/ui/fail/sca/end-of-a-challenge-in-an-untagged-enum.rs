use connectpay::sca::Finalised;

#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Answer {
    Met(Finalised),
    Plain(String),
}

fn main() {}
