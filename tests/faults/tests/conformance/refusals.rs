//! Settings that cannot be used are refused by every transport in the same words,
//! and in the same order where there are several.

use connectpay::ClientBuilder;

use crate::client::CARRIERS;

type Set = fn(ClientBuilder) -> ClientBuilder;

#[test]
fn every_transport_refuses_the_same_setting_first_and_in_the_same_words() {
    let sets: [Set; 4] = [
        |builder| builder.certificate_authorities([0x30, 3, 1, 2, 3]),
        |builder| builder.client_identity("nonsense"),
        |builder| builder.proxy("nonsense"),
        |builder| builder.user_agent("\n"),
    ];
    for chosen in 1..1 << sets.len() {
        for base_url in ["https://localhost", "http://127.0.0.1:1"] {
            let said = CARRIERS.map(|carrier| {
                let all = sets.iter().enumerate();
                let set = all.filter(|(number, _)| chosen & (1 << number) != 0);
                let builder = set.fold(carrier.bare(base_url), |builder, (_, set)| set(builder));
                builder.build().unwrap_err().to_string()
            });
            assert_eq!(said[0], said[1], "{chosen:#b}");
        }
    }
}
