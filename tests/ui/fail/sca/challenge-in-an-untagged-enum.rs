use connectpay::sca::Sca;

#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Answer {
    Asked(Sca<()>),
    Plain(String),
}

fn main() {}
