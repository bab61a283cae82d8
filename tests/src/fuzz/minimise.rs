//! Makes a failing case small: whole subtrees go first, then what is around a node, then characters.

use std::io;

use serde_json::Value;

use super::Case;
use crate::hostile::{deleted, places, replaced};

/// Attempts for one case.
const ATTEMPTS: usize = 400;

/// What says how a case fails now; none if it does not.
pub(super) type Check<'a> = &'a mut dyn FnMut(&Case) -> io::Result<Option<String>>;

/// A smaller case that fails with the same signature.
///
/// # Errors
/// A case cannot be checked.
pub fn minimise(case: &Case, signature: &str, check: Check<'_>) -> io::Result<Case> {
    let mut left = ATTEMPTS;
    let mut small = case.clone();
    let mut fails = |case: &Case| -> io::Result<bool> {
        if left == 0 {
            return Ok(false);
        }
        left -= 1;
        Ok(check(case)?.as_deref() == Some(signature))
    };
    let without = Case { overlay: None, ..small.clone() };
    if small.overlay.is_some() && fails(&without)? {
        small = without;
    }
    if let Some(tree) = small.overlay.as_deref().and_then(|overlay| serde_json::from_str::<Value>(overlay).ok()) {
        let base = small.clone();
        let with = |tree: &Value| Case { overlay: Some(tree.to_string()), ..base.clone() };
        small = with(&smaller_tree(tree, &mut |tree| fails(&with(tree)))?);
    }
    let base = small.clone();
    match serde_json::from_str::<Value>(&small.text) {
        Ok(tree) => {
            let with = |tree: &Value| Case { text: tree.to_string(), ..base.clone() };
            // Written anew, a document with keys that occur twice may be another one.
            if fails(&with(&tree))? {
                return Ok(with(&smaller_tree(tree, &mut |tree| fails(&with(tree)))?));
            }
        }
        Err(_) => {
            let with = |text: &str| Case { text: text.to_owned(), ..base.clone() };
            small = with(&smaller_text(&small.text, &mut |text| fails(&with(text)))?);
        }
    }
    Ok(small)
}

type Fails<'a, T> = &'a mut dyn FnMut(&T) -> io::Result<bool>;

fn smaller_tree(mut tree: Value, fails: Fails<'_, Value>) -> io::Result<Value> {
    loop {
        let size = tree.to_string().len();
        // The largest nodes first; the root, which is the last place, stays.
        let mut nodes = places(&tree);
        nodes.pop();
        let length = |at: &String| tree.pointer(at).map_or(0, |node| node.to_string().len());
        nodes.sort_by_key(|at| std::cmp::Reverse(length(at)));
        for at in nodes {
            let Some(node) = tree.pointer(&at).cloned() else { continue };
            let mut attempts = vec![deleted(&tree, &at)];
            // A node may be replaced by one of its own.
            let inner: Vec<Value> = match &node {
                Value::Object(members) => members.values().cloned().collect(),
                Value::Array(items) => items.clone(),
                Value::String(text) if text.len() > 40 => {
                    vec![text.chars().take(text.len() / 2).collect::<String>().into()]
                }
                _ => Vec::new(),
            };
            attempts.extend(inner.into_iter().take(4).map(|inner| replaced(&tree, &at, inner)));
            for attempt in attempts {
                if attempt.to_string().len() < tree.to_string().len() && fails(&attempt)? {
                    tree = attempt;
                    break;
                }
            }
        }
        if tree.to_string().len() == size {
            return Ok(tree);
        }
    }
}

fn smaller_text(text: &str, fails: Fails<'_, str>) -> io::Result<String> {
    let mut text: Vec<char> = text.chars().collect();
    let mut step = text.len() / 2;
    while step > 0 {
        let mut at = 0;
        while at < text.len() {
            let end = (at + step).min(text.len());
            let attempt: String = text[..at].iter().chain(&text[end..]).collect();
            if fails(&attempt)? {
                text = attempt.chars().collect();
            } else {
                at = end;
            }
        }
        step /= 2;
    }
    Ok(text.into_iter().collect())
}
