use crate::{mock::*, Error, Event, HoldReason, Phase};
use msez_core::Digest;
use msez_test_support::assert_last_event;
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok, dispatch::RawOrigin},
    sp_runtime::DispatchError::BadOrigin,
};

#[test]
fn a_challenge_holds_the_same_bond_and_calls_the_jury() {
    test(|| {
        let claim = challenged(0);
        assert_eq!(held(HoldReason::Challenge, CHALLENGER), BOND);
        let record = case(claim);
        assert_eq!((record.phase, record.due), (Phase::Commit, 1 + COMMIT));
        assert_eq!(record.total_weight, 1_000);
        assert_last_event::<Test>(Event::Challenged {
            claim,
            challenger: CHALLENGER,
            evidence: evidence(),
            arbiter: None,
            until: 1 + COMMIT,
        });
    })
}

#[test]
fn the_author_can_challenge_himself() {
    test(|| {
        let claim = filed(0);
        assert_ok!(Disputes::challenge(signed(AUTHOR), claim, evidence()));
        assert_eq!(case(claim).challenger, Some(AUTHOR));
    })
}

#[test]
fn where_the_subject_names_an_arbiter_he_is_asked_first() {
    test(|| {
        Watchers::name_arbiter(statement(0), ARBITER);
        let claim = challenged(0);
        assert_eq!((phase(claim), case(claim).due), (Phase::Arbitration, 1 + ARBITRATION));
    })
}

#[test]
fn an_arbiter_who_is_a_side_or_the_author_is_passed_over() {
    for arbiter in [AUTHOR, CLAIMANT, CHALLENGER] {
        test(|| {
            Watchers::name_arbiter(statement(0), arbiter);
            assert_eq!(phase(challenged(0)), Phase::Commit);
        })
    }
}

#[test]
fn the_arbiter_is_who_was_named_when_the_claim_was_filed() {
    test(|| {
        let claim = filed(0);
        Watchers::name_arbiter(statement(0), ARBITER);
        assert_ok!(Disputes::challenge(signed(CHALLENGER), claim, evidence()));
        assert_eq!(phase(claim), Phase::Commit);
    })
}

#[test]
fn who_claims_cannot_answer_for_the_author() {
    test(|| {
        let claim = filed(0);
        assert_noop!(Disputes::challenge(signed(CLAIMANT), claim, evidence()), Error::<Test>::IsParty);
    })
}

#[test]
fn a_claim_is_challenged_once_in_time_and_by_who_can_pay() {
    test(|| {
        let claim = filed(0);
        let challenge = |who, claim| Disputes::challenge(signed(who), claim, evidence());
        assert_noop!(Disputes::challenge(RawOrigin::None.into(), claim, evidence()), BadOrigin);
        assert_noop!(challenge(CHALLENGER, Digest([9; 32])), Error::<Test>::NotFound);
        assert_noop!(challenge(NOBODY, claim), Error::<Test>::FundsUnavailable);
        assert_ok!(challenge(CHALLENGER, claim));
        assert_noop!(challenge(AUTHOR, claim), Error::<Test>::WrongPhase);

        let claim = filed(1);
        System::set_block_number(now() + CHALLENGE);
        assert_noop!(challenge(CHALLENGER, claim), Error::<Test>::Expired);
    })
}

#[test]
fn the_last_block_of_the_window_is_in_time() {
    test(|| {
        let claim = filed(0);
        run_to_block(CHALLENGE);
        assert_ok!(Disputes::challenge(signed(CHALLENGER), claim, evidence()));
    })
}

#[test]
fn neither_side_counts_as_a_juror_who_keeps_silent() {
    test(|| {
        Watchers::weigh(CLAIMANT, 5_000);
        Watchers::weigh(CHALLENGER, 7_000);
        Watchers::weigh(AUTHOR, 9_000);
        assert_eq!(case(challenged(0)).total_weight, 1_000);
    })
}
