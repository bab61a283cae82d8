//! Which operation a method is, which server a call goes to, and whether it takes the token along.

use compiled::operation_ids_twice;

use crate::canned::{Canned, now};

/// Method and URL of the one request that has come, and whether there was a token.
fn seen(canned: &Canned) -> (String, bool) {
    let request = canned.request();
    (format!("{} {}", request.method(), request.uri()), request.headers().contains_key("authorization"))
}

#[test]
fn the_first_of_two_operations_keeps_its_name() {
    let canned = Canned::empty(204);
    let things = canned.client(operation_ids_twice::Client::builder()).things();
    now(things.touch_thing(1)).expect("a success");
    assert_eq!(seen(&canned).0, "POST https://api.example.com/things/1/touch");
    now(things.delete_things_id_touch(1)).expect("a success");
    assert_eq!(seen(&canned).0, "DELETE https://api.example.com/things/1/touch");
}
