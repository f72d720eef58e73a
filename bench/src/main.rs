//! The program.

use std::process::ExitCode;

fn main() -> ExitCode {
    // Not counted here: counting costs instructions.
    connectpay_bench::main(connectpay_bench::Heap::default)
}
