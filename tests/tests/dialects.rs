//! The same API in each dialect gives the same crate.

use std::path::Path;

use tests::twins::Twin;

fn generated(version: &str) -> Twin {
    Twin::of("shop", &Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/dialects/shop-{version}.yaml")))
}

#[test]
fn four_dialects_one_crate() {
    let expected = generated("3.0");
    assert!(expected.files.keys().any(|path| path.ends_with("good.rs")), "{:?}", expected.files.keys());
    for version in ["2.0", "3.1", "3.2"] {
        expected.assert_same(&generated(version), version);
    }
}
