//! Subjects and cells: how they get their place, and how a cell follows its attestations.

use alloc::vec::Vec;

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::{AssetClass, ComplianceState, Coordinate, Digest, Domain, Moment, SubjectId, SubjectIndex};
use msez_runtime_api::SubjectKind;
use msez_tensor::{fold, Cell, Contribution, Folded, Slot};
use msez_traits::{largest_entry, Jurisdictions, Tensor, Urgency};
use polkadot_sdk::{
    frame_support::{
        ensure,
        traits::{fungible::MutateHold, Time},
        weights::Weight,
        BoundedVec,
    },
    sp_core::{ConstU32, Get},
    sp_io::hashing::sha2_256,
    sp_runtime::{DispatchError, DispatchResult},
};
use scale_info::TypeInfo;

use crate::{
    Cells, Config, Dirty, Error, Event, Evidence, History, HoldReason, HostKeccak, Lanes, Pallet, Presence,
    Subject, SubjectCount, SubjectIndices, SubjectRecords, Subjects, WeightInfo, MAX_DOMAINS,
    MAX_JURISDICTIONS, MAX_LIVE,
};

/// A current cell, beside the others of its subject in its jurisdiction.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct CellEntry {
    /// The domain.
    pub domain: Domain,
    /// What it holds.
    pub cell: Cell,
}

/// Whether folding gave what the cell says already. Where there is no cell, nothing is known.
fn is_unchanged(current: Option<&Cell>, folded: &Folded) -> bool {
    let (state, until, root) = match current {
        Some(cell) => (cell.state, cell.until, cell.attestations_root),
        None => (ComplianceState::Unknown, None, Digest::default()),
    };
    (state, until, root) == (folded.state, folded.valid_until, folded.attestations_root)
}

/// What a cell rests on: what counts now, or where nothing does, what ran out. Ascending, each once.
fn evidence_of(live: &[Contribution], now: Moment) -> BoundedVec<Digest, ConstU32<MAX_LIVE>> {
    let ids_where = |holds: fn(&Contribution, Moment) -> bool| {
        let mut ids: Vec<Digest> = live.iter().filter(|c| holds(c, now)).map(|c| c.attestation).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let counting = ids_where(|c, now| c.in_force(now));
    BoundedVec::truncate_from(if counting.is_empty() { ids_where(|c, now| c.expired(now)) } else { counting })
}

impl<T: Config> Pallet<T> {
    /// Bytes that the [`SUBJECT_ITEMS`](crate::SUBJECT_ITEMS) of a subject can grow to: values, and the items' own parts
    /// of the keys, as stored. For the deposit.
    pub fn subject_bytes() -> u32 {
        // The record is kept once in each tree.
        largest_entry::<Subjects<T>>()
            .saturating_add(largest_entry::<SubjectIndices<T>>())
            .saturating_add(largest_entry::<SubjectRecords<T>>().saturating_mul(2))
    }

    /// Gives a subject the next index. Checks everything before it writes.
    pub(crate) fn place(subject: Subject<T::AccountId>) -> Result<SubjectIndex, DispatchError> {
        let is_party = subject.kind == SubjectKind::Party;
        ensure!(is_party == (subject.class == AssetClass::party()), Error::<T>::ClassMismatch);
        ensure!(!SubjectIndices::<T>::contains_key(subject.id), Error::<T>::AlreadyExists);
        Self::ensure_room_for_newcomer()?;
        let index = SubjectCount::<T>::get();
        let count = index.checked_add(1).ok_or(Error::<T>::TooManySubjects)?;
        SubjectCount::<T>::put(count);
        SubjectIndices::<T>::insert(subject.id, index);
        Subjects::<T>::insert(index, subject);
        Ok(index)
    }

    /// Gives a subject its place, on the registrant's deposit.
    pub(crate) fn register(
        kind: SubjectKind,
        id: SubjectId,
        class: AssetClass,
        registrant: T::AccountId,
        document_len: u32,
    ) -> Result<(), DispatchError> {
        T::Currency::hold(&HoldReason::SubjectRegistration.into(), &registrant, T::SubjectDeposit::get())?;
        let index = Self::place(Subject {
            id,
            kind,
            class,
            registrant: Some(registrant.clone()),
            document_len,
            registered_at: T::Time::now(),
        })?;
        Self::deposit_event(Event::SubjectRegistered { subject: id, index, kind, class, registrant });
        Ok(())
    }

    /// Places a subject of the genesis configuration.
    pub(crate) fn place_from_genesis(class: &str, document: &str) -> Result<SubjectIndex, DispatchError> {
        let class: AssetClass = class.parse().map_err(|_| Error::<T>::ClassMismatch)?;
        ensure!(!document.is_empty(), Error::<T>::DocumentEmpty);
        let kind = if class == AssetClass::party() { SubjectKind::Party } else { SubjectKind::Asset };
        Self::place(Subject {
            id: SubjectId(sha2_256(document.as_bytes())),
            kind,
            class,
            registrant: None,
            document_len: u32::try_from(document.len()).unwrap_or(u32::MAX),
            registered_at: T::Time::now(),
        })
    }

    /// Where the tensor keeps a coordinate.
    pub(crate) fn slot_of(coordinate: &Coordinate) -> Result<Slot, Error<T>> {
        let subject = SubjectIndices::<T>::get(coordinate.subject).ok_or(Error::<T>::SubjectNotFound)?;
        let jurisdiction =
            T::Jurisdictions::index_of(&coordinate.jurisdiction).ok_or(Error::<T>::JurisdictionNotFound)?;
        Ok(Slot { subject, jurisdiction, domain: coordinate.domain })
    }

    /// The current cell.
    pub(crate) fn cell_in(slot: &Slot) -> Option<Cell> {
        Cells::<T>::get(slot.subject, slot.jurisdiction)?
            .iter()
            .find(|entry| entry.domain == slot.domain)
            .map(|entry| entry.cell)
    }

    /// The governed depth of history, within its bound.
    pub(crate) fn history_depth() -> u32 {
        T::HistoryDepth::get().min(T::MaxHistory::get())
    }

    /// Subjects that are not in the trees yet.
    fn newcomers() -> u32 {
        SubjectCount::<T>::get().saturating_sub(Self::roots().width)
    }

    /// Whether the flush has room for one change more, of this urgency.
    fn ensure_room(urgency: Urgency) -> DispatchResult {
        let most = match urgency {
            Urgency::Routine => T::MaxRoutine::get(),
            Urgency::Urgent => T::MaxDirty::get(),
        };
        let changes = Dirty::<T>::count().saturating_add(Self::newcomers());
        ensure!(changes < most, Error::<T>::TooManyChanges);
        Ok(())
    }

    /// Whether the flush has room for one subject more.
    fn ensure_room_for_newcomer() -> DispatchResult {
        ensure!(Self::newcomers() < T::MaxNewcomers::get(), Error::<T>::TooManyNewcomers);
        Self::ensure_room(Urgency::Routine)
    }

    /// Opens a new interval; tells whether the flush has one cell more to do. Checks everything before it writes.
    fn open_interval(
        coordinate: &Coordinate,
        slot: Slot,
        folded: &Folded,
        live: &[Contribution],
        now: Moment,
        urgency: Urgency,
    ) -> Result<bool, DispatchError> {
        let mut lane = Cells::<T>::get(slot.subject, slot.jurisdiction).unwrap_or_default();
        let position = lane.binary_search_by_key(&slot.domain, |entry| entry.domain);
        let current = position.ok().and_then(|at| lane.get(at)).map(|entry| entry.cell);

        // Two changes in one block are one interval: nobody ever saw the first.
        let is_open = Dirty::<T>::contains_key(slot);
        if !is_open {
            Self::ensure_room(urgency)?;
        }
        let version = match &current {
            None => 0,
            Some(cell) if is_open => cell.version,
            Some(cell) => cell.version.checked_add(1).ok_or(Error::<T>::TooManyVersions)?,
        };
        let presence = lane.is_empty().then(|| Self::presence_with(&slot)).transpose()?;
        let cell = Cell {
            state: folded.state,
            from: now,
            until: folded.valid_until,
            version,
            attestations_root: folded.attestations_root,
        };
        let entry = CellEntry { domain: slot.domain, cell };
        match position {
            Ok(at) => lane.get_mut(at).into_iter().for_each(|place| *place = entry),
            Err(at) => lane.try_insert(at, entry).map_err(|_| DispatchError::Exhausted)?,
        }

        let evidence = evidence_of(live, now);
        if let Some(presence) = presence {
            Presence::<T>::insert(slot.subject, presence);
        }
        if let Some(past) = current.filter(|_| !is_open) {
            Self::remember(slot, past);
        }
        Cells::<T>::insert(slot.subject, slot.jurisdiction, lane);
        Dirty::<T>::insert(slot, ());
        Self::deposit_event(Event::CellChanged {
            coordinate: *coordinate,
            state: cell.state,
            from: cell.from,
            until: cell.until,
            version: cell.version,
            attestations: evidence.to_vec(),
        });
        if evidence.is_empty() {
            Evidence::<T>::remove(slot);
        } else {
            Evidence::<T>::insert(slot, evidence);
        }
        Ok(!is_open)
    }

    /// The subject's jurisdictions and one more.
    fn presence_with(
        slot: &Slot,
    ) -> Result<BoundedVec<msez_core::JurisdictionIndex, ConstU32<{ crate::MAX_JURISDICTIONS }>>, DispatchError>
    {
        let mut presence = Presence::<T>::get(slot.subject).unwrap_or_default();
        if let Err(at) = presence.binary_search(&slot.jurisdiction) {
            presence.try_insert(at, slot.jurisdiction).map_err(|_| Error::<T>::TooManyJurisdictions)?;
        }
        Ok(presence)
    }

    /// Appends a version to the history, which gives up its oldest ones beyond the depth.
    fn remember(slot: Slot, past: Cell) {
        let mut history = History::<T>::get(slot).unwrap_or_default().into_inner();
        history.push(past);
        Self::keep_newest(slot, history, Self::history_depth());
    }

    /// Removes the oldest versions beyond the depth.
    pub(crate) fn prune_to(coordinate: &Coordinate, depth: u32) -> DispatchResult {
        let slot = Self::slot_of(coordinate)?;
        ensure!(Self::cell_in(&slot).is_some(), Error::<T>::CellNotFound);
        let history = History::<T>::get(slot).unwrap_or_default().into_inner();
        let is_longer = u32::try_from(history.len()).unwrap_or(u32::MAX) > depth;
        ensure!(is_longer, Error::<T>::NothingToPrune);
        let removed = Self::keep_newest(slot, history, depth);
        Self::deposit_event(Event::HistoryPruned { coordinate: *coordinate, removed });
        Ok(())
    }

    /// Writes the newest versions, as many as the depth; tells how many there were more.
    fn keep_newest(slot: Slot, mut history: Vec<Cell>, depth: u32) -> u32 {
        let excess = history.len().saturating_sub(usize::try_from(depth).unwrap_or(usize::MAX));
        history.drain(..excess);
        if history.is_empty() {
            History::<T>::remove(slot);
        } else {
            History::<T>::insert(slot, BoundedVec::truncate_from(history));
        }
        u32::try_from(excess).unwrap_or(u32::MAX)
    }
}

impl<T: Config> Tensor for Pallet<T> {
    fn class_of(subject: &SubjectId) -> Option<AssetClass> {
        let index = SubjectIndices::<T>::get(subject)?;
        Subjects::<T>::get(index).map(|subject| subject.class)
    }

    fn refold(
        coordinate: &Coordinate,
        live: &[Contribution],
        urgency: Urgency,
    ) -> Result<bool, DispatchError> {
        let slot = Self::slot_of(coordinate)?;
        let most = usize::try_from(MAX_LIVE).unwrap_or(usize::MAX);
        ensure!(live.len() <= most, Error::<T>::TooManyAttestations);
        let now = T::Time::now();
        let folded = fold::<HostKeccak>(live, now);
        if is_unchanged(Self::cell_in(&slot).as_ref(), &folded) {
            return Ok(false);
        }
        Self::open_interval(coordinate, slot, &folded, live, now, urgency)
    }

    fn flush_weight() -> Weight {
        T::WeightInfo::flush(1).saturating_sub(T::WeightInfo::flush(0))
    }

    fn has_cell(coordinate: &Coordinate) -> bool {
        Self::slot_of(coordinate).is_ok_and(|slot| Self::cell_in(&slot).is_some())
    }

    fn cell_entries() -> Vec<u32> {
        // Where cells share an entry, each counts as if it were alone in it, and a tree's lane with both nodes by which
        // one leaf more lets it grow.
        let bytes_of = |bytes: usize| u32::try_from(bytes).unwrap_or(u32::MAX);
        let other_cells =
            bytes_of(CellEntry::max_encoded_len()).saturating_mul(MAX_DOMAINS.saturating_sub(1));
        let other_places = bytes_of(core::mem::size_of::<msez_core::JurisdictionIndex>())
            .saturating_mul(MAX_JURISDICTIONS.saturating_sub(1));
        let node = bytes_of(Digest::max_encoded_len());
        let other_nodes = node.saturating_mul(2).saturating_mul(MAX_DOMAINS.saturating_sub(1));
        let lane = largest_entry::<Lanes<T>>().saturating_sub(other_nodes).saturating_add(node);
        alloc::vec![
            largest_entry::<Cells<T>>().saturating_sub(other_cells),
            largest_entry::<Presence<T>>().saturating_sub(other_places),
            largest_entry::<Evidence<T>>(),
            largest_entry::<History<T>>(),
            // One in each tree.
            lane,
            lane,
        ]
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_register(subject: &SubjectId) {
        if SubjectIndices::<T>::contains_key(subject) {
            return;
        }
        Self::place(Subject {
            id: *subject,
            kind: SubjectKind::Party,
            class: AssetClass::party(),
            registrant: None,
            document_len: 1,
            registered_at: T::Time::now(),
        })
        .expect("the benchmark has room for a subject");
    }
}
