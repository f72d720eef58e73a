//! The program with its heap counted.

use std::alloc::System;
use std::process::ExitCode;

use connectpay_bench::Heap;
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() -> ExitCode {
    connectpay_bench::main(|| {
        let stats = ALLOCATOR.stats();
        Heap {
            allocations: stats.allocations + stats.reallocations,
            bytes: stats.bytes_allocated,
            live: stats.bytes_allocated - stats.bytes_deallocated,
        }
    })
}
