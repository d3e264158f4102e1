//! The worst case of every call, and of the flush.

use alloc::{format, vec, vec::Vec};

use msez_bn254_host::PoseidonHasher;
use msez_core::{AssetClass, ComplianceState, Coordinate, Digest, Domain, JurisdictionId, SubjectId};
use msez_runtime_api::{Roots, SubjectKind, TreeKind};
use msez_tensor::{
    apply, Cell, Lane, LaneEntry, LeafUpdate, MemoryStore, Slot, Store, SubjectRecord, TreeHasher,
};
use msez_traits::{Jurisdictions, Tensor};
use polkadot_sdk::{
    frame_benchmarking::v2::*,
    frame_support::{
        traits::{
            fungible::{Inspect, Unbalanced},
            tokens::Precision,
            Get, Hooks,
        },
        BoundedVec,
    },
    frame_system::{Pallet as System, RawOrigin},
    sp_io::hashing::sha2_256,
};

use super::*;

/// Subjects in the tree that is flushed into: 24 levels.
const WIDTH: u32 = 1 << 24;

/// A digest that is a field element too.
fn digest(n: u8) -> Digest {
    Digest([n & 0x0f; 32])
}

fn cell(version: u32) -> Cell {
    Cell {
        state: ComplianceState::Pending,
        from: 0,
        until: None,
        version,
        attestations_root: Digest::default(),
    }
}

fn place<T: Config>() -> JurisdictionId {
    let id = JurisdictionId::new(b"xx-bench").unwrap();
    T::Jurisdictions::benchmark_register(&id, &whitelisted_caller());
    id
}

/// Cells in every domain there is.
fn full_lane<T: Config>(subject: u32, jurisdiction: u16) {
    let entries: Vec<_> = Domain::ALL
        .iter()
        .map(|domain| CellEntry { domain: *domain, cell: cell(T::MaxHistory::get()) })
        .collect();
    Cells::<T>::insert(subject, jurisdiction, BoundedVec::truncate_from(entries));
}

/// A lane with a leaf in every domain there is but the last: one more leaf gives it another shape, and every node above
/// the leaves is hashed anew.
fn nearly_full_lane<H: TreeHasher>() -> Lane {
    let updates: Vec<_> = Domain::ALL
        .iter()
        .filter(|domain| **domain != Domain::Trade)
        .map(|domain| LeafUpdate {
            slot: Slot { subject: 0, jurisdiction: 1, domain: *domain },
            leaf: Some(digest(domain.code())),
        })
        .collect();
    let mut store = MemoryStore::default();
    apply::<H, _>(&mut store, &[SubjectId::default()], &updates).unwrap();
    let lane = store.lane(0, 1).unwrap().into_owned();
    lane
}

/// A subject at an index, with cells in as many jurisdictions as it may have, and its neighbours in both trees.
fn full_subject<T: Config>(index: u32, jurisdiction: u16, trees: &[(TreeKind, Lane); 2]) {
    let id = SubjectId(sha2_256(&index.to_be_bytes()));
    Subjects::<T>::insert(
        index,
        Subject {
            id,
            kind: SubjectKind::Party,
            class: AssetClass::party(),
            registrant: Some(whitelisted_caller()),
            document_len: 1,
            registered_at: 0,
        },
    );
    SubjectIndices::<T>::insert(id, index);
    full_lane::<T>(index, jurisdiction);
    let mut places = vec![jurisdiction];
    places.extend((1..=MAX_JURISDICTIONS as u16).filter(|n| *n != jurisdiction).take(63));
    places.sort_unstable();
    for (tree, lane) in trees {
        let entry_of = |place: &u16| LaneEntry { jurisdiction: *place, slots: lane.slots(), root: digest(7) };
        let record = SubjectRecord { id, lanes: places.iter().map(entry_of).collect() };
        SubjectRecords::<T>::insert(tree, index, record);
        Lanes::<T>::insert((tree, index, jurisdiction), lane);
    }
}

#[benchmarks]
mod benchmarks {
    use super::*;

    #[benchmark]
    fn register_subject(b: Linear<1, { T::MaxDocument::get() }>) {
        let caller: T::AccountId = whitelisted_caller();
        let enough = T::SubjectDeposit::get() + T::Currency::minimum_balance() * 2u32.into();
        T::Currency::increase_balance(&caller, enough, Precision::Exact).unwrap();
        let document = vec![b'x'; b as usize];
        let id = SubjectId(sha2_256(&document));
        let class = AssetClass::new(b"securities").unwrap();

        #[extrinsic_call]
        _(RawOrigin::Signed(caller), SubjectKind::Asset, id, BoundedVec::truncate_from(document), class);

        assert!(SubjectIndices::<T>::contains_key(id));
    }

    /// Changes in subjects as far apart as they can be, each with cells in 64 jurisdictions, each opening the last cell
    /// of its lane.
    #[benchmark]
    fn flush(n: Linear<0, { T::MaxDirty::get() }>) {
        let jurisdiction = T::Jurisdictions::index_of(&place::<T>()).unwrap();
        SubjectCount::<T>::put(WIDTH);
        let before = Roots { width: WIDTH, ..Default::default() };
        CurrentRoots::<T>::put(before);
        let trees = [
            (TreeKind::Keccak, nearly_full_lane::<trees::KeccakHasher>()),
            (TreeKind::Poseidon, nearly_full_lane::<PoseidonHasher>()),
        ];
        for k in 0..n {
            let index = k * (WIDTH / n);
            full_subject::<T>(index, jurisdiction, &trees);
            Dirty::<T>::insert(Slot { subject: index, jurisdiction, domain: Domain::Trade }, ());
        }

        #[block]
        {
            Pallet::<T>::on_finalize(System::<T>::block_number());
        }

        assert_eq!(Dirty::<T>::count(), 0);
        assert_eq!(CurrentRoots::<T>::get() == Some(before), n == 0);
    }

    #[benchmark]
    fn prune(v: Linear<1, { T::MaxHistory::get() }>) {
        let subject = SubjectId(sha2_256(format!("benchmark {v}").as_bytes()));
        Pallet::<T>::benchmark_register(&subject);
        let coordinate = Coordinate { subject, jurisdiction: place::<T>(), domain: Domain::Trade };
        let slot = Pallet::<T>::slot_of(&coordinate).ok().unwrap();
        full_lane::<T>(slot.subject, slot.jurisdiction);
        let past: Vec<_> = (0..v).map(cell).collect();
        History::<T>::insert(slot, BoundedVec::truncate_from(past));

        // What the call does at a governed depth of nothing.
        #[block]
        {
            Pallet::<T>::prune_to(&coordinate, 0).unwrap();
        }

        assert!(!History::<T>::contains_key(slot));
    }

    /// What a program pays for a look at the tensor.
    #[benchmark]
    fn report() {
        let subject = SubjectId(sha2_256(b"benchmark"));
        Pallet::<T>::benchmark_register(&subject);
        let jurisdiction = place::<T>();
        let slot =
            Pallet::<T>::slot_of(&Coordinate { subject, jurisdiction, domain: Domain::Trade }).ok().unwrap();
        full_lane::<T>(slot.subject, slot.jurisdiction);
        for domain in Domain::ALL {
            let behind: Vec<_> = (0..MAX_LIVE as u8).map(digest).collect();
            Evidence::<T>::insert(Slot { domain: *domain, ..slot }, BoundedVec::truncate_from(behind));
        }
        let answer;

        #[block]
        {
            answer = Pallet::<T>::report(
                &subject,
                &jurisdiction,
                Some(Domain::ALL.iter().copied().collect()),
                None,
            );
        }

        assert_eq!(answer.unwrap().findings.len(), Domain::ALL.len());
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::ext_with(&[]), crate::mock::Test);
}
