//! The source code of a harness.

use std::fmt::Write as _;

/// Everything except the table of types. It reads lines `id type text` and answers each with `id ok text`, `id error words`,
/// `id panic words` or `id untyped`.
const PROGRAM: &str = r#"//! Decodes and encodes instances.

use std::any::TypeId;
use std::io::{BufRead, Write};
use std::panic::catch_unwind;
use std::sync::Mutex;

const UNTYPED: &str = "untyped";
static PANIC: Mutex<String> = Mutex::new(String::new());

fn check<T: Wire + Default + 'static>(text: &str) -> Result<String, String> {
    // A type that takes any JSON proves nothing. Aliases are resolved only here, by the compiler.
    let id = TypeId::of::<T>();
    if id == TypeId::of::<Json>() || id == TypeId::of::<Option<Json>>() {
        return Err(UNTYPED.to_owned());
    }
    let mut value = T::default();
    from_json(text.as_bytes(), &mut value).map_err(|fault| format!("{}: {}", fault.path, fault.message))?;
    let written = write(&value)?;
    let mut reader = serde_json::Deserializer::from_str(text);
    let by_serde: T = deserialize(&mut reader).map_err(|error| format!("by serde: {error}"))?;
    match write(&by_serde)? {
        same if same == written => Ok(written),
        other => Err(format!("by serde: {other}")),
    }
}

fn write(value: &dyn Wire) -> Result<String, String> {
    let mut out = Vec::new();
    serialize(value, &mut serde_json::Serializer::new(&mut out)).map_err(|error| format!("encoding: {error}"))?;
    String::from_utf8(out).map_err(|error| format!("encoding: {error}"))
}

fn answer(index: &str, text: &str) -> (&'static str, String) {
    let Some(check) = index.parse().ok().and_then(|index: usize| TYPES.get(index)) else {
        return ("error", format!("there is no type {index}"));
    };
    match catch_unwind(|| check(text)) {
        Ok(Ok(text)) => ("ok", text),
        Ok(Err(words)) if words == UNTYPED => ("untyped", String::new()),
        Ok(Err(words)) => ("error", words),
        Err(_) => ("panic", PANIC.lock().map(|mut words| std::mem::take(&mut *words)).unwrap_or_default()),
    }
}

fn main() -> std::io::Result<()> {
    std::panic::set_hook(Box::new(|panic| {
        if let Ok(mut words) = PANIC.lock() {
            *words = panic.to_string();
        }
    }));
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let mut parts = line.splitn(3, ' ');
        if let (Some(id), Some(index), Some(text)) = (parts.next(), parts.next(), parts.next()) {
            let (kind, text) = answer(index, text);
            writeln!(out, "{id} {kind} {}", text.replace('\n', " "))?;
            out.flush()?;
        }
    }
    Ok(())
}
"#;

/// The program for these types of a crate. Each instance is decoded by the crate's codec and by serde's traits, which must agree.
pub(super) fn text(crate_path: &str, types: &[&str]) -> String {
    let codec = format!(
        "use {crate_path}::runtime::Json;\nuse {crate_path}::runtime::codec::{{Wire, deserialize, from_json, serialize}};\n\nconst UNTYPED"
    );
    let mut text = PROGRAM.replacen("const UNTYPED", &codec, 1);
    let _ = write!(text, "\nstatic TYPES: [fn(&str) -> Result<String, String>; {}] = [\n", types.len());
    for rust in types {
        let _ = writeln!(text, "    check::<{rust}>,");
    }
    text.push_str("];\n");
    text
}
