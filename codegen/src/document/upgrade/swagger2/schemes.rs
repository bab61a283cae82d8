//! Operations of Swagger 2.0 that are served over other schemes than the rest of the document.

use serde_json::{Map, Value};

use crate::diagnostics::{Code, Pointer};
use crate::document::Reporter;

/// Reports the operations whose own `schemes` are without the one that the client uses for all.
pub(super) fn check(root: &Map<String, Value>, reporter: &mut Reporter<'_>) {
    let url = root.get("servers").and_then(|servers| servers.get(0)).and_then(|server| server.get("url"));
    let Some((used, _)) = url.and_then(Value::as_str).and_then(|url| url.split_once("://")) else { return };
    let paths = root.get("paths").and_then(Value::as_object);
    for (path, item) in paths.into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            let Some(Value::Array(schemes)) = operation.get("schemes") else { continue };
            if schemes.is_empty() || schemes.iter().any(|scheme| scheme == used) {
                continue;
            }
            let at = Pointer::root().at(["paths", path, method, "schemes"]);
            let message =
                format!("the operation is not served over `{used}`, but all calls are; its schemes are ignored");
            let help = "give the document a scheme that all operations have, or set another base URL";
            reporter.report(Code::WServer, &at, message).help(help);
        }
    }
}
