//! How long the maker takes over a document of somebody else: run by hand, with the document's path in `ROUND_TRIP_DOCUMENT`.

use std::path::Path;
use std::time::Instant;

use super::Maker;
use crate::round_trip::bundle;
use crate::round_trip::document::Document;
use crate::round_trip::validator::Validator;

#[test]
#[ignore = "needs a document"]
fn a_document_of_somebody_else() {
    let path = std::env::var("ROUND_TRIP_DOCUMENT").unwrap();
    let sources = crate::read::sources(Path::new(&path), &[], &[]).unwrap();
    let root = bundle(&sources).unwrap().root;
    let document = Document::new(&root).unwrap();
    let mut components = document.components();
    components.extend(document.files(|pointer| pointer.contains("schemas") || pointer.contains("models")));
    let begun = Instant::now();
    let validator = Validator::new(document, &components).unwrap();
    println!("{} components, validator {:.1?}", components.len(), begun.elapsed());
    let maker = Maker::new(document, &components);
    let most = (40_000 / components.len().max(1)).clamp(30, 400);
    let (mut making, mut judging, mut cases, mut unmade) = Default::default();
    let (mut valid, mut bytes): (usize, usize) = (0, 0);
    let _: (&mut std::time::Duration, &mut std::time::Duration, &mut usize, &mut usize) =
        (&mut making, &mut judging, &mut cases, &mut unmade);
    for (index, component) in components.iter().enumerate() {
        let begun = Instant::now();
        let made = maker.component(component, most);
        let took = begun.elapsed();
        making += took;
        cases += made.cases.len();
        unmade += made.unmade.len();
        let begun = Instant::now();
        for case in &made.cases {
            bytes += case.value.to_string().len();
            valid += usize::from(!matches!(
                validator.judge(index, case.value.to_value()),
                crate::round_trip::validator::Judgement::Invalid(_)
            ));
        }
        let judged = begun.elapsed();
        judging += judged;
        if took.as_millis() > 300 || judged.as_millis() > 300 {
            println!(
                "{:>8.1?} {judged:>8.1?} {} {} not made, {}",
                took,
                made.cases.len(),
                made.unmade.len(),
                component.name
            );
        }
        if making.as_secs() > 100 {
            println!("given up at {index}");
            break;
        }
    }
    println!(
        "making {making:.1?}, judging {judging:.1?}, {cases} cases, {valid} valid, {unmade} not made, {bytes} bytes"
    );
}
