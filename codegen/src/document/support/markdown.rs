//! The support table in Markdown, as the README has it: a line for each object, and the extensions with what they look like.

use std::collections::BTreeMap;

use super::rows::{Row, Versions, rows};
use crate::document::spec::Outcome;

/// What stands before the table in a text, and after it.
const BEGIN: &str = "<!-- the support table, by `cargo xtask support --write` -->\n";
const END: &str = "<!-- the end of the support table -->\n";

/// A text whose support table is the one of today; `None` if it has no place for one.
pub fn put_into(text: &str) -> Option<String> {
    let (before, rest) = text.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}{}{END}{after}", markdown()))
}

/// The table.
pub fn markdown() -> String {
    let mut objects: Vec<((&str, Versions), Vec<Row>)> = Vec::new();
    let (extensions, keywords): (Vec<Row>, Vec<Row>) = rows().into_iter().partition(|row| !row.example.is_empty());
    for row in keywords {
        let key = (row.object, row.versions);
        match objects.iter_mut().find(|(other, _)| *other == key) {
            Some((_, list)) => list.push(row),
            None => objects.push((key, vec![row])),
        }
    }
    let mut text =
        "| object | honoured | in the docs | of no consequence | warned of |\n|---|---|---|---|---|\n".to_owned();
    for ((object, versions), rows) in objects {
        text.push_str(&line(object, versions, &rows));
    }
    let mut examples: Vec<String> = Vec::new();
    for row in extensions {
        let example = format!("`{}` ({})", row.keyword, row.example);
        if !examples.contains(&example) {
            examples.push(example);
        }
    }
    text.push_str(&format!("\nExtensions: {}.\n", examples.join(", ")));
    text
}

/// Keywords by what is said of them.
type Reasons = BTreeMap<&'static str, Vec<String>>;

fn with_reasons(reasons: &Reasons) -> Vec<String> {
    reasons.iter().map(|(reason, keywords)| format!("{} ({reason})", keywords.join(", "))).collect()
}

fn line(object: &str, versions: Versions, rows: &[Row]) -> String {
    let name = ["a ", "an ", "the "].iter().find_map(|article| object.strip_prefix(article)).unwrap_or(object);
    let version = match versions {
        Versions::All => "",
        Versions::Two => " of 2.0",
        Versions::Three => " of 3",
    };
    let (mut honoured, mut documented) = (Vec::new(), Vec::new());
    let (mut unused, mut warned) = (Reasons::new(), Reasons::new());
    for row in rows {
        let keyword = format!("`{}`", row.keyword);
        match row.outcome {
            Outcome::Honoured { .. } => honoured.push(keyword),
            Outcome::Documented { .. } => documented.push(keyword),
            Outcome::Warned { code, .. } => warned.entry(code.as_str()).or_default().push(keyword),
            Outcome::NoConsequence { why } => unused.entry(why).or_default().push(keyword),
            Outcome::OfItsObject => {}
        }
    }
    let cells = [honoured, documented, with_reasons(&unused), with_reasons(&warned)].map(|list| list.join(", "));
    format!("| {name}{version} | {} |\n", cells.join(" | "))
}
