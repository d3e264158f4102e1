//! What the registry holds from the first block.

use crate::{Config, GenesisConfig, Pallet};

impl<T: Config> GenesisConfig<T> {
    /// Registers everything, by the rules of the calls.
    // A chain whose genesis is malformed must not start.
    #[allow(clippy::panic)]
    pub(crate) fn write(&self) {
        for definition in &self.jurisdictions {
            if let Err(error) = Pallet::<T>::insert_jurisdiction(definition) {
                panic!("jurisdiction {:?} of the genesis is refused: {error:?}", definition.id);
            }
        }
        for definition in &self.corridors {
            if let Err(error) = Pallet::<T>::insert_agreed_corridor(definition) {
                panic!("corridor {:?} of the genesis is refused: {error:?}", definition.id);
            }
        }
        for definition in &self.accreditations {
            let accredited = Pallet::<T>::jurisdiction_ever(&definition.jurisdiction)
                .map_err(Into::into)
                .and_then(|_| Pallet::<T>::insert_accreditation(definition, None));
            if let Err(error) = accredited {
                panic!(
                    "an accreditation in {} of the genesis is refused: {error:?}",
                    definition.jurisdiction
                );
            }
        }
    }
}
