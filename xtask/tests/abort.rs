//! A stack overflow of the generator ends as E-INTERNAL, not with a signal.

use std::env;
use std::hint::black_box;
use std::process::Command;
use std::thread;

/// Needs more stack with each call.
fn descend(depth: u64) -> u64 {
    let frame = black_box([depth; 64]);
    if black_box(depth) == u64::MAX { 0 } else { descend(depth + 1) + frame[7] }
}

#[test]
#[ignore = "it ends its process; the test below starts it"]
fn overflow() {
    xtask::abort::report_as_internal();
    let thread = thread::Builder::new().name("stage".to_owned()).stack_size(1024 * 1024).spawn(|| descend(0));
    let _ = thread.expect("a thread").join();
}

#[test]
#[cfg(unix)]
fn a_stack_overflow_is_an_internal_error() {
    let this = env::current_exe().expect("a path");
    let output = Command::new(this).args(["--ignored", "--exact", "overflow", "--nocapture"]).output();
    let output = output.expect("it runs");
    let shown = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{:?}: {shown}", output.status);
    let (cause, message) = shown.split_once("error[E-INTERNAL]").unwrap_or_else(|| panic!("no diagnostic: {shown}"));
    assert!(cause.contains("'stage'") && cause.contains("overflowed its stack"), "{cause}");
    assert!(message.ends_with("please report it with the document\n"), "{message}");
}
