use connectpay::sca::Sca;

#[derive(serde::Deserialize)]
struct Answer {
    #[serde(flatten)]
    payment: Sca<()>,
}

fn main() {}
