use crate::{mock::*, Error, Event, Ledgers};
use msez_test_support::assert_last_event;
use msez_traits::{Bonds as BondsTrait, Role};
use polkadot_sdk::frame_support::{assert_noop, assert_ok};

#[test]
fn the_pallet_of_a_role_bonds_and_gives_back_at_once() {
    test(|| {
        assert_ok!(<Bonds as BondsTrait<_>>::bond(Role::Claimant, &ALICE, 500));
        assert_ok!(<Bonds as BondsTrait<_>>::bond(Role::Claimant, &ALICE, 50));
        assert_ok!(Bonds::release(Role::Claimant, &ALICE, 500));
        assert_last_event::<Test>(Event::Released { role: Role::Claimant, who: ALICE, amount: 500 });
        assert_eq!(Bonds::active(Role::Claimant, &ALICE), 50);
        assert_ok!(Bonds::release(Role::Claimant, &ALICE, 50));
        assert!(Ledgers::<Test>::get(Role::Claimant, ALICE).is_none());
        assert_eq!(Balances::free_balance(ALICE), ENDOWMENT);
    })
}

#[test]
fn only_what_is_active_is_given_back() {
    test(|| {
        assert_noop!(Bonds::release(Role::Claimant, &ALICE, 1), Error::<Test>::NotFound);
        assert_ok!(<Bonds as BondsTrait<_>>::bond(Role::Claimant, &ALICE, 500));
        assert_ok!(Bonds::unbond(RuntimeOrigin::signed(ALICE), Role::Claimant, 200));
        assert_noop!(Bonds::release(Role::Claimant, &ALICE, 301), Error::<Test>::NotEnough);
        assert_noop!(Bonds::release(Role::Claimant, &ALICE, 0), Error::<Test>::ZeroAmount);
        assert_noop!(
            <Bonds as BondsTrait<_>>::bond(Role::Operator, &ALICE, MINIMUM - 1),
            Error::<Test>::BelowMinimum
        );
    })
}
