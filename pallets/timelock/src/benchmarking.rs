//! Every call and the agenda at their dearest: an announcer whose list is full.

use alloc::{boxed::Box, vec};
use msez_core::{Digest, Moment};
use msez_traits::{LockClass, TimeLocks};
use polkadot_sdk::{
    frame_benchmarking::v2::*,
    frame_support::{
        traits::{fungible::Mutate, Get, Hooks},
        weights::WeightMeter,
    },
    frame_system::{self, RawOrigin},
    pallet_timestamp,
    sp_runtime::traits::Bounded,
};

use crate::*;

const START: Moment = 1_000_000_000;
const SALT: [u8; 32] = [7; 32];
/// The longest call that is measured, in bytes.
const LONGEST: u32 = 1_048_576;

fn at<T: pallet_timestamp::Config<Moment = Moment>>(moment: Moment) {
    pallet_timestamp::Now::<T>::put(moment);
}

/// An account that has announced so many operations; the last waits for this call.
fn announcer<T>(count: u32, class: LockClass, call: &<T as Config>::RuntimeCall) -> T::AccountId
where
    T: Config<Currency: Mutate<T::AccountId>> + pallet_timestamp::Config<Moment = Moment>,
{
    at::<T>(START);
    let who: T::AccountId = account("announcer", 0, 0);
    T::Currency::set_balance(&who, BalanceOf::<T>::max_value() / 1_000_000u32.into());
    for left in (0..count).rev() {
        let commitment = match left {
            0 => Pallet::<T>::commitment_of(Some(&who), class, call, &SALT),
            _ => Digest([9; 32]),
        };
        Pallet::<T>::announce(RawOrigin::Signed(who.clone()).into(), class, commitment).unwrap();
    }
    who
}

fn remark<T: Config>(bytes: u32) -> <T as Config>::RuntimeCall {
    frame_system::Call::remark { remark: vec![1; bytes as usize] }.into()
}

#[benchmarks(where
    T: Config<Currency: Mutate<<T as frame_system::Config>::AccountId>>
        + pallet_timestamp::Config<Moment = Moment>,
)]
mod benches {
    use super::*;

    #[benchmark]
    fn announce() {
        let most = T::MaxPerAnnouncer::get();
        let who = announcer::<T>(most - 1, LockClass::Withdrawal, &remark::<T>(0));

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()), LockClass::Withdrawal, Digest([1; 32]));

        assert_eq!(ByAnnouncer::<T>::get(Some(who)).len() as u32, most);
    }

    /// `System::remark` must have a class in the runtime; its own weight is not part of the measured call's.
    #[benchmark]
    fn execute(n: Linear<0, LONGEST>) {
        let call = remark::<T>(n);
        let class = T::Classes::class_of(&call).unwrap();
        let who = announcer::<T>(T::MaxPerAnnouncer::get(), class, &call);
        at::<T>(START + <Pallet<T> as TimeLocks>::delay(class));
        let id = NextId::<T>::get() - 1;

        #[extrinsic_call]
        _(RawOrigin::Signed(who), id, Box::new(call), SALT);

        assert!(!Announcements::<T>::contains_key(id));
    }

    #[benchmark]
    fn cancel() {
        let who = announcer::<T>(T::MaxPerAnnouncer::get(), LockClass::Withdrawal, &remark::<T>(0));

        #[extrinsic_call]
        _(RawOrigin::Signed(who), 0);

        assert!(!Announcements::<T>::contains_key(0));
    }

    #[benchmark]
    fn agenda_base() {
        announcer::<T>(1, LockClass::Withdrawal, &remark::<T>(0));

        #[block]
        {
            Pallet::<T>::on_poll(1u32.into(), &mut WeightMeter::new());
        }

        assert!(Announcements::<T>::contains_key(0));
    }

    #[benchmark]
    fn agenda_item() {
        let most = T::MaxPerAnnouncer::get();
        announcer::<T>(most, LockClass::Withdrawal, &remark::<T>(0));
        // One is due: the others' windows are longer.
        let late = Announcements::<T>::get(0).unwrap().until;
        for id in 1..u64::from(most) {
            let mut announcement = Announcements::<T>::get(id).unwrap();
            Agenda::<T>::remove(AgendaKey::new(announcement.until, id));
            announcement.until = late + 10;
            Agenda::<T>::insert(AgendaKey::new(announcement.until, id), ());
            Announcements::<T>::insert(id, announcement);
        }
        at::<T>(late + 1);

        #[block]
        {
            Pallet::<T>::on_poll(1u32.into(), &mut WeightMeter::new());
        }

        assert_eq!(Announcements::<T>::iter().count() as u32, most - 1);
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::externalities(), crate::mock::Test);
}
