//! Every call and item at its dearest: full scopes, a full panel, a full list of watchers.

use alloc::vec::Vec;
use msez_core::{AssetClass, Digest, JurisdictionId, Moment};
use msez_traits::{Balance, Bonds, Jurisdictions, Role};
use msez_watch::{possession_payload, Choice, Coordinate, Exposure, Level, Offence, Statement, Tier};
use polkadot_sdk::{
    frame_benchmarking::v2::*,
    frame_support::{
        assert_ok,
        traits::{
            fungible::{Inspect, Mutate, MutateHold},
            EnsureOrigin, Get, Time,
        },
        BoundedVec,
    },
    frame_system::{self, pallet_prelude::BlockNumberFor, RawOrigin},
    pallet_timestamp,
    sp_core::{crypto::KeyTypeId, ed25519},
    sp_io::{crypto as host, hashing::sha2_256},
    sp_runtime::Perbill,
};

use crate::{types::MAX_CHOICES, *};

const KEYS: KeyTypeId = KeyTypeId(*b"wtch");
const START: Moment = 20_000 * 86_400_000;
const RICH: Balance = 1 << 100;

fn jurisdiction_of(n: u32) -> JurisdictionId {
    alloc::format!("uae-bench{n}").parse().expect("it follows the grammar")
}

fn class_of(n: u32) -> AssetClass {
    alloc::format!("bench{n}").parse().expect("it follows the grammar")
}

fn authority<T: Config>() -> T::AccountId {
    account("authority", 0, 0)
}

/// The registry knows every jurisdiction of a full scope.
fn registry<T: Config>() {
    let authority = authority::<T>();
    T::Currency::set_balance(&authority, RICH);
    for n in 0..T::MaxJurisdictions::get() {
        T::Jurisdictions::benchmark_register(&jurisdiction_of(n), &authority);
    }
}

fn jurisdictions<T: Config>() -> BoundedVec<JurisdictionId, T::MaxJurisdictions> {
    BoundedVec::truncate_from((0..T::MaxJurisdictions::get()).map(jurisdiction_of).collect::<Vec<_>>())
}

fn classes<T: Config>() -> BoundedVec<AssetClass, T::MaxClasses> {
    BoundedVec::truncate_from((0..T::MaxClasses::get()).map(class_of).collect::<Vec<_>>())
}

fn did_of<T: Config>(who: &T::AccountId) -> Did {
    let bytes: [u8; 32] = who.clone().into();
    let mut did = b"did:key:z".to_vec();
    did.extend(bytes.iter().flat_map(|byte| alloc::format!("{byte:02x}").into_bytes()));
    BoundedVec::truncate_from(did)
}

pub(crate) fn key_of<T: Config>(who: &T::AccountId) -> ed25519::Public {
    let bytes: [u8; 32] = who.clone().into();
    ed25519::Public::from_raw(sha2_256(&bytes))
}

/// Makes an active watcher of the account, with the smallest bond, whatever list is full.
pub(crate) fn make_watcher<T: Config>(who: &T::AccountId) {
    make_with_key::<T>(who, key_of::<T>(who));
}

fn make_with_key<T: Config>(who: &T::AccountId, key: ed25519::Public) {
    T::Bonds::benchmark_bond(Role::Watcher, who);
    enlist::<T>(who, key);
}

/// The same of somebody who has a bond.
pub(crate) fn enlist<T: Config>(who: &T::AccountId, key: ed25519::Public) {
    let balance = T::Currency::balance(who);
    T::Currency::set_balance(who, balance.saturating_add(RICH));
    assert_ok!(T::Currency::hold(&HoldReason::Registration.into(), who, T::RegistrationDeposit::get()));
    let did = did_of::<T>(who);
    Keys::<T>::insert(key, who);
    Dids::<T>::insert(&did, who);
    Conducts::<T>::insert(who, Conduct::new(T::Time::now()));
    let watcher = Watcher {
        did,
        key,
        keys: 1,
        status: Status::Active,
        jurisdictions: jurisdictions::<T>(),
        classes: classes::<T>(),
        controller: None,
        asked: None,
        commission: Perbill::from_percent(10),
    };
    Watchers::<T>::insert(who, watcher);
    Active::<T>::mutate(|active| {
        if !active.contains(who) {
            let _ = active.try_push(who.clone());
        }
    });
    let backing = T::Bonds::backing(Role::Watcher, who);
    Roster::<T>::mutate(|roster| {
        let _ = roster.try_push(Listed { who: who.clone(), group: who.clone(), backing, tier: Tier::Novice });
    });
}

fn terms<T: Config>() -> TopicTerms<T::AccountId> {
    TopicTerms {
        kind: TopicKind::CorridorState,
        subject: Digest([1; 32]),
        jurisdiction: jurisdiction_of(T::MaxJurisdictions::get().saturating_sub(1)),
        class: class_of(T::MaxClasses::get().saturating_sub(1)),
        exposure: T::MinExposure::get(),
        fee: T::MinExposure::get() / 20,
        stride: 1,
        interval: 100,
        deadline: 50,
        watchers: T::MaxPerDuty::get(),
        quorum: 670_000,
        max_staleness: Moment::MAX,
        window: 20,
        min_backing: 0,
        min_tier: Tier::Novice,
        arbiter: Some(account("arbiter", 0, 0)),
    }
}

/// A topic with money.
fn make_topic<T: Config>() -> Digest {
    T::Currency::set_balance(&T::Escrow::get(), RICH);
    let id = Pallet::<T>::do_open_topic(terms::<T>(), authority::<T>()).expect("the terms are sound");
    Topics::<T>::mutate(id, |topic| {
        topic.as_mut().expect("it was just opened").escrow = RICH / 2;
    });
    id
}

fn nth<T: Config>(n: u32) -> T::AccountId {
    account("watcher", n, 0)
}

/// So many watchers, the first with a key of the keystore.
fn make_watchers<T: Config>(count: u32) -> ed25519::Public {
    let key = host::ed25519_generate(KEYS, None);
    for n in 0..count {
        let who = nth::<T>(n);
        if n == 0 {
            make_with_key::<T>(&who, key);
        } else {
            make_watcher::<T>(&who);
        }
    }
    key
}

/// The clock, the registry, and so many watchers.
fn world<T: Config + pallet_timestamp::Config<Moment = Moment>>(count: u32) -> ed25519::Public {
    pallet_timestamp::Now::<T>::put(START);
    registry::<T>();
    make_watchers::<T>(count)
}

/// Seats for so many.
fn make_panel<T: Config>(topic: Digest, count: u32) {
    let seats: Vec<_> =
        (0..count).map(|n| Seat { who: nth::<T>(n), weight: 1_000, tier: Tier::Elite }).collect();
    let eligible = Balance::from(count) * 1_000;
    Panels::<T>::insert(topic, Panel { eligible, seats: BoundedVec::truncate_from(seats) });
}

fn statement_of(topic: Digest, digest: u8) -> Statement {
    Statement {
        coordinate: Coordinate { topic, height: 7 },
        digest: Digest([digest; 32]),
        observed_at: START,
    }
}

fn voice_of<T: Config>(who: T::AccountId) -> Voice<T::AccountId> {
    Voice { who, choice: 0, weight: 1_000, observed_at: START, struck: false, rewarded: false }
}

/// Voices of the watchers from `from` to `to` at height 7.
fn make_tally<T: Config>(topic: Digest, from: u32, to: u32) {
    let voices: Vec<_> = (from..to).map(|n| voice_of::<T>(nth::<T>(n))).collect();
    for n in from..to {
        let statement = statement_of(topic, 7);
        let id = Pallet::<T>::statement_id(&nth::<T>(n), &statement);
        Statements::<T>::insert(id, Located { coordinate: statement.coordinate, author: nth::<T>(n) });
    }
    let count = to.saturating_sub(from);
    let mut choices =
        alloc::vec![Choice { digest: Digest([7; 32]), weight: Balance::from(count) * 1_000, voices: count }];
    // As many others as there can be, all of them refuted.
    for n in 1..MAX_CHOICES.saturating_sub(1) {
        choices.push(Choice { digest: Digest([100 + n as u8; 32]), weight: 0, voices: 0 });
    }
    let closes = frame_system::Pallet::<T>::block_number() + 20u32.into();
    let tally = Tally {
        closes,
        eligible: Balance::from(count.max(1)) * 1_000,
        choices: BoundedVec::truncate_from(choices),
        voices: BoundedVec::truncate_from(voices),
        fork_seen: true,
        settled: false,
        raised: None,
    };
    Tallies::<T>::insert(topic, 7, tally);
    Pallet::<T>::schedule(closes, Item::Settle(statement_of(topic, 7).coordinate));
    Topics::<T>::mutate(topic, |it| {
        let it = it.as_mut().expect("the topic exists");
        it.open += 1;
        it.kept += 1;
    });
}

fn make_duty<T: Config>(topic: Digest, count: u32) {
    let drawn: Vec<_> = (0..count).map(|n| Drawn { who: nth::<T>(n), done: false }).collect();
    let deadline = frame_system::Pallet::<T>::block_number() + 50u32.into();
    Duties::<T>::insert(topic, Duty { since: 0, deadline, drawn: BoundedVec::truncate_from(drawn) });
}

/// Makes a statement of an active watcher.
pub(crate) fn make_statement<T: Config>(author: &T::AccountId) -> Digest {
    T::Jurisdictions::benchmark_register(
        &jurisdiction_of(T::MaxJurisdictions::get().saturating_sub(1)),
        &authority::<T>(),
    );
    let topic = make_topic::<T>();
    let backing = T::Bonds::backing(Role::Watcher, author);
    let seat = Seat { who: author.clone(), weight: backing, tier: Tier::Novice };
    Panels::<T>::insert(
        topic,
        Panel { eligible: backing, seats: BoundedVec::truncate_from(alloc::vec![seat]) },
    );
    let statement = Statement {
        coordinate: Coordinate { topic, height: 7 },
        digest: Digest([7; 32]),
        observed_at: T::Time::now(),
    };
    Pallet::<T>::state(author, statement, None).expect("the watcher can speak");
    // Everybody else who can has spoken there as well.
    let voices: Vec<_> = (1..T::MaxPanel::get()).map(|n| voice_of::<T>(account("speaker", n, 0))).collect();
    Tallies::<T>::mutate(topic, 7, |tally| {
        tally.as_mut().expect("he has just spoken").voices.try_extend(voices.into_iter())
    })
    .expect("there is room for a panel");
    Pallet::<T>::statement_id(author, &statement)
}

/// A world in which the first watcher is the last of a full panel to speak, and on duty.
fn full_panel<T: Config + pallet_timestamp::Config<Moment = Moment>>() -> (Digest, ed25519::Public) {
    let seats = T::MaxPanel::get();
    let key = world::<T>(seats);
    let topic = make_topic::<T>();
    make_panel::<T>(topic, seats);
    make_tally::<T>(topic, 1, seats);
    make_duty::<T>(topic, T::MaxPerDuty::get());
    (topic, key)
}

fn sign<T: Config>(key: ed25519::Public, statement: Statement) -> SignedStatement {
    let payload = statement.payload(&Pallet::<T>::genesis());
    let signature = host::ed25519_sign(KEYS, &key, &payload).expect("the keystore has the key");
    SignedStatement { statement, key, signature }
}

fn possession_of<T: Config>(who: &T::AccountId, key: ed25519::Public) -> ed25519::Signature {
    let payload = possession_payload(&Pallet::<T>::genesis(), &who.clone().into(), &key.0, &did_of::<T>(who));
    host::ed25519_sign(KEYS, &key, &payload).expect("the keystore has the key")
}

fn governance<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
    T::GovernanceOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}

#[benchmarks(where T: pallet_timestamp::Config<Moment = Moment>)]
mod benchmarks {
    use super::*;

    #[benchmark]
    fn register() -> Result<(), BenchmarkError> {
        world::<T>(T::MaxWatchers::get().saturating_sub(1));
        let who: T::AccountId = account("newcomer", 0, 0);
        T::Bonds::benchmark_bond(Role::Watcher, &who);
        T::Currency::set_balance(&who, RICH);
        let key = host::ed25519_generate(KEYS, None);
        let possession = possession_of::<T>(&who, key);
        // The refresh that is due sometime is brought forward.
        let sometime = Pallet::<T>::schedule_in(9, Item::Refresh);
        NextRefresh::<T>::put(sometime);

        #[extrinsic_call]
        _(
            RawOrigin::Signed(who.clone()),
            did_of::<T>(&who),
            key,
            possession,
            jurisdictions::<T>(),
            classes::<T>(),
            Perbill::from_percent(5),
        );

        assert!(Watchers::<T>::contains_key(&who));
        assert!(NextRefresh::<T>::get() < Some(sometime));
        assert_eq!(Agenda::<T>::iter_keys().count(), 1);
        Ok(())
    }

    #[benchmark]
    fn rotate_key() -> Result<(), BenchmarkError> {
        world::<T>(1);
        let who = nth::<T>(0);
        let key = host::ed25519_generate(KEYS, None);
        let possession = possession_of::<T>(&who, key);

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()), key, possession);

        assert_eq!(Watchers::<T>::get(&who).unwrap().key, key);
        Ok(())
    }

    #[benchmark]
    fn set_scope() -> Result<(), BenchmarkError> {
        world::<T>(1);

        let mut reversed = classes::<T>().into_inner();
        reversed.reverse();

        #[extrinsic_call]
        _(RawOrigin::Signed(nth::<T>(0)), jurisdictions::<T>(), BoundedVec::truncate_from(reversed));

        let scope = Watchers::<T>::get(nth::<T>(0)).unwrap().classes;
        assert_eq!(scope.first(), classes::<T>().last());
        Ok(())
    }

    #[benchmark]
    fn set_commission() -> Result<(), BenchmarkError> {
        world::<T>(1);
        T::Currency::set_balance(&T::Escrow::get(), RICH);
        Conducts::<T>::mutate(nth::<T>(0), |conduct| conduct.as_mut().unwrap().rewards = RICH / 2);

        #[extrinsic_call]
        _(RawOrigin::Signed(nth::<T>(0)), Perbill::from_percent(50));

        assert_eq!(Conducts::<T>::get(nth::<T>(0)).unwrap().rewards, 0);
        Ok(())
    }

    #[benchmark]
    fn set_controller() -> Result<(), BenchmarkError> {
        world::<T>(1);

        #[extrinsic_call]
        _(RawOrigin::Signed(nth::<T>(0)), Some(nth::<T>(9)));

        assert_eq!(Watchers::<T>::get(nth::<T>(0)).unwrap().asked, Some(nth::<T>(9)));
        Ok(())
    }

    #[benchmark]
    fn accept_member() -> Result<(), BenchmarkError> {
        world::<T>(1);
        Pallet::<T>::set_controller(RawOrigin::Signed(nth::<T>(0)).into(), Some(nth::<T>(9)))?;

        #[extrinsic_call]
        _(RawOrigin::Signed(nth::<T>(9)), nth::<T>(0));

        assert_eq!(Watchers::<T>::get(nth::<T>(0)).unwrap().controller, Some(nth::<T>(9)));
        Ok(())
    }

    #[benchmark]
    fn deregister() -> Result<(), BenchmarkError> {
        world::<T>(T::MaxWatchers::get());

        #[extrinsic_call]
        _(RawOrigin::Signed(nth::<T>(0)));

        assert!(!Active::<T>::get().contains(&nth::<T>(0)));
        Ok(())
    }

    #[benchmark]
    fn open_topic() -> Result<(), BenchmarkError> {
        world::<T>(0);
        T::Currency::set_balance(&T::Escrow::get(), RICH);

        #[extrinsic_call]
        _(RawOrigin::Signed(authority::<T>()), terms::<T>(), RICH / 4);

        assert_eq!(TopicCount::<T>::get(), 1);
        Ok(())
    }

    #[benchmark]
    fn fund_topic() -> Result<(), BenchmarkError> {
        world::<T>(0);
        let topic = make_topic::<T>();

        #[extrinsic_call]
        _(RawOrigin::Signed(authority::<T>()), topic, RICH / 4);

        assert_eq!(Topics::<T>::get(topic).unwrap().escrow, RICH / 2 + RICH / 4);
        Ok(())
    }

    #[benchmark]
    fn close_topic() -> Result<(), BenchmarkError> {
        world::<T>(0);
        let topic = make_topic::<T>();

        #[extrinsic_call]
        _(RawOrigin::Signed(authority::<T>()), topic);

        assert!(Topics::<T>::get(topic).is_none());
        Ok(())
    }

    #[benchmark]
    fn attest() -> Result<(), BenchmarkError> {
        let (topic, _) = full_panel::<T>();

        #[extrinsic_call]
        _(RawOrigin::Signed(nth::<T>(0)), topic, 7, Digest([8; 32]), START);

        assert!(Duties::<T>::get(topic).unwrap().drawn[0].done);
        Ok(())
    }

    #[benchmark]
    fn attest_signed() -> Result<(), BenchmarkError> {
        let (topic, key) = full_panel::<T>();
        let brought = sign::<T>(key, statement_of(topic, 8));

        #[extrinsic_call]
        _(RawOrigin::Signed(nth::<T>(1)), brought);

        assert!(Duties::<T>::get(topic).unwrap().drawn[0].done);
        Ok(())
    }

    /// He had spoken at a coordinate that is settled, and is the last who was missing for two collusions.
    #[benchmark]
    fn report_equivocation() -> Result<(), BenchmarkError> {
        let key = world::<T>(T::MaxWatchers::get());
        let topic = make_topic::<T>();
        make_tally::<T>(topic, 0, T::MaxPanel::get());
        Tallies::<T>::mutate(topic, 7, |tally| tally.as_mut().unwrap().settled = true);
        let (one, two) = (sign::<T>(key, statement_of(topic, 8)), sign::<T>(key, statement_of(topic, 9)));
        let others = T::CollusionSize::get() - 1;
        for (first, signed) in [(1, &one), (1 + others, &two)] {
            let liars: Vec<_> = (first..first + others).map(nth::<T>).collect();
            let Statement { coordinate, digest, .. } = signed.statement;
            Liars::<T>::insert(coordinate, digest, BoundedVec::truncate_from(liars));
        }
        let reporter: T::AccountId = account("reporter", 0, 0);

        #[extrinsic_call]
        _(RawOrigin::Signed(reporter), one, Some(two));

        for n in 0..=2 * others {
            assert_eq!(Watchers::<T>::get(nth::<T>(n)).unwrap().status, Status::Banned);
            assert_eq!(T::Bonds::at_stake(Role::Watcher, &nth::<T>(n)), 0);
        }
        Ok(())
    }

    #[benchmark]
    fn claim_rewards() -> Result<(), BenchmarkError> {
        world::<T>(1);
        T::Currency::set_balance(&T::Escrow::get(), RICH);
        Conducts::<T>::mutate(nth::<T>(0), |conduct| conduct.as_mut().unwrap().rewards = RICH / 2);

        #[extrinsic_call]
        _(RawOrigin::Signed(nth::<T>(0)), nth::<T>(0));

        assert_eq!(Conducts::<T>::get(nth::<T>(0)).unwrap().rewards, 0);
        Ok(())
    }

    #[benchmark]
    fn cancel_slash() -> Result<(), BenchmarkError> {
        world::<T>(1);
        let falsehood = Falsehood {
            coordinate: Coordinate { topic: Digest([1; 32]), height: 7 },
            digest: Digest([7; 32]),
        };
        Pallet::<T>::defer(&nth::<T>(0), Offence::Safety, Some(&nth::<T>(1)), Some(falsehood), 50u32.into());
        let origin = governance::<T>()?;

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, 0);

        assert!(!Pending::<T>::contains_key(0));
        Ok(())
    }

    #[benchmark]
    fn set_deferral() -> Result<(), BenchmarkError> {
        let origin = governance::<T>()?;

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, Offence::Safety, BlockNumberFor::<T>::from(9u32));

        assert_eq!(Deferrals::<T>::get(Offence::Safety), Some(9u32.into()));
        Ok(())
    }

    #[benchmark]
    fn rule_safety() -> Result<(), BenchmarkError> {
        world::<T>(1);
        Deferrals::<T>::insert(Offence::Safety, BlockNumberFor::<T>::from(9u32));
        let origin = governance::<T>()?;

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, nth::<T>(0), Digest([1; 32]), Some(nth::<T>(1)));

        assert!(Pending::<T>::contains_key(0));
        Ok(())
    }

    #[benchmark]
    fn raise() -> Result<(), BenchmarkError> {
        let seats = T::MaxPanel::get();
        world::<T>(seats);
        let topic = make_topic::<T>();
        make_tally::<T>(topic, 0, seats);
        let arbiter: T::AccountId = account("arbiter", 0, 0);

        #[extrinsic_call]
        recognize(RawOrigin::Signed(arbiter), topic, 7, Digest([7; 32]));

        let raised = Tallies::<T>::get(topic, 7).unwrap().raised;
        assert_eq!(raised, Some((Digest([7; 32]), Level::LegallyRecognized)));
        Ok(())
    }

    /// One item, with which there is nothing to do any more, and a look at the next.
    #[benchmark]
    fn agenda_base() {
        let now = frame_system::Pallet::<T>::block_number();
        Pallet::<T>::schedule(now, Item::Slash(0));
        Pallet::<T>::schedule_in(5, Item::Refresh);
        #[block]
        {
            Pallet::<T>::work_off_agenda(&mut polkadot_sdk::frame_support::weights::WeightMeter::new());
        }
        let left: Vec<_> = Agenda::<T>::iter_keys().map(|key| key.what()).collect();
        assert_eq!(left, [Item::Refresh]);
    }

    #[benchmark]
    fn slash_item() {
        world::<T>(2);
        Pallet::<T>::defer(&nth::<T>(0), Offence::Safety, Some(&nth::<T>(1)), None, 50u32.into());
        #[block]
        {
            Pallet::<T>::slash_now(0);
        }
        assert!(!Pending::<T>::contains_key(0));
    }

    #[benchmark]
    fn deadline_item(n: Linear<0, { T::MaxPerDuty::get() }>) {
        world::<T>(n);
        let topic = make_topic::<T>();
        make_panel::<T>(topic, T::MaxPanel::get());
        make_duty::<T>(topic, n);
        Deferrals::<T>::insert(Offence::Availability, BlockNumberFor::<T>::from(9u32));
        #[block]
        {
            Pallet::<T>::end_duty(topic);
        }
        assert_eq!(PendingCount::<T>::get(), u64::from(n));
    }

    #[benchmark]
    fn settle_item(n: Linear<0, { T::MaxPanel::get() }>) {
        world::<T>(n);
        let topic = make_topic::<T>();
        make_tally::<T>(topic, 0, n);
        Topics::<T>::mutate(topic, |it| it.as_mut().unwrap().closed = true);
        #[block]
        {
            Pallet::<T>::settle(statement_of(topic, 7).coordinate);
        }
        assert!(Tallies::<T>::get(topic, 7).unwrap().settled);
        let paid = Conducts::<T>::iter_values().filter(|conduct| conduct.rewards > 0).count();
        assert_eq!(paid as u32, if n < T::MinVoices::get() { 0 } else { n });
    }

    #[benchmark]
    fn prune_item(n: Linear<0, { T::MaxPanel::get() }>) {
        world::<T>(n);
        let topic = make_topic::<T>();
        make_tally::<T>(topic, 0, n);
        #[block]
        {
            Pallet::<T>::prune(statement_of(topic, 7).coordinate);
        }
        assert!(!Tallies::<T>::contains_key(topic, 7));
    }

    #[benchmark]
    fn refresh_item(n: Linear<0, { T::MaxWatchers::get() }>) {
        world::<T>(n);
        Roster::<T>::kill();
        #[block]
        {
            Pallet::<T>::refresh();
        }
        assert_eq!(Roster::<T>::get().len() as u32, n);
    }

    #[benchmark]
    fn panel_item(n: Linear<0, { T::MaxWatchers::get() }>) {
        world::<T>(n);
        let topic = make_topic::<T>();
        #[block]
        {
            Pallet::<T>::seat(topic);
        }
        let seats = Panels::<T>::get(topic).expect("they were just given").seats;
        assert_eq!(seats.len() as u32, n.min(T::MaxPanel::get()));
    }

    #[benchmark]
    fn duty_item() {
        world::<T>(T::MaxPanel::get());
        let topic = make_topic::<T>();
        make_panel::<T>(topic, T::MaxPanel::get());
        // Those who are drawn first have said all that they can: as many again are looked at.
        frame_system::Pallet::<T>::set_block_number(1u32.into());
        let it = Topics::<T>::get(topic).expect("the topic exists");
        let first = Pallet::<T>::drawn(topic, &it, 1);
        for who in &first {
            Conducts::<T>::mutate(who, |conduct| {
                let conduct = conduct.as_mut().expect("he is a watcher");
                let backing = T::Bonds::backing(Role::Watcher, who);
                assert_ok!(conduct.exposure.add(START, Exposure::cap(backing), backing));
            });
        }
        #[block]
        {
            Pallet::<T>::issue_duty(topic);
        }
        let duty = Duties::<T>::get(topic).expect("somebody was drawn");
        assert_eq!(duty.drawn.len(), first.len());
        assert!(duty.drawn.iter().all(|drawn| !first.contains(&drawn.who)));
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::bench_chain(), crate::mock::Test);
}
