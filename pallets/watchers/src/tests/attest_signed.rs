use crate::{mock::*, Error, Event, Keys, SignedStatement};
use msez_core::Digest;
use msez_test_support::assert_event;
use msez_watch::{Offence, Statement};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_core::Pair,
    sp_runtime::{traits::BadOrigin, DispatchResult},
};

fn bring(n: u8, signed_statement: SignedStatement) -> DispatchResult {
    Watchers::attest_signed(signed(n), signed_statement).map(|_| ()).map_err(|error| error.error)
}

#[test]
fn anybody_brings_what_a_watcher_has_signed() {
    run(|| {
        let topic = five();
        let statement = statement(topic, 1, 7);
        assert_ok!(bring(9, sign(&account(1), 0, statement)));
        let id = Watchers::id_of(account(1), statement);
        assert_eq!(crate::Statements::<Test>::get(id).unwrap().author, account(1));
        assert_noop!(bring(9, sign(&account(1), 0, statement)), Error::<Test>::AlreadyStated);
        assert_noop!(attest(1, topic, 1, 7), Error::<Test>::AlreadyStated);
        let again = sign(&account(2), 0, statement);
        assert_noop!(
            Watchers::attest_signed(RuntimeOrigin::none(), again).map_err(|error| error.error),
            BadOrigin
        );
    })
}

#[test]
fn a_signature_of_other_bytes_is_none() {
    run(|| {
        let topic = five();
        let statement = statement(topic, 1, 7);
        let good = sign(&account(1), 0, statement);
        for changed in [
            Statement { digest: Digest([8; 32]), ..statement },
            Statement { observed_at: statement.observed_at + 1, ..statement },
            Statement {
                coordinate: msez_watch::Coordinate { height: 2, ..statement.coordinate },
                ..statement
            },
        ] {
            let forged = SignedStatement { statement: changed, ..good.clone() };
            assert_noop!(bring(9, forged), Error::<Test>::BadSignature);
        }
        let other_key = SignedStatement { key: pair(2, 0).public(), ..good.clone() };
        assert_noop!(bring(9, other_key), Error::<Test>::BadSignature);
        let stranger = sign(&account(77), 0, statement);
        assert_noop!(bring(9, stranger), Error::<Test>::UnknownKey);
        let other_chain = pair(1, 0).sign(&statement.payload(&Digest([1; 32])));
        let foreign = SignedStatement { signature: other_chain, ..good };
        assert_noop!(bring(9, foreign), Error::<Test>::BadSignature);
    })
}

#[test]
fn an_old_key_speaks_no_more_but_is_still_evidence() {
    run(|| {
        let topic = five();
        let new = pair(1, 1);
        assert_ok!(Watchers::rotate_key(signed(1), new.public(), possession(&account(1), &did(1), &new)));
        let (one, two) = (statement(topic, 1, 7), statement(topic, 1, 8));
        assert_noop!(bring(9, sign(&account(1), 0, one)), Error::<Test>::UnknownKey);
        assert_ok!(bring(9, sign(&account(1), 1, one)));
        assert_eq!(Keys::<Test>::get(pair(1, 0).public()), Some(account(1)));
        assert_ok!(Watchers::report_equivocation(signed(9), sign(&account(1), 0, two), None));
        assert_event::<Test>(Event::Slashed {
            offender: account(1),
            offence: Offence::Equivocation,
            amount: 10_000,
            reporter: 1_000,
        });
    })
}

#[test]
fn who_brings_a_contradiction_is_the_reporter() {
    run(|| {
        let topic = five();
        assert_ok!(attest(1, topic, 1, 7));
        let before = worth(9);
        assert_ok!(bring(9, sign(&account(1), 0, statement(topic, 1, 8))));
        assert_eq!(worth(9), before + 1_000);
    })
}
