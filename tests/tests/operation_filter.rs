//! Only the operations that are wanted.

use codegen::render_diagnostics::{Style, render};
use codegen::source::{SourceText, Sources};
use codegen::{Input, OperationFilter, Selector, inspect};

const DOCUMENT: &str = "
openapi: 3.1.0
info: {title: Tags, version: '1'}
servers: [{url: https://api.example.com}]
paths:
  /users:
    get: {tags: [users], operationId: list, security: [{user: []}], responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/User'}}}}}}
    delete: {tags: [admin, users], operationId: clear, responses: {'204': {description: ok}}}
  /groups:
    get: {tags: [groups], operationId: groups, security: [{group: []}, {nobody: []}], responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Group'}}}}}}
  /odd:
    additionalOperations: {\"A B\": {tags: [\"a`\\n\"], operationId: odd, responses: {'200': {description: ok}}}}
  /none:
    get: {operationId: none, responses: {'204': {description: ok}}}
webhooks: {gone: {post: {responses: {'200': {description: ok}}}}}
components:
  schemas:
    User: {type: object, properties: {name: {type: string}}}
    Group: {type: object, properties: {name: {type: string}}}
  securitySchemes:
    user: {type: http, scheme: bearer}
    group: {type: http, scheme: digest}
";

fn input(tags: &[&str]) -> Input {
    let main = SourceText { name: "api.yaml".to_owned(), text: DOCUMENT.to_owned() };
    let include = tags.iter().map(|tag| Selector::Tag((*tag).to_owned())).collect();
    let operations = OperationFilter { include, exclude: Vec::new() };
    Input { operations, ..Input::new(Sources::new(main, Vec::new()), "fixture") }
}

/// The operations that are left.
fn left(include: &[Selector], exclude: &[Selector]) -> Vec<String> {
    let operations = OperationFilter { include: include.to_vec(), exclude: exclude.to_vec() };
    let inspected = inspect(&Input { operations, ..input(&[]) });
    let operations = inspected.inspection.expect("accepted").operations;
    operations.into_iter().map(|operation| operation.id).collect()
}

#[test]
fn paths_and_operations_can_be_chosen_and_left_out() {
    let (path, operation) =
        (|glob: &str| Selector::Path(glob.to_owned()), |id: &str| Selector::Operation(id.to_owned()));
    let tag = |tag: &str| Selector::Tag(tag.to_owned());
    assert_eq!(left(&[path("/users")], &[]), ["list", "clear"]);
    assert_eq!(left(&[path("/users/**")], &[]), ["list", "clear"]);
    assert_eq!(left(&[path("/**")], &[]), ["list", "clear", "groups", "none"]);
    assert_eq!(left(&[path("/?roups"), operation("none")], &[]), ["groups", "none"]);
    assert_eq!(left(&[], &[tag("admin"), path("/n*")]), ["list", "groups"]);
    let operations = OperationFilter { include: Vec::new(), exclude: vec![tag("admin")] };
    let without = inspect(&Input { operations, ..input(&[]) }).inspection.expect("accepted");
    assert_eq!(without.webhooks.len(), 1, "what is not excluded stays");
    assert_eq!(
        left(&[tag("users")], &[operation("list")]),
        ["clear"],
        "what is excluded is not wanted, whatever else fits"
    );
}

#[test]
fn what_fits_no_operation_is_an_error() {
    let operations = OperationFilter {
        include: vec![Selector::Path("/user/*".to_owned()), Selector::Operation("lists".to_owned())],
        exclude: vec![Selector::Path("/a[".to_owned()), Selector::Tag("nobody".to_owned())],
    };
    let input = Input { operations, ..input(&[]) };
    let refused = inspect(&input);
    assert!(refused.files.is_none());
    insta::assert_snapshot!(render(&refused.diagnostics, &input.sources, Style::Plain));
}

#[test]
fn the_rest_is_not_there_and_not_spoken_of() {
    let all = inspect(&input(&[])).inspection.expect("accepted");
    assert_eq!((all.operations.len(), all.left_out.len(), all.webhooks.len()), (4, 1, 1));
    let users = inspect(&input(&["users"]));
    assert_eq!(users.diagnostics.iter().count(), 0, "what is not wanted is no matter");
    let users = users.inspection.expect("accepted");
    let ids: Vec<&str> = users.operations.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["list", "clear"], "one of several tags is enough");
    let types: Vec<&str> = users.types.iter().map(|it| it.rust.as_str()).collect();
    assert_eq!(types, ["fixture::models::User"]);
    assert!(users.webhooks.is_empty());
    let schemes: Vec<&str> = users.security_schemes.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(schemes, ["user"]);
}

#[test]
fn a_tag_that_nobody_has_is_an_error() {
    let input = input(&["users", "user", "group"]);
    let refused = inspect(&input);
    assert!(refused.files.is_none());
    insta::assert_snapshot!(render(&refused.diagnostics, &input.sources, Style::Plain));
}
