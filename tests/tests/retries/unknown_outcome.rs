//! A first attempt that may have worked is not forgotten when a later one fails in another way.

use partner_center::ErrorKind;
use partner_center::runtime::TransportFailure::{Broken, NotConnected, Tls};
use rstest::rstest;

use crate::server::{Server, Step, fail, half, hang, status};
use crate::{Bare, DELETE, builder, refused, secs, update};

#[rstest]
#[case(fail(NotConnected), ErrorKind::Connect)]
#[case(fail(Tls), ErrorKind::Tls)]
#[case(status(503), ErrorKind::Status)]
#[case(status(409), ErrorKind::Status)]
fn r06_an_unknown_outcome_stays_unknown(#[case] then: Step, #[case] kind: ErrorKind) {
    for first in [fail(Broken), half("{"), hang()] {
        let server = Server::new([first]);
        server.turn(then.clone());
        let client = builder(&server).deadline(secs(120)).first_byte_timeout(secs(60)).build().unwrap();
        let error = server.clock.run(update(&client).send()).unwrap_err();
        assert_eq!(error.kind(), kind);
        assert!(error.attempts() > 1, "{error}");
        assert!(error.outcome_unknown(), "the first attempt may have worked: {error}");
    }
}

#[test]
fn r06_a_delete_that_finds_nothing_may_have_deleted_it_itself() {
    let server = Server::new([fail(Broken), status(404)]);
    let error = server.clock.run(Bare::of(&server).call(&DELETE).send::<String>()).unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Status, 2));
    assert!(error.outcome_unknown(), "{error}");
}

#[rstest]
#[case(fail(NotConnected))]
#[case(fail(Tls))]
#[case(status(400))]
#[case(status(429))]
fn r06_the_outcome_is_known_when_every_attempt_was_refused(#[case] step: Step) {
    let error = refused(&Server::always(step));
    assert!(!error.outcome_unknown(), "{error}");
    assert!(!error.to_string().contains("unknown"), "{error}");
}
