//! References of the document that lead to nothing but one another: `A: {$ref: B}`, `B: {$ref: A}`.

use std::collections::BTreeSet;

use super::link_state::{Finding, Node, Outcome, Problem, References};

/// Reports each cycle, and breaks it at its first reference.
pub(super) fn break_cycles(references: &mut References<'_, '_>) {
    let next = |node: &Node| match &references.followed.get(node)?.outcome {
        Outcome::To(target) => Some(target),
        _ => None,
    };
    let mut done = BTreeSet::new();
    let mut cycles: Vec<Vec<Node>> = Vec::new();
    for start in references.followed.keys() {
        let mut chain: Vec<&Node> = Vec::new();
        let mut current = Some(start);
        while let Some(node) = current.filter(|node| done.insert(*node)) {
            chain.push(node);
            current = next(node);
        }
        // Where the chain meets what was seen before, it is a cycle only if that is itself.
        if let Some(first) = current.and_then(|node| chain.iter().position(|earlier| *earlier == node)) {
            cycles.push(chain[first..].iter().map(|node| (*node).clone()).collect());
        }
    }
    for cycle in cycles {
        let Some(first) = cycle.first().cloned() else { continue };
        let text = references.text(&first);
        let Some(followed) = references.followed.get_mut(&first) else { continue };
        followed.outcome = Outcome::Broken;
        references.findings.push(Finding::problem(first, followed.kind, text, Problem::Cycle(cycle)));
    }
}
