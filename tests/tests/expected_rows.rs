//! What clients must do after the bugs of other generators, each with the tests that hold the right value.
//!
//! A row is proved by tests that are found where cargo finds them, as `file::name`, and by fixtures, whose whole outcome is a snapshot.

mod every_test;

use std::collections::BTreeSet;

use every_test::tests_of_the_workspace;
use tests::emitted::root;

const MODELS: &str = "tests/compiled/tests/models/";
const OPERATIONS: &str = "tests/compiled/tests/operations/";
const FIXTURES: &str = "tests/fixtures/accepted/";

/// What is to hold → a folder and what is in it.
const ROWS: &[(&str, &[(&str, &str)])] = &[
    (
        "servers: of an operation and of a path",
        &[(OPERATIONS, "addresses.rs::a_call_goes_to_the_server_of_its_operation")],
    ),
    (
        "multipart: style, explode and allowReserved",
        &[
            (OPERATIONS, "encodings.rs::parts_of_forms_have_styles_since_3_1"),
            (OPERATIONS, "encodings.rs::parts_of_forms_have_no_styles_in_3_0"),
        ],
    ),
    ("urlencoded: an object in the style form", &[(OPERATIONS, "bodies.rs::forms_follow_their_encodings")]),
    (
        "forms: two media types, each with its encoding",
        &[(OPERATIONS, "encodings.rs::each_form_has_its_own_encodings")],
    ),
    (
        "allowReserved: triples pass",
        &[(OPERATIONS, "encodings.rs::reserved_characters_stay_where_the_document_says_so")],
    ),
    ("defaultMapping", &[(MODELS, "tags.rs::what_no_tag_names_is_the_default")]),
    (
        "style: cookie; encoding in a query string",
        &[
            (OPERATIONS, "encodings.rs::cookies_of_3_2_are_not_encoded"),
            (OPERATIONS, "encodings.rs::query_strings_follow_their_encodings"),
        ],
    ),
    ("allowReserved in a path", &[(OPERATIONS, "encodings.rs::reserved_characters_stay_where_the_document_says_so")]),
    ("$dynamicRef bound by $defs", &[(MODELS, "containers.rs::a_dynamic_reference_is_what_its_user_says")]),
    (
        "contentEncoding: base64url",
        &[(MODELS, "formats.rs::r43_base64_is_read_in_both_alphabets_and_written_as_it_was")],
    ),
    ("integers beyond i64", &[(MODELS, "numbers.rs::r38_integers_are_as_wide_as_the_document_allows")]),
    ("text/plain in ISO-8859-1", &[(OPERATIONS, "media_types.rs::texts_are_in_their_character_set")]),
    (
        "more than nine fraction digits",
        &[(MODELS, "formats.rs::a_value_is_cut_where_its_text_has_more_digits_than_any_type")],
    ),
    (
        "an enum narrowed, names of the target",
        &[(MODELS, "enum_names.rs::values_are_called_what_the_document_calls_them")],
    ),
    (
        "the tag of a union on sending",
        &[
            (MODELS, "tags.rs::a_variant_says_its_tag_however_it_was_made"),
            (MODELS, "tags.rs::a_variant_that_is_sent_alone_says_its_tag"),
        ],
    ),
    ("a base that lists those that extend it", &[(MODELS, "tags.rs::a_base_that_lists_its_heirs_is_one_of_them")]),
    (
        "names and descriptions of values",
        &[
            (MODELS, "enum_names.rs::signs_are_spelled_in_names"),
            (MODELS, "enum_names.rs::values_are_called_what_the_document_calls_them"),
            (MODELS, "enum_names.rs::the_docs_of_a_variant_show_its_value"),
        ],
    ),
    (
        "setters and constructors",
        &[
            (OPERATIONS, "natural_calls.rs::constructors_take_what_is_at_hand"),
            (OPERATIONS, "natural_calls.rs::setters_take_what_is_at_hand"),
            (OPERATIONS, "natural_calls.rs::null_is_none"),
            (OPERATIONS, "natural_calls.rs::arguments_take_what_is_at_hand"),
        ],
    ),
    (
        "deprecated",
        &[
            (OPERATIONS, "deprecated.rs::whoever_uses_it_is_told"),
            (OPERATIONS, "deprecated.rs::the_document_says_what_to_use_instead"),
        ],
    ),
    (
        "header parameters that are the client's",
        &[
            (OPERATIONS, "media_types.rs::all_declared_media_types_are_asked_for_unless_the_caller_chooses"),
            (FIXTURES, "accept_header.yaml"),
            (FIXTURES, "parameters.yaml"),
        ],
    ),
    (
        "media types with schemas of their own",
        &[
            (OPERATIONS, "media_types.rs::the_media_type_chooses_the_body"),
            (OPERATIONS, "media_types.rs::the_media_type_chooses_the_error_body"),
        ],
    ),
    (
        "reserved characters in path values",
        &[
            (OPERATIONS, "encodings.rs::reserved_characters_stay_where_the_document_says_so"),
            (OPERATIONS, "parameters.rs::r59_r63_paths_follow_the_document"),
        ],
    ),
    (
        "members and operations called like methods of traits",
        &[(OPERATIONS, "deprecated.rs::methods_may_be_called_like_those_of_traits")],
    ),
    (
        "{} in a multipart body",
        &[
            (OPERATIONS, "encodings.rs::parts_without_a_type_are_files_since_3_1"),
            (OPERATIONS, "encodings.rs::parts_of_forms_have_no_styles_in_3_0"),
        ],
    ),
    ("merge patches", &[(OPERATIONS, "media_types.rs::a_merge_patch_can_remove_what_it_can_set")]),
    ("security that is optional", &[(OPERATIONS, "addresses.rs::r84_a_token_is_sent_where_security_is_optional")]),
];

#[test]
fn each_row_has_tests_that_run() {
    let all: BTreeSet<String> = tests_of_the_workspace().into_iter().collect();
    let is_there = |place: &str| match place.strip_suffix(".yaml") {
        Some(fixture) => root().join(place).is_file() && root().join(format!("{fixture}.snap")).is_file(),
        None => all.contains(place),
    };
    for (row, proofs) in ROWS {
        assert!(!proofs.is_empty(), "{row}");
        for (folder, name) in *proofs {
            let place = format!("{folder}{name}");
            assert!(is_there(&place), "{row}: there is no {place} that runs");
        }
    }
    let names: BTreeSet<&str> = ROWS.iter().map(|(row, _)| *row).collect();
    assert_eq!((names.len(), ROWS.len()), (26, 26), "a row is there once");
}
