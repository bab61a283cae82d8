//! What `inspect` says of a document is what is emitted for it.

use std::path::PathBuf;

use codegen::inspect::Location;
use codegen::source::{SourceText, Sources};
use codegen::{Input, Inspected, Inspection, Unused, generate, inspect};
use rstest::rstest;

fn input(text: &str) -> Input {
    let main = SourceText { name: "api.yaml".to_owned(), text: text.to_owned() };
    Input::new(Sources::new(main, Vec::new()), "my-client")
}

fn inspection(text: &str) -> Inspection {
    inspect(&input(text)).inspection.expect("accepted")
}

/// Pointer → Rust type, of all schemas.
fn schemas(inspection: &Inspection) -> Vec<(&str, &str)> {
    inspection.schemas.iter().map(|schema| (schema.at.pointer.as_str(), schema.rust.as_str())).collect()
}

/// The text without what layout puts between words.
fn squeezed(text: &str) -> String {
    let dense: String = text.split_whitespace().collect();
    dense.replace(",)", ")")
}

#[rstest]
fn calls_are_what_the_crate_has(
    #[files("fixtures/accepted/*.yaml")]
    #[files("fixtures/models/*/*.yaml")]
    path: PathBuf,
) {
    let text = std::fs::read_to_string(path).expect("readable");
    let Inspected { files, inspection, .. } = inspect(&input(&text));
    let (files, inspection) = (files.expect("accepted"), inspection.expect("accepted"));
    assert_eq!(Some(&files), generate(&input(&text)).files.as_ref(), "the same files");
    let client = squeezed(&files["src/client.rs"]);
    for operation in &inspection.operations {
        let (handle, method) = (&operation.handle, &operation.method);
        assert!(client.contains(&format!("pubfn{handle}(&self)->")), "{handle}");
        let module = squeezed(&files[&format!("src/{handle}.rs")]);
        let (_, signature) = module.split_once(&format!("pubfn{method}(&self")).expect("the method");
        let (signature, _) = signature.split_once(")->").expect("its end");
        let mut rest = signature.replace(")", "");
        for argument in &operation.arguments {
            let found = rest.split_once(&format!("{}:", argument.name)).expect("the argument");
            rest = found.1.to_owned();
        }
        assert!(
            !rest.replace("Item:", "").contains(':') || rest.contains("::"),
            "all arguments of {method} are known: {signature}"
        );
        for setter in &operation.setters {
            assert!(module.contains(&format!("pubfn{}(mutself,value:", setter.name)), "{}", setter.name);
        }
        for (types, setter) in [(&operation.request_types, "content_type"), (&operation.response_types, "accept")] {
            assert!(types.len() < 2 || module.contains(&format!("pubfn{setter}(mutself")), "{setter} of {method}");
        }
        if let Some(error) = operation.error.as_deref().and_then(|path| path.rsplit("::").next()) {
            // Equal enums are one with aliases.
            let forms = [format!("pubenum{error}{{"), format!("pubtype{error}=")];
            assert!(forms.iter().any(|form| module.contains(form)), "{error}");
        }
    }
    let models: String =
        files.iter().filter(|(path, _)| path.starts_with("src/models/")).map(|it| it.1.as_str()).collect();
    for found in &inspection.types {
        let word = match found.kind {
            "alias" => "type",
            "union" => "enum",
            "tuple" => "struct",
            kind => kind,
        };
        let name = found.rust.strip_prefix("my_client::models::").expect("a model");
        let starts = [" ", "("].map(|after| format!("pub {word} {name}{after}"));
        assert!(starts.iter().any(|start| models.contains(start)), "{word} {name}");
    }
    assert!(inspection.size.lines > 0 && inspection.size.files >= 3);
    for schema in inspection.schemas.iter().filter(|it| it.rust.trim_end_matches('>').ends_with("runtime::Json")) {
        let is_here = |at: &Location| at.document == schema.at.document && at.pointer.starts_with(&schema.at.pointer);
        assert!(inspection.untyped.iter().any(|it| is_here(&it.at)), "no reason for {:?}", schema.at);
    }
}

const LIBRARY: &str = "
openapi: 3.0.3
info: {title: Types, version: '7'}
paths: {}
components:
  schemas:
    Id: {type: string, nullable: true}
    Base: {type: object, properties: {state: {type: string, enum: [a, b]}, id: {$ref: '#/components/schemas/Id'}}}
    Adult: {allOf: [{$ref: '#/components/schemas/Base'}, {properties: {age: {type: integer}}}]}
    Tree: {type: array, items: {type: object, properties: {\"a/b\": {$ref: '#/components/schemas/Tree'}}}}
";

#[test]
fn each_schema_has_its_type_where_it_is_written() {
    let inspection = inspection(LIBRARY);
    let expected = [
        ("/components/schemas/Id", "Option<my_client::models::Id>"),
        ("/components/schemas/Base", "my_client::models::Base"),
        ("/components/schemas/Base/properties/state", "my_client::models::BaseState"),
        ("/components/schemas/Base/properties/id", "Option<my_client::models::Id>"),
        ("/components/schemas/Adult", "my_client::models::Adult"),
        ("/components/schemas/Adult/allOf/1/properties/age", "i64"),
        ("/components/schemas/Tree", "my_client::models::Tree"),
        ("/components/schemas/Tree/items", "my_client::models::TreeItem"),
        ("/components/schemas/Tree/items/properties/a~1b", "my_client::models::Tree"),
    ];
    assert_eq!(schemas(&inspection), expected);
    assert_eq!((inspection.dialect.as_str(), inspection.version.as_str()), ("OpenAPI 3.0.3", "7"));
}

#[test]
fn pointers_lead_to_where_the_author_wrote() {
    let text = "
swagger: '2.0'
info: {title: Old, version: '1'}
paths:
  /pets:
    post:
      operationId: add
      parameters: [{in: body, name: pet, required: true, schema: {$ref: '#/definitions/Pet'}}]
      responses: {'200': {description: Done., schema: {type: array, items: {$ref: '#/definitions/Pet'}}}}
definitions:
  Pet: {type: object, properties: {name: {type: string}}}
";
    let inspection = inspection(text);
    let expected = [
        ("/definitions/Pet", "my_client::models::Pet"),
        ("/definitions/Pet/properties/name", "String"),
        ("/paths/~1pets/post/parameters/0/schema", "my_client::models::Pet"),
        ("/paths/~1pets/post/responses/200/schema", "Vec<my_client::models::Pet>"),
        ("/paths/~1pets/post/responses/200/schema/items", "my_client::models::Pet"),
    ];
    assert_eq!(schemas(&inspection), expected);
    assert_eq!(inspection.dialect, "Swagger 2.0");
}

const TWO_TAGS: &str = "
openapi: 3.0.3
info: {title: Tags, version: '1'}
servers: [{url: https://api.example.com}]
paths:
  /a: {get: {tags: [one], responses: {'200': {description: a, content: {application/json: {schema: {$ref: '#/components/schemas/Used'}}}}}}}
  /b: {get: {tags: [two], responses: {'200': {description: b}}}}
components:
  schemas:
    Used: {type: object, properties: {a: {type: string}}}
    Unused: {type: object, properties: {used: {$ref: '#/components/schemas/Used'}}}
";

#[test]
fn types_that_no_operation_needs_can_be_kept() {
    let kept = inspect(&Input { unused: Unused::Keep, ..input(TWO_TAGS) });
    let (files, kept) = (kept.files.expect("accepted"), kept.inspection.expect("accepted"));
    let paths = |inspection: &Inspection| inspection.types.iter().map(|it| it.rust.clone()).collect::<Vec<_>>();
    assert_eq!(paths(&kept), ["my_client::models::Unused", "my_client::models::Used"]);
    assert_eq!(paths(&inspection(TWO_TAGS)), ["my_client::models::Used"]);
    assert!(!files["src/models/mod.rs"].contains("cfg"), "no feature takes away what a type is made of");
    assert!(files["src/models/unused.rs"].contains("pub fn new"), "it may be sent");
}

#[test]
fn what_is_left_out_has_its_reason() {
    let text = TWO_TAGS.replace("/b: {get: {", "/b: {additionalOperations: {A B: {responses: {}}}, get: {");
    let inspection = inspection(&text);
    let [left_out] = inspection.left_out.as_slice() else { panic!("{:?}", inspection.left_out) };
    assert_eq!((left_out.http_method.as_str(), left_out.path.as_str()), ("A B", "/b"));
    assert!(left_out.reason.contains("not a method"), "{}", left_out.reason);
    assert_eq!(inspection.warnings.values().sum::<usize>(), 1);
}

#[test]
fn a_refused_document_has_no_inspection() {
    let refused = inspect(&input("openapi: 9.0.0\n"));
    assert!(refused.inspection.is_none() && refused.files.is_none() && refused.diagnostics.has_errors());
}

#[test]
fn schemas_of_shared_parts_are_where_they_are_written() {
    let text = "
openapi: 3.1.0
info: {title: Shared, version: '1'}
servers: [{url: https://api.example.com}]
paths:
  /a:
    parameters: [{$ref: '#/components/parameters/a~1b%20c'}]
    get: {responses: {'200': {$ref: '#/components/responses/Chain'}}}
    put: {requestBody: {$ref: '#/components/requestBodies/Names'}, responses: {'200': {$ref: '#/components/responses/Names'}}}
components:
  parameters: {a/b c: {name: limit, in: query, schema: {type: integer}}}
  requestBodies: {Names: {content: {application/json: {schema: {type: array, items: {type: boolean}}}}}}
  responses:
    Chain: {$ref: '#/components/responses/Names'}
    Names: {description: Names., content: {application/json: {schema: {type: array, items: {type: string}}}}}
";
    let inspection = inspection(text);
    let expected = [
        ("/components/parameters/a~1b c/schema", "i64"),
        ("/components/responses/Names/content/application~1json/schema", "Vec<String>"),
        ("/components/responses/Names/content/application~1json/schema/items", "String"),
        ("/components/requestBodies/Names/content/application~1json/schema", "Vec<bool>"),
        ("/components/requestBodies/Names/content/application~1json/schema/items", "bool"),
    ];
    assert_eq!(schemas(&inspection), expected);
}
