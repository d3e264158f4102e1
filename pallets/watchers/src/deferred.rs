//! Slashes that wait, so that governance can cancel what was a mistake.

use msez_watch::Offence;
use polkadot_sdk::{
    frame_support::{storage::with_storage_layer, traits::Get},
    frame_system::{self, pallet_prelude::BlockNumberFor},
    sp_runtime::{
        traits::{Saturating, Zero},
        DispatchResult,
    },
};

use crate::{
    Agenda, AgendaKey, Config, Deferrals, Deferred, Error, Event, Falsehood, Item, Liars, Pallet, Pending,
    PendingCount,
};

impl<T: Config> Pallet<T> {
    /// For how long an offence's slash is put off; `None`: not at all.
    pub(crate) fn deferral(offence: Offence) -> Option<BlockNumberFor<T>> {
        if offence.is_proven() {
            return None;
        }
        let blocks = Deferrals::<T>::get(offence).unwrap_or_else(T::SlashWindow::get);
        Some(blocks).filter(|blocks| !blocks.is_zero())
    }

    pub(crate) fn defer(
        who: &T::AccountId,
        offence: Offence,
        reporter: Option<&T::AccountId>,
        falsehood: Option<Falsehood>,
        blocks: BlockNumberFor<T>,
    ) {
        let id = PendingCount::<T>::get();
        PendingCount::<T>::put(id.saturating_add(1));
        let due = frame_system::Pallet::<T>::block_number().saturating_add(blocks);
        let reporter = reporter.cloned();
        Pending::<T>::insert(id, Deferred { offender: who.clone(), offence, reporter, falsehood, due });
        Self::schedule(due, Item::Slash(id));
        Self::note(who, |conduct| conduct.pending = conduct.pending.saturating_add(1));
        Self::deposit_event(Event::SlashDeferred { id, offender: who.clone(), offence, due });
    }

    pub(crate) fn do_cancel_slash(id: u64) -> DispatchResult {
        let slash = Pending::<T>::take(id).ok_or(Error::<T>::SlashNotFound)?;
        Agenda::<T>::remove(AgendaKey::new(slash.due, Item::Slash(id)));
        Self::one_less_pending(&slash.offender);
        // Whose conviction was a mistake is no liar. A collusion that was found meanwhile stays.
        if let Some(Falsehood { coordinate, digest }) = slash.falsehood {
            // Nothing is kept of nobody, nor where the coordinate was forgotten meanwhile.
            Liars::<T>::mutate_exists(coordinate, digest, |kept| {
                let mut liars = kept.take().unwrap_or_default();
                if !liars.is_full() {
                    liars.retain(|who| *who != slash.offender);
                }
                *kept = Some(liars).filter(|liars| !liars.is_empty());
            });
        }
        Self::deposit_event(Event::SlashCancelled { id, offender: slash.offender });
        Ok(())
    }

    /// A deferred slash has come due.
    pub(crate) fn slash_now(id: u64) {
        let Some(slash) = Pending::<T>::take(id) else { return };
        let Deferred { offender, offence, reporter, .. } = slash;
        Self::one_less_pending(&offender);
        let slashed = with_storage_layer(|| Self::execute_slash(&offender, offence, reporter.as_ref()));
        if let Err(error) = slashed {
            Self::deposit_event(Event::SlashFailed { offender, offence, error });
        }
    }

    fn one_less_pending(who: &T::AccountId) {
        Self::note(who, |conduct| conduct.pending = conduct.pending.saturating_sub(1));
    }
}
