//! How long the dearest things take, natively. Only to compare one way of doing them with another, on a quiet machine:
//! `cargo test --release -p pallet-watchers timing -- --ignored --nocapture`. What they weigh is measured elsewhere.

use crate::{mock::*, Drawn, Duties, Duty, Panels, Tallies};
use msez_core::{AssetClass, Digest, JurisdictionId};
use msez_traits::Role;
use msez_watch::{Coordinate, Statement};
use polkadot_sdk::{
    frame_support::{assert_ok, storage::with_transaction, BoundedVec},
    sp_core::Pair,
    sp_runtime::{DispatchError, Perbill, TransactionOutcome},
};
use std::time::{Duration, Instant};

const WATCHERS: u32 = 256;
const SEATS: u32 = 128;
const HEIGHT: u64 = 7;

/// A full scope in which `uae-difc` and `securities` are last.
fn scopes() -> (Vec<JurisdictionId>, Vec<AssetClass>) {
    let jurisdictions = (1..32).map(|n| format!("uae-bench{n}").parse().unwrap()).chain([jurisdiction()]);
    let classes = (1..16).map(|n| format!("bench{n}").parse().unwrap()).chain([class()]);
    (jurisdictions.collect(), classes.collect())
}

/// A watcher with a full scope and four currencies.
fn full_watcher(n: u32) -> AccountId {
    let who = nth(n);
    let (jurisdictions, classes) = scopes();
    assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), who.clone(), RICH));
    assert_ok!(Bonds::bond(RuntimeOrigin::signed(who.clone()), Role::Watcher, 10_000));
    let currencies: Vec<_> = (1..=4)
        .map(|asset| pallet_bonds::AssetLedger {
            asset,
            ledger: pallet_bonds::Ledger { active: 1_000, ..Default::default() },
        })
        .collect();
    pallet_bonds::Collateral::<Test>::insert(Role::Watcher, &who, BoundedVec::truncate_from(currencies));
    let (pair, did) = (pair_of(&who, 0), did_of(&who));
    assert_ok!(Watchers::register(
        RuntimeOrigin::signed(who.clone()),
        did.clone(),
        pair.public(),
        possession(&who, &did, &pair),
        scope(&jurisdictions),
        scope(&classes),
        Perbill::from_percent(10),
    ));
    who
}

/// The least and the median time of many runs, each on the same state.
fn time(name: &str, mut work: impl FnMut()) {
    let mut times: Vec<Duration> = (0..201)
        .map(|_| {
            let start = Instant::now();
            let taken = with_transaction(|| {
                work();
                TransactionOutcome::Rollback(Ok::<_, DispatchError>(start.elapsed()))
            });
            taken.unwrap()
        })
        .collect();
    times.sort_unstable();
    println!("{name:>24}: least {:>9.1?}, median {:>9.1?}", times[0], times[times.len() / 2]);
}

#[test]
#[ignore = "measures; nothing can fail"]
fn the_dearest_things_take_so_long() {
    chain().execute_with(|| {
        (2..=4).for_each(|asset| pallet_bonds::Allowed::<Test>::insert(asset, Perbill::from_percent(5)));
        let everybody: Vec<AccountId> = (0..WATCHERS).map(full_watcher).collect();
        let topic = topic_with(with_duties(100, 50, 16), 1_000_000);
        run_blocks(REFRESH + 2);
        assert_eq!(Panels::<Test>::get(topic).unwrap().seats.len(), SEATS as usize);
        // Everybody with a seat but the last one has spoken; the drawn are the last ones.
        let panel = Panels::<Test>::get(topic).unwrap();
        let seated: Vec<AccountId> = panel.seats.iter().map(|seat| seat.who.clone()).collect();
        let (last, others) = seated.split_last().unwrap();
        for who in others {
            let origin = RuntimeOrigin::signed(who.clone());
            assert_ok!(Watchers::attest(origin, topic, HEIGHT, Digest([7; 32]), now()));
        }
        let drawn: Vec<_> =
            seated.iter().rev().take(16).map(|who| Drawn { who: who.clone(), done: false }).collect();
        let duty =
            Duty { since: 0, deadline: System::block_number() + 50, drawn: BoundedVec::truncate_from(drawn) };
        Duties::<Test>::insert(topic, duty);
        let coordinate = Coordinate { topic, height: HEIGHT };
        let said = Statement { coordinate, digest: Digest([7; 32]), observed_at: now() };

        time("attest", || {
            let origin = RuntimeOrigin::signed(last.clone());
            assert_ok!(Watchers::attest(origin, topic, HEIGHT, Digest([8; 32]), now()));
        });
        time("attest, state alone", || assert!(!Watchers::state(last, said, None).unwrap()));
        time("backing", || assert!(Watchers::sufficient_backing(last, MINIMUM).is_some()));
        time("watcher", || assert!(Watchers::active_watcher(last).is_ok()));
        time("panel", || assert!(Panels::<Test>::get(topic).is_some()));
        time("tally", || assert!(Tallies::<Test>::get(topic, HEIGHT).is_some()));
        time("tally, and back", || Tallies::<Test>::mutate(topic, HEIGHT, |_| ()));
        time("end of a duty", || {
            Watchers::end_duty(topic);
        });
        time("settlement", || {
            Watchers::settle(coordinate);
        });
        time("forgetting", || {
            Watchers::prune(coordinate);
        });
        time("seats", || {
            Watchers::seat(topic);
        });
        Duties::<Test>::remove(topic);
        time("drawing", || {
            Watchers::issue_duty(topic);
            assert!(Duties::<Test>::contains_key(topic));
        });
        time("refresh", || assert_eq!(Watchers::refresh(), WATCHERS));
        assert_eq!(everybody.len(), WATCHERS as usize);
    });
}
