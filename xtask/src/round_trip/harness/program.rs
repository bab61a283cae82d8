//! The text of a harness.

use std::fmt::Write as _;

/// All but the table of types. It reads lines `id type text` and answers each with `id ok text`, `id error words` or `id panic words`.
const PROGRAM: &str = r#"//! Decodes and encodes instances.

use std::io::{BufRead, Write};
use std::panic::catch_unwind;
use std::sync::Mutex;

static PANIC: Mutex<String> = Mutex::new(String::new());

fn check<T: serde::Serialize + serde::de::DeserializeOwned>(text: &str) -> Result<String, String> {
    let value: T = serde_json::from_str(text).map_err(|error| error.to_string())?;
    serde_json::to_string(&value).map_err(|error| format!("encoding: {error}"))
}

fn answer(line: &str) -> (&str, &'static str, String) {
    let mut parts = line.splitn(3, ' ');
    let (id, index, text) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
    let check = TYPES[index.parse::<usize>().unwrap()];
    match catch_unwind(|| check(text)) {
        Ok(Ok(text)) => (id, "ok", text),
        Ok(Err(words)) => (id, "error", words),
        Err(_) => (id, "panic", std::mem::take(&mut *PANIC.lock().unwrap())),
    }
}

fn main() {
    std::panic::set_hook(Box::new(|panic| *PANIC.lock().unwrap() = panic.to_string()));
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let (id, kind, text) = answer(&line);
        let text = text.replace('\n', " ");
        writeln!(out, "{id} {kind} {text}").unwrap();
        out.flush().unwrap();
    }
}
"#;

/// The program for these types.
pub(super) fn text(types: &[&str]) -> String {
    let mut text = PROGRAM.to_owned();
    let _ = write!(text, "\nstatic TYPES: [fn(&str) -> Result<String, String>; {}] = [\n", types.len());
    for rust in types {
        let _ = writeln!(text, "    check::<{rust}>,");
    }
    text.push_str("];\n");
    text
}
