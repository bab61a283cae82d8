//! Compressed answers: asked for where a feature is on, and limited by what they decompress to.

use partner_center::models::CustomerUser;
use partner_center::{CallOptions, ErrorKind};
use tests::server::{Reply, Server};

use crate::support::{call, client};

/// A user with a name of 2,000 letters, in 60 bytes.
const USER: &[u8] = &[
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 171, 86, 202, 76, 81, 178, 82, 170, 80, 210, 81, 74, 201, 44, 46, 200, 73, 172,
    244, 75, 204, 77, 5, 138, 36, 142, 130, 81, 48, 10, 70, 193, 40, 24, 5, 163, 96, 200, 3, 165, 90, 0, 129, 37, 44,
    153, 235, 7, 0, 0,
];

fn gzipped() -> Reply {
    Reply::json(200, USER).header("Content-Encoding", "gzip")
}

#[tokio::test]
async fn an_answer_may_be_compressed() {
    let server = Server::always(gzipped());
    let user = call(&server).await.expect("a success").expect("a user");
    assert_eq!((user.id.as_deref(), user.display_name.map(|name| name.len())), (Some("x"), Some(2000)));
    assert!(server.request().header("accept-encoding").is_some_and(|it| it.contains("gzip")));
}

#[tokio::test]
async fn the_limit_is_for_what_it_decompresses_to() {
    let server = Server::always(gzipped());
    let api = client(&server).manage_customer_accounts();
    let error = api.update_customer("c", "u", CustomerUser::new()).body_limit(1000).await.expect_err("too large");
    assert_eq!(error.kind(), ErrorKind::TooLarge, "{error}");
}

#[tokio::test]
async fn what_is_no_gzip_is_an_error() {
    let server = Server::always(Reply::json(200, "{}").header("Content-Encoding", "gzip"));
    let error = call(&server).retry(1).await.expect_err("it cannot be decompressed");
    assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
}
