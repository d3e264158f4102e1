//! `pallet_session`'s calls with this runtime's three keys. The SDK's own benchmarks want its staking pallet.

use super::*;
use codec::Encode;
use frame_benchmarking::v2::*;
use frame_support::traits::fungible::Mutate;
use frame_system::RawOrigin;
use pallet_session::Call;

/// To be measured.
pub struct Pallet<T>(pallet_session::Pallet<T>);

/// Implemented by the runtime, which knows the type of its keys and who may have some.
pub trait Config: pallet_session::Config {
    /// Somebody who may register keys, beside a full set; new keys; and the proof that he holds them.
    fn newcomer() -> (Self::AccountId, Self::Keys, Vec<u8>);
}

impl Config for Runtime {
    fn newcomer() -> (AccountId, SessionKeys, Vec<u8>) {
        super::evidence::set(constants::MAX_AUTHORITIES);
        let who: AccountId = whitelisted_caller();
        pallet_validators::Admitted::<Runtime>::insert(&who, ());
        Balances::mint_into(&who, 1_000 * constants::UNIT).expect("far from all there can be");
        let made = SessionKeys::generate(&who.encode(), None);
        (who, made.keys, made.proof.encode())
    }
}

#[benchmarks]
mod measured {
    use super::*;

    #[benchmark]
    fn set_keys() {
        let (owner, keys, proof) = T::newcomer();

        #[extrinsic_call]
        _(RawOrigin::Signed(owner), keys, proof);
    }

    #[benchmark]
    fn purge_keys() -> Result<(), BenchmarkError> {
        let (owner, keys, proof) = T::newcomer();
        pallet_session::Pallet::<T>::set_keys(RawOrigin::Signed(owner.clone()).into(), keys, proof)?;

        #[extrinsic_call]
        _(RawOrigin::Signed(owner));
        Ok(())
    }
}
