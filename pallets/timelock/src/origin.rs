//! An origin that has waited.

use core::marker::PhantomData;

use msez_traits::LockClass;
use polkadot_sdk::{
    frame_support::traits::{EnsureOrigin, Get, OriginTrait},
    frame_system::pallet_prelude::OriginFor,
};

use crate::{Config, Pallet};

/// What `Inner` admits, if the call is the operation that is being carried out here, in this caller's name, and has waited at
/// least as long as `Class` asks. With it a pallet makes its call impossible without an announcement.
///
/// The caller must be who announced: an account that waits for a motion to be closed cannot lend its wait to the council.
pub struct EnsureLocked<T, Class, Inner>(PhantomData<(T, Class, Inner)>);

impl<T: Config, Class: Get<LockClass>, Inner: EnsureOrigin<OriginFor<T>>> EnsureOrigin<OriginFor<T>>
    for EnsureLocked<T, Class, Inner>
{
    type Success = Inner::Success;

    fn try_origin(origin: OriginFor<T>) -> Result<Self::Success, OriginFor<T>> {
        if Pallet::<T>::is_executing(Class::get(), origin.caller()) {
            Inner::try_origin(origin)
        } else {
            Err(origin)
        }
    }

    /// As if such an operation were being carried out.
    #[cfg(feature = "runtime-benchmarks")]
    fn try_successful_origin() -> Result<OriginFor<T>, ()> {
        let origin = Inner::try_successful_origin()?;
        crate::Executing::<T>::put((Class::get(), origin.caller().clone()));
        Ok(origin)
    }
}
