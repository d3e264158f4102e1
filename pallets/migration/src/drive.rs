//! From state to state: what is true, what the table says, and what is done with it.

use alloc::vec::Vec;
use msez_core::{Digest, Moment};
use msez_saga::{
    back_off, next, ArrivalEvidence, Carriage, Compensation, Effect, Event as Cause, Facts, LockEvidence,
    MigrationEvidence, Refusal, State, Step, TransitEvidence, Transition, VerificationEvidence, HOUR,
    MAX_TRIES,
};
use msez_traits::{
    AssetControl, AssetLock, Bridge, Cargo, Issuing, MovePolicy, Paths, Settlement, TransferOrder,
    TransferPhase,
};
use polkadot_sdk::{
    frame_support::{ensure, storage::with_storage_layer, traits::Time},
    sp_io::hashing::sha2_256,
    sp_runtime::{DispatchError, DispatchResult},
};

use crate::{Config, Error, Event, Governed, Held, Live, Pallet, Pledges, SagaOf};

/// Why a saga stays where it is.
pub(crate) enum Stop {
    /// The table says so.
    Refused(Refusal),
    /// What had to be done with it could not be.
    Failed(DispatchError),
}

impl<T: Config> Pallet<T> {
    /// The error that a call gives.
    pub(crate) fn refusal(stop: Stop) -> DispatchError {
        match stop {
            Stop::Failed(error) => error,
            Stop::Refused(Refusal::PointOfNoReturn | Refusal::Ended) => Error::<T>::TooLate.into(),
            Stop::Refused(_) => Error::<T>::StillWaiting.into(),
        }
    }

    /// Makes the transition that follows on an event, with everything that belongs to it, or nothing.
    pub(crate) fn happen(id: &Digest, saga: &mut SagaOf<T>, cause: Cause) -> Result<(), Stop> {
        let now = T::Time::now();
        let facts = Self::facts(id, saga, cause, now);
        let step = next(saga.state, cause, &facts).map_err(Stop::Refused)?;
        let mut changed = saga.clone();
        with_storage_layer(|| Self::make(id, &mut changed, cause, step, now)).map_err(Stop::Failed)?;
        *saga = changed;
        Ok(())
    }

    /// Goes on as long as what is waited for is there.
    pub(crate) fn follow(id: &Digest, saga: &mut SagaOf<T>) {
        let now = T::Time::now();
        // More transitions than there are states would be a circle.
        for _ in State::ALL {
            let cause = match saga.state {
                State::Completed | State::Compensated | State::Cancelled | State::Disputed => break,
                State::Compensating => Cause::ActionsDone,
                _ => Cause::Advance,
            };
            let state = saga.state;
            if state == State::Compensating && !Self::take_back(id, saga, now) {
                break;
            }
            if state == State::DestinationUnlock && !Self::enter_pledges(id, saga, now) {
                break;
            }
            let has_lost = state == State::DestinationVerification && Self::has_lost_compliance(saga, now);
            let cause = if has_lost { Cause::ComplianceLost } else { cause };
            match Self::happen(id, saga, cause) {
                Ok(()) => (),
                Err(Stop::Refused(_)) => break,
                Err(Stop::Failed(error)) => {
                    Self::deposit_event(Event::Failed { saga: *id, state: saga.state, error });
                    break;
                }
            }
        }
        Self::keep(id, saga, now);
    }

    /// What is true. Only what the state waits for is looked at.
    pub(crate) fn facts(id: &Digest, saga: &SagaOf<T>, cause: Cause, now: Moment) -> Facts {
        let mut facts = Facts {
            in_time: now <= saga.request.deadline,
            carriage: Self::carriage(saga),
            disputed_in: saga.dispute.as_ref().map(|dispute| dispute.left),
            ..Facts::default()
        };
        if cause != Cause::Advance {
            return facts;
        }
        match saga.state {
            State::ComplianceCheck => {
                facts.home_passes = Self::survey(saga, [saga.request.source], now, id).0.is_empty();
                facts.path_open = Self::is_path_open(saga);
                facts.program_permits = T::MovePolicy::permits(
                    &saga.request.asset,
                    &saga.request.target,
                    &Self::path_of(&saga.request),
                );
            }
            State::AttestationGathering => {
                facts.evidence_met = Self::unmet(id, saga, now).is_empty();
                facts.path_open = Self::is_path_open(saga);
                let until = saga.request.deadline;
                // The dearer question is asked where the answer matters.
                facts.path_passes = facts.evidence_met
                    && facts.path_open
                    && Self::survey(saga, saga.places(), until, id).0.is_empty();
            }
            State::SourceLock => facts.path_open = Self::is_path_open(saga),
            State::DestinationVerification => {
                facts.verified = Self::survey(saga, Self::places_now(saga, true), now, id).0.is_empty();
            }
            _ => (),
        }
        facts
    }

    /// How far the transfer is.
    pub(crate) fn carriage(saga: &SagaOf<T>) -> Carriage {
        let Some(transit) = saga.transit else { return Carriage::None };
        match T::Bridge::phase(&transit.transfer) {
            // Not known is not decided.
            None | Some(TransferPhase::Preparing) => Carriage::Preparing,
            Some(TransferPhase::Prepared) => Carriage::Prepared,
            Some(TransferPhase::Committing) => Carriage::Committing,
            Some(TransferPhase::Completed) => Carriage::Completed,
            Some(TransferPhase::Aborted) => Carriage::Aborted,
        }
    }

    /// Whether it is too late to prepare, or to decide.
    pub(crate) fn is_overdue(saga: &SagaOf<T>) -> bool {
        match Self::carriage(saga) {
            Carriage::Aborted => true,
            Carriage::Preparing | Carriage::Prepared => saga.overdue,
            _ => false,
        }
    }

    fn is_path_open(saga: &SagaOf<T>) -> bool {
        let request = &saga.request;
        T::Paths::walk(&request.source, &request.path, &saga.class, request.value)
            .is_ok_and(|hops| hops.last().is_some_and(|hop| hop.to == request.target))
    }

    /// The transition itself. Runs in a storage layer of its own.
    fn make(id: &Digest, saga: &mut SagaOf<T>, cause: Cause, step: Step, now: Moment) -> DispatchResult {
        let from = saga.state;
        for effect in step.effects.iter().filter(|effect| **effect != Effect::Freeze) {
            Self::carry_out(id, saga, *effect, cause, now)?;
        }
        if step.to != State::Disputed {
            saga.dispute = None;
        }
        if step.to != from {
            saga.state = step.to;
            saga.entered_at = now;
            saga.transitions
                .try_push(Transition { from, to: step.to, event: cause, at: now })
                .map_err(|_| Error::<T>::TooManyTransitions)?;
            Self::deposit_event(Event::Moved { saga: *id, from, to: step.to, cause });
            if step.to == State::DestinationUnlock {
                saga.retry_at = now.saturating_add(Self::timeout_of(saga).unwrap_or_default());
                saga.tries = 0;
            }
        }
        if step.effects.contains(&Effect::Freeze) {
            Self::freeze(id, saga, now);
        }
        Self::keep(id, saga, now);
        Ok(())
    }

    fn carry_out(
        id: &Digest,
        saga: &mut SagaOf<T>,
        effect: Effect,
        cause: Cause,
        now: Moment,
    ) -> DispatchResult {
        match effect {
            Effect::TakeLock => Self::take_lock(id, saga, now),
            Effect::OpenTransfer => Self::open_transfer(id, saga, now),
            Effect::Commit => Self::decide(id, saga, now),
            Effect::Land => Self::land(id, saga, now),
            Effect::ReturnEverything => Self::return_everything(id, saga, cause),
            Effect::Compensate => {
                let left = match (saga.state, &saga.dispute) {
                    (State::Disputed, Some(dispute)) => dispute.left,
                    (state, _) => state,
                };
                saga.compensation = Some(Compensation::new(left, cause));
                saga.retry_at = now;
                Ok(())
            }
            // The record is in place: whoever disputes wrote it.
            Effect::OpenDispute => Ok(()),
            Effect::CloseDispute => Self::close_dispute(id, saga, cause),
            Effect::Escalate => {
                saga.tries = saga.tries.saturating_add(1);
                saga.retry_at = now.saturating_add(back_off(saga.tries));
                Self::deposit_event(Event::Escalated { saga: *id, state: saga.state, tries: saga.tries });
                Ok(())
            }
            Effect::Freeze => Ok(()),
        }
    }

    fn take_lock(id: &Digest, saga: &mut SagaOf<T>, now: Moment) -> DispatchResult {
        let (asset, until) = (saga.request.asset, saga.request.deadline);
        // Whoever decides over the asset now did not decide this.
        ensure!(T::Assets::rule(&asset) == Some(saga.rule), Error::<T>::ControlChanged);
        T::Assets::lock(&asset, *id)?;
        let (_, commitment) = Self::survey(saga, saga.places(), until, id);
        saga.lock = Some(LockEvidence {
            lock: *id,
            asset,
            jurisdiction: saga.request.source,
            locked_at: now,
            lock_until: until,
            commitment,
        });
        Self::deposit_event(Event::Locked {
            saga: *id,
            asset,
            tensor_root: commitment.tensor_root,
            slice_root: commitment.slice_root,
            until,
        });
        Ok(())
    }

    fn open_transfer(id: &Digest, saga: &mut SagaOf<T>, now: Moment) -> DispatchResult {
        let lock = saga.lock.ok_or(Error::<T>::NotFound)?;
        let request = &saga.request;
        T::Assets::depart(&request.asset, *id)?;
        let timeouts = Governed::<T>::get().timeouts;
        let path_time = timeouts.of(State::Transit, saga.hours()).unwrap_or_default();
        // Time to look and to decide stays, a quarter where there is little.
        let left = request.deadline.saturating_sub(now);
        let deciding = timeouts.destination_verification.min(left.checked_div(4).unwrap_or_default());
        let prepare_by = now.saturating_add(path_time).min(request.deadline.saturating_sub(deciding));
        let commit_by = prepare_by.saturating_add(timeouts.destination_verification).min(request.deadline);
        let (payer, currency, escrow) = (request.payer.clone(), request.currency, saga.escrow());
        // The bridge takes its fees from the payer: what was escrowed for them passes through his account, in the
        // same transaction.
        Self::pay_out(currency, &payer, escrow)?;
        let before = T::Settlement::spendable(currency, &payer);
        let transfer = T::Bridge::open(TransferOrder {
            reference: *id,
            asset: request.asset,
            cargo: Cargo::Whole,
            value: request.value,
            hops: saga.hops.to_vec(),
            payer: payer.clone(),
            currency,
            slice_root: lock.commitment.slice_root,
            prepare_by,
            commit_by,
            arbiter: request.arbiter.clone(),
        })?;
        let carried = before.saturating_sub(T::Settlement::spendable(currency, &payer));
        ensure!(carried <= request.max_fee, Error::<T>::FeeTooHigh);
        saga.fees.carried = carried;
        saga.fees.refunded = escrow.saturating_sub(carried);
        let hours = Moment::from(saga.hours());
        saga.transit = Some(TransitEvidence {
            transfer,
            path: Self::path_of(&saga.request),
            departed_at: now,
            expected_arrival: now.saturating_add(hours.saturating_mul(HOUR)),
        });
        saga.checked_at = now;
        saga.overdue = false;
        if saga.fees.refunded > 0 {
            let amount = saga.fees.refunded;
            Self::deposit_event(Event::Refunded { saga: *id, payer, amount, kept: 0 });
        }
        Self::deposit_event(Event::Departed { saga: *id, transfer, fee: carried });
        Ok(())
    }

    fn decide(id: &Digest, saga: &mut SagaOf<T>, now: Moment) -> DispatchResult {
        let transfer = saga.transit.ok_or(Error::<T>::NotFound)?.transfer;
        let prepared = T::Bridge::prepared_digest(&transfer).ok_or(Error::<T>::ReceiptsMissing)?;
        T::Bridge::commit(&transfer)?;
        let (_, commitment) = Self::survey(saga, Self::places_now(saga, true), now, id);
        let pledges = u32::try_from(Self::standing_pledges(id, saga).len()).unwrap_or(u32::MAX);
        saga.verification = Some(VerificationEvidence { prepared, commitment, pledges });
        Self::deposit_event(Event::Decided { saga: *id, transfer, prepared });
        Ok(())
    }

    /// Has every pledge enter the tensor. Whether the asset can arrive: what could not enter is tried again first, some
    /// times.
    fn enter_pledges(id: &Digest, saga: &mut SagaOf<T>, now: Moment) -> bool {
        if Self::carriage(saga) != Carriage::Completed {
            return true;
        }
        if saga.pledge_tries > 0 && now < saga.retry_at {
            return false;
        }
        let mut pledges = Pledges::<T>::get(id);
        let mut failed = false;
        for pledge in pledges.iter_mut().filter(|pledge| pledge.attestation.is_none()) {
            let (issuer, domain) = (pledge.issuer.clone(), pledge.domain);
            let evidence = Self::kind_digest(pledge.kind, &pledge.document);
            let at = Self::coordinate_of(saga, domain);
            let state = msez_core::ComplianceState::Compliant;
            match T::Issuing::state(&issuer, &at, state, pledge.validity, evidence) {
                Ok(attestation) => {
                    pledge.attestation = Some(attestation);
                    Self::deposit_event(Event::PledgeEntered { saga: *id, issuer, attestation });
                }
                Err(error) => {
                    failed = true;
                    Self::deposit_event(Event::PledgeRefused { saga: *id, issuer, domain, error });
                }
            }
        }
        if !pledges.is_empty() {
            Pledges::<T>::insert(id, pledges);
        }
        if failed && saga.pledge_tries < MAX_TRIES {
            saga.pledge_tries = saga.pledge_tries.saturating_add(1);
            saga.retry_at = now.saturating_add(back_off(saga.pledge_tries));
            return false;
        }
        true
    }

    fn land(id: &Digest, saga: &mut SagaOf<T>, now: Moment) -> DispatchResult {
        let transfer = saga.transit.ok_or(Error::<T>::NotFound)?.transfer;
        let committed = T::Bridge::committed_digest(&transfer).ok_or(Error::<T>::ReceiptsMissing)?;
        Self::come_home(id, saga, committed, now)
    }

    fn come_home(id: &Digest, saga: &mut SagaOf<T>, committed: Digest, now: Moment) -> DispatchResult {
        let (asset, home) = (saga.request.asset, saga.request.target);
        T::Assets::settle(&asset, *id, home)?;
        let (faults, commitment) = Self::look_without_pledges(saga, home, now);
        let entered = Pledges::<T>::get(id).iter().filter(|pledge| pledge.attestation.is_some()).count();
        let pledges_entered = u32::try_from(entered).unwrap_or(u32::MAX);
        saga.arrival = Some(ArrivalEvidence { committed, commitment, pledges_entered });
        Self::deposit_event(Event::Arrived { saga: *id, asset, home, passes: faults.is_empty() });
        Ok(())
    }

    /// An arrival, of what the bridge need not have committed.
    #[cfg(feature = "runtime-benchmarks")]
    pub(crate) fn arrive_and_freeze(id: &Digest, saga: &mut SagaOf<T>, now: Moment) -> DispatchResult {
        Self::come_home(id, saga, Digest([1; 32]), now)?;
        saga.state = State::Completed;
        Self::freeze(id, saga, now);
        Self::keep(id, saga, now);
        Ok(())
    }

    /// Freezes the evidence under its digest.
    fn freeze(id: &Digest, saga: &mut SagaOf<T>, now: Moment) {
        let pledges: Vec<_> = Pledges::<T>::get(id)
            .into_iter()
            .map(|pledge| msez_saga::PledgeEvidence {
                issuer: pledge.issuer,
                jurisdiction: saga.request.target,
                domain: pledge.domain,
                kind: pledge.kind.code(),
                document: pledge.document,
                attestation: pledge.attestation,
            })
            .collect();
        let evidence = MigrationEvidence {
            saga: *id,
            request: saga.request.clone(),
            transitions: saga.transitions.to_vec(),
            held: Held::<T>::get(id).into_inner(),
            pledges,
            lock: saga.lock,
            transit: saga.transit,
            verification: saga.verification,
            arrival: saga.arrival,
            fees: saga.fees,
            compensation: saga.compensation,
            final_state: saga.state,
            completed_at: now,
        };
        let digest = evidence.digest(sha2_256);
        saga.ended_at = Some(now);
        saga.evidence = Some(digest);
        let asset = saga.request.asset;
        Live::<T>::remove(asset);
        Self::deposit_event(Event::Ended { saga: *id, asset, state: saga.state, evidence: digest });
    }
}
