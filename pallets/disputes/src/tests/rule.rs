use crate::{mock::*, Decider, Error, HoldReason, Outcome, Phase, Vote};
use msez_core::Digest;
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok, dispatch::RawOrigin},
    sp_runtime::DispatchError::BadOrigin,
};

fn before_the_arbiter() -> Digest {
    Watchers::name_arbiter(statement(0), ARBITER);
    challenged(0)
}

#[test]
fn a_ruling_for_the_claim_convicts_and_the_challenger_pays() {
    test(|| {
        let claim = before_the_arbiter();
        assert_ok!(Disputes::rule(signed(ARBITER), claim, Vote::False));
        let record = case(claim);
        assert_eq!((record.outcome, record.decided_by), (Some(Outcome::Upheld), Some(Decider::Arbiter)));
        assert_eq!(Watchers::told(), vec![Told::Convict(statement(0), CLAIMANT)]);
        // Half of 1,001 rounded down for the winner, the rest for who ruled; and a tenth of what the author lost.
        assert_eq!(free(CLAIMANT), ENDOWMENT + 500 + ENDOWMENT / 20);
        assert_eq!(free(ARBITER), ENDOWMENT + 501);
        assert_eq!(free(CHALLENGER), ENDOWMENT - BOND);
        assert_eq!((record.phase, Watchers::open_against(AUTHOR)), (Phase::Closed, 0));
    })
}

#[test]
fn a_ruling_for_the_statement_acquits_and_the_claimant_pays() {
    test(|| {
        let claim = before_the_arbiter();
        assert_ok!(Disputes::rule(signed(ARBITER), claim, Vote::Stands));
        assert_eq!(case(claim).outcome, Some(Outcome::Rejected));
        assert_eq!(Watchers::told(), vec![Told::Acquit(statement(0))]);
        assert_eq!(free(CHALLENGER), ENDOWMENT + 500);
        assert_eq!(free(ARBITER), ENDOWMENT + 501);
        assert_eq!(free(CLAIMANT), ENDOWMENT - BOND);
        assert_eq!(held(HoldReason::Claim, CLAIMANT), 0);
        assert_eq!(held(HoldReason::Challenge, CHALLENGER), 0);
        assert_eq!(phase(claim), Phase::Cooling);
    })
}

#[test]
fn the_arbiter_earns_the_same_whatever_he_rules() {
    let earned = [Vote::False, Vote::Stands].map(|ruling| {
        let mut earned = 0;
        test(|| {
            assert_ok!(Disputes::rule(signed(ARBITER), before_the_arbiter(), ruling));
            earned = free(ARBITER) - ENDOWMENT;
        });
        earned
    });
    assert_eq!(earned[0], earned[1]);
}

#[test]
fn what_an_arbiter_without_account_cannot_receive_is_the_treasurys() {
    test(|| {
        Watchers::name_arbiter(statement(0), ARBITER);
        let claim = challenged(0);
        crate::Claims::<Test>::mutate(claim, |record| record.as_mut().unwrap().bond = 15);
        for (reason, who) in [(HoldReason::Claim, CLAIMANT), (HoldReason::Challenge, CHALLENGER)] {
            use polkadot_sdk::frame_support::traits::{fungible::MutateHold, tokens::Precision};
            assert_ok!(Balances::release(&reason.into(), &who, BOND - 15, Precision::Exact));
        }
        assert_ok!(Balances::transfer_all(signed(ARBITER), TREASURY, false));
        let before = free(TREASURY);
        assert_ok!(Disputes::rule(signed(ARBITER), claim, Vote::Stands));
        // 7 for the winner; 8 are below the existential deposit.
        assert_eq!((free(CHALLENGER), free(ARBITER)), (ENDOWMENT + 7, 0));
        assert_eq!(free(TREASURY), before + 8);
    })
}

#[test]
fn only_the_arbiter_rules_only_once_and_only_in_time() {
    test(|| {
        let claim = before_the_arbiter();
        let rule = |who| Disputes::rule(signed(who), claim, Vote::False);
        assert_noop!(Disputes::rule(RawOrigin::Root.into(), claim, Vote::False), BadOrigin);
        assert_noop!(Disputes::rule(signed(ARBITER), Digest([9; 32]), Vote::False), Error::<Test>::NotFound);
        assert_noop!(rule(CLAIMANT), Error::<Test>::NotAuthorized);
        assert_noop!(rule(JUROR), Error::<Test>::NotAuthorized);
        System::set_block_number(case(claim).due);
        assert_noop!(rule(ARBITER), Error::<Test>::Expired);
        System::set_block_number(case(claim).due - 1);
        assert_ok!(rule(ARBITER));
        assert_noop!(rule(ARBITER), Error::<Test>::WrongPhase);
    })
}

#[test]
fn an_arbiter_cannot_rule_before_the_claim_is_challenged() {
    test(|| {
        Watchers::name_arbiter(statement(0), ARBITER);
        let claim = filed(0);
        assert_noop!(Disputes::rule(signed(ARBITER), claim, Vote::False), Error::<Test>::WrongPhase);
    })
}

#[test]
fn a_silent_arbiter_is_replaced_by_the_jury() {
    test(|| {
        let claim = before_the_arbiter();
        run_blocks(ARBITRATION);
        assert_eq!((phase(claim), case(claim).total_weight), (Phase::Commit, 1_000));
        assert_noop!(Disputes::rule(signed(ARBITER), claim, Vote::False), Error::<Test>::WrongPhase);
    })
}
