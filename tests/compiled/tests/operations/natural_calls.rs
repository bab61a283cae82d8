//! The lines that a user writes first compile, and send what they say.

use compiled::natural_calls::Client;
use compiled::natural_calls::models::{Cat, Item, Order};
use compiled::runtime::dates::{Date, DateTime};
use compiled::runtime::{Maybe, Uuid};
use serde_json::json;

use crate::canned::{Canned, now};

fn sent(item: &Item) -> serde_json::Value {
    let mut sent = serde_json::to_value(item).expect("JSON");
    for known in ["name", "price", "codes", "rank"] {
        sent.as_object_mut().expect("an object").remove(known);
    }
    sent
}

fn item() -> Item {
    Item::new(["a"], "n", 5)
}

#[test]
fn constructors_take_what_is_at_hand() {
    let expected = json!({"name": "n", "price": 5, "codes": ["a"], "rank": null});
    let made = [Item::new(["a"], "n", 5), Item::new(vec!["a"], String::from("n"), 5_i64)];
    for item in made {
        assert_eq!(serde_json::to_value(item).expect("JSON"), expected);
    }
    assert_eq!(serde_json::to_value(Item::new([""; 0], "n", "5").rank(7)).expect("JSON")["price"], json!("5"));
    assert_eq!(serde_json::to_value(item().rank(7)).expect("JSON")["rank"], json!(7));
    assert_eq!(serde_json::to_value(item().rank(7).rank(None)).expect("JSON")["rank"], json!(null));
}

#[test]
fn setters_take_what_is_at_hand() {
    let rows = [
        (item().description("d"), json!({"description": "d"})),
        (item().description(String::from("d")), json!({"description": "d"})),
        (item().tax(5), json!({"tax": 5})),
        (item().tax(0.5), json!({"tax": 0.5})),
        (item().share(5), json!({"share": 5.0})),
        (item().count(5), json!({"count": 5})),
        (item().order("asc"), json!({"order": "asc"})),
        (item().order(Order::Asc), json!({"order": "asc"})),
        (item().lead(Cat::new("c", true)), json!({"lead": {"id": "c", "meow": true}})),
        (item().parent(item()), json!({"parent": {"name": "n", "price": 5, "codes": ["a"], "rank": null}})),
        (item().parent(Box::new(item())), json!({"parent": {"name": "n", "price": 5, "codes": ["a"], "rank": null}})),
        (item().stop("s"), json!({"stop": "s"})),
        (item().expandable("cat_1"), json!({"expandable": "cat_1"})),
        (item().expandable(5), json!({"expandable": 5})),
        (item().expandable(Cat::new("c", true)), json!({"expandable": {"id": "c", "meow": true}})),
        (item().sorted("desc"), json!({"sorted": "desc"})),
        (item().sorted(true), json!({"sorted": true})),
        (item().labels(["l"]), json!({"labels": ["l"]})),
        (item().labels(vec!["l"]), json!({"labels": ["l"]})),
        (item().bark(["w"]), json!({"bark": ["w"]})),
        (item().bark(vec![String::from("w")]), json!({"bark": ["w"]})),
        (item().bark(["w"].iter().map(|word| word.to_uppercase())), json!({"bark": ["W"]})),
        (item().prices([1, 2]), json!({"prices": [1, 2]})),
        (item().cats([Cat::new("c", true)]), json!({"cats": [{"id": "c", "meow": true}]})),
        (item().sizes([1, 2]), json!({"sizes": [1, 2]})),
        (item().sizes(1..3), json!({"sizes": [1, 2]})),
        (item().meta([("a", 1), ("b", 2)]), json!({"meta": {"a": 1, "b": 2}})),
        (item().lengths([("a", 0.5)]), json!({"lengths": {"a": 0.5}})),
        (item().additional_properties([("x", "y")]), json!({"x": "y"})),
    ];
    for (item, expected) in rows {
        assert_eq!(sent(&item), expected);
    }
}

#[test]
fn null_is_none() {
    let all = item().description(None).tax(None).share(None).count(None).order(None).lead(None).parent(None);
    let all = all.stop(None).labels(None).created(None);
    let nulls = json!({"description": null, "tax": null, "share": null, "count": null, "order": null, "lead": null,
        "parent": null, "stop": null, "labels": null, "created": null});
    assert_eq!(sent(&all), nulls);
    assert_eq!(sent(&item().description(Maybe::Null).tax(Maybe::Absent)), json!({"description": null}));
    assert_eq!(sent(&item().description(Some(String::from("d")))), json!({"description": "d"}));
    assert!(all.description.is_null() && item().tax.is_absent());
    assert_eq!(item().description("d").description.as_deref().into_option(), Some("d"));
    assert_eq!(item().count(5).count.map(|count| count + 1), Maybe::Value(6));
    assert_eq!(Maybe::<i64>::from(None), Maybe::Null);
}

#[test]
fn texts_with_a_format_are_checked() -> Result<(), Box<dyn std::error::Error>> {
    let created: DateTime = "2024-02-29T12:00:00Z".parse()?;
    let key = Uuid::try_from("67e55044-10b1-426f-9247-bb680e5fe0c8")?;
    let item = item().created(created).day("2024-02-29".parse::<Date>()?).key(key);
    let expected =
        json!({"created": "2024-02-29T12:00:00Z", "day": "2024-02-29", "key": "67e55044-10b1-426f-9247-bb680e5fe0c8"});
    assert_eq!(sent(&item), expected);
    assert!("2024-02-30".parse::<Date>().is_err());
    Ok(())
}

#[test]
fn arguments_take_what_is_at_hand() -> Result<(), Box<dyn std::error::Error>> {
    let canned = Canned::new(200, "application/json", br#"{"name":"n","price":1,"codes":[],"rank":1}"#);
    let client = canned.client(Client::builder());
    let update = || client.items().update(7, item());
    let created: DateTime = "2024-02-29T12:00:00Z".parse()?;
    let rows = [
        (update().q("x"), "?q=x"),
        (update().order("asc"), "?order=asc"),
        (update().tags(["a", "b"]), "?tags=a&tags=b"),
        (update().sizes([1, 2]), "?sizes=1&sizes=2"),
        (update().ratio(2), "?ratio=2"),
        (update().filter([("a", "b")]), "?filter%5Ba%5D=b"),
        (update().created(created), "?created=2024-02-29T12%3A00%3A00Z"),
    ];
    for (call, query) in rows {
        now(call).expect("a success");
        assert_eq!(canned.target(), format!("/items/7{query}"));
    }
    let canned = Canned::empty(204);
    let client = canned.client(Client::builder());
    now(client.names().put(["a", "b"])).expect("a success");
    now(client.names().post_lengths().body([("a", 1)])).expect("a success");
    Ok(())
}
