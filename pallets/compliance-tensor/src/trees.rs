//! The two trees in the pallet's storage, and the flush that brings a block's changes into them.

use alloc::{borrow::Cow, vec::Vec};

use msez_bn254_host::PoseidonHasher;
use msez_core::{Coordinate, Digest, JurisdictionIndex, SubjectId, SubjectIndex};
use msez_runtime_api::{Roots, RootsView, TreeKind};
use msez_tensor::{
    apply, root, Cell, Keccak, KeccakBackend, Lane, LeafUpdate, Page, PageKey, Slot, Store, SubjectRecord,
    TreeHasher,
};
use msez_traits::Jurisdictions;
use polkadot_sdk::{
    frame_support::storage::with_storage_layer,
    frame_system,
    sp_core::H256,
    sp_io::hashing::keccak_256,
    sp_runtime::{traits::UniqueSaturatedInto, DispatchError},
};

use crate::{
    Config, CurrentRoots, Dirty, Lanes, Pages, Pallet, SubjectCount, SubjectRecords, Subjects, COMMITMENT_TAG,
};

/// Keccak-256 of the host.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HostKeccak;

impl KeccakBackend for HostKeccak {
    fn keccak256(data: &[u8]) -> [u8; 32] {
        keccak_256(data)
    }
}

/// The canonical tree's hasher.
pub(crate) type KeccakHasher = Keccak<HostKeccak>;

/// One tree in the pallet's storage. Its width lives in the roots.
pub(crate) struct StoredTree<T> {
    kind: TreeKind,
    width: u32,
    _config: core::marker::PhantomData<T>,
}

impl<T> StoredTree<T> {
    pub(crate) fn new(kind: TreeKind, width: u32) -> Self {
        Self { kind, width, _config: core::marker::PhantomData }
    }
}

impl<T: Config> Store for StoredTree<T> {
    fn width(&self) -> u32 {
        self.width
    }

    fn set_width(&mut self, width: u32) {
        self.width = width;
    }

    fn subject(&self, index: SubjectIndex) -> Option<Cow<'_, SubjectRecord>> {
        SubjectRecords::<T>::get(self.kind, index).map(Cow::Owned)
    }

    fn set_subject(&mut self, index: SubjectIndex, record: SubjectRecord) {
        SubjectRecords::<T>::insert(self.kind, index, record);
    }

    fn lane(&self, subject: SubjectIndex, jurisdiction: JurisdictionIndex) -> Option<Cow<'_, Lane>> {
        Lanes::<T>::get((self.kind, subject, jurisdiction)).map(Cow::Owned)
    }

    fn set_lane(&mut self, subject: SubjectIndex, jurisdiction: JurisdictionIndex, lane: Lane) {
        let key = (self.kind, subject, jurisdiction);
        if lane.is_empty() {
            Lanes::<T>::remove(key);
        } else {
            Lanes::<T>::insert(key, lane);
        }
    }

    fn page(&self, key: PageKey) -> Option<Cow<'_, Page>> {
        Pages::<T>::get(self.kind, key).map(Cow::Owned)
    }

    fn mutate_page<R>(&mut self, key: PageKey, change: impl FnOnce(&mut Page) -> R) -> R {
        let mut page = Pages::<T>::get(self.kind, key).unwrap_or_default();
        let result = change(&mut page);
        Pages::<T>::insert(self.kind, key, page);
        result
    }
}

/// A changed cell on its way into the trees.
struct Change {
    slot: Slot,
    coordinate: Coordinate,
    cell: Cell,
}

impl<T: Config> Pallet<T> {
    /// The roots that the last flush left: those of the empty trees where there was none.
    pub fn roots() -> Roots {
        CurrentRoots::<T>::get().unwrap_or_else(|| Roots {
            block: 0,
            keccak: root::<KeccakHasher, _>(&StoredTree::<T>::new(TreeKind::Keccak, 0)),
            poseidon: root::<PoseidonHasher, _>(&StoredTree::<T>::new(TreeKind::Poseidon, 0)),
            width: 0,
        })
    }

    /// The one digest that stands for both trees: Keccak-256 of tag, both roots and the width. For the MMR leaf.
    pub fn commitment() -> H256 {
        let roots = Self::roots();
        let preimage: Vec<u8> =
            [COMMITMENT_TAG, &roots.keccak.0, &roots.poseidon.0, &roots.width.to_be_bytes()].concat();
        H256(keccak_256(&preimage))
    }

    /// The roots and their commitment.
    pub fn roots_view() -> RootsView {
        RootsView { roots: Self::roots(), commitment: Digest(Self::commitment().0) }
    }

    /// Brings the block's new subjects and changed cells into both trees, in one pass over their sorted slots, so
    /// that paths are shared. All or nothing; `None` where there is nothing to do.
    pub(crate) fn flush() -> Result<Option<Roots>, DispatchError> {
        let stored = CurrentRoots::<T>::get();
        let width = stored.as_ref().map_or(0, |roots| roots.width);
        let count = SubjectCount::<T>::get();
        if stored.is_some() && count == width && Dirty::<T>::count() == 0 {
            return Ok(None);
        }
        with_storage_layer(|| {
            let newcomers = (width..count)
                .map(|index| Subjects::<T>::get(index).map(|subject| subject.id))
                .collect::<Option<Vec<SubjectId>>>()
                .ok_or(DispatchError::Corruption)?;
            let changes = Self::take_changes()?;
            let roots = Roots {
                block: frame_system::Pallet::<T>::block_number().unique_saturated_into(),
                keccak: Self::flush_into::<KeccakHasher>(TreeKind::Keccak, width, &newcomers, &changes)?,
                poseidon: Self::flush_into::<PoseidonHasher>(
                    TreeKind::Poseidon,
                    width,
                    &newcomers,
                    &changes,
                )?,
                width: count,
            };
            CurrentRoots::<T>::put(roots);
            Ok(Some(roots))
        })
    }

    /// Takes what changed, in the order of the slots.
    fn take_changes() -> Result<Vec<Change>, DispatchError> {
        let mut slots: Vec<Slot> = Dirty::<T>::iter_keys().collect();
        slots.sort_unstable();
        slots
            .into_iter()
            .map(|slot| {
                Dirty::<T>::remove(slot);
                let subject = Subjects::<T>::get(slot.subject).ok_or(DispatchError::Corruption)?.id;
                let jurisdiction =
                    T::Jurisdictions::id_of(slot.jurisdiction).ok_or(DispatchError::Corruption)?;
                let cell = Self::cell_in(&slot).ok_or(DispatchError::Corruption)?;
                let coordinate = Coordinate { subject, jurisdiction, domain: slot.domain };
                Ok(Change { slot, coordinate, cell })
            })
            .collect()
    }

    fn flush_into<H: TreeHasher>(
        kind: TreeKind,
        width: u32,
        newcomers: &[SubjectId],
        changes: &[Change],
    ) -> Result<Digest, DispatchError> {
        let updates: Vec<LeafUpdate> = changes
            .iter()
            .map(|change| LeafUpdate {
                slot: change.slot,
                leaf: Some(H::leaf(&change.coordinate, &change.cell)),
            })
            .collect();
        let mut tree = StoredTree::<T>::new(kind, width);
        match apply::<H, _>(&mut tree, newcomers, &updates) {
            Ok(applied) => Ok(applied.root),
            Err(why) => {
                log::error!(target: "runtime::compliance-tensor", "the {kind:?} tree refused its updates: {why:?}");
                Err(DispatchError::Corruption)
            }
        }
    }
}
