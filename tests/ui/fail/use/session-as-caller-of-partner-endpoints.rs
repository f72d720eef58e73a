use std::sync::Arc;

use connectpay::{Caller, Partner, Session};

fn partner(session: Session) -> Arc<dyn Caller<Partner>> {
    Arc::new(session)
}

fn main() {}
