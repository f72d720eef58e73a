//! The source of a crate with many endpoints, declared as each peer requires.

mod templates;

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use self::templates::{
    ANSWER, BASELINE, CLIENTIX, CONNECTPAY, CONNECTPAY_SCA, FEIGNHTTP, FUTURE, HYPER, PAYMENT,
    PROGENITOR, REQWEST, RETROFIT, RUMA, RUSTIFY, Template,
};

/// The peer that declares the endpoints of a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub(crate) enum Declared {
    /// The structs, serde and the JSON calls, without endpoints.
    Baseline,
    Connectpay,
    /// The same, and each answer may be a challenge first.
    ConnectpaySca,
    Reqwest,
    Hyper,
    Progenitor,
    Feignhttp,
    RetrofitRs,
    Rustify,
    Ruma,
    Clientix,
}

/// A crate: its manifest's dependencies and its files.
pub(crate) struct Leaf {
    pub(crate) dependencies: String,
    pub(crate) lib: String,
    /// For progenitor.
    pub(crate) document: Option<Value>,
}

impl Declared {
    fn template(self) -> Template {
        match self {
            Self::Baseline => BASELINE,
            Self::Connectpay => CONNECTPAY,
            Self::ConnectpaySca => CONNECTPAY_SCA,
            Self::Reqwest => REQWEST,
            Self::Hyper => HYPER,
            Self::Progenitor => PROGENITOR,
            Self::Feignhttp => FEIGNHTTP,
            Self::RetrofitRs => RETROFIT,
            Self::Rustify => RUSTIFY,
            Self::Ruma => RUMA,
            Self::Clientix => CLIENTIX,
        }
    }

    /// A crate with this many endpoints, every other one a POST. `version`
    /// changes one line of the first endpoint.
    pub(crate) fn leaf(self, endpoints: usize, version: usize) -> Leaf {
        let template = self.template();
        let mut lib = format!("#![allow(dead_code, unused)]\n{}{FUTURE}", template.head);
        let mut each = |text: &str, number: usize| {
            let id = if number == 0 {
                // The length does not depend on the version.
                format!("0v{version:03}")
            } else {
                number.to_string()
            };
            // Only the path changes, as when somebody corrects it.
            let text = text
                .replace("payments-@", &format!("payments-{id}"))
                .replace("FUTURE", template.output)
                .replace('@', &number.to_string());
            lib.push_str(&text);
        };
        for number in 0..endpoints {
            let is_post = number.is_multiple_of(2);
            if is_post && !template.payment.is_empty() {
                each(template.payment, number);
                each(PAYMENT, number);
            }
            if !template.answer.is_empty() {
                each(template.answer, number);
                each(ANSWER, number);
            }
        }
        each(template.open, 1);
        for number in 0..endpoints {
            let is_post = number.is_multiple_of(2);
            each(if is_post { template.post } else { template.get }, number);
        }
        each(template.close, 1);
        for number in 0..endpoints {
            let is_post = number.is_multiple_of(2);
            let (post, get) = (template.use_post, template.use_get);
            each(if is_post { post } else { get }, number);
        }
        let mut dependencies =
            String::from("serde = { version = \"1\", features = [\"derive\"] }\n");
        let _infallible = write!(
            dependencies,
            "serde_json = \"=1.0.154\"\n{}",
            template.dependencies
        );
        Leaf {
            dependencies,
            lib,
            document: (self == Self::Progenitor).then(|| document(endpoints, version)),
        }
    }
}

/// The endpoints as an `OpenAPI` document.
fn document(endpoints: usize, version: usize) -> Value {
    let text = json!({"type": "string"});
    let unsigned =
        |bits: u8| json!({"type": "integer", "format": format!("uint{bits}"), "minimum": 0});
    let list = json!({"type": "array", "items": unsigned(32)});
    let reference = |name: String| json!({"$ref": format!("#/components/schemas/{name}")});
    let content = |name: String| json!({"application/json": {"schema": reference(name)}});
    let path = |name: &str| json!({"name": name, "in": "path", "required": true, "schema": text});
    let query = |name: &str, schema: &Value| json!({"name": name, "in": "query", "schema": schema});
    let (mut paths, mut schemas) = (Map::new(), Map::new());
    for number in 0..endpoints {
        let answer =
            json!({"200": {"description": "done", "content": content(format!("Answer{number}"))}});
        schemas.insert(
            format!("Answer{number}"),
            json!({"type": "object", "required": ["id", "status", "amount", "currency", "created", "settled", "steps"],
                "properties": {"id": unsigned(64), "status": text, "amount": text, "currency": text,
                    "created": text, "note": text, "settled": {"type": "boolean"}, "steps": list}}),
        );
        if number.is_multiple_of(2) {
            let suffix = if number == 0 {
                format!("0v{version:03}")
            } else {
                number.to_string()
            };
            schemas.insert(
                format!("Payment{number}"),
                json!({"type": "object", "required": ["id", "amount", "currency", "creditor", "debtor", "urgent", "splits"],
                    "properties": {"id": unsigned(64), "amount": text, "currency": text, "creditor": text,
                        "debtor": text, "reference": text, "urgent": {"type": "boolean"}, "splits": list}}),
            );
            paths.insert(
                format!("/example/partner/payments-{suffix}"),
                json!({"post": {"operationId": format!("pay_{number}"), "responses": answer,
                    "requestBody": {"required": true, "content": content(format!("Payment{number}"))}}}),
            );
        } else {
            paths.insert(
                format!(
                    "/example/partner/accounts-{number}/{{account}}/transactions/{{transaction}}"
                ),
                json!({"get": {"operationId": format!("get_{number}"), "responses": answer,
                    "parameters": [path("account"), path("transaction"), query("from", &text),
                        query("limit", &unsigned(32)), query("to", &text)]}}),
            );
        }
    }
    json!({"openapi": "3.0.3", "info": {"title": "Example", "version": "1.0.0"},
        "paths": paths, "components": {"schemas": schemas}})
}
