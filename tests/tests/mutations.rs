//! A document that a machine has broken is read or refused, and never makes the generator panic.

use std::thread;

use serde_json::Value;
use tests::hostile::{
    Dice, cut_off, deleted, documents, others, places, replaced, scrambled, shuffled, survives, tree,
};

/// Random changes made to each text.
const ROUNDS: u64 = 20;

/// Does a part of the work on each core. Says how many of the pieces of work were good enough.
fn on_all_cores<T: Sync>(work: &[T], one: impl Fn(&T) -> bool + Sync) -> usize {
    let share = work.len().div_ceil(thread::available_parallelism().map_or(1, usize::from)).max(1);
    thread::scope(|scope| {
        let parts: Vec<_> =
            work.chunks(share).map(|part| scope.spawn(|| part.iter().filter(|piece| one(piece)).count())).collect();
        parts.into_iter().map(|part| part.join().expect("no panic")).sum()
    })
}

/// Every node of every document, replaced by each of six values and deleted.
#[test]
fn g38_any_node_may_be_anything_or_missing() {
    for (name, text) in documents() {
        let tree = tree(text);
        let places = places(&tree);
        let good = on_all_cores(&places, |place| {
            let mut mutants: Vec<Value> = others().into_iter().map(|other| replaced(&tree, place, other)).collect();
            mutants.push(deleted(&tree, place));
            let what = |mutant: usize| format!("{name}, mutant {mutant} of {place}");
            let mutants = mutants.iter().enumerate();
            mutants.filter(|(index, mutant)| survives(&what(*index), "mutant.json", &mutant.to_string())).count() > 0
        });
        // What cannot be done without: the version, and little else.
        assert!(good > 0 && good < places.len(), "{name}: {good} of {} places", places.len());
    }
}

/// Texts that end too early, or in which characters have changed, in both syntaxes.
#[test]
fn g34_g57_any_text_may_be_cut_or_changed() {
    let mut texts = Vec::new();
    for (name, text) in documents() {
        texts.push((format!("{name}.yaml"), text.to_owned()));
        texts.push((format!("{name}.json"), tree(text).to_string()));
    }
    for (name, text) in &texts {
        let seeds: Vec<u64> = (0..ROUNDS).collect();
        on_all_cores(&seeds, |seed| {
            let mut dice = Dice::new(*seed);
            let what = format!("{name}, seed {seed}");
            let cut = survives(&what, name, &cut_off(text, &mut dice));
            survives(&what, name, &scrambled(text, &mut dice)) || cut
        });
    }
}

/// Nodes of the document in places where others belong, and references that lead anywhere.
#[test]
fn g57_any_node_may_be_anywhere() {
    for (name, text) in documents() {
        let tree = tree(text);
        let seeds: Vec<u64> = (0..2 * ROUNDS).collect();
        on_all_cores(&seeds, |seed| {
            let mutant = shuffled(&tree, &mut Dice::new(*seed));
            survives(&format!("{name}, seed {seed}"), "mutant.json", &mutant.to_string())
        });
    }
}
