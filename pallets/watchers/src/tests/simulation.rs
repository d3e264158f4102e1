//! A thousand epochs of honest, lazy, lying and equivocating watchers, of delegators, claims and verdicts, of bonds that
//! come and go. After each: nothing was created or lost, no word stands for more than it may, and it never paid to lie.

use std::collections::{BTreeMap, BTreeSet};

use crate::{mock::*, Conducts, Duties, Event, Status, Watchers as Records};
use msez_core::Digest;
use msez_test_support::assert_money_is_accounted_for;
use msez_traits::{Balance, Bonds as _, Jury, Role};
use msez_watch::{Coordinate, Exposure, Offence, Statement};
use polkadot_sdk::frame_support::assert_ok;

const WATCHERS: u32 = 220;
const EPOCHS: u64 = 1_000;
const TOPICS: u32 = 4;
const HOUR: u64 = 3_600_000;
const WEALTH: Balance = 400_000;
const COURT: u8 = 99;

/// A generator of its own, so that a run can be repeated.
struct Dice(u64);
impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
    fn below(&mut self, sides: u64) -> u64 {
        self.roll() % sides
    }
    fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Character {
    Honest,
    Lazy,
    Liar,
    Equivocator,
}

fn character(n: u32) -> Character {
    match n % 20 {
        0 => Character::Liar,
        1 => Character::Equivocator,
        2 | 3 => Character::Lazy,
        _ => Character::Honest,
    }
}

/// One of ten who delegate.
fn delegator(n: usize) -> AccountId {
    account(80 + (n % 10) as u8)
}

fn total(who: &AccountId) -> Balance {
    let data = System::account(who).data;
    data.free + data.reserved
}

/// What is true at a coordinate.
fn truth(topic: Digest, height: u64) -> Digest {
    Digest(polkadot_sdk::sp_io::hashing::sha2_256(&codec::Encode::encode(&(topic, height))))
}

#[derive(Default)]
struct Ledger {
    /// What slashes gave to the court, which reports every lie, and to the treasury.
    reporters: Balance,
    treasury: Balance,
    slashed: BTreeMap<AccountId, Balance>,
    by_offence: BTreeMap<Offence, u32>,
    paid: Balance,
}

impl Ledger {
    /// Reads the events of an epoch, and checks every split.
    fn read(&mut self) {
        for record in System::events() {
            match record.event {
                RuntimeEvent::Bonds(pallet_bonds::Event::Slashed {
                    offender,
                    amount,
                    reporters,
                    harmed,
                    treasury,
                    burnt,
                    ..
                }) => {
                    assert_eq!(amount, reporters + harmed + treasury + burnt, "a split is exact");
                    assert_eq!((harmed, burnt), (0, 0));
                    self.reporters += reporters;
                    self.treasury += treasury;
                    *self.slashed.entry(offender).or_default() += amount;
                }
                RuntimeEvent::Watchers(Event::Slashed { offence, .. }) => {
                    *self.by_offence.entry(offence).or_default() += 1;
                }
                RuntimeEvent::Watchers(Event::SlashFailed { error, .. }) => panic!("{error:?}"),
                RuntimeEvent::Watchers(Event::Settled { paid, .. }) => self.paid += paid,
                _ => {}
            }
        }
        System::reset_events();
    }
}

fn state(who: &AccountId, statement: Statement) -> bool {
    let Coordinate { topic, height } = statement.coordinate;
    let origin = RuntimeOrigin::signed(who.clone());
    let accepted = Watchers::attest(origin, topic, height, statement.digest, statement.observed_at).is_ok();
    if accepted {
        let exposure = Conducts::<Test>::get(who).unwrap().exposure.outstanding(now());
        // An equivocation leaves nothing that could stand for anything, and adds nothing.
        if Records::<Test>::get(who).unwrap().status == Status::Active {
            assert!(exposure <= Exposure::cap(Collateral::backing(Role::Watcher, who)));
        }
    }
    accepted
}

#[test]
fn a_thousand_epochs_conserve_every_unit_and_no_liar_gains() {
    chain().execute_with(|| {
        let mut dice = Dice(0x5eed_1234_abcd_ef01);
        let everybody: Vec<AccountId> = (0..WATCHERS).map(nth).collect();
        for who in &everybody {
            assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), who.clone(), WEALTH));
        }
        for (n, who) in everybody.iter().enumerate() {
            let bond = 20_000 + u128::from(dice.below(80_000));
            assert_ok!(Bonds::bond(RuntimeOrigin::signed(who.clone()), Role::Watcher, bond));
            assert_ok!(register_as(who, 0));
            if n % 3 == 0 {
                let amount = 1_000 + u128::from(dice.below(50_000));
                let delegator = RuntimeOrigin::signed(delegator(n));
                assert_ok!(Bonds::delegate(delegator, Role::Watcher, who.clone(), amount));
            }
            if n % 10 == 4 {
                let controller = account(97);
                assert_ok!(Watchers::set_controller(
                    RuntimeOrigin::signed(who.clone()),
                    Some(controller.clone())
                ));
                assert_ok!(Watchers::accept_member(RuntimeOrigin::signed(controller), who.clone()));
            }
        }
        let topics: Vec<Digest> = (0..TOPICS)
            .map(|n| {
                let mut terms = with_duties(6, 5, 8);
                (terms.exposure, terms.fee, terms.window) = (2_000 * u128::from(n + 1), 2, 4);
                terms.max_staleness = 2 * HOUR;
                // What a few of many say is a quorum here, so that there are quorums at all.
                terms.quorum = 500_001;
                topic_with(terms, 500_000)
            })
            .collect();
        // Seats are given, and nobody is on duty yet.
        run_blocks(2);
        System::reset_events();

        let issuance = Balances::total_issuance();
        let start: Vec<Balance> = everybody.iter().map(total).collect();
        let (court, treasury) = (worth(COURT), worth(201));
        let mut ledger = Ledger::default();
        let mut lies: Vec<(u64, Digest, AccountId)> = Vec::new();
        let mut convicted: BTreeSet<AccountId> = BTreeSet::new();
        let (mut accepted, mut told, mut quorums) = (0u64, 0u64, 0u64);

        for epoch in 0..EPOCHS {
            polkadot_sdk::pallet_timestamp::Now::<Test>::mutate(|now| *now += HOUR);
            next_block();
            // Those who are on duty do it, and everybody is heard on one topic in turn.
            for (number, topic) in topics.iter().enumerate() {
                let on_duty: BTreeSet<AccountId> = Duties::<Test>::get(topic)
                    .map(|duty| duty.drawn.into_iter().filter(|it| !it.done).map(|it| it.who).collect())
                    .unwrap_or_default();
                let everybody_speaks = epoch % 8 == number as u64;
                for (n, who) in everybody.iter().enumerate() {
                    if !everybody_speaks && !on_duty.contains(who) {
                        continue;
                    }
                    let coordinate = Coordinate { topic: *topic, height: epoch };
                    let right = truth(*topic, epoch);
                    let wrong = Digest([(epoch % 250) as u8; 32]);
                    let statement = Statement { coordinate, digest: right, observed_at: now() };
                    match character(n as u32) {
                        Character::Honest => accepted += u64::from(state(who, statement)),
                        Character::Lazy if dice.once_in(2) => {}
                        Character::Lazy => accepted += u64::from(state(who, statement)),
                        Character::Liar if dice.once_in(6) => {
                            let lie = Statement { digest: wrong, ..statement };
                            if state(who, lie) {
                                told += 1;
                                lies.push((epoch + 3, Watchers::id_of(who.clone(), lie), who.clone()));
                            }
                        }
                        Character::Equivocator if dice.once_in(40) => {
                            let said = state(who, statement);
                            if said && state(who, Statement { digest: wrong, ..statement }) {
                                told += 1;
                                convicted.insert(who.clone());
                            }
                        }
                        _ => accepted += u64::from(state(who, statement)),
                    }
                }
                if Watchers::finality(*topic, epoch).1.is_some() {
                    quorums += 1;
                }
            }
            // The court: each lie is claimed at once and judged some epochs later; some claims are withdrawn.
            for (_, _, who) in lies.iter().filter(|(due, _, _)| *due == epoch + 3) {
                Watchers::set_open_claims(who, 1);
            }
            lies.retain(|(due, id, who)| {
                if *due > epoch {
                    return true;
                }
                if Watchers::author(id).is_some() {
                    assert_ok!(Watchers::convict(id, &account(COURT)));
                    convicted.insert(who.clone());
                }
                false
            });
            let accused: BTreeSet<_> = lies.iter().map(|(_, _, who)| who.clone()).collect();
            for who in everybody.iter().filter(|who| !accused.contains(*who)) {
                if Conducts::<Test>::get(who).is_some_and(|conduct| conduct.claims > 0) {
                    Watchers::set_open_claims(who, 0);
                }
            }
            // Bonds come and go, as far as they may.
            for _ in 0..6 {
                let who = &everybody[dice.below(u64::from(WATCHERS)) as usize];
                let origin = RuntimeOrigin::signed(who.clone());
                let amount = u128::from(dice.below(30_000));
                let n = dice.below(10) as usize;
                let other = RuntimeOrigin::signed(delegator(n));
                let _ = match dice.below(11) {
                    0 => Bonds::unbond(origin, Role::Watcher, amount),
                    1 => Bonds::withdraw_unbonded(origin, Role::Watcher),
                    2 => Bonds::bond_extra(origin, Role::Watcher, amount),
                    3 => Bonds::rebond(origin, Role::Watcher, amount),
                    4 => Watchers::claim_rewards(origin, who.clone()),
                    5 if Records::<Test>::get(who).is_some_and(|it| it.status == Status::Retired) => {
                        let _ = Bonds::bond(origin.clone(), Role::Watcher, 2_000 + amount);
                        register_as(who, 0)
                    }
                    6 => Bonds::delegate(other, Role::Watcher, who.clone(), amount),
                    7 => Bonds::undelegate(other, Role::Watcher, who.clone(), amount),
                    8 => Bonds::withdraw_undelegated(other, Role::Watcher, who.clone(), delegator(n)),
                    9 => Bonds::claim_delegation_rewards(other, Role::Watcher, who.clone()),
                    _ => Ok(()),
                };
            }
            next_block();
            next_block();
            ledger.read();
            assert_eq!(Balances::total_issuance(), issuance, "epoch {epoch}");
            assert_money_is_accounted_for::<Test>();
            assert_eq!(worth(COURT), court + ledger.reporters, "epoch {epoch}");
            assert_eq!(worth(201), treasury + ledger.treasury, "epoch {epoch}");
            if epoch % 40 == 0 {
                assert_sound();
            }
        }
        for who in &everybody {
            let _ = Watchers::claim_rewards(signed(1), who.clone());
        }
        // Nobody speaks any more: nobody is asked to. What is deferred happens.
        for topic in &topics {
            assert_ok!(Watchers::close_topic(signed(100), *topic));
        }
        run_blocks(60);
        ledger.read();
        assert_sound();

        let change =
            |n: usize| i128::try_from(total(&everybody[n])).unwrap() - i128::try_from(start[n]).unwrap();
        for (n, who) in everybody.iter().enumerate() {
            let slashed = ledger.slashed.get(who).copied().unwrap_or_default();
            match character(n as u32) {
                Character::Honest => {
                    assert_eq!(slashed, 0, "an honest watcher was slashed");
                    assert!(change(n) >= 0);
                }
                Character::Liar | Character::Equivocator if convicted.contains(who) => {
                    assert!(slashed > 0);
                    assert!(change(n) < 0, "{n} gained {} by lying", change(n));
                }
                _ => {}
            }
        }
        let least_honest =
            (0..everybody.len()).filter(|n| character(*n as u32) == Character::Honest).map(change).min();
        let best_liar = (0..everybody.len()).filter(|n| convicted.contains(&everybody[*n])).map(change).max();
        assert!(best_liar < least_honest, "{best_liar:?} {least_honest:?}");
        // The run has shown something.
        println!(
            "{accepted} statements, {quorums} quorums, {told} lies, {} convicted, paid {}, slashes {:?}",
            convicted.len(),
            ledger.paid,
            ledger.by_offence
        );
        assert!(accepted > 10_000 && quorums > 50 && told > 20 && convicted.len() > 5);
        for offence in
            [Offence::Equivocation, Offence::FalseAttestation, Offence::Liveness, Offence::Availability]
        {
            assert!(ledger.by_offence.contains_key(&offence), "{offence:?} never happened");
        }
    });
}
