//! A transfer from its opening to its end.

use alloc::vec::Vec;
use msez_bridge::{
    chain_digest, transfer_id, CommitReceipt, Expected, HopPhase, HopState, Next, PrepareReceipt, Progress,
    Timing, COMMITTED_TAG, PREPARED_TAG,
};
use msez_core::{CorridorId, Digest, Moment};
use msez_traits::{
    Bonds, Bridge, Cargo, Role, Settlement, Shipper, TransferOrder, TransferPhase, UnitReserve,
};
use polkadot_sdk::{
    frame_support::{
        ensure,
        storage::with_storage_layer,
        traits::{Get, Time},
        weights::Weight,
    },
    sp_core::ed25519,
    sp_io::crypto::ed25519_verify,
    sp_runtime::{DispatchError, DispatchResult, Perbill},
};

use crate::{
    agenda::{decided_weight, told_weight},
    types::ReferenceKind,
    Agenda, AgendaKey, CommittedHop, Config, Error, Event, Hop, HopOf, Hops, Pallet, PreparedHop, Settled,
    Transfer, TransferOf, Transfers, Used, WeightInfo,
};

/// What whoever opened a transfer is told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Notice {
    Prepared,
    Overdue,
    Completed,
}

impl<T: Config> Pallet<T> {
    /// How long operators have.
    pub fn timing() -> Timing {
        Timing {
            prepare: T::PrepareTimeout::get(),
            commit: T::CommitTimeout::get(),
            attempts: T::MaxAttempts::get(),
        }
    }

    pub(crate) fn transfer(id: &Digest) -> Result<TransferOf<T>, Error<T>> {
        Transfers::<T>::get(id).ok_or(Error::NotFound)
    }

    pub(crate) fn hop(id: &Digest, index: u32) -> Result<HopOf<T>, Error<T>> {
        Hops::<T>::get(id, index).ok_or(Error::NotFound)
    }

    /// Has the agenda look at the transfer after this moment, and not at the one planned before.
    fn wake_transfer(id: &Digest, transfer: &mut TransferOf<T>, at: Moment) {
        Agenda::<T>::remove(AgendaKey::new(transfer.wake, *id, None));
        transfer.wake = at;
        Agenda::<T>::insert(AgendaKey::new(at, *id, None), ());
    }

    fn wake_hop(id: &Digest, index: u32, hop: &mut HopOf<T>, at: Option<Moment>) {
        if let Some(planned) = hop.wake {
            Agenda::<T>::remove(AgendaKey::new(planned, *id, Some(index)));
        }
        hop.wake = at;
        if let Some(at) = at {
            Agenda::<T>::insert(AgendaKey::new(at, *id, Some(index)), ());
        }
    }

    /// Opens a transfer; `by_holder` where nobody but the bridge will decide.
    pub(crate) fn do_open(
        order: TransferOrder<T::AccountId>,
        by_holder: bool,
    ) -> Result<Digest, DispatchError> {
        let now = T::Time::now();
        let count = u32::try_from(order.hops.len()).unwrap_or(u32::MAX);
        let progress =
            Progress::open(count, now, order.prepare_by, order.commit_by).map_err(Error::<T>::from)?;
        ensure!(order.value.0 > 0, Error::<T>::NoValue);
        let id = transfer_id(&Self::genesis(), by_holder, &order.reference);
        ensure!(!Transfers::<T>::contains_key(id), Error::<T>::AlreadyExists);
        if let (Cargo::Units { from, to, amount }, Some(last)) = (&order.cargo, order.hops.last()) {
            T::Units::reserve(id, &order.asset, from, to, *amount, &last.to)?;
        }
        let exposure = Self::exposure_of(order.value).ok_or(Error::<T>::NoPrice)?;

        let mut transfer = Transfer {
            progress,
            reference: order.reference,
            by_holder,
            asset: order.asset,
            cargo: order.cargo,
            value: order.value,
            payer: order.payer,
            currency: order.currency,
            escrow: 0,
            returned: 0,
            slice_root: order.slice_root,
            arbiter: order.arbiter,
            opened_at: now,
            decided_at: None,
            wake: order.prepare_by,
            told: 0,
        };
        let mut assigned = Vec::with_capacity(order.hops.len());
        for (index, terms) in (0u32..).zip(order.hops) {
            let (transfer_fee, entry_fee) =
                Self::priced(order.currency, &terms).ok_or(Error::<T>::NoPrice)?;
            transfer.escrow = transfer_fee
                .checked_add(entry_fee)
                .and_then(|fee| transfer.escrow.checked_add(fee))
                .ok_or(Error::<T>::AmountOverflow)?;
            let operator = Self::next_operator(&terms.corridor, &id, index, &[], exposure)
                .ok_or(Error::<T>::NoOperator)?;
            let mut hop = Hop {
                terms,
                state: HopState::assigned(0, now, order.prepare_by, &Self::timing()),
                tried: Default::default(),
                operator,
                since: now,
                exposure,
                transfer_fee,
                entry_fee,
                prepared: None,
                committed: None,
                wake: None,
            };
            Self::assign(&id, index, &mut hop);
            Hops::<T>::insert(id, index, &hop);
            assigned.push((index, hop.operator, hop.state));
        }
        Self::escrow(transfer.currency, &transfer.payer, transfer.escrow)?;
        let wake = transfer.wake;
        Self::wake_transfer(&id, &mut transfer, wake);
        Transfers::<T>::insert(id, &transfer);
        Self::deposit_event(Event::Opened {
            transfer: id,
            reference: transfer.reference,
            by_holder,
            asset: transfer.asset,
            value: transfer.value,
            hops: count,
            currency: transfer.currency,
            fees: transfer.escrow,
            prepare_by: progress.prepare_by,
            commit_by: progress.commit_by,
        });
        for (hop, operator, state) in assigned {
            let (attempt, due) = (state.attempt, state.due);
            Self::deposit_event(Event::HopAssigned { transfer: id, hop, operator, attempt, due });
        }
        Ok(id)
    }

    /// Books a hop on its operator and has the agenda look when his turn is over.
    fn assign(id: &Digest, index: u32, hop: &mut HopOf<T>) {
        // Nobody gets a hop that so many have tried: there is always room.
        let _ = hop.tried.try_push(hop.operator.clone());
        Self::take_on(id, index, hop);
        let due = hop.state.due;
        Self::wake_hop(id, index, hop, Some(due));
    }

    /// Gives a hop to the next operator, in the state that he gets it in.
    fn hand_over(
        id: &Digest,
        index: u32,
        mut hop: HopOf<T>,
        next: T::AccountId,
        state: HopState,
        now: Moment,
    ) {
        Self::take_off(id, index, &hop);
        hop.operator = next;
        hop.state = state;
        hop.since = now;
        Self::assign(id, index, &mut hop);
        Hops::<T>::insert(id, index, &hop);
        Self::deposit_event(Event::HopAssigned {
            transfer: *id,
            hop: index,
            operator: hop.operator,
            attempt: state.attempt,
            due: state.due,
        });
    }

    fn backup(id: &Digest, index: u32, hop: &HopOf<T>) -> Option<T::AccountId> {
        if hop.tried.is_full() {
            return None;
        }
        Self::next_operator(&hop.terms.corridor, id, index, &hop.tried, hop.exposure)
    }

    /// What a receipt must say.
    pub(crate) fn expected(
        id: &Digest,
        transfer: &TransferOf<T>,
        index: u32,
        hop: &HopOf<T>,
        since: Moment,
    ) -> Expected {
        Expected {
            genesis: Self::genesis(),
            transfer: *id,
            hop: index,
            attempt: hop.state.attempt,
            corridor: hop.terms.corridor,
            asset: transfer.asset,
            amount: transfer.amount(),
            beneficiary: transfer.beneficiary(),
            operator: Digest(hop.operator.clone().into()),
            slice_root: transfer.slice_root,
            since,
            now: T::Time::now(),
        }
    }

    fn ensure_signed_by_operator(
        hop: &HopOf<T>,
        payload: &[u8],
        signature: &ed25519::Signature,
    ) -> DispatchResult {
        let operator = Self::operator_on(&hop.terms.corridor, &hop.operator)?;
        ensure!(ed25519_verify(signature, payload, &operator.key), Error::<T>::BadSignature);
        Ok(())
    }

    /// Who signs uses a custodian's reference once on a corridor. What others have signed is nothing to him: they could
    /// otherwise take his reference from the pool, and have him be late.
    fn use_reference(
        corridor: &CorridorId,
        kind: ReferenceKind,
        signer: Digest,
        reference: Digest,
        id: &Digest,
    ) -> DispatchResult {
        let key = (kind, signer, reference);
        ensure!(!Used::<T>::contains_key(corridor, key), Error::<T>::ReferenceUsed);
        Used::<T>::insert(corridor, key, id);
        Ok(())
    }

    /// Takes a prepare receipt. Gives back whether it was the last one that was waited for.
    pub(crate) fn do_prepare(
        receipt: PrepareReceipt,
        signature: &ed25519::Signature,
    ) -> Result<bool, DispatchError> {
        let (id, index) = (receipt.transfer, receipt.hop);
        let transfer = Self::transfer(&id)?;
        let hop = Self::hop(&id, index)?;
        let now = T::Time::now();
        let (progress, state, next) = transfer
            .progress
            .prepare(hop.state, now, receipt.lock_until, &Self::timing())
            .map_err(Error::<T>::from)?;
        receipt.check(&Self::expected(&id, &transfer, index, &hop, hop.since)).map_err(Error::<T>::from)?;
        Self::ensure_signed_by_operator(&hop, &receipt.payload(), signature)?;
        let corridor = &hop.terms.corridor;
        Self::use_reference(corridor, ReferenceKind::Lock, receipt.operator, receipt.lock, &id)?;
        Ok(Self::write_prepared(transfer, hop, progress, state, next, receipt))
    }

    /// Writes down that a hop is prepared, and tells when it was the last one.
    pub(crate) fn write_prepared(
        mut transfer: TransferOf<T>,
        mut hop: HopOf<T>,
        progress: Progress,
        state: HopState,
        next: Next,
        receipt: PrepareReceipt,
    ) -> bool {
        let (id, index, at) = (receipt.transfer, receipt.hop, T::Time::now());
        let (digest, lock_until) = (receipt.digest(), receipt.lock_until);
        let by = hop.operator.clone();
        hop.prepared = Some(PreparedHop { by, receipt: digest, lock: receipt.lock, lock_until, at });
        hop.state = state;
        Self::wake_hop(&id, index, &mut hop, None);
        Hops::<T>::insert(id, index, &hop);
        transfer.progress = progress;
        Transfers::<T>::insert(id, &transfer);
        let operator = hop.operator;
        Self::deposit_event(Event::HopPrepared { transfer: id, hop: index, operator, digest, receipt });
        Self::after_prepared(&id, transfer, next)
    }

    /// Tells that everything is prepared, where it is.
    fn after_prepared(id: &Digest, mut transfer: TransferOf<T>, next: Next) -> bool {
        if next != Next::Decide {
            return false;
        }
        let commit_by = transfer.progress.commit_by;
        Self::wake_transfer(id, &mut transfer, commit_by);
        Transfers::<T>::insert(id, &transfer);
        let digest = Self::all_prepared(id).unwrap_or_default();
        Self::deposit_event(Event::AllPrepared { transfer: *id, digest });
        Self::tell(id, &transfer, Notice::Prepared);
        true
    }

    /// Takes a commit receipt. Gives back whether it was the last one.
    pub(crate) fn do_commit_hop(
        receipt: CommitReceipt,
        signature: &ed25519::Signature,
    ) -> Result<bool, DispatchError> {
        let (id, index) = (receipt.transfer, receipt.hop);
        let transfer = Self::transfer(&id)?;
        let hop = Self::hop(&id, index)?;
        let (progress, state, next) = transfer.progress.commit_hop(hop.state).map_err(Error::<T>::from)?;
        let prepared = hop.prepared.as_ref().ok_or(Error::<T>::NotPrepared)?.receipt;
        // Nothing is settled before it is decided, nor by who has only just got the hop.
        let since = transfer.decided_at.unwrap_or(Moment::MAX).max(hop.since);
        receipt
            .check(&Self::expected(&id, &transfer, index, &hop, since), &prepared)
            .map_err(Error::<T>::from)?;
        Self::ensure_signed_by_operator(&hop, &receipt.payload(), signature)?;
        let by = Some(hop.operator.clone());
        Self::settle_hop(transfer, hop, progress, state, next, receipt, by)
    }

    /// Completes a hop that operators failed at, by an arbiter or, with `None`, by governance.
    pub(crate) fn do_complete_hop(
        id: Digest,
        index: u32,
        by: Option<T::AccountId>,
        settlement: Digest,
        settlement_block: u64,
        target_evidence: Digest,
    ) -> Result<bool, DispatchError> {
        let transfer = Self::transfer(&id)?;
        let hop = Self::hop(&id, index)?;
        let (progress, state, next) = transfer.progress.complete_hop(hop.state).map_err(Error::<T>::from)?;
        ensure!(settlement != Digest::default(), Error::<T>::ReferenceMissing);
        let prepare_receipt = hop.prepared.as_ref().ok_or(Error::<T>::NotPrepared)?.receipt;
        let receipt = CommitReceipt {
            genesis: Self::genesis(),
            transfer: id,
            hop: index,
            attempt: hop.state.attempt,
            corridor: hop.terms.corridor,
            asset: transfer.asset,
            amount: transfer.amount(),
            beneficiary: transfer.beneficiary(),
            operator: Digest(by.clone().map(Into::into).unwrap_or_default()),
            prepare_receipt,
            settlement,
            settlement_block,
            target_evidence,
            slice_root: transfer.slice_root,
            committed_at: T::Time::now(),
        };
        Self::settle_hop(transfer, hop, progress, state, next, receipt, by)
    }

    /// Writes down that a hop is settled, and pays for it.
    fn settle_hop(
        mut transfer: TransferOf<T>,
        mut hop: HopOf<T>,
        progress: Progress,
        state: HopState,
        next: Next,
        receipt: CommitReceipt,
        by: Option<T::AccountId>,
    ) -> Result<bool, DispatchError> {
        let (id, index, now) = (receipt.transfer, receipt.hop, T::Time::now());
        let CommitReceipt { operator, settlement, settlement_block, .. } = receipt;
        Self::use_reference(&hop.terms.corridor, ReferenceKind::Settlement, operator, settlement, &id)?;
        let digest = receipt.digest();
        hop.committed =
            Some(CommittedHop { by: by.clone(), receipt: digest, settlement, settlement_block, at: now });
        hop.state = state;
        Self::wake_hop(&id, index, &mut hop, None);
        Self::take_off(&id, index, &hop);
        Hops::<T>::insert(id, index, &hop);
        transfer.progress = progress;
        Self::deposit_event(Event::HopCommitted {
            transfer: id,
            hop: index,
            by: by.clone(),
            digest,
            receipt,
        });
        Self::pay_hop(&id, &mut transfer, &hop, by.as_ref());
        let is_last = next == Next::Complete;
        if is_last {
            Self::pay_back(&id, &mut transfer);
            let until = now.saturating_add(T::Retention::get());
            Self::wake_transfer(&id, &mut transfer, until);
        }
        Transfers::<T>::insert(id, &transfer);
        if is_last {
            let delivered = match &transfer.cargo {
                Cargo::Whole => None,
                // Decided is decided: where the ledger fails, which it cannot by its own rules, the units stay set aside,
                // and poke tries again.
                Cargo::Units { .. } => Self::deliver(&id),
            };
            let digest = Self::all_committed(&id).unwrap_or_default();
            Self::deposit_event(Event::Completed { transfer: id, digest, delivered });
            Self::tell(&id, &transfer, Notice::Completed);
        }
        Ok(is_last)
    }

    /// Hands the units over.
    pub(crate) fn deliver(id: &Digest) -> Option<u128> {
        match T::Units::settle(id) {
            Ok(units) => {
                Settled::<T>::insert(id, units);
                Some(units)
            }
            Err(error) => {
                Self::deposit_event(Event::DeliveryFailed { transfer: *id, error });
                None
            }
        }
    }

    /// The decision that every hop is committed.
    pub(crate) fn decide(id: &Digest) -> DispatchResult {
        let mut transfer = Self::transfer(id)?;
        let now = T::Time::now();
        transfer.progress = transfer.progress.commit(now).map_err(Error::<T>::from)?;
        transfer.decided_at = Some(now);
        // Nothing of the transfer itself falls due any more: its hops do.
        Agenda::<T>::remove(AgendaKey::new(transfer.wake, *id, None));
        Transfers::<T>::insert(id, &transfer);
        for index in 0..transfer.progress.hops {
            let Some(mut hop) = Hops::<T>::get(id, index) else { continue };
            hop.state = transfer.progress.to_commit(hop.state, now, &Self::timing());
            let due = hop.state.due;
            Self::wake_hop(id, index, &mut hop, Some(due));
            Hops::<T>::insert(id, index, hop);
        }
        Self::deposit_event(Event::Decided { transfer: *id });
        Ok(())
    }

    /// The decision that every hop is released. Made again it changes nothing.
    pub(crate) fn give_up(id: &Digest, refund: Perbill, unpaid: &[T::AccountId]) -> DispatchResult {
        let mut transfer = Self::transfer(id)?;
        let Some(progress) = transfer.progress.abort().map_err(Error::<T>::from)? else { return Ok(()) };
        let now = T::Time::now();
        transfer.progress = progress;
        transfer.decided_at = Some(now);
        let mut prepared = Vec::new();
        for index in 0..progress.hops {
            let Some(mut hop) = Hops::<T>::get(id, index) else { continue };
            if hop.state.phase == HopPhase::Prepared && !unpaid.contains(&hop.operator) {
                prepared.push((hop.operator.clone(), hop.transfer_fee));
            }
            hop.state = progress.release(hop.state).map_err(Error::<T>::from)?;
            Self::wake_hop(id, index, &mut hop, None);
            Self::take_off(id, index, &hop);
            Hops::<T>::insert(id, index, hop);
        }
        let fees = transfer.escrow;
        let refunded = Self::pay_abort(id, &mut transfer, refund, &prepared);
        Self::wake_transfer(id, &mut transfer, now.saturating_add(T::Retention::get()));
        Transfers::<T>::insert(id, &transfer);
        if let Cargo::Units { .. } = transfer.cargo {
            T::Units::release(id)?;
        }
        Self::deposit_event(Event::Aborted { transfer: *id, fees, refunded });
        Ok(())
    }

    /// Its operator does not carry a hop.
    pub(crate) fn do_refuse(id: Digest, index: u32, who: &T::AccountId) -> DispatchResult {
        let transfer = Self::transfer(&id)?;
        let hop = Self::hop(&id, index)?;
        ensure!(hop.operator == *who, Error::<T>::NotAuthorized);
        let now = T::Time::now();
        let state =
            transfer.progress.reassign(hop.state, now, true, &Self::timing()).map_err(Error::<T>::from)?;
        Self::deposit_event(Event::HopRefused { transfer: id, hop: index, operator: who.clone() });
        match Self::backup(&id, index, &hop) {
            Some(next) => Self::hand_over(&id, index, hop, next, state, now),
            None => Self::tell_overdue(&id, transfer, now),
        }
        Ok(())
    }

    /// The sender of units calls it off, as long as not every hop has prepared.
    pub(crate) fn do_cancel(id: Digest, who: &T::AccountId) -> DispatchResult {
        let transfer = Self::transfer(&id)?;
        ensure!(transfer.by_holder && transfer.payer == *who, Error::<T>::NotAuthorized);
        match transfer.progress.phase {
            TransferPhase::Preparing => (),
            TransferPhase::Aborted => return Err(Error::<T>::Aborted.into()),
            TransferPhase::Prepared => return Err(Error::<T>::AlreadyPrepared.into()),
            _ => return Err(Error::<T>::AlreadyDecided.into()),
        }
        // Whoever has prepared has earned something; who calls off before that gets everything back.
        let refund = if transfer.progress.prepared == 0 { Perbill::one() } else { T::CancelRefund::get() };
        Self::give_up(&id, refund, &[])
    }

    /// The agenda, or anybody, finds a hop whose time may be over.
    pub(crate) fn hop_is_due(id: &Digest, index: u32, now: Moment) {
        let (Some(transfer), Some(mut hop)) = (Transfers::<T>::get(id), Hops::<T>::get(id, index)) else {
            return;
        };
        if hop.wake.is_none_or(|wake| now <= wake) {
            return;
        }
        Self::wake_hop(id, index, &mut hop, None);
        Hops::<T>::insert(id, index, &hop);
        let backup = Self::backup(id, index, &hop);
        match transfer.progress.phase {
            TransferPhase::Preparing => {
                // Without a backup who has the hop keeps it; the end of preparing is the transfer's own matter.
                let state = transfer.progress.reassign(hop.state, now, false, &Self::timing());
                if let (Ok(state), Some(next)) = (state, backup) {
                    let operator = hop.operator.clone();
                    Self::deposit_event(Event::HopLapsed { transfer: *id, hop: index, operator });
                    Self::hand_over(id, index, hop, next, state, now);
                }
            }
            TransferPhase::Committing => {
                if let Some(due) = Self::extended(hop.state.due) {
                    hop.state.due = due;
                    Self::wake_hop(id, index, &mut hop, Some(due));
                    let operator = hop.operator.clone();
                    Hops::<T>::insert(id, index, hop);
                    Self::deposit_event(Event::HopExtended { transfer: *id, hop: index, operator, due });
                    return;
                }
                let state = transfer.progress.late(hop.state, now, backup.is_some(), &Self::timing());
                if let Ok(state) = state {
                    Self::commit_is_late(id, index, &transfer, hop, state, backup, now);
                }
            }
            _ => (),
        }
    }

    /// Who was to commit answers for it; the backup takes the hop, or an arbiter completes it.
    fn commit_is_late(
        id: &Digest,
        index: u32,
        transfer: &TransferOf<T>,
        mut hop: HopOf<T>,
        state: HopState,
        backup: Option<T::AccountId>,
        now: Moment,
    ) {
        let operator = hop.operator.clone();
        let harmed = Some(&transfer.payer);
        let slash = with_storage_layer(|| {
            T::Bonds::slash(Role::Operator, &operator, T::LateSlash::get(), &[], harmed)
        });
        match slash {
            Ok(slash) => Self::deposit_event(Event::HopLate {
                transfer: *id,
                hop: index,
                operator,
                slashed: slash.amount,
            }),
            Err(error) => {
                Self::deposit_event(Event::SlashFailed { transfer: *id, hop: index, operator, error });
            }
        }
        match backup.filter(|_| !state.escalated) {
            Some(next) => Self::hand_over(id, index, hop, next, state, now),
            None => {
                hop.state = state;
                Hops::<T>::insert(id, index, &hop);
                let arbiter = transfer.arbiter.clone().or_else(|| Self::arbiter_of(&hop.terms.corridor));
                Self::deposit_event(Event::HopEscalated { transfer: *id, hop: index, arbiter });
            }
        }
    }

    /// The agenda, or anybody, finds a transfer that something of may have fallen due.
    pub(crate) fn transfer_is_due(id: &Digest, now: Moment) {
        let Some(transfer) = Transfers::<T>::get(id) else { return };
        if now <= transfer.wake {
            return;
        }
        match transfer.progress.phase {
            TransferPhase::Preparing | TransferPhase::Prepared => Self::tell_overdue(id, transfer, now),
            TransferPhase::Committing => (),
            TransferPhase::Completed | TransferPhase::Aborted => Self::forget(id, &transfer, now),
        }
    }

    /// Tells that a transfer will not be decided in time: when nobody is left who would prepare it, and from its end on with
    /// growing intervals until it is given up.
    fn tell_overdue(id: &Digest, mut transfer: TransferOf<T>, now: Moment) {
        if transfer.progress.is_overdue(now) {
            let again = Timing::backed_off(T::PrepareTimeout::get(), transfer.told);
            transfer.told = transfer.told.saturating_add(1);
            Self::wake_transfer(id, &mut transfer, now.saturating_add(again));
            Transfers::<T>::insert(id, &transfer);
        }
        Self::deposit_event(Event::Overdue { transfer: *id });
        Self::tell(id, &transfer, Notice::Overdue);
    }

    /// Removes what has been over for long.
    fn forget(id: &Digest, transfer: &TransferOf<T>, now: Moment) {
        // Units that could not be handed over are not forgotten.
        let is_delivered = matches!(transfer.cargo, Cargo::Whole)
            || transfer.progress.phase == TransferPhase::Aborted
            || Settled::<T>::contains_key(id)
            || Self::deliver(id).is_some();
        if !is_delivered {
            let mut transfer = transfer.clone();
            Self::wake_transfer(id, &mut transfer, now.saturating_add(T::Retention::get()));
            Transfers::<T>::insert(id, transfer);
            return;
        }
        Agenda::<T>::remove(AgendaKey::new(transfer.wake, *id, None));
        for index in 0..transfer.progress.hops {
            Hops::<T>::remove(id, index);
        }
        Settled::<T>::remove(id);
        Transfers::<T>::remove(id);
        Self::deposit_event(Event::Forgotten { transfer: *id });
    }

    /// Tells whoever opened a transfer; for a holder of units the bridge itself decides.
    fn tell(id: &Digest, transfer: &TransferOf<T>, notice: Notice) {
        if !transfer.by_holder {
            let reference = &transfer.reference;
            match notice {
                Notice::Prepared => T::Shipper::prepared(reference, id),
                Notice::Overdue => T::Shipper::overdue(reference, id),
                Notice::Completed => T::Shipper::completed(reference, id),
            }
            return;
        }
        let outcome = match notice {
            // What held when it was opened must hold when it is decided.
            Notice::Prepared => match T::Units::objections(id) {
                Some(objections) if objections.is_empty() => with_storage_layer(|| Self::decide(id)),
                _ => with_storage_layer(|| Self::give_up(id, T::CancelRefund::get(), &[])),
            },
            Notice::Overdue => with_storage_layer(|| Self::give_up(id, Perbill::one(), &[])),
            Notice::Completed => Ok(()),
        };
        if let Err(error) = outcome {
            // The agenda comes back to it.
            Self::deposit_event(Event::DecisionFailed { transfer: *id, error });
        }
    }

    fn receipts(id: &Digest, tag: &[u8], receipt: impl Fn(HopOf<T>) -> Option<Digest>) -> Option<Digest> {
        let hops = Transfers::<T>::get(id)?.progress.hops;
        let receipts: Option<Vec<Digest>> =
            (0..hops).map(|index| Hops::<T>::get(id, index).and_then(&receipt)).collect();
        Some(chain_digest(tag, id, &receipts?))
    }

    /// Digest over all prepare receipts, once there are all.
    pub fn all_prepared(id: &Digest) -> Option<Digest> {
        Self::receipts(id, PREPARED_TAG, |hop| hop.prepared.map(|prepared| prepared.receipt))
    }

    /// Digest over all commit receipts, once there are all.
    pub fn all_committed(id: &Digest) -> Option<Digest> {
        Self::receipts(id, COMMITTED_TAG, |hop| hop.committed.map(|committed| committed.receipt))
    }

    /// Looks at everything of a transfer whose time may be over.
    pub(crate) fn do_poke(id: Digest) -> DispatchResult {
        let transfer = Self::transfer(&id)?;
        let now = T::Time::now();
        for index in 0..transfer.progress.hops {
            Self::hop_is_due(&id, index, now);
        }
        Self::transfer_is_due(&id, now);
        let is_undelivered = matches!(transfer.cargo, Cargo::Units { .. })
            && transfer.progress.phase == TransferPhase::Completed
            && Transfers::<T>::contains_key(id)
            && !Settled::<T>::contains_key(id);
        if is_undelivered {
            Self::deliver(&id);
        }
        Ok(())
    }
}

impl<T: Config> Bridge<T::AccountId> for Pallet<T> {
    fn open(order: TransferOrder<T::AccountId>) -> Result<Digest, DispatchError> {
        with_storage_layer(|| Self::do_open(order, false))
    }

    fn phase(transfer: &Digest) -> Option<TransferPhase> {
        Transfers::<T>::get(transfer).map(|transfer| transfer.progress.phase)
    }

    fn carries(transfer: &Digest, who: &T::AccountId) -> bool {
        let Some(record) = Transfers::<T>::get(transfer) else { return false };
        (0..record.progress.hops)
            .filter_map(|index| Hops::<T>::get(transfer, index))
            .any(|hop| hop.operator == *who || hop.tried.contains(who))
    }

    fn prepared_digest(transfer: &Digest) -> Option<Digest> {
        Self::all_prepared(transfer)
    }

    fn committed_digest(transfer: &Digest) -> Option<Digest> {
        Self::all_committed(transfer)
    }

    fn commit(transfer: &Digest) -> DispatchResult {
        Self::ensure_ordered(transfer)?;
        with_storage_layer(|| Self::decide(transfer))
    }

    fn abort(transfer: &Digest, refund: Perbill, unpaid: &[T::AccountId]) -> DispatchResult {
        Self::ensure_ordered(transfer)?;
        with_storage_layer(|| Self::give_up(transfer, refund, unpaid))
    }

    fn open_weight(hops: u32) -> Weight {
        T::WeightInfo::open(hops)
            .saturating_add(T::Units::reserve_weight())
            .saturating_add(T::Settlement::pay_weight())
    }

    fn decide_weight(hops: u32) -> Weight {
        decided_weight::<T>(hops)
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_operators(hops: &[msez_bridge::HopTerms], value: msez_core::Usd) {
        crate::benchmarking::staff::<T>(hops, value);
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_prepare(transfer: &Digest) {
        crate::benchmarking::prepare_all::<T>(transfer);
    }
}

impl<T: Config> Pallet<T> {
    /// What a holder opened nobody else decides.
    fn ensure_ordered(id: &Digest) -> DispatchResult {
        ensure!(!Self::transfer(id)?.by_holder, Error::<T>::NotAuthorized);
        Ok(())
    }

    /// What telling whoever opened a transfer can weigh.
    pub(crate) fn told() -> Weight {
        told_weight::<T>()
    }
}
