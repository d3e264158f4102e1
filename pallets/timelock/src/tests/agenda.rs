use crate::{mock::*, Agenda, Error, Event, Stage, WeightInfo};
use msez_traits::LockClass;
use polkadot_sdk::frame_support::{
    assert_noop,
    traits::Hooks,
    weights::{Weight, WeightMeter},
};

#[test]
fn what_nobody_carries_out_expires_and_its_deposit_goes_back() {
    test(|| {
        let id = announced(Some(ALICE), &pay(BOB, 1));
        let governed = announced(None, &turn(1));
        let last = START + 168 * HOUR + WINDOW;
        events();
        block_at(START + 72 * HOUR + WINDOW);
        assert!(events().is_empty());
        block_at(START + 72 * HOUR + WINDOW + 1);
        assert_eq!(events(), [Event::Expired { id: governed, announcer: None }]);
        block_at(last);
        assert!(events().is_empty());
        assert_eq!(Timelock::stage(id), Some(Stage::Due));
        block_at(last + 1);
        assert_eq!(events(), [Event::Expired { id, announcer: Some(ALICE) }]);
        assert_eq!(held(ALICE), 0);
        assert_eq!(Agenda::<Test>::iter_keys().count(), 0);
        let late = execute(id, &pay(BOB, 1)).map_err(|fault| fault.error);
        assert_noop!(late, Error::<Test>::AlreadyClosed);
    })
}

#[test]
fn a_block_works_off_as_many_as_it_may_and_the_next_goes_on_in_order_of_time() {
    test(|| {
        let mut ids = Vec::new();
        for (n, who) in [ALICE, BOB, CARRIER].into_iter().cycle().take(9).enumerate() {
            after(n as u64);
            ids.push(announced(Some(who), &pay(BOB, 1)));
        }
        events();
        let end = now() + 168 * HOUR + WINDOW;
        let mut seen = Vec::new();
        for (block, most) in [4, 4, 1, 0].into_iter().enumerate() {
            block_at(end + 1 + block as u64);
            let expired = events();
            assert_eq!(expired.len(), most);
            seen.extend(expired.into_iter().map(|event| match event {
                Event::Expired { id, .. } => id,
                other => panic!("{other:?}"),
            }));
        }
        assert_eq!(seen, ids);
    })
}

#[test]
fn the_agenda_stays_within_the_weight_it_is_given() {
    test(|| {
        for _ in 0..3 {
            announced(Some(ALICE), &pay(BOB, 1));
        }
        events();
        after(168 * HOUR + WINDOW + 1);
        let (base, item) = (<()>::agenda_base(), <()>::agenda_item());
        for (limit, used, done) in [
            (base.saturating_sub(Weight::from_parts(1, 0)), Weight::zero(), 0),
            (base, base, 0),
            (base + item, base + item, 1),
            (base + item * 10, base + item * 2, 2),
            (base + item * 10, base, 0),
        ] {
            let mut meter = WeightMeter::with_limit(limit);
            Timelock::on_poll(System::block_number(), &mut meter);
            assert_eq!(meter.consumed(), used);
            assert_eq!(events().len(), done);
        }
    })
}

#[test]
fn a_thousand_ends_in_one_block_keep_to_its_budget() {
    test(|| {
        for who in 1_000..2_000u64 {
            Balances::force_set_balance(RuntimeOrigin::root(), who, ENDOWMENT).unwrap();
            announced_as(Some(who), LockClass::Migration, &pay(BOB, 1));
        }
        events();
        let mut blocks = 0;
        while Agenda::<Test>::iter_keys().next().is_some() {
            block_at(START + 24 * HOUR + WINDOW + 1 + blocks);
            assert!(events().len() <= DUE_PER_BLOCK as usize);
            blocks += 1;
        }
        assert_eq!(blocks, 250);
    })
}

#[test]
fn the_agenda_leaves_room_in_the_block() {
    test(Timelock::integrity_test)
}
