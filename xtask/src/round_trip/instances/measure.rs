//! How long the maker takes over a document of somebody else: run by hand, with the document's path in `ROUND_TRIP_DOCUMENT`.

use std::path::Path;
use std::time::{Duration, Instant};

use super::Maker;
use crate::round_trip::bundle;
use crate::round_trip::document::Document;
use crate::round_trip::validator::{Judgement, Validator};

/// What one document may take; without optimisation it takes several times as long as the command does.
const LONGEST: Duration = Duration::from_secs(20);

#[test]
#[ignore = "needs a document"]
fn a_document_of_somebody_else() {
    let path = std::env::var("ROUND_TRIP_DOCUMENT").unwrap();
    let root = bundle(&crate::read::sources(Path::new(&path), &[], &[]).unwrap()).unwrap().root;
    let document = Document::new(&root).unwrap();
    let mut components = document.components();
    components.extend(document.files(|pointer| pointer.contains("schemas") || pointer.contains("models")));
    let validator = Validator::new(document, &components).unwrap();
    let maker = Maker::new(document, &components);
    let (mut making, mut judging) = (Duration::ZERO, Duration::ZERO);
    let (mut cases, mut valid, mut unmade) = (0, 0, 0);
    for (index, component) in components.iter().enumerate() {
        let begun = Instant::now();
        let made = maker.component(component, 100);
        let took = begun.elapsed();
        let is_valid = |value| !matches!(validator.judge(index, value), Judgement::Invalid(_));
        valid += made.cases.iter().filter(|case| is_valid(case.value.to_value())).count();
        making += took;
        judging += begun.elapsed() - took;
        cases += made.cases.len();
        unmade += made.unmade.len();
        for (label, why) in made.unmade {
            println!("{}: {label}: {why}", component.name);
        }
        if took > LONGEST / 100 {
            println!("{took:.1?} {}", component.name);
        }
    }
    println!("{} schemas: making {making:.1?}, judging {judging:.1?}", components.len());
    println!("{cases} instances, {valid} valid, {unmade} not made");
    assert!(making < LONGEST);
}
