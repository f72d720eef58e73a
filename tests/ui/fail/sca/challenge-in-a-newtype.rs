use connectpay::sca::Sca;

#[derive(serde::Deserialize)]
struct Answer(Sca<()>);

fn main() {}
