use crate::{agenda::heaviest_item, mock::*, Agenda, Conducts, Duties, Tallies};
use polkadot_sdk::frame_support::{
    assert_ok,
    weights::{Weight, WeightMeter},
};

#[test]
fn a_block_without_room_does_nothing_and_loses_nothing() {
    run(|| {
        let topic = five();
        (1..=4).for_each(|n| {
            assert_ok!(attest(n, topic, 1, 7));
        });
        let due = || Agenda::<Test>::iter_keys().count();
        let before = due();
        for _ in 0..30 {
            let mut meter = WeightMeter::with_limit(Weight::from_parts(1, 1));
            next_block_with(&mut meter);
            assert_eq!(meter.consumed(), Weight::zero());
        }
        assert_eq!(due(), before);
        assert!(!Tallies::<Test>::get(topic, 1).unwrap().settled);
        next_block();
        assert!(Tallies::<Test>::get(topic, 1).unwrap().settled);
        assert_eq!(Conducts::<Test>::get(account(1)).unwrap().rewards, 30);
    })
}

#[test]
fn what_does_not_fit_is_first_in_the_next_block() {
    run(|| {
        let topic = five();
        for height in 1..=5 {
            assert_ok!(attest(1, topic, height, 7));
        }
        run_blocks(19);
        MaxDuePerBlock::set(2);
        let settled = || Tallies::<Test>::iter_values().filter(|tally| tally.settled).count();
        let mut seen = Vec::new();
        for _ in 0..4 {
            next_block();
            seen.push(settled());
        }
        assert_eq!(seen, [2, 4, 5, 5]);
    })
}

#[test]
fn one_item_fits_where_the_heaviest_would() {
    run(|| {
        watcher(1, 10_000);
        let topic = topic_with(with_duties(20, 10, 1), 10_000);
        run_to(20);
        while !Duties::<Test>::contains_key(topic) {
            assert!(System::block_number() < 40);
            next_block_with(&mut WeightMeter::with_limit(heaviest_item::<Test>()));
        }
    })
}
