use crate::{mock::*, Error, Event, Vote};
use msez_core::Digest;
use msez_test_support::assert_last_event;
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok, dispatch::RawOrigin},
    sp_runtime::DispatchError::BadOrigin,
};

fn decided() -> Digest {
    let claim = challenged(0);
    Watchers::weigh(JUROR + 1, 300);
    judged(
        claim,
        &[
            (JUROR, Vote::Stands),
            (JUROR + 1, Vote::Stands),
            (JUROR + 2, Vote::False),
            (JUROR + 3, Vote::Stands),
        ],
    );
    claim
}

#[test]
fn who_voted_with_the_outcome_shares_by_weight_to_the_last_unit() {
    test(|| {
        let claim = decided();
        assert_ok!(Disputes::claim_reward(signed(JUROR + 3), claim));
        assert_last_event::<Test>(Event::RewardClaimed { claim, juror: JUROR + 3, amount: 101 });
        assert_ok!(Disputes::claim_reward(signed(JUROR), claim));
        assert_ok!(Disputes::claim_reward(signed(JUROR + 1), claim));
        let earned = [0, 1, 3].map(|n| free(JUROR + n) - ENDOWMENT);
        assert_eq!(earned, [100, 300, 101]);
        assert_eq!((earned.iter().sum::<u128>(), in_pot()), (501, 0));
    })
}

#[test]
fn a_share_is_fetched_once_and_only_by_who_was_right() {
    test(|| {
        let claim = decided();
        let fetch = |who| Disputes::claim_reward(signed(who), claim);
        assert_noop!(Disputes::claim_reward(RawOrigin::None.into(), claim), BadOrigin);
        assert_noop!(Disputes::claim_reward(signed(JUROR), Digest([9; 32])), Error::<Test>::NotFound);
        assert_noop!(fetch(JUROR + 2), Error::<Test>::NothingToClaim);
        assert_noop!(fetch(JUROR + 5), Error::<Test>::NotJuror);
        assert_noop!(fetch(CHALLENGER), Error::<Test>::NotJuror);
        assert_ok!(fetch(JUROR));
        assert_noop!(fetch(JUROR), Error::<Test>::AlreadyPaid);
    })
}

#[test]
fn there_is_nothing_before_the_decision_and_after_the_window() {
    test(|| {
        let open = challenged(1);
        commit(open, JUROR, Vote::Stands);
        assert_noop!(Disputes::claim_reward(signed(JUROR), open), Error::<Test>::WrongPhase);
        let claim = decided();
        run_blocks(REFILE + REWARD);
        assert_noop!(Disputes::claim_reward(signed(JUROR), claim), Error::<Test>::NotFound);
    })
}
