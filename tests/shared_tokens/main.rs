//! One user's tokens, shared by sessions and machines, in memory and in a real Redis
//! server. The tests start `redis-server`; if it is not installed, they say so and do
//! nothing.

mod chosen;
mod durations;
mod ended;
mod failing;
mod flaky;
mod fresh_look;
mod inactivity;
mod login;
mod logout;
mod longest;
mod memory;
mod processes;
mod redis_acl;
mod redis_address;
mod redis_cluster;
mod redis_faults;
mod redis_fences;
mod redis_keys;
mod redis_lock;
mod redis_relay;
mod redis_roles;
mod redis_server;
mod redis_store;
mod redis_tls;
mod redis_twice;
mod refresh;
mod shutdown;
mod slow_login;
mod store_down;
mod unstored;
