//! What always holds.

use msez_traits::Mode;
use polkadot_sdk::{frame_support::ensure, sp_runtime::TryRuntimeError};

use crate::{Classify, Config, Modes, Pallet};

impl<T: Config> Pallet<T> {
    /// Checks the invariants over the whole storage.
    pub fn do_try_state() -> Result<(), TryRuntimeError> {
        for (pallet, mode) in Modes::<T>::iter() {
            ensure!(mode != Mode::Green, "green is not kept");
            ensure!(T::Classify::switches().contains(&pallet), "only what has a switch has a mode");
        }
        Ok(())
    }
}
