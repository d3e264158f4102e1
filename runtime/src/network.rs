//! What a network fixes at its genesis and can never change afterwards.

pub use pallet::*;

// FRAME's macros write an `unreachable!` for the type parameter.
#[allow(clippy::unreachable)]
#[polkadot_sdk::frame_support::pallet]
pub mod pallet {
    use polkadot_sdk::frame_support::pallet_prelude::*;

    /// The pallet has no calls: nothing here may change after genesis.
    #[pallet::pallet]
    pub struct Pallet<T>(_);

    /// Nothing to configure.
    #[pallet::config]
    pub trait Config: polkadot_sdk::frame_system::Config {}

    /// Length of an epoch, which is also a session, in slots. Written at genesis.
    #[pallet::storage]
    pub type EpochSlots<T> = StorageValue<_, u64, ValueQuery, DefaultEpochSlots>;

    /// One hour.
    #[pallet::type_value]
    pub fn DefaultEpochSlots() -> u64 {
        1_200
    }

    /// The fixed facts of a network.
    #[pallet::genesis_config]
    #[derive(polkadot_sdk::frame_support::DefaultNoBound)]
    pub struct GenesisConfig<T: Config> {
        /// Length of an epoch in slots; the default is an hour.
        pub epoch_slots: Option<u64>,
        #[serde(skip)]
        #[allow(missing_docs)]
        pub _marker: core::marker::PhantomData<T>,
    }

    #[pallet::genesis_build]
    impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
        fn build(&self) {
            EpochSlots::<T>::put(self.epoch_slots.unwrap_or_else(DefaultEpochSlots::get).max(4));
        }
    }

    /// [`EpochSlots`] for those who take a `Get`.
    pub struct EpochDuration<T>(core::marker::PhantomData<T>);
    impl<T: Config> Get<u64> for EpochDuration<T> {
        fn get() -> u64 {
            EpochSlots::<T>::get()
        }
    }
}
