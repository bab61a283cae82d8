//! Only the operations of some tags.

use codegen::render_diagnostics::{Style, render};
use codegen::source::{SourceText, Sources};
use codegen::{Input, inspect};

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
    let include_tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
    Input { include_tags, ..Input::new(Sources::new(main, Vec::new()), "fixture") }
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
