//! The numbered hostile documents (G23–G51): where each is proved. A case without a place has a reason.

use std::path::Path;

const A: &str = "tests/fixtures/accepted";
const R: &str = "tests/fixtures/refused";
const M: &str = "tests/fixtures/many_files";
const S: &str = "tests/fixtures/models";

/// Number → fixtures (`folder` and stems), and functions as `file::function`.
type Case = (u8, &'static [(&'static str, &'static [&'static str])], &'static [&'static str]);

/// What is not listed: G25 (fetching from the network) cannot happen, because nothing is ever fetched; G36 (keys of the
/// document that choose code) is not supported, and no `x-` key but those in `document/keywords.rs` and `lower` is read.
const CASES: &[Case] = &[
    (23, &[(M, &["leading_out"])], &["tests/tests/many_files.rs::g23_a_file_is_asked_for_once_wherever_it_is_named"]),
    (
        24,
        &[(M, &["leading_out"])],
        &[
            "xtask/tests/cli.rs::g24_nothing_outside_the_folder_is_read_without_leave",
            "xtask/tests/cli.rs::g24_a_link_that_leads_out_is_not_followed",
        ],
    ),
    (26, &[(A, &["reference_cycle"]), (S, &["recursion"]), (M, &["leading_in_a_circle"])], &[]),
    (27, &[(A, &["reference_missing", "references_anywhere"]), (M, &["leading_nowhere"])], &[]),
    (28, &[(A, &["anchors", "openapi_3_1_shapes", "reference_siblings"])], &[]),
    (29, &[(A, &["reference_of_the_wrong_kind", "reference_to_another_object"])], &[]),
    (30, &[(S, &["unions_tagged"]), (A, &["discriminator_broken"])], &[]),
    (
        31,
        &[(R, &["yaml_alias_bomb", "yaml_alias_of_itself", "yaml_deep_nesting"])],
        &["tests/tests/bounds.rs::refused_with_a_position", "tests/tests/bounds.rs::large_and_well_formed"],
    ),
    (
        32,
        &[(A, &["duplicate_keys"]), (R, &["strict_duplicate_keys"])],
        &["codegen/src/source/tests.rs::of_two_equal_keys_the_last_counts_and_both_are_named"],
    ),
    (
        33,
        &[(R, &["yaml_tab", "yaml_of_many_documents", "version_is_a_number"]), (A, &["texts_of_other_kinds"])],
        &[
            "codegen/src/source/tests.rs::words_that_older_yaml_reads_as_booleans_stay_text",
            "codegen/src/source/tests.rs::numbers_that_readers_disagree_about_stay_text",
            "codegen/src/source/tests.rs::anchors_and_merges",
            "codegen/src/source/tests.rs::line_ends_marks_and_tags",
        ],
    ),
    (34, &[(R, &["json_and_more", "json_comment", "json_cut_off", "json_on_one_line", "json_trailing_comma"])], &[]),
    (
        35,
        &[(R, &["empty_file", "wrong_html_page", "wrong_error_answer", "wrong_binary", "wrong_git_lfs_pointer"])],
        &["xtask/tests/cli.rs::each_failure_has_its_exit_code_and_writes_nothing"],
    ),
    (37, &[(R, &["version_unknown", "version_missing", "version_is_a_number", "version_twice"])], &[]),
    (
        38,
        &[(R, &["wrong_kinds", "paths_are_a_list", "swagger_2_0_wrong_kinds"])],
        &["tests/tests/mutations.rs::any_node_may_be_anything_or_missing"],
    ),
    (39, &[(A, &["path_templates", "path_parameters", "path_without_slash"]), (R, &["paths"])], &[]),
    (40, &[(A, &["parameters", "parameters_incomplete", "operation_names"])], &[]),
    (41, &[(A, &["operation_names"]), (S, &["names"])], &[]),
    (
        42,
        &[(A, &["nulls", "lists_written_otherwise", "openapi_3_1_shapes"]), (S, &["all_of", "unions", "presence"])],
        &[],
    ),
    (43, &[(A, &["outputs", "errors", "response_keys"])], &[]),
    (
        44,
        &[],
        &[
            "tests/tests/bounds.rs::as_deep_as_can_be",
            "tests/tests/bounds.rs::g44_chains_of_types_say_how_deep_they_are",
        ],
    ),
    (
        45,
        &[],
        &[
            "tests/tests/many_files.rs::g45_what_is_put_in_place_is_bounded",
            "tests/tests/many_files.rs::g45_a_component_that_is_referred_to_often_is_there_once",
        ],
    ),
    (46, &[(S, &["recursion"]), (A, &["all_of_itself"])], &[]),
    (47, &[(S, &["constraints"])], &[]),
    (48, &[(A, &["contradictions"])], &[]),
    (49, &[(S, &["numbers", "enums"]), (A, &["number_beyond_bounds"])], &[]),
    (50, &[(A, &["credentials", "security_schemes", "security_broken"])], &[]),
    (
        51,
        &[(
            A,
            &[
                "callbacks",
                "webhooks",
                "openapi_3_1_webhooks",
                "xml",
                "styles_in_queries",
                "styles_in_paths",
                "styles_in_headers",
                "content_parameters",
                "multipart",
                "form_encodings",
            ],
        )],
        &[],
    ),
];

#[test]
fn each_number_has_a_place_that_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for (number, fixtures, functions) in CASES {
        assert!(!fixtures.is_empty() || !functions.is_empty(), "G{number} is proved nowhere");
        for (folder, stems) in *fixtures {
            for stem in *stems {
                let snapshot = root.join(folder).join(format!("{stem}.snap"));
                assert!(snapshot.is_file(), "G{number}: {} is gone", snapshot.display());
            }
        }
        for function in *functions {
            let (file, name) = function.split_once("::").expect("a file and a function");
            let text = std::fs::read_to_string(root.join(file)).unwrap_or_default();
            assert!(text.contains(&format!("fn {name}(")), "G{number}: {function} is gone");
        }
    }
    let numbers: Vec<u8> = CASES.iter().map(|case| case.0).collect();
    let expected: Vec<u8> = (23..=51).filter(|number| ![25, 36].contains(number)).collect();
    assert_eq!(numbers, expected);
}
