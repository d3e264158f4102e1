use crate::{mock::*, Agenda, Conducts, Duties, Event, Item, Pending, Seat, TopicTerms};
use msez_test_support::events_of;
use msez_traits::{Bonds as _, Role};
use msez_watch::{Offence, Tier};
use polkadot_sdk::frame_support::{assert_noop, assert_ok, weights::WeightMeter, BoundedVec};

fn drawn(topic: msez_core::Digest) -> Vec<AccountId> {
    Duties::<Test>::get(topic).unwrap().drawn.into_iter().map(|it| it.who).collect()
}

fn number(who: &AccountId) -> u8 {
    AsRef::<[u8]>::as_ref(who)[0]
}

#[test]
fn the_chain_draws_watchers_and_sees_who_spoke() {
    run(|| {
        let topic = five_on(with_duties(20, 10, 2));
        run_to(22);
        let two = drawn(topic);
        assert_eq!(two.len(), 2);
        let (dutiful, lazy) = (number(&two[0]), number(&two[1]));
        let before = Watchers::reputation(account(dutiful)).unwrap().0;
        assert_ok!(attest(dutiful, topic, 5, 7));
        let after = Watchers::reputation(account(dutiful)).unwrap().0;
        assert!(after > before);
        run_to(32);
        assert!(!Duties::<Test>::contains_key(topic));
        let missed: Vec<_> = events_of::<Test, Event<Test>>()
            .into_iter()
            .filter_map(|event| match event {
                Event::DutyMissed { who, in_row, .. } => Some((number(&who), in_row)),
                _ => None,
            })
            .collect();
        assert_eq!(missed, [(lazy, 1)]);
        assert!(Watchers::reputation(account(lazy)).unwrap().0 < before);
        // The slash waits, and happens.
        assert_eq!(Pending::<Test>::iter().count(), 1);
        run_to(32 + 50);
        assert_eq!(Bonds::at_stake(Role::Watcher, &account(lazy)), 9_900);
        assert_eq!(Bonds::at_stake(Role::Watcher, &account(dutiful)), 10_000);
    })
}

#[test]
fn an_observation_of_before_is_no_duty_done() {
    run(|| {
        let topic = five_on(with_duties(20, 10, 1));
        run_to(22);
        let who = number(&drawn(topic)[0]);
        let old = now() - BLOCK * 5;
        assert_ok!(Watchers::attest(signed(who), topic, 5, msez_core::Digest([7; 32]), old));
        assert!(!Duties::<Test>::get(topic).unwrap().drawn[0].done);
        assert_ok!(attest(who, topic, 6, 7));
        assert!(Duties::<Test>::get(topic).unwrap().drawn[0].done);
    })
}

#[test]
fn several_misses_in_a_row_are_a_liveness_fault() {
    run(|| {
        SlashWindow::set(0);
        watcher(1, 10_000);
        let topic = topic_with(with_duties(20, 10, 1), 10_000);
        run_to(22 + 40 + 11);
        let offences: Vec<_> = events_of::<Test, Event<Test>>()
            .into_iter()
            .filter_map(|event| match event {
                Event::Slashed { offence, amount, .. } => Some((offence, amount)),
                _ => None,
            })
            .collect();
        // Of 10,000, of 9,900, of 9,801.
        assert_eq!(
            offences,
            [(Offence::Availability, 100), (Offence::Availability, 99), (Offence::Liveness, 981)]
        );
        assert_eq!(Conducts::<Test>::get(account(1)).unwrap().missed_in_row, 0);
        let _ = topic;
    })
}

#[test]
fn a_duty_done_ends_the_row() {
    run(|| {
        watcher(1, 10_000);
        let topic = topic_with(with_duties(20, 10, 1), 10_000);
        run_to(22 + 20 + 11);
        assert_eq!(Conducts::<Test>::get(account(1)).unwrap().missed_in_row, 2);
        run_to(22 + 40);
        assert_ok!(attest(1, topic, 1, 7));
        assert_eq!(Conducts::<Test>::get(account(1)).unwrap().missed_in_row, 0);
    })
}

#[test]
fn duties_that_last_until_the_next_follow_one_another() {
    run(|| {
        SlashWindow::set(100_000);
        watcher(1, 10_000);
        let topic = topic_with(with_duties(10, 10, 1), 10_000);
        for issued in [11, 21, 31, 41] {
            run_to(issued);
            let deadline = issued + 9;
            assert_eq!(Watchers::duties_of(account(1)), [(topic, deadline, false)]);
            // As many blocks as the terms say.
            run_to(deadline);
            if issued == 31 {
                assert_ok!(attest(1, topic, 1, 7));
                assert_eq!(Watchers::duties_of(account(1)), [(topic, deadline, true)]);
            }
        }
        assert!(!events_of::<Test, Event<Test>>().contains(&Event::DutySkipped { topic }));
        assert_eq!(Pending::<Test>::iter().count(), 2, "two were missed");
    })
}

#[test]
fn who_is_not_paid_is_not_drawn() {
    run(|| {
        watcher(1, 10_000);
        let topic = topic_with(with_duties(20, 10, 1), 29);
        run_to(30);
        assert!(!Duties::<Test>::contains_key(topic));
        assert!(events_of::<Test, Event<Test>>().contains(&Event::DutySkipped { topic }));
        assert_ok!(Watchers::fund_topic(signed(5), topic, 1));
        run_to(42);
        assert!(Duties::<Test>::contains_key(topic));
    })
}

#[test]
fn who_leaves_on_duty_is_still_on_duty() {
    run(|| {
        SlashWindow::set(0);
        watcher(1, 10_000);
        let topic = topic_with(with_duties(20, 10, 1), 10_000);
        run_to(22);
        assert!(Duties::<Test>::contains_key(topic));
        assert_ok!(Watchers::deregister(signed(1)));
        run_to(33);
        assert_eq!(Bonds::at_stake(Role::Watcher, &account(1)), 9_900);
    })
}

#[test]
fn a_draw_is_the_same_for_everybody_who_looks() {
    let draw = |seed| {
        let mut found = Vec::new();
        chain().execute_with(|| {
            let topic = five_on(with_duties(20, 10, 2));
            Seed::set([seed; 32]);
            run_to(22);
            found = drawn(topic);
        });
        found
    };
    assert_eq!(draw(1), draw(1));
    assert!((2..20).any(|seed| draw(seed) != draw(1)), "another seed draws others");
}

#[test]
fn nobody_is_asked_for_what_he_cannot_do() {
    run(|| {
        SlashWindow::set(0);
        watcher(1, 10_000);
        let busy = topic_with(TopicTerms { exposure: 60_000, ..terms() }, 0);
        let topic = topic_with(TopicTerms { exposure: 60_000, ..with_duties(20, 10, 1) }, 10_000);
        run_to(22);
        assert_eq!(drawn(topic), [account(1)]);
        // He speaks elsewhere, and his bond stands for all it can.
        assert_ok!(attest(1, busy, 1, 7));
        run_to(33);
        assert!(events_of::<Test, Event<Test>>().contains(&Event::DutyExcused { topic, who: account(1) }));
        assert_eq!(Bonds::at_stake(Role::Watcher, &account(1)), 10_000);
        // And so he is not drawn again until something matures.
        run_to(43);
        assert!(!Duties::<Test>::contains_key(topic));
        polkadot_sdk::pallet_timestamp::Now::<Test>::mutate(|now| *now += 8 * DAY);
        run_to(63);
        assert_eq!(drawn(topic), [account(1)]);
    })
}

#[test]
fn a_closed_topic_draws_nobody() {
    run(|| {
        watcher(1, 10_000);
        let topic = topic_with(with_duties(20, 10, 1), 10_000);
        run_to(15);
        assert_ok!(Watchers::close_topic(signed(100), topic));
        run_to(60);
        assert!(!Duties::<Test>::contains_key(topic));
        assert!(!Agenda::<Test>::iter_keys().any(|key| key.what() == Item::Duty(topic)));
    })
}

#[test]
fn a_thousand_duties_due_at_once_never_go_over_the_budget() {
    run(|| {
        SlashWindow::set(100_000);
        (1..=5).for_each(|n| {
            watcher(n, 10_000_000 / 2);
        });
        // A thousand topics whose duties and, later, deadlines fall on one block. Panels are given by hand.
        let seats: Vec<_> =
            (1..=5).map(|n| Seat { who: account(n), weight: 10_000, tier: Tier::Novice }).collect();
        let mut topics = Vec::new();
        for n in 0..1_000u32 {
            assert_ok!(Watchers::open_topic(signed(100), with_duties(400, 200, 3), 90));
            let id = crate::Topics::<Test>::iter_keys().count();
            assert_eq!(id, n as usize + 1);
        }
        assert_noop!(Watchers::open_topic(signed(100), terms(), 0), crate::Error::<Test>::TooManyTopics);
        for id in crate::Topics::<Test>::iter_keys() {
            topics.push(id);
            let panel = crate::Panel { eligible: 50_000, seats: BoundedVec::truncate_from(seats.clone()) };
            crate::Panels::<Test>::insert(id, panel);
        }
        run_to(400);
        let due =
            |issued: bool| topics.iter().filter(|id| Duties::<Test>::contains_key(**id) == issued).count();
        assert_eq!(due(true), 0);
        // The block has room for a few dozen of them only.
        let budget = <()>::duty_budget(60);
        let mut blocks = 0;
        while due(true) < 1_000 {
            let mut meter = WeightMeter::with_limit(budget);
            next_block_with(&mut meter);
            assert!(meter.consumed().all_lte(budget), "{} of {budget}", meter.consumed());
            blocks += 1;
            assert!(blocks < 200, "the agenda must move: {} left", due(false));
        }
        assert!(blocks >= 5, "{blocks}: they cannot have been done at once");
        // And so are the thousand deadlines.
        let mut meter_blocks = 0;
        while due(true) > 0 {
            let mut meter = WeightMeter::with_limit(budget);
            next_block_with(&mut meter);
            assert!(meter.consumed().all_lte(budget));
            meter_blocks += 1;
            assert!(meter_blocks < 1_200, "{} left", due(true));
        }
        // Money for the whole thing was there from the beginning.
        assert_eq!(Pending::<Test>::iter().count(), 3_000);
    })
}

trait Budget {
    fn duty_budget(duties: u64) -> polkadot_sdk::frame_support::weights::Weight;
}
impl Budget for () {
    fn duty_budget(duties: u64) -> polkadot_sdk::frame_support::weights::Weight {
        use crate::WeightInfo;
        <()>::agenda_base() + <()>::duty_item() * duties + crate::agenda::heaviest_item::<Test>()
    }
}
