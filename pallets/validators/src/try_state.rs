//! What is always true of the validators.

use crate::pallet::{Admitted, Candidates, Config, Expelled, Pallet, Reporting};
use msez_traits::{Bonds, Role};
use polkadot_sdk::{frame_support::ensure, sp_runtime::TryRuntimeError};

/// Candidates are admitted, bonded and keyed; offenders are no candidates; the keys in use are the registered ones.
pub fn do_try_state<T: Config>() -> Result<(), TryRuntimeError> {
    let candidates = Candidates::<T>::get();
    for (place, who) in candidates.iter().enumerate() {
        ensure!(Admitted::<T>::contains_key(who), "a candidate is not admitted");
        ensure!(T::Bonds::active(Role::Validator, who) > 0, "a candidate has no bond");
        ensure!(pallet_session::NextKeys::<T>::contains_key(who), "a candidate has no keys");
        ensure!(!candidates.iter().skip(place.saturating_add(1)).any(|it| it == who), "a candidate twice");
    }
    for (who, _) in Expelled::<T>::get() {
        ensure!(!candidates.contains(&who), "an expelled candidate");
        ensure!(!Admitted::<T>::contains_key(&who), "an expelled account is admitted");
        ensure!(Pallet::<T>::is_in_set(&who), "an account out of the set is kept as expelled");
    }
    for (who, keys) in pallet_session::QueuedKeys::<T>::get() {
        ensure!(
            pallet_session::NextKeys::<T>::get(&who) == Some(keys),
            "keys in use are not the registered ones"
        );
    }
    ensure!(!Reporting::<T>::exists(), "a report was left open");
    Ok(())
}
