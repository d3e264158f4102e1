use crate::{mock::*, Decider, Error, HoldReason, OpenBy, Outcome, Phase};
use msez_core::Digest;
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok, dispatch::RawOrigin},
    sp_runtime::DispatchError::BadOrigin,
};

/// A tenth of 1,001, rounded up.
const FEE: u128 = 101;

#[test]
fn withdrawing_costs_a_part_of_the_bond_and_gives_the_rest_back() {
    test(|| {
        let claim = filed(0);
        assert_ok!(Disputes::withdraw_claim(signed(CLAIMANT), claim));
        assert_eq!(held(HoldReason::Claim, CLAIMANT), 0);
        assert_eq!((free(CLAIMANT), free(TREASURY)), (ENDOWMENT - FEE, ED + FEE));
        assert_eq!(case(claim).outcome, Some(Outcome::Withdrawn));
        assert_eq!(case(claim).decided_by, Some(Decider::Claimant));
        assert_eq!(OpenBy::<Test>::get(CLAIMANT), None);
        // Nobody found anything.
        assert_eq!(Watchers::told(), vec![]);
    })
}

#[test]
fn the_author_stays_bound_for_a_while_so_that_another_can_claim() {
    test(|| {
        let claim = filed(0);
        assert_ok!(Disputes::withdraw_claim(signed(CLAIMANT), claim));
        assert_eq!((phase(claim), Watchers::open_against(AUTHOR)), (Phase::Cooling, 1));
        assert_ok!(Disputes::file_claim(signed(CHALLENGER), statement(0), evidence()));
        assert_eq!(Watchers::open_against(AUTHOR), 2);
        run_blocks(REFILE);
        assert_eq!((phase(claim), Watchers::open_against(AUTHOR)), (Phase::Closed, 1));
    })
}

#[test]
fn only_the_claimant_withdraws() {
    test(|| {
        let claim = filed(0);
        assert_noop!(Disputes::withdraw_claim(signed(AUTHOR), claim), Error::<Test>::NotAuthorized);
        assert_noop!(Disputes::withdraw_claim(RawOrigin::Root.into(), claim), BadOrigin);
        assert_noop!(Disputes::withdraw_claim(signed(CLAIMANT), Digest([9; 32])), Error::<Test>::NotFound);
    })
}

#[test]
fn a_challenged_a_withdrawn_and_an_old_claim_cannot_be_withdrawn() {
    test(|| {
        let withdraw = |claim| Disputes::withdraw_claim(signed(CLAIMANT), claim);
        let claim = challenged(0);
        assert_noop!(withdraw(claim), Error::<Test>::WrongPhase);
        let claim = filed(1);
        assert_ok!(withdraw(claim));
        assert_noop!(withdraw(claim), Error::<Test>::WrongPhase);
        // The window is over, although the agenda has not come to the claim yet.
        let claim = filed(2);
        System::set_block_number(now() + CHALLENGE);
        assert_noop!(withdraw(claim), Error::<Test>::Expired);
    })
}
