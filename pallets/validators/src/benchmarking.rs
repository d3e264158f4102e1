//! The worst case of each call: a full set.

use crate::pallet::*;
use alloc::vec::Vec;
use codec::Decode;
use msez_traits::{Bonds, Role, MAX_REPORTERS};
use pallet_session::{NextKeys, QueuedKeys, Validators};
use polkadot_sdk::{
    frame_benchmarking::v2::*,
    frame_support::{
        traits::{EnsureOrigin, Get},
        BoundedVec,
    },
    frame_system::{Pallet as System, RawOrigin},
    sp_runtime::{traits::TrailingZeroInput, Perbill},
    sp_staking::offence::{OffenceDetails, OnOffenceHandler},
};

fn keys<T: Config>(index: u32) -> T::Keys {
    let seed = polkadot_sdk::sp_io::hashing::blake2_256(&index.to_le_bytes());
    T::Keys::decode(&mut TrailingZeroInput::new(&seed)).expect("any bytes are public keys")
}

/// Admitted, bonded and with keys.
fn prepared<T: Config>(index: u32) -> T::AccountId {
    let who: T::AccountId = account("validator", index, 0);
    T::Bonds::benchmark_bond(Role::Validator, &who);
    Admitted::<T>::insert(&who, ());
    NextKeys::<T>::insert(&who, keys::<T>(index));
    System::<T>::inc_consumers(&who).expect("the account exists");
    who
}

/// A running set of so many, who are the candidates too.
fn set<T: Config>(size: u32) -> Vec<T::AccountId> {
    let set: Vec<T::AccountId> = (0..size).map(prepared::<T>).collect();
    Candidates::<T>::put(BoundedVec::truncate_from(set.clone()));
    Validators::<T>::put(&set);
    QueuedKeys::<T>::put(
        set.iter().zip(0..).map(|(who, index)| (who.clone(), keys::<T>(index))).collect::<Vec<_>>(),
    );
    set
}

#[benchmarks]
mod benchmarks {
    use super::*;

    #[benchmark]
    fn admit() -> Result<(), BenchmarkError> {
        let origin =
            T::AdmissionOrigin::try_successful_origin().map_err(|_| BenchmarkError::Stop("no origin"))?;
        let size = T::MaxValidators::get();
        Expelled::<T>::put(BoundedVec::truncate_from(
            (0..size).map(|i| (account("expelled", i, 0), Perbill::one())).collect(),
        ));
        let who: T::AccountId = account("expelled", size - 1, 0);

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, who.clone());

        assert!(Admitted::<T>::contains_key(who));
        Ok(())
    }

    #[benchmark]
    fn dismiss() -> Result<(), BenchmarkError> {
        let origin =
            T::AdmissionOrigin::try_successful_origin().map_err(|_| BenchmarkError::Stop("no origin"))?;
        let who = set::<T>(T::MaxValidators::get())[0].clone();

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, who.clone());

        assert!(!Admitted::<T>::contains_key(who));
        Ok(())
    }

    #[benchmark]
    fn enlist() {
        let size = T::MaxValidators::get();
        set::<T>(size - 1);
        let who = prepared::<T>(size);

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()));

        assert!(Pallet::<T>::is_candidate(&who));
    }

    #[benchmark]
    fn retire() {
        let who = set::<T>(T::MaxValidators::get())[0].clone();

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()));

        assert!(!Pallet::<T>::is_candidate(&who));
    }

    #[benchmark]
    fn purge_keys() {
        let size = T::MaxValidators::get();
        set::<T>(size);
        let who = prepared::<T>(size);

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()));

        assert!(!NextKeys::<T>::contains_key(who));
    }

    #[benchmark]
    fn punish() {
        let size = T::MaxValidators::get();
        let offender = set::<T>(size)[size as usize - 1].clone();
        let reporters: Vec<T::AccountId> = (0..MAX_REPORTERS as u32)
            .map(|i| {
                let who: T::AccountId = account("reporter", i, 0);
                T::Bonds::benchmark_bond(Role::Claimant, &who);
                who
            })
            .collect();
        let details = [OffenceDetails { offender: (offender.clone(), ()), reporters }];

        #[block]
        {
            Pallet::<T>::on_offence(&details, &[Perbill::from_percent(50)], 0);
        }

        assert!(Punished::<T>::contains_key(0, &offender));
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::externalities(0), crate::mock::Test);
}
