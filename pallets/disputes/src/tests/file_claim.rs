use crate::{mock::*, Error, Event, HoldReason, OpenBy, Phase, Refusal};
use msez_core::Digest;
use msez_test_support::assert_last_event;
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok, dispatch::RawOrigin},
    sp_runtime::DispatchError::BadOrigin,
};

#[test]
fn a_claim_holds_the_bond_and_binds_the_author() {
    test(|| {
        let claim = filed(0);
        assert_eq!(held(HoldReason::Claim, CLAIMANT), BOND);
        assert_eq!(Watchers::open_against(AUTHOR), 1);
        assert_eq!((phase(claim), case(claim).due), (Phase::Filed, 1 + CHALLENGE));
        assert_last_event::<Test>(Event::ClaimFiled {
            claim,
            statement: statement(0),
            author: AUTHOR,
            claimant: CLAIMANT,
            evidence: evidence(),
            bond: BOND,
            until: 1 + CHALLENGE,
        });
    })
}

#[test]
fn only_a_signed_origin_claims() {
    test(|| {
        for origin in [RawOrigin::None, RawOrigin::Root] {
            assert_noop!(Disputes::file_claim(origin.into(), statement(0), evidence()), BadOrigin);
        }
    })
}

#[test]
fn a_statement_that_nobody_made_or_that_is_out_of_reach_cannot_be_claimed() {
    test(|| {
        let file = |n| Disputes::file_claim(signed(CLAIMANT), statement(n), evidence());
        assert_noop!(file(99), Error::<Test>::UnknownStatement);
        Watchers::forget(statement(0));
        assert_noop!(file(0), Error::<Test>::UnknownStatement);
    })
}

#[test]
fn nobody_claims_that_his_own_statement_is_false() {
    test(|| {
        let file = Disputes::file_claim(signed(AUTHOR), statement(0), evidence());
        assert_noop!(file, Error::<Test>::OwnStatement);
    })
}

#[test]
fn a_statement_has_one_open_claim_and_an_author_several() {
    test(|| {
        let first = filed(0);
        let again = Disputes::file_claim(signed(CHALLENGER), statement(0), evidence());
        assert_noop!(again, Error::<Test>::AlreadyExists);
        assert_ne!(first, filed(1));
        assert_eq!(Watchers::open_against(AUTHOR), 2);
    })
}

#[test]
fn a_claimant_has_so_many_open_claims_and_no_more() {
    test(|| {
        (0..u64::from(MAX_OPEN)).for_each(|n| {
            filed(n);
        });
        let more = || Disputes::file_claim(signed(CLAIMANT), statement(9), evidence());
        assert_noop!(more(), Error::<Test>::TooManyClaims);
        assert_ok!(Disputes::withdraw_claim(signed(CLAIMANT), Disputes::claim_on(statement(0)).unwrap()));
        assert_ok!(more());
        assert_eq!(OpenBy::<Test>::get(CLAIMANT), Some(MAX_OPEN));
    })
}

#[test]
fn who_cannot_pay_the_bond_cannot_claim() {
    test(|| {
        let file = Disputes::file_claim(signed(NOBODY), statement(0), evidence());
        assert_noop!(file, Error::<Test>::FundsUnavailable);
    })
}

#[test]
fn the_report_before_filing_lists_every_reason() {
    test(|| {
        assert_eq!(Disputes::can_file(statement(0), CLAIMANT), vec![]);
        filed(0);
        Watchers::state(statement(0), NOBODY);
        assert_eq!(
            Disputes::can_file(statement(0), NOBODY),
            vec![Refusal::OwnStatement, Refusal::AlreadyExists, Refusal::FundsUnavailable]
        );
        assert_eq!(
            Disputes::can_file(Digest([0; 32]), NOBODY),
            vec![Refusal::UnknownStatement, Refusal::FundsUnavailable]
        );
    })
}

#[test]
fn the_same_claim_filed_again_has_another_id() {
    test(|| {
        let first = filed(0);
        assert_ok!(Disputes::withdraw_claim(signed(CLAIMANT), first));
        assert_ne!(first, filed(0));
    })
}
