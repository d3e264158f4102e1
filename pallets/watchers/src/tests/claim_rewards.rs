use crate::{mock::*, Conducts, Error, Event};
use msez_test_support::assert_last_event;
use msez_traits::Role;
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::{traits::BadOrigin, Perbill},
};

fn earn(n: u8, amount: u128) {
    assert_ok!(Balances::transfer_allow_death(signed(99), account(200), amount));
    Conducts::<Test>::mutate(account(n), |conduct| conduct.as_mut().unwrap().rewards += amount);
}

#[test]
fn what_was_earned_is_paid_once() {
    run(|| {
        watcher(1, 10_000);
        assert_noop!(Watchers::claim_rewards(signed(9), account(1)), Error::<Test>::NothingEarned);
        earn(1, 500);
        let before = worth(1);
        assert_ok!(Watchers::claim_rewards(signed(9), account(1)));
        assert_last_event::<Test>(Event::RewardsPaid { who: account(1), own: 500, delegators: 0 });
        assert_eq!(worth(1), before + 500);
        assert_noop!(Watchers::claim_rewards(signed(1), account(1)), Error::<Test>::NothingEarned);
        assert_noop!(Watchers::claim_rewards(signed(1), account(2)), Error::<Test>::NotFound);
        assert_noop!(Watchers::claim_rewards(RuntimeOrigin::none(), account(1)), BadOrigin);
    })
}

#[test]
fn delegators_get_their_part_less_the_commission() {
    run(|| {
        watcher(1, 10_000);
        assert_ok!(Bonds::delegate(signed(8), Role::Watcher, account(1), 30_000));
        earn(1, 1_000);
        let before = (worth(1), worth(8));
        assert_ok!(Watchers::claim_rewards(signed(1), account(1)));
        // Three quarters are theirs, of which a tenth is the watcher's.
        assert_ok!(Bonds::claim_delegation_rewards(signed(8), Role::Watcher, account(1)));
        assert_eq!((worth(1) - before.0, worth(8) - before.1), (325, 675));
    })
}

#[test]
fn a_new_commission_does_not_reach_back() {
    run(|| {
        watcher(1, 10_000);
        assert_ok!(Bonds::delegate(signed(8), Role::Watcher, account(1), 30_000));
        earn(1, 1_000);
        let before = worth(8);
        assert_ok!(Watchers::set_commission(signed(1), Perbill::one()));
        assert_ok!(Bonds::claim_delegation_rewards(signed(8), Role::Watcher, account(1)));
        assert_eq!(worth(8) - before, 675);
        earn(1, 1_000);
        assert_ok!(Watchers::claim_rewards(signed(1), account(1)));
        assert_eq!(worth(8) - before, 675);
        assert_noop!(Watchers::set_commission(signed(2), Perbill::one()), Error::<Test>::NotFound);
        assert_noop!(Watchers::set_commission(RuntimeOrigin::root(), Perbill::one()), BadOrigin);
    })
}
