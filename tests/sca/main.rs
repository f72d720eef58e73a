//! Strong customer authentication: no challenge is taken for a value, no code is tried
//! twice, and a pending payment is never initiated again.

mod answers;
mod any_answer;
mod bank;
mod challenges;
mod following;
mod hostile;
mod one_time_passwords;
mod stored;
mod verifications;
