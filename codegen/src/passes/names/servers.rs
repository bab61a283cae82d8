//! Names of servers, and of the variables of their URLs and their values.

use super::identifier::Case;
use super::scope::{RESERVED, Scope};
use super::spelling::name_all;
use crate::ir::Api;

/// The methods that a server has beside its setters, and the words of their bodies.
const METHODS: [&str; 4] = ["clone", "default", "server", "value"];

/// The structs and enums are in one namespace.
pub(super) fn run(api: &mut Api) {
    let texts: Vec<String> = api.servers.iter().map(|server| lettered("server", server.wire.as_str())).collect();
    let mut types = Scope::with(RESERVED);
    let names = name_all(&mut types, &texts, Case::Pascal);
    for (server, name) in api.servers.iter_mut().zip(names) {
        let texts: Vec<&str> = server.variables.iter().map(|variable| variable.wire.as_str()).collect();
        let setters = name_all(&mut Scope::with(METHODS), &texts, Case::Snake);
        for (variable, setter) in server.variables.iter_mut().zip(setters) {
            variable.enum_name = types.name(&format!("{name} {}", variable.wire.as_str()), Case::Pascal);
            let texts = variable.values.iter().map(|(value, _)| lettered(variable.wire.as_str(), value.as_str()));
            let texts: Vec<String> = texts.collect();
            let names = name_all(&mut Scope::with(["Self"]), &texts, Case::Pascal);
            variable.values.iter_mut().zip(names).for_each(|((_, own), name)| *own = name);
            variable.name = setter;
        }
        server.name = name;
    }
}

/// A text that does not begin with a letter, behind the word for what it is.
fn lettered(what: &str, text: &str) -> String {
    if text.starts_with(char::is_alphabetic) { text.to_owned() } else { format!("{what} {text}") }
}
