use msez_bn254_host::PoseidonHasher;
use msez_core::{ComplianceState, Coordinate, Digest, Domain};
use msez_runtime_api::{Roots, TreeKind};
use msez_tensor::{apply, Cell, Contribution, LeafUpdate, MemoryStore, Slot, TreeHasher};
use polkadot_sdk::{
    frame_support::{assert_ok, dispatch::GetDispatchInfo, traits::Hooks},
    sp_io::hashing::keccak_256,
};
use proptest::prelude::*;

use crate::{
    mock::*, trees::KeccakHasher, weights::WeightInfo, Dirty, Event, SubjectKind, SubjectRecords,
    COMMITMENT_TAG,
};

#[test]
fn a_block_with_changes_tells_its_roots_once() {
    test(|| {
        assert_ok!(register(0));
        for domain in [Domain::Kyc, Domain::Aml] {
            assert_ok!(refold(
                &coordinate(subject(0), difc(), domain),
                &[says(1, ComplianceState::Compliant, 0, None)]
            ));
        }
        let before = Tensor::roots();
        <Tensor as Hooks<u64>>::on_finalize(1);
        let Roots { block, keccak, poseidon, width } = Tensor::roots();
        assert_eq!((block, width), (1, 1));
        assert_ne!((before.keccak, before.poseidon), (keccak, poseidon));
        let told: Vec<_> = events().into_iter().filter(|e| matches!(e, Event::RootsUpdated { .. })).collect();
        assert_eq!(told, [Event::RootsUpdated { keccak, poseidon, width: 1, cells: 2 }]);
        assert_eq!(Dirty::<Test>::count(), 0);
    });
}

#[test]
fn a_block_without_changes_keeps_its_roots_and_says_nothing() {
    test(|| {
        assert_ok!(register(0));
        next_block();
        let roots = Tensor::roots();
        <Tensor as Hooks<u64>>::on_finalize(2);
        assert_eq!(events(), []);
        next_block();
        assert_eq!(Tensor::roots(), roots);
        assert_eq!(roots.block, 1);
    });
}

#[test]
fn the_commitment_is_a_hash_of_both_roots_and_the_width() {
    test(|| {
        let empty = Tensor::commitment();
        assert_ok!(register(0));
        next_block();
        let roots = Tensor::roots();
        let preimage = [COMMITMENT_TAG, &roots.keccak.0, &roots.poseidon.0, &1u32.to_be_bytes()].concat();
        assert_eq!(Tensor::commitment().0, keccak_256(&preimage));
        assert_eq!(Tensor::roots_view().commitment, Digest(Tensor::commitment().0));
        assert_ne!(Tensor::commitment(), empty);
    });
}

#[test]
fn a_damaged_tree_refuses_the_flush_and_keeps_the_changes() {
    ext_with(&[]).execute_with(|| {
        assert_ok!(register(0));
        assert_ok!(refold(&kyc(0), &[says(1, ComplianceState::Compliant, 0, None)]));
        next_block();
        let roots = Tensor::roots();
        let lost = SubjectRecords::<Test>::take(TreeKind::Poseidon, 0).unwrap();
        assert_ok!(refold(&kyc(0), &[says(2, ComplianceState::Compliant, 0, None)]));
        let record = SubjectRecords::<Test>::get(TreeKind::Keccak, 0);
        <Tensor as Hooks<u64>>::on_finalize(2);
        assert_eq!(events().last(), Some(&Event::FlushRefused { cells: 1 }));
        assert_eq!(Tensor::roots(), roots, "neither tree moved");
        assert_eq!(SubjectRecords::<Test>::get(TreeKind::Keccak, 0), record);
        assert_eq!(Dirty::<Test>::count(), 1);
        // Mended, the change goes in with the next block.
        SubjectRecords::<Test>::insert(TreeKind::Poseidon, 0, lost);
        next_block();
        assert_ne!(Tensor::roots(), roots);
    });
}

#[test]
fn every_change_pays_for_its_share_of_the_flush() {
    let change = <() as WeightInfo>::flush(1).saturating_sub(<() as WeightInfo>::flush(0));
    for n in [0u32, 1, 8, 100] {
        let paid = <() as WeightInfo>::flush(0).saturating_add(change.saturating_mul(n.into()));
        assert!(paid.all_gte(<() as WeightInfo>::flush(n)));
    }
    test(|| {
        assert_eq!(<Tensor as Hooks<u64>>::on_initialize(9), <() as WeightInfo>::flush(0));
        assert_eq!(<Tensor as msez_traits::Tensor>::flush_weight(), change);
        let document = document(0);
        let own = <() as WeightInfo>::register_subject(document.len() as u32);
        let call = crate::Call::<Test>::register_subject {
            kind: SubjectKind::Asset,
            id: subject(0),
            document: document.try_into().unwrap(),
            class: class("securities"),
        };
        assert_eq!(call.get_dispatch_info().call_weight, own + change);
        assert_ok!(register(0));

        let booked = || polkadot_sdk::frame_system::Pallet::<Test>::block_weight().total();
        let before = booked();
        let live = [says(1, ComplianceState::Compliant, 0, None)];
        assert_eq!(refold(&kyc(0), &live), Ok(true), "the flush has a cell more to do");
        assert_eq!(refold(&kyc(0), &live), Ok(false), "nothing changed");
        let pending = [says(1, ComplianceState::Pending, 0, None)];
        assert_eq!(refold(&kyc(0), &pending), Ok(false), "the flush does a cell once");
        next_block();
        assert_eq!(refold(&kyc(0), &live), Ok(true), "and again in the next block");
        assert_eq!(booked(), before, "whoever refolds accounts for it; nobody else does");
    });
}

#[derive(Clone, Debug)]
enum Step {
    Register,
    Refold { subject: u32, place: bool, domain: u8, live: Vec<(u8, u8, Option<u64>)> },
    Block,
}

fn step() -> impl Strategy<Value = Step> {
    let live = proptest::collection::vec((0u8..4, 0u8..6, proptest::option::of(0u64..60_000)), 0..3);
    prop_oneof![
        2 => Just(Step::Register),
        6 => (any::<u32>(), any::<bool>(), 0u8..20, live)
            .prop_map(|(subject, place, domain, live)| Step::Refold { subject, place, domain, live }),
        3 => Just(Step::Block),
    ]
}

/// The engine in memory, told the same.
#[derive(Default)]
struct Model {
    store: MemoryStore,
    newcomers: Vec<msez_core::SubjectId>,
    updates: std::collections::BTreeMap<Slot, (Coordinate, Cell)>,
}

impl Model {
    fn flush<H: TreeHasher>(&mut self) -> Digest {
        let updates: Vec<_> = core::mem::take(&mut self.updates)
            .into_iter()
            .map(|(slot, (coordinate, cell))| LeafUpdate { slot, leaf: Some(H::leaf(&coordinate, &cell)) })
            .collect();
        apply::<H, _>(&mut self.store, &core::mem::take(&mut self.newcomers), &updates).unwrap().root
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_history_leaves_the_roots_that_the_engine_has_in_memory(
        steps in proptest::collection::vec(step(), 1..90),
    ) {
        ext_with(&[]).execute_with(|| {
            let (mut keccak, mut poseidon) = (Model::default(), Model::default());
            let mut count = 0u32;
            for step in steps.into_iter().chain([Step::Block]) {
                match step {
                    Step::Register => {
                        if register(count).is_ok() {
                            keccak.newcomers.push(subject(count));
                            poseidon.newcomers.push(subject(count));
                            count += 1;
                        }
                    }
                    Step::Refold { subject: n, place, domain, live } => {
                        if count == 0 {
                            continue;
                        }
                        let n = n % count;
                        let place = if place { difc() } else { aifc() };
                        let at = coordinate(subject(n), place, Domain::from_code(domain).unwrap());
                        let live: Vec<Contribution> = live
                            .into_iter()
                            .map(|(id, state, until)| {
                                says(id, ComplianceState::from_code(state).unwrap(), 0, until)
                            })
                            .collect();
                        let before = Dirty::<Test>::count();
                        let refused = refold(&at, &live).is_err();
                        prop_assert!(!refused || before + keccak.newcomers.len() as u32 >= MAX_DIRTY);
                        let slot = Tensor::slot_of(&at).ok().unwrap();
                        if Dirty::<Test>::contains_key(slot) {
                            let cell = Tensor::cell_in(&slot).unwrap();
                            keccak.updates.insert(slot, (at, cell));
                            poseidon.updates.insert(slot, (at, cell));
                        }
                    }
                    Step::Block => {
                        // Ends the block and checks every invariant.
                        next_block();
                        let roots = Tensor::roots();
                        prop_assert_eq!(roots.keccak, keccak.flush::<KeccakHasher>());
                        prop_assert_eq!(roots.poseidon, poseidon.flush::<PoseidonHasher>());
                        prop_assert_eq!(roots.width, count);
                    }
                }
            }
            Ok(())
        })?;
    }
}
