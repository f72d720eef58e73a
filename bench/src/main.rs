//! The program.

use std::process::ExitCode;

fn main() -> ExitCode {
    // The heap is not counted here, since counting costs instructions.
    connectpay_bench::main(connectpay_bench::Heap::default)
}
