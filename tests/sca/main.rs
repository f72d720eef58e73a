//! Strong customer authentication: no challenge is taken for a value, no code is tried
//! twice, and a payment that is pending is never initiated again.

mod answers;
mod bank;
mod challenges;
mod following;
mod stored;
