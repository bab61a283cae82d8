//! Null survives wherever a branch allows it, whatever is said beside the branches.

use compiled::nulls_of_branches::models::Thing;
use compiled::runtime::Maybe;

use crate::{kept, read, written};

#[test]
fn null_of_a_branch_is_kept_beside_keywords_of_objects() {
    for member in ["by_pattern", "by_key", "either", "all"] {
        kept::<Thing>(&format!(r#"{{"always":null,"{member}":null}}"#));
        assert_eq!(written(&read::<Thing>(r#"{"always":null}"#)), r#"{"always":null}"#, "{member} may be absent");
    }
    let thing: Thing = kept(r#"{"always":"a","by_pattern":"b","items":["c",null]}"#);
    assert_eq!((thing.always.as_deref(), thing.by_pattern), (Some("a"), Maybe::Value("b".to_owned())));
    let only_objects: Thing = read(r#"{"always":null,"never":null}"#);
    assert!(only_objects.never.is_none(), "`type: object` is said of the whole");
}
