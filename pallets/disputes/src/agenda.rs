//! Deadlines, in order of blocks.

use msez_core::Digest;
use msez_traits::{Due, Jury};
use polkadot_sdk::{
    frame_support::{
        storage::with_storage_layer,
        traits::Get,
        weights::{Weight, WeightMeter},
    },
    frame_system::{pallet_prelude::BlockNumberFor, Pallet as System},
    sp_runtime::{DispatchError, SaturatedConversion, Saturating},
};

use crate::{
    Agenda, ClaimOf, Claims, Config, Decider, Event, Juries, Outcome, Pallet, Phase, Vote, WeightInfo,
};

/// After how many blocks a step that failed is tried again. Only a defect can make one fail.
pub const RETRY: u32 = 100;

/// The claim whose phase is over, by block.
pub type AgendaKey = Due<Digest>;

/// What an entry weighs. A verdict can be a conviction.
fn weight_of<T: Config>(phase: Phase, jurors: u32) -> Weight {
    match phase {
        Phase::Filed => T::WeightInfo::due_unchallenged().saturating_add(T::Jury::convict_weight()),
        Phase::Commit if jurors == 0 => T::WeightInfo::due_decided(0),
        Phase::Arbitration | Phase::Commit => T::WeightInfo::due_moved(),
        Phase::Reveal => T::WeightInfo::due_decided(jurors).saturating_add(T::Jury::convict_weight()),
        Phase::Cooling => T::WeightInfo::due_released(),
        Phase::Closed => T::WeightInfo::due_forgotten(),
    }
}

/// What the dearest entry can weigh.
pub(crate) fn dearest<T: Config>() -> Weight {
    use Phase::{Arbitration, Closed, Commit, Cooling, Filed, Reveal};
    [Filed, Arbitration, Commit, Reveal, Cooling, Closed]
        .into_iter()
        .fold(Weight::zero(), |dearest, phase| dearest.max(weight_of::<T>(phase, T::MaxJurors::get())))
}

/// What the agenda of one block can weigh.
pub(crate) fn most_work<T: Config>() -> Weight {
    T::WeightInfo::agenda_base()
        .saturating_add(dearest::<T>().saturating_mul(u64::from(T::MaxDuePerBlock::get())))
}

impl<T: Config> Pallet<T> {
    /// Puts a claim into a phase that ends after so many blocks.
    pub(crate) fn enter(id: &Digest, claim: &mut ClaimOf<T>, phase: Phase, window: BlockNumberFor<T>) {
        Agenda::<T>::remove(AgendaKey::new(claim.due, *id));
        claim.phase = phase;
        claim.due = System::<T>::block_number().saturating_add(window);
        Agenda::<T>::insert(AgendaKey::new(claim.due, *id), ());
    }

    /// Works off what has come due, the oldest first, as far as the meter and `MaxDuePerBlock` reach. The rest waits
    /// where it is, and is the first of the next block.
    pub(crate) fn work_off_agenda(meter: &mut WeightMeter) {
        if meter.try_consume(T::WeightInfo::agenda_base()).is_err() {
            return;
        }
        let now: u64 = System::<T>::block_number().saturated_into();
        // The iterator asks for the key after its last one each time, so entries may come and go behind it.
        let mut keys = Agenda::<T>::iter_keys();
        for _ in 0..T::MaxDuePerBlock::get() {
            if !meter.can_consume(dearest::<T>()) {
                return;
            }
            let Some(key) = keys.next().filter(|key| key.at() <= now) else { return };
            let id = key.what();
            let Some(claim) = Claims::<T>::get(id) else {
                Agenda::<T>::remove(key);
                meter.consume(T::WeightInfo::due_moved());
                continue;
            };
            meter.consume(weight_of::<T>(claim.phase, claim.jurors));
            if let Err(error) = with_storage_layer(|| Self::come_due(&id, claim.clone())) {
                Self::defer(id, claim, error);
            }
        }
    }

    /// What happens when a phase is over.
    fn come_due(id: &Digest, mut claim: ClaimOf<T>) -> Result<(), DispatchError> {
        match claim.phase {
            Phase::Filed => Self::conclude(id, claim, Outcome::Upheld, Decider::Nobody)?,
            Phase::Arbitration => {
                Self::call_jury(id, &mut claim);
                Claims::<T>::insert(id, claim);
            }
            Phase::Commit if claim.jurors == 0 => {
                Self::conclude(id, claim, Outcome::NoVerdict, Decider::Nobody)?;
            }
            Phase::Commit => {
                Self::enter(id, &mut claim, Phase::Reveal, T::RevealWindow::get());
                Self::deposit_event(Event::RevealOpened {
                    claim: *id,
                    jurors: claim.jurors,
                    until: claim.due,
                });
                Claims::<T>::insert(id, claim);
            }
            Phase::Reveal => {
                let (outcome, decider) = match claim.tally.verdict(claim.total_weight, T::Turnout::get()) {
                    Some(Vote::False) => (Outcome::Upheld, Decider::Jury),
                    Some(Vote::Stands) => (Outcome::Rejected, Decider::Jury),
                    None => (Outcome::NoVerdict, Decider::Nobody),
                };
                Self::conclude(id, claim, outcome, decider)?;
            }
            Phase::Cooling => {
                Self::set_free(&claim.author);
                Self::enter(id, &mut claim, Phase::Closed, T::RewardWindow::get());
                Self::deposit_event(Event::AuthorReleased { claim: *id, author: claim.author.clone() });
                Claims::<T>::insert(id, claim);
            }
            Phase::Closed => Self::forget(id, claim),
        }
        Ok(())
    }

    /// Calls the jury together.
    pub(crate) fn call_jury(id: &Digest, claim: &mut ClaimOf<T>) {
        // Neither side can vote, so neither counts as silent.
        let sides = [Some(&claim.claimant), claim.challenger.as_ref()];
        let total = T::Jury::total_weight(&claim.statement);
        claim.total_weight = sides
            .into_iter()
            .flatten()
            .fold(total, |rest, side| rest.saturating_sub(T::Jury::weight(side, &claim.statement)));
        Juries::<T>::remove(id);
        Self::enter(id, claim, Phase::Commit, T::CommitWindow::get());
        Self::deposit_event(Event::JuryCalled {
            claim: *id,
            total_weight: claim.total_weight,
            until: claim.due,
        });
    }

    /// Leaves the claim as it is, for a later block.
    fn defer(id: Digest, mut claim: ClaimOf<T>, error: DispatchError) {
        let phase = claim.phase;
        Self::enter(&id, &mut claim, phase, RETRY.into());
        Self::deposit_event(Event::Deferred { claim: id, until: claim.due, error });
        Claims::<T>::insert(id, claim);
    }
}
