//! The worst case of each call: a ledger full of chunks.

use crate::{pallet::*, Chunk, Terms};
use alloc::vec::Vec;
use msez_traits::{Balance, Bonds as BondsTrait, Role, MAX_REPORTERS};
use polkadot_sdk::{
    frame_benchmarking::v2::*,
    frame_support::{
        assert_ok,
        traits::{
            fungible::{Inspect, Mutate, MutateHold},
            Get,
        },
        BoundedVec,
    },
    frame_system::{pallet_prelude::BlockNumberFor, Pallet as System, RawOrigin},
    sp_runtime::{traits::SaturatedConversion, Perbill},
};

const ROLE: Role = Role::Validator;

/// Large against any minimum and any existential deposit.
fn unit<T: Config>() -> Balance {
    T::Terms::minimum(ROLE).max(T::Currency::minimum_balance()).max(1)
}

fn endowed<T: Config>(name: &'static str, index: u32) -> T::AccountId {
    let who = account(name, index, 0);
    assert_ok!(T::Currency::mint_into(&who, unit::<T>() * 10_000));
    who
}

/// Bonds, and fills the ledger with chunks that are due at `first` and later; one place stays free.
fn with_chunks<T: Config>(first: u32) -> T::AccountId {
    let who = endowed::<T>("bonded", 0);
    assert_ok!(Pallet::<T>::bond(RawOrigin::Signed(who.clone()).into(), ROLE, unit::<T>() * 1_000));
    Ledgers::<T>::mutate(ROLE, &who, |ledger| {
        let ledger = ledger.as_mut().expect("it was just bonded");
        let chunks: Vec<_> = (1..T::MaxUnbonding::get())
            .map(|i| Chunk { due: BlockNumberFor::<T>::from(first + i), amount: unit::<T>() })
            .collect();
        let leaving = chunks.len() as Balance * unit::<T>();
        ledger.unbonding = BoundedVec::truncate_from(chunks);
        assert_ok!(T::Currency::hold(&HoldReason::from(ROLE).into(), &who, leaving));
    });
    who
}

#[benchmarks]
mod benchmarks {
    use super::*;

    #[benchmark]
    fn bond() {
        // Everything leaves, so that the ledger is as large as it can be where `bond` is still allowed.
        let who = with_chunks::<T>(1_000_000);
        let amount = Ledgers::<T>::mutate(ROLE, &who, |ledger| {
            let ledger = ledger.as_mut().expect("it was just bonded");
            core::mem::take(&mut ledger.active)
        });
        assert_ok!(T::Currency::release(
            &HoldReason::from(ROLE).into(),
            &who,
            amount,
            polkadot_sdk::frame_support::traits::tokens::Precision::Exact
        ));

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()), ROLE, unit::<T>());

        assert_eq!(Pallet::<T>::active(ROLE, &who), unit::<T>());
    }

    #[benchmark]
    fn bond_extra() {
        let who = with_chunks::<T>(1_000_000);

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()), ROLE, unit::<T>());

        assert_eq!(Pallet::<T>::active(ROLE, &who), unit::<T>() * 1_001);
    }

    #[benchmark]
    fn unbond() {
        // Every chunk falls due later, so the new one moves all of them.
        let who = with_chunks::<T>(u32::MAX / 2);

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()), ROLE, unit::<T>());

        assert_eq!(Pallet::<T>::active(ROLE, &who), unit::<T>() * 999);
    }

    #[benchmark]
    fn rebond() {
        let who = with_chunks::<T>(1_000_000);
        let amount = Pallet::<T>::at_stake(ROLE, &who) - unit::<T>() * 1_000;

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()), ROLE, amount);

        assert_eq!(Pallet::<T>::active(ROLE, &who), Pallet::<T>::at_stake(ROLE, &who));
    }

    #[benchmark]
    fn withdraw_unbonded() {
        let who = with_chunks::<T>(0);
        System::<T>::set_block_number(
            T::MaxUnbonding::get().saturating_mul(2).saturated_into::<u32>().into(),
        );

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()), ROLE);

        assert_eq!(Pallet::<T>::at_stake(ROLE, &who), unit::<T>() * 1_000);
    }

    #[benchmark]
    fn slash() {
        let who = with_chunks::<T>(1_000_000);
        let reporters: Vec<T::AccountId> =
            (0..MAX_REPORTERS as u32).map(|i| endowed::<T>("reporter", i)).collect();
        let harmed = endowed::<T>("harmed", 0);
        let before = Pallet::<T>::at_stake(ROLE, &who);

        #[block]
        {
            assert_ok!(<Pallet<T> as BondsTrait<_>>::slash(
                ROLE,
                &who,
                Perbill::from_percent(50),
                &reporters,
                Some(&harmed)
            ));
        }

        assert_eq!(Pallet::<T>::at_stake(ROLE, &who), before / 2);
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::externalities(), crate::mock::Test);
}
