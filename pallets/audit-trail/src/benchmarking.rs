//! A note into a long list, and the end of a block.

use crate::pallet::*;
use msez_core::Digest;
use msez_traits::Audit;
use polkadot_sdk::{
    frame_benchmarking::v2::*,
    frame_support::{traits::Get, BoundedVec},
    frame_system::Pallet as System,
};

#[benchmarks]
mod benchmarks {
    use super::*;

    /// An event of so many bytes, into a block that holds half of what it can.
    #[benchmark]
    fn note(b: Linear<0, 16_384>) {
        System::<T>::set_block_number(1u32.into());
        let half = T::MaxNotes::get() as usize / 2;
        Notes::<T>::put(BoundedVec::truncate_from(alloc::vec![Digest([1; 32]); half]));
        let bytes = alloc::vec![7u8; b as usize];

        #[block]
        {
            <Pallet<T> as Audit>::note(60, &bytes);
        }

        assert_eq!(Notes::<T>::decode_len(), Some(half + 1));
    }

    #[benchmark]
    fn close(n: Linear<0, 4_096>) {
        System::<T>::set_block_number(1u32.into());
        let noted = alloc::vec![Digest([1; 32]); n as usize];
        Notes::<T>::put(BoundedVec::truncate_from(noted));

        #[block]
        {
            Pallet::<T>::close();
        }

        assert_eq!(Latest::<T>::get().map(|entry| entry.record.width), Some(n));
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::externalities(), crate::mock::Test);
}
