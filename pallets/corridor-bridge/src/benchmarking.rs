//! Every call and item at its dearest: full lists of operators, of whom the last have room, and the longest paths.

use alloc::vec::Vec;
use msez_bridge::{possession_payload, CommitReceipt, HopTerms, PrepareReceipt};
use msez_core::{AssetClass, CorridorId, Digest, Moment, SubjectId, Usd};
use msez_traits::{
    Bonds, Bridge as _, Cargo, FeeCurrency, Paths, Role, Settlement, TransferOrder, TransferPhase,
    UnitReserve,
};
use polkadot_sdk::{
    frame_benchmarking::v2::*,
    frame_support::{
        assert_ok,
        traits::{Get, Hooks, Time},
        weights::WeightMeter,
    },
    frame_system::RawOrigin,
    pallet_timestamp,
    sp_core::{crypto::KeyTypeId, ed25519},
    sp_io::crypto as host,
    sp_runtime::Perbill,
};

use crate::*;

const KEYS: KeyTypeId = KeyTypeId(*b"brdg");
const START: Moment = 20_000 * 86_400_000;
const HOUR: Moment = 3_600_000;
const CURRENCY: FeeCurrency = None;
const RICH: u128 = 1 << 90;

fn at<T: pallet_timestamp::Config<Moment = Moment>>(moment: Moment) {
    pallet_timestamp::Now::<T>::put(moment);
}

fn securities() -> AssetClass {
    "securities".parse().unwrap()
}

fn value() -> Usd {
    Usd::dollars(1_000_000)
}

fn full_endpoint() -> Endpoint {
    alloc::vec![b'x'; MAX_ENDPOINT as usize].try_into().unwrap()
}

/// Bonds an account with as much again as it can answer for.
fn bonded<T: Config>(who: &T::AccountId, answer_for: u128) {
    T::Bonds::benchmark_bond(Role::Operator, who);
    if answer_for > 0 {
        T::Settlement::benchmark_endow(None, who, answer_for * 2);
        assert_ok!(T::Bonds::bond(Role::Operator, who, answer_for));
    }
}

/// A registered operator with this key.
fn enrolled<T: Config>(corridor: CorridorId, who: &T::AccountId, key: ed25519::Public, standing: Standing) {
    let operator = Operator { key, endpoint: full_endpoint(), standing, open: 0 };
    Registry::<T>::insert(corridor, who, operator);
    Registrations::<T>::mutate(who, |count| *count += 1);
    if standing == Standing::Accepted {
        Rosters::<T>::mutate(corridor, |roster| roster.try_push(who.clone()).unwrap());
    }
}

/// Fills the lists of the corridors; the last two of each have room for a path's worth of the value. And the escrow stays open.
pub(crate) fn staff<T: Config>(hops: &[HopTerms], value: Usd) {
    T::Settlement::benchmark_endow(None, &T::Escrow::get(), 1_000_000_000_000_000);
    let key = host::ed25519_generate(KEYS, None);
    let room = Pallet::<T>::exposure_of(value).unwrap() * u128::from(MAX_HOPS);
    for (nth, terms) in (0u32..).zip(hops) {
        if !Rosters::<T>::get(terms.corridor).is_empty() {
            continue;
        }
        for n in 0..MAX_OPERATORS {
            let who: T::AccountId = account("operator", n, nth);
            let has_room = n + 2 >= MAX_OPERATORS;
            bonded::<T>(&who, if has_room { room } else { 0 });
            if !has_room {
                Loads::<T>::insert(&who, Load { exposure: u128::MAX, hops: 1 });
            }
            enrolled::<T>(terms.corridor, &who, key, Standing::Accepted);
        }
    }
}

fn path<T: Config>(hops: u32) -> Vec<HopTerms> {
    let (from, corridors) = T::Paths::benchmark_path(hops);
    T::Paths::walk(&from, &corridors, &securities(), value()).unwrap()
}

fn corridor_of<T: Config>() -> (CorridorId, T::AccountId) {
    let (from, corridors) = T::Paths::benchmark_path(1);
    (corridors[0], T::Paths::authority(&from).unwrap())
}

fn order<T: Config>(hops: u32) -> TransferOrder<T::AccountId> {
    let hops = path::<T>(hops);
    staff::<T>(&hops, value());
    let payer: T::AccountId = account("payer", 0, 0);
    T::Settlement::benchmark_endow(CURRENCY, &payer, RICH);
    TransferOrder {
        reference: Digest([7; 32]),
        asset: SubjectId([8; 32]),
        cargo: Cargo::Whole,
        value: value(),
        hops,
        payer: payer.clone(),
        currency: CURRENCY,
        slice_root: Digest([9; 32]),
        prepare_by: START + HOUR,
        commit_by: START + 2 * HOUR,
        arbiter: Some(payer),
    }
}

fn opened<T: Config + pallet_timestamp::Config<Moment = Moment>>(hops: u32) -> Digest {
    at::<T>(START);
    Pallet::<T>::open(order::<T>(hops)).unwrap()
}

fn prepare_receipt<T: Config>(id: &Digest, index: u32) -> PrepareReceipt {
    let (transfer, hop) = (Transfers::<T>::get(id).unwrap(), Hops::<T>::get(id, index).unwrap());
    let it = Pallet::<T>::expected(id, &transfer, index, &hop, 0);
    PrepareReceipt {
        genesis: it.genesis,
        transfer: *id,
        hop: index,
        attempt: it.attempt,
        corridor: it.corridor,
        asset: it.asset,
        amount: it.amount,
        beneficiary: it.beneficiary,
        operator: it.operator,
        lock: Digest([0x10 + index as u8; 32]),
        lock_until: Moment::MAX,
        source_evidence: Digest([1; 32]),
        slice_root: it.slice_root,
        prepared_at: T::Time::now(),
    }
}

fn commit_receipt<T: Config>(id: &Digest, index: u32) -> CommitReceipt {
    let (transfer, hop) = (Transfers::<T>::get(id).unwrap(), Hops::<T>::get(id, index).unwrap());
    let it = Pallet::<T>::expected(id, &transfer, index, &hop, 0);
    CommitReceipt {
        genesis: it.genesis,
        transfer: *id,
        hop: index,
        attempt: it.attempt,
        corridor: it.corridor,
        asset: it.asset,
        amount: it.amount,
        beneficiary: it.beneficiary,
        operator: it.operator,
        prepare_receipt: hop.prepared.unwrap().receipt,
        settlement: Digest([0x30 + index as u8; 32]),
        settlement_block: 1,
        target_evidence: Digest([1; 32]),
        slice_root: it.slice_root,
        committed_at: T::Time::now(),
    }
}

/// Has every hop prepared, without signatures.
pub(crate) fn prepare_all<T: Config>(id: &Digest) {
    let count = Transfers::<T>::get(id).unwrap().progress.hops;
    for index in 0..count {
        let receipt = prepare_receipt::<T>(id, index);
        let (transfer, hop) = (Transfers::<T>::get(id).unwrap(), Hops::<T>::get(id, index).unwrap());
        let timing = Pallet::<T>::timing();
        let (progress, state, next) =
            transfer.progress.prepare(hop.state, T::Time::now(), Moment::MAX, &timing).unwrap();
        let (corridor, lock) = (hop.terms.corridor, (ReferenceKind::Lock, receipt.operator, receipt.lock));
        Used::<T>::insert(corridor, lock, id);
        Pallet::<T>::write_prepared(transfer, hop, progress, state, next, receipt);
    }
}

fn ready<T: Config + pallet_timestamp::Config<Moment = Moment>>(hops: u32) -> Digest {
    let id = opened::<T>(hops);
    prepare_all::<T>(&id);
    id
}

fn decided<T: Config + pallet_timestamp::Config<Moment = Moment>>(hops: u32) -> Digest {
    let id = ready::<T>(hops);
    if Pallet::<T>::phase(&id) == Some(TransferPhase::Prepared) {
        assert_ok!(Pallet::<T>::decide(&id));
    }
    id
}

fn operator_key<T: Config>(id: &Digest, index: u32) -> ed25519::Public {
    let hop = Hops::<T>::get(id, index).unwrap();
    Registry::<T>::get(hop.terms.corridor, &hop.operator).unwrap().key
}

fn possession_of<T: Config>(who: &T::AccountId, key: &ed25519::Public) -> ed25519::Signature {
    let payload = possession_payload(&Pallet::<T>::genesis(), &who.clone().into(), &key.0);
    host::ed25519_sign(KEYS, key, &payload).unwrap()
}

#[benchmarks(where T: pallet_timestamp::Config<Moment = Moment>)]
mod benchmarks {
    use super::*;

    #[benchmark]
    fn register_operator() {
        at::<T>(START);
        let (corridor, _) = corridor_of::<T>();
        let who: T::AccountId = account("newcomer", 0, 0);
        bonded::<T>(&who, 0);
        let key = host::ed25519_generate(KEYS, None);
        let possession = possession_of::<T>(&who, &key);

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()), corridor, key, possession, full_endpoint());

        assert!(Registry::<T>::contains_key(corridor, who));
    }

    #[benchmark]
    fn accept_operator() {
        let (corridor, authority) = corridor_of::<T>();
        let key = host::ed25519_generate(KEYS, None);
        for n in 0..MAX_OPERATORS {
            let who: T::AccountId = account("operator", n, 0);
            let standing = if n == 0 { Standing::Applied } else { Standing::Accepted };
            enrolled::<T>(corridor, &who, key, standing);
        }
        let who: T::AccountId = account("operator", 0, 0);

        #[extrinsic_call]
        _(RawOrigin::Signed(authority), corridor, who);

        assert_eq!(Rosters::<T>::get(corridor).len() as u32, MAX_OPERATORS);
    }

    #[benchmark]
    fn dismiss_operator() {
        let (corridor, authority) = corridor_of::<T>();
        let key = host::ed25519_generate(KEYS, None);
        for n in 0..MAX_OPERATORS {
            enrolled::<T>(corridor, &account("operator", n, 0), key, Standing::Accepted);
        }
        let who: T::AccountId = account("operator", MAX_OPERATORS - 1, 0);

        #[extrinsic_call]
        _(RawOrigin::Signed(authority), corridor, who);

        assert_eq!(Rosters::<T>::get(corridor).len() as u32, MAX_OPERATORS - 1);
    }

    #[benchmark]
    fn rotate_key() {
        let (corridor, _) = corridor_of::<T>();
        let who: T::AccountId = account("operator", 0, 0);
        let old = host::ed25519_generate(KEYS, None);
        enrolled::<T>(corridor, &who, old, Standing::Accepted);
        let key = host::ed25519_generate(KEYS, None);
        let possession = possession_of::<T>(&who, &key);

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()), corridor, key, possession);

        assert_eq!(Registry::<T>::get(corridor, who).unwrap().key, key);
    }

    #[benchmark]
    fn retire() {
        let (corridor, _) = corridor_of::<T>();
        let key = host::ed25519_generate(KEYS, None);
        for n in 0..MAX_OPERATORS {
            enrolled::<T>(corridor, &account("operator", n, 0), key, Standing::Accepted);
        }
        let who: T::AccountId = account("operator", MAX_OPERATORS - 1, 0);

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()), corridor);

        assert!(!Registry::<T>::contains_key(corridor, who));
    }

    #[benchmark]
    fn name_arbiter() {
        let (corridor, authority) = corridor_of::<T>();
        let arbiter: T::AccountId = account("arbiter", 0, 0);

        #[extrinsic_call]
        _(RawOrigin::Signed(authority), corridor, Some(arbiter));

        assert!(ArbitersOf::<T>::contains_key(corridor));
    }

    #[benchmark]
    fn open(h: Linear<1, MAX_HOPS>) {
        at::<T>(START);
        let order = order::<T>(h);

        #[block]
        {
            Pallet::<T>::do_open(order, false).unwrap();
        }

        assert_eq!(Hops::<T>::iter().count() as u32, h);
    }

    #[benchmark]
    fn open_units(h: Linear<1, MAX_HOPS>) {
        at::<T>(START);
        let (home, corridors) = T::Paths::benchmark_path(h);
        let hops = path::<T>(h);
        staff::<T>(&hops, value());
        let issuer: T::AccountId = account("issuer", 0, 0);
        T::Settlement::benchmark_endow(None, &issuer, RICH);
        let destination = hops.last().unwrap().to;
        let (asset, from, to) = T::Units::benchmark_units(&issuer, &home, &destination);
        T::Settlement::benchmark_endow(None, &from, RICH);
        let limits = msez_bridge::Limits {
            max_hops: MAX_HOPS,
            max_hours: u32::MAX,
            max_fee_bps: msez_core::BasisPoints::new(10_000).unwrap(),
            max_fee: None,
        };
        let request = UnitsRequest {
            asset,
            amount: 1,
            to,
            value: value(),
            corridors: corridors.try_into().unwrap(),
            limits,
            currency: CURRENCY,
            prepare_by: START + HOUR,
            commit_by: START + 2 * HOUR,
        };

        #[extrinsic_call]
        _(RawOrigin::Signed(from), request);

        assert_eq!(Hops::<T>::iter().count() as u32, h);
    }

    #[benchmark]
    fn prepare() {
        let id = opened::<T>(2);
        let receipt = prepare_receipt::<T>(&id, 0);
        let signature = host::ed25519_sign(KEYS, &operator_key::<T>(&id, 0), &receipt.payload()).unwrap();
        let relayer: T::AccountId = account("relayer", 0, 0);

        #[extrinsic_call]
        _(RawOrigin::Signed(relayer), receipt, signature);

        assert!(Hops::<T>::get(id, 0).unwrap().prepared.is_some());
    }

    #[benchmark]
    fn commit() {
        let id = decided::<T>(2);
        let receipt = commit_receipt::<T>(&id, 0);
        let signature = host::ed25519_sign(KEYS, &operator_key::<T>(&id, 0), &receipt.payload()).unwrap();
        let relayer: T::AccountId = account("relayer", 0, 0);

        #[extrinsic_call]
        _(RawOrigin::Signed(relayer), receipt, signature);

        assert!(Hops::<T>::get(id, 0).unwrap().committed.is_some());
    }

    #[benchmark]
    fn refuse_hop() {
        let id = opened::<T>(1);
        let before = Hops::<T>::get(id, 0).unwrap().operator;

        #[extrinsic_call]
        _(RawOrigin::Signed(before.clone()), id, 0);

        assert!(Hops::<T>::get(id, 0).unwrap().operator != before);
    }

    #[benchmark]
    fn decide(h: Linear<1, MAX_HOPS>) {
        let id = ready::<T>(h);

        #[block]
        {
            Pallet::<T>::give_up(&id, Perbill::from_percent(50)).unwrap();
        }

        assert_eq!(Pallet::<T>::phase(&id), Some(TransferPhase::Aborted));
    }

    #[benchmark]
    fn collect_fees() {
        let who: T::AccountId = account("owed", 0, 0);
        let caller: T::AccountId = account("caller", 0, 0);
        let amount = 1_000_000_000_000u128;
        T::Settlement::benchmark_endow(None, &T::Escrow::get(), amount * 2);
        T::Settlement::benchmark_endow(None, &who, amount);
        Owed::<T>::insert(&who, CURRENCY, amount);

        #[extrinsic_call]
        _(RawOrigin::Signed(caller), who.clone(), CURRENCY);

        assert!(!Owed::<T>::contains_key(who, CURRENCY));
    }

    #[benchmark]
    fn agenda_base() {
        opened::<T>(1);

        #[block]
        {
            Pallet::<T>::on_poll(1u32.into(), &mut WeightMeter::new());
        }

        assert_eq!(Transfers::<T>::iter().count(), 1);
    }

    #[benchmark]
    fn late_hop() {
        let id = decided::<T>(1);
        let now = Hops::<T>::get(id, 0).unwrap().state.due + 1;
        at::<T>(now);

        #[block]
        {
            Pallet::<T>::hop_is_due(&id, 0, now);
        }

        assert_eq!(Hops::<T>::get(id, 0).unwrap().state.attempt, 1);
    }

    #[benchmark]
    fn transfer_item() {
        let id = opened::<T>(1);
        let now = Transfers::<T>::get(id).unwrap().wake + 1;
        at::<T>(now);

        #[block]
        {
            Pallet::<T>::transfer_is_due(&id, now);
        }

        assert_eq!(Transfers::<T>::get(id).unwrap().told, 1);
    }

    #[benchmark]
    fn forget(h: Linear<1, MAX_HOPS>) {
        let id = opened::<T>(h);
        Pallet::<T>::give_up(&id, Perbill::one()).unwrap();
        let now = Transfers::<T>::get(id).unwrap().wake + 1;
        at::<T>(now);

        #[block]
        {
            Pallet::<T>::transfer_is_due(&id, now);
        }

        assert!(!Transfers::<T>::contains_key(id));
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::bench_chain(), crate::mock::Test);
}
