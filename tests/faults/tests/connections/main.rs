//! Connections that many calls share, one after another or at once: whatever
//! becomes of the connection, the client knows what became of each call.

mod apart;
mod client;
mod early_answer;
mod farewell;
mod go_away;
mod hung;
mod keep_alive;
mod no_connection;
mod runtimes;
mod sealed;
mod stale;
mod stopped_reading;
mod stream_limits;
mod streams;
