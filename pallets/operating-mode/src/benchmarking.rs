//! The one call, where it writes.

use msez_traits::Mode;
use polkadot_sdk::{frame_benchmarking::v2::*, frame_support::traits::EnsureOrigin};

use crate::*;

#[benchmarks]
mod benches {
    use super::*;

    #[benchmark]
    fn set_mode() -> Result<(), BenchmarkError> {
        let origin = T::GuardianOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
        let pallet = *T::Classify::switches().last().ok_or(BenchmarkError::Weightless)?;

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, pallet, Mode::Red);

        assert_eq!(Pallet::<T>::mode_of(pallet), Mode::Red);
        Ok(())
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::externalities(), crate::mock::Test);
}
