//! What follows on a proven offence.

use crate::{
    increment::increment,
    pallet::{Admitted, Candidates, Config, Event, Expelled, Pallet, Punished, Reporting},
    WeightInfo,
};
use alloc::vec::Vec;
use msez_traits::{Bonds, Role};
use pallet_session::historical::IdentificationTuple;
use polkadot_sdk::{
    frame_support::{defensive, traits::Get, weights::Weight},
    pallet_offences,
    sp_runtime::Perbill,
    sp_staking::{
        offence::{Offence, OffenceDetails, OffenceError, OffenceSeverity, OnOffenceHandler, ReportOffence},
        SessionIndex,
    },
};

impl<T: Config> Pallet<T> {
    /// Slashes for an offence in a session, expels and disables. Several offences in one session cost as much as the
    /// gravest of them: they are one incident, for example keys that ran twice, and the same report may come again.
    fn punish(offender: &T::AccountId, session: SessionIndex, fraction: Perbill, reporters: &[T::AccountId]) {
        let portion = fraction.max(T::MinSlash::get());
        let before = Punished::<T>::get(session, offender);
        if before.is_none_or(|before| portion > before) {
            let more = increment(before.unwrap_or_default(), portion);
            let slashed = match T::Bonds::slash(Role::Validator, offender, more, reporters, None) {
                Ok(slash) => slash.amount,
                Err(error) => {
                    // A bond is exactly what its owner's balance holds, and what nobody can receive is burnt: there is
                    // nothing to fail. Should it, the bonds changed nothing and he is expelled all the same; the report
                    // is used up then, since the offences pallet has recorded it.
                    defensive!("a bond could not be slashed", error);
                    Self::deposit_event(Event::SlashFailed { offender: offender.clone(), error });
                    return Self::expel(offender, portion);
                }
            };
            Punished::<T>::insert(session, offender, portion);
            Self::deposit_event(Event::OffencePunished {
                offender: offender.clone(),
                kind: Reporting::<T>::get(),
                session,
                portion,
                slashed,
            });
        }
        Self::expel(offender, portion);
    }

    /// Takes an offender out of the coming sets, whatever size remains, and disables him in the running one.
    fn expel(offender: &T::AccountId, portion: Perbill) {
        Admitted::<T>::remove(offender);
        Candidates::<T>::mutate(|candidates| candidates.retain(|who| who != offender));
        if Self::is_in_set(offender) {
            Expelled::<T>::mutate(|expelled| match expelled.iter_mut().find(|(who, _)| who == offender) {
                Some((_, gravest)) => *gravest = portion.max(*gravest),
                // There is room for two sets only if they overlap. Without room he is disabled until the set changes,
                // and then he is out.
                None => {
                    let _ = expelled.try_push((offender.clone(), portion));
                }
            });
        }
        pallet_session::Pallet::<T>::report_offence(offender.clone(), OffenceSeverity(portion));
    }
}

impl<T: Config> OnOffenceHandler<T::AccountId, IdentificationTuple<T>, Weight> for Pallet<T> {
    fn on_offence(
        offenders: &[OffenceDetails<T::AccountId, IdentificationTuple<T>>],
        fractions: &[Perbill],
        session: SessionIndex,
    ) -> Weight {
        for (details, fraction) in offenders.iter().zip(fractions) {
            Self::punish(&details.offender.0, session, *fraction, &details.reporters);
        }
        let count = u64::try_from(offenders.len()).unwrap_or(u64::MAX);
        <T as Config>::WeightInfo::punish().saturating_mul(count)
    }
}

/// Passes reports on to the offences pallet, and remembers the kind meanwhile, which that pallet does not hand over.
impl<T: Config, O: Offence<IdentificationTuple<T>>> ReportOffence<T::AccountId, IdentificationTuple<T>, O>
    for Pallet<T>
{
    fn report_offence(reporters: Vec<T::AccountId>, offence: O) -> Result<(), OffenceError> {
        Reporting::<T>::put(O::ID);
        let reported = pallet_offences::Pallet::<T>::report_offence(reporters, offence);
        Reporting::<T>::kill();
        reported
    }

    fn is_known_offence(offenders: &[IdentificationTuple<T>], slot: &O::Slot) -> bool {
        <pallet_offences::Pallet<T> as ReportOffence<_, _, O>>::is_known_offence(offenders, slot)
    }
}
