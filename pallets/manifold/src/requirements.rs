//! What a path asks for.

use alloc::vec::Vec;
use msez_core::{CorridorId, JurisdictionId};
use msez_manifold::Requirement;

use crate::{from_records, Config, Corridors, EntryRequirements, Pallet};

impl<T: Config> msez_traits::Requirements<T::AccountId> for Pallet<T> {
    fn of_hop(corridor: &CorridorId, to: &JurisdictionId) -> Vec<Requirement<T::AccountId>> {
        let mut asked = Corridors::<T>::get(corridor)
            .map(|record| from_records(record.terms.transfer_requirements))
            .unwrap_or_default();
        asked.extend(from_records(EntryRequirements::<T>::get(to)));
        asked
    }
}
