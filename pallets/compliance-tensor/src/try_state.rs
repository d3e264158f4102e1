//! What must always hold between blocks. Called by the `try_state` hook and after every unit test.

use alloc::{collections::BTreeMap, vec::Vec};

use msez_bn254_host::PoseidonHasher;
use msez_core::{AssetClass, Coordinate, Digest, SubjectId};
use msez_runtime_api::SubjectKind;
use msez_tensor::{apply, attestations_root, Cell, LeafUpdate, MemoryStore, Slot, TreeHasher};
use msez_traits::Jurisdictions;
use polkadot_sdk::{frame_support::ensure, sp_core::Get, sp_runtime::TryRuntimeError};

use crate::{
    trees::KeccakHasher, Cells, Config, Dirty, Evidence, History, HostKeccak, Pallet, Presence, SubjectCount,
    SubjectIndices, SubjectRecords, Subjects,
};

/// Above so many subjects the roots are not recomputed from the cells: the check would take too long.
const MAX_RECOMPUTED: u32 = 50_000;

impl<T: Config> Pallet<T> {
    /// Checks every invariant of the pallet.
    pub fn check_state() -> Result<(), TryRuntimeError> {
        Self::check_subjects()?;
        let cells = Self::check_cells()?;
        Self::check_evidence(&cells)?;
        Self::check_history(&cells)?;
        Self::check_trees(&cells)
    }

    fn check_subjects() -> Result<(), TryRuntimeError> {
        let count = SubjectCount::<T>::get();
        let mut seen = 0u32;
        for (index, subject) in Subjects::<T>::iter() {
            seen = seen.saturating_add(1);
            ensure!(index < count, "a subject has an index that was not given out");
            ensure!(
                SubjectIndices::<T>::get(subject.id) == Some(index),
                "indices and subjects are inverse maps"
            );
            let is_party = subject.kind == SubjectKind::Party;
            ensure!(
                is_party == (subject.class == AssetClass::party()),
                "parties, and only they, are of class party"
            );
        }
        ensure!(seen == count, "indices are dense");
        let names = u32::try_from(SubjectIndices::<T>::iter_keys().count()).unwrap_or(u32::MAX);
        ensure!(names == count, "each subject has one name");
        Ok(())
    }

    fn check_cells() -> Result<BTreeMap<Slot, Cell>, TryRuntimeError> {
        let mut cells = BTreeMap::new();
        let mut lanes = 0usize;
        for (subject, jurisdiction, lane) in Cells::<T>::iter() {
            lanes = lanes.saturating_add(1);
            ensure!(!lane.is_empty(), "a lane without cells is not kept");
            ensure!(lane.is_sorted_by(|a, b| a.domain < b.domain), "a lane is ascending by domain");
            ensure!(Subjects::<T>::contains_key(subject), "a cell belongs to a subject");
            ensure!(T::Jurisdictions::id_of(jurisdiction).is_some(), "a cell belongs to a jurisdiction");
            let present = Presence::<T>::get(subject).unwrap_or_default();
            ensure!(
                present.binary_search(&jurisdiction).is_ok(),
                "a lane is listed in its subject's presence"
            );
            for entry in lane {
                cells.insert(Slot { subject, jurisdiction, domain: entry.domain }, entry.cell);
            }
        }
        let mut listed = 0usize;
        for (_, present) in Presence::<T>::iter() {
            ensure!(present.is_sorted_by(|a, b| a < b), "presence is ascending");
            listed = listed.saturating_add(present.len());
        }
        ensure!(listed == lanes, "presence lists nothing but lanes");
        Ok(cells)
    }

    fn check_evidence(cells: &BTreeMap<Slot, Cell>) -> Result<(), TryRuntimeError> {
        for (slot, cell) in cells {
            let ids = Evidence::<T>::get(slot).unwrap_or_default();
            ensure!(ids.is_sorted_by(|a, b| a < b), "evidence is ascending");
            // Where everything ran out, the cell commits to nothing and the evidence names what ran out.
            let root = attestations_root::<HostKeccak>(&ids);
            ensure!(
                cell.attestations_root == root || cell.attestations_root == Digest::default(),
                "the evidence is what the cell commits to"
            );
        }
        ensure!(
            Evidence::<T>::iter_keys().all(|slot| cells.contains_key(&slot)),
            "evidence belongs to a cell"
        );
        Ok(())
    }

    fn check_history(cells: &BTreeMap<Slot, Cell>) -> Result<(), TryRuntimeError> {
        for (slot, past) in History::<T>::iter() {
            let current = cells.get(&slot).ok_or("history belongs to a cell")?;
            ensure!(!past.is_empty(), "an empty history is not kept");
            let versions: Vec<Cell> = past.into_iter().chain([*current]).collect();
            let follows =
                |a: &Cell, b: &Cell| a.version.checked_add(1) == Some(b.version) && a.from <= b.from;
            ensure!(versions.is_sorted_by(follows), "versions follow one another in time and number");
        }
        Ok(())
    }

    fn check_trees(cells: &BTreeMap<Slot, Cell>) -> Result<(), TryRuntimeError> {
        ensure!(Dirty::<T>::count() == 0, "every change is in the trees");
        ensure!(Dirty::<T>::iter_keys().next().is_none(), "the count of changes is right");
        let roots = Self::roots();
        let count = SubjectCount::<T>::get();
        ensure!(roots.width == count, "every subject is in the trees");
        let records = u32::try_from(SubjectRecords::<T>::iter_keys().count()).unwrap_or(u32::MAX);
        ensure!(Some(records) == count.checked_mul(2), "each tree holds each subject once");
        ensure!(T::MaxDirty::get() > 0, "there is room for changes");
        if count > MAX_RECOMPUTED {
            return Ok(());
        }
        ensure!(
            roots.keccak == Self::recompute::<KeccakHasher>(cells)?,
            "the canonical root is that of the cells"
        );
        ensure!(
            roots.poseidon == Self::recompute::<PoseidonHasher>(cells)?,
            "the root for circuits is that of the cells"
        );
        Ok(())
    }

    /// The root of all cells at once, in a fresh tree.
    fn recompute<H: TreeHasher>(cells: &BTreeMap<Slot, Cell>) -> Result<Digest, TryRuntimeError> {
        let ids: Vec<SubjectId> = (0..SubjectCount::<T>::get())
            .map(|index| Subjects::<T>::get(index).map(|subject| subject.id))
            .collect::<Option<_>>()
            .ok_or("indices are dense")?;
        let updates: Vec<LeafUpdate> = cells
            .iter()
            .map(|(slot, cell)| {
                let subject = Subjects::<T>::get(slot.subject)?.id;
                let jurisdiction = T::Jurisdictions::id_of(slot.jurisdiction)?;
                let coordinate = Coordinate { subject, jurisdiction, domain: slot.domain };
                Some(LeafUpdate { slot: *slot, leaf: Some(H::leaf(&coordinate, cell)) })
            })
            .collect::<Option<_>>()
            .ok_or("every cell has its names")?;
        let applied = apply::<H, _>(&mut MemoryStore::default(), &ids, &updates)
            .map_err(|_| "the cells make up a tree")?;
        Ok(applied.root)
    }
}
