//! R81: decoding XML takes at most eight times the memory of the body, whatever the body is made of.

use std::fs;

use compiled::numbers::models::Thing;
use compiled::runtime::codec::from_xml;

/// The most memory that this process has ever held, in bytes; `None` where the system does not say.
fn peak() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<usize>().ok().map(|kilobytes| kilobytes * 1_024)
}

#[test]
fn r81_xml_takes_at_most_eight_times_the_memory_of_the_body() {
    const SIZE: usize = 1_024 * 1_024;
    let Some(_) = peak() else {
        eprintln!("skipped: this system has no /proc/self/status");
        return;
    };
    // The peak only rises, so the cheapest body comes first.
    for part in ["text and &amp; more text ", "<list>12345</list>", "<b c=''/>", "<a></a>", "<a/>"] {
        let body = format!("<Thing>{}</Thing>", part.repeat(SIZE / part.len())).into_bytes();
        let before = peak().expect("asked before");
        from_xml(&body, &mut Thing::default()).expect("what is not declared is ignored");
        let grown = peak().expect("asked before") - before;
        assert!(grown <= 8 * body.len(), "{part}: {} bytes for {}", grown, body.len());
    }
}
