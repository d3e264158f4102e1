use super::*;
use crate::Owed;
use polkadot_sdk::pallet_assets;

/// Who cannot receive a currency: his account there is frozen.
fn block(n: u8) {
    assert_ok!(pallet_assets::Pallet::<Test>::block(RuntimeOrigin::signed(account(202)), USD, account(n)));
}

#[test]
fn who_cannot_be_paid_is_owed_it_and_nothing_waits_for_that() {
    run(|| {
        staffed(0, &[1]);
        let order = msez_traits::TransferOrder { currency: Some(USD), ..order(1) };
        let id = <Bridge as msez_traits::Bridge<AccountId>>::open(order).unwrap();
        all_prepare(id);
        assert_ok!(<Bridge as msez_traits::Bridge<AccountId>>::commit(&id));
        block(1);
        events();
        assert_ok!(commit(commit_receipt(id, 0)));
        assert_eq!(Bridge::phase(&id), Some(TransferPhase::Completed));
        let owed = Event::FeeOwed { transfer: id, who: account(1), currency: Some(USD), amount: 500 };
        assert!(events().contains(&owed));
        assert_eq!((Owed::<Test>::get(account(1), Some(USD)), transfer(id).escrow), (500, 0));
        assert!(Bridge::collect_fees(by(1), account(1), Some(USD)).is_err());
        assert_eq!(Owed::<Test>::get(account(1), Some(USD)), 500);
        assert_ok!(pallet_assets::Pallet::<Test>::thaw(RuntimeOrigin::signed(account(202)), USD, account(1)));
        assert_noop!(Bridge::collect_fees(by(1), account(1), None), Error::NothingOwed);
        assert_noop!(Bridge::collect_fees(RuntimeOrigin::none(), account(1), Some(USD)), BadOrigin);
        let before = Assets::balance(USD, account(1));
        // Not all who are owed something can sign: anybody does it for them.
        assert_ok!(Bridge::collect_fees(by(RELAYER), account(1), Some(USD)));
        assert_eq!(Assets::balance(USD, account(1)), before + 500);
        assert_noop!(Bridge::collect_fees(by(1), account(1), Some(USD)), Error::NothingOwed);
        assert_eq!(Assets::balance(USD, account(200)), LEAST_USD);
    });
}

#[test]
fn what_a_jurisdiction_without_an_authority_would_have_got_goes_back() {
    run(|| {
        staffed(0, &[1]);
        let before = free(SAGA);
        let id = decided(1);
        Row::orphan(&place(1));
        all_commit(id);
        assert_eq!((free(SAGA), free(200)), (before - 5, ED));
    });
}
