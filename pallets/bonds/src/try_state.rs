//! What is always true of the bonds.

use crate::pallet::{Config, Ledgers, Pallet};
use polkadot_sdk::{frame_support::ensure, sp_runtime::TryRuntimeError};

/// Every ledger equals what is held for it, in order and without empty entries.
pub fn do_try_state<T: Config>() -> Result<(), TryRuntimeError> {
    for (role, who, ledger) in Ledgers::<T>::iter() {
        ensure!(ledger.total() > 0, "an empty ledger is kept");
        ensure!(ledger.total() == Pallet::<T>::held(role, &who), "a ledger is not what is held");
        ensure!(ledger.unbonding.iter().all(|chunk| chunk.amount > 0), "an empty chunk is kept");
        ensure!(
            ledger.unbonding.iter().zip(ledger.unbonding.iter().skip(1)).all(|(a, b)| a.due < b.due),
            "chunks are out of order"
        );
    }
    Ok(())
}
