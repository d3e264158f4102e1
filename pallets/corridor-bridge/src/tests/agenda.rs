use super::*;
use crate::{agenda, Agenda, WeightInfo};
use msez_bridge::HopPhase;
use msez_core::Digest;
use polkadot_sdk::frame_support::{
    traits::Hooks,
    weights::{Weight, WeightMeter},
};

const SETTLEMENT: Digest = Digest([0x5e; 32]);

fn complete(origin: RuntimeOrigin, id: Digest, index: u32) -> polkadot_sdk::sp_runtime::DispatchResult {
    Bridge::complete_hop(origin, id, index, SETTLEMENT, 7, Digest::default())
}

fn bonded(n: u8) -> u128 {
    <Bonds as msez_traits::Bonds<AccountId>>::active(msez_traits::Role::Operator, &account(n))
}

#[test]
fn who_does_not_prepare_in_time_is_replaced_without_a_slash() {
    run(|| {
        staffed(0, &[1, 2]);
        let id = opened(1);
        let (first, second) = (operator(id, 0), 3 - operator(id, 0));
        block_at(START + 5 * MINUTE);
        assert_eq!(operator(id, 0), first);
        block_at(START + 5 * MINUTE + 1);
        assert_eq!((operator(id, 0), hop(id, 0).state.attempt), (second, 1));
        assert_eq!((bonded(first), bonded(second)), (MINIMUM, MINIMUM));
        // Twice the time; then nobody is left, and who has it keeps it until the end of preparing.
        assert_eq!(hop(id, 0).state.due, START + 15 * MINUTE + 1);
        block_at(START + 16 * MINUTE);
        assert_eq!(operator(id, 0), second);
        block_at(PREPARE_BY);
        assert_eq!(Diary::read(), []);
        block_at(PREPARE_BY + 1);
        assert_eq!(Diary::read(), [Told::Overdue(REFERENCE)]);
        assert_ok!(Bridge::abort(&id, Perbill::one(), &[]));
    });
}

#[test]
fn who_could_not_commit_because_there_were_no_blocks_is_not_slashed() {
    // How long the chain stands still, measured from the end of the time to commit.
    for (until, is_extended) in [(20 * MINUTE as i64, true), (-5_000, true), (-10 * MINUTE as i64, false)] {
        run(|| {
            staffed(0, &[1, 2]);
            let id = decided(1);
            let (first, due) = (operator(id, 0), hop(id, 0).state.due);
            block_at(due - 11 * MINUTE);
            MaxBlockGap::set(MINUTE / 2);
            let until = due.saturating_add_signed(until);
            block_at(until);
            MaxBlockGap::set(u64::MAX);
            block_at(due.max(until) + 1);
            let (now_has, left) = (operator(id, 0), bonded(first));
            if !is_extended {
                assert_eq!((now_has, left), (3 - first, MINIMUM - MINIMUM / 5));
                return;
            }
            let extended = until + 10 * MINUTE;
            assert_eq!((now_has, left, hop(id, 0).state.due), (first, MINIMUM, extended));
            let operator = account(first);
            System::assert_has_event(
                crate::Event::HopExtended { transfer: id, hop: 0, operator, due: extended }.into(),
            );
            // Once.
            block_at(extended);
            assert_eq!(bonded(first), MINIMUM);
            block_at(extended + 1);
            assert_eq!(bonded(first), MINIMUM - MINIMUM / 5);
        });
    }
}

#[test]
fn who_commits_late_is_slashed_and_backups_take_the_hop_until_an_arbiter_completes_it() {
    run(|| {
        staffed(0, &[1, 2, 3, 4]);
        assert_ok!(Bridge::name_arbiter(by(100), way(0), Some(account(9))));
        assert_ok!(Bridge::name_arbiter(by(101), way(0), Some(account(9))));
        let id = decided(1);
        let stale = commit_receipt(id, 0);
        let payer = free(SAGA);
        let mut seen = vec![operator(id, 0)];
        let mut due = hop(id, 0).state.due;
        assert_eq!(due, COMMIT_BY);
        for more in [20, 40] {
            assert_noop!(complete(by(9), id, 0), Error::NotEscalated);
            block_at(due);
            assert_eq!(operator(id, 0), *seen.last().unwrap());
            block_at(due + 1);
            assert_eq!(bonded(*seen.last().unwrap()), MINIMUM - MINIMUM / 5);
            assert_eq!(hop(id, 0).state.due, due + 1 + more * MINUTE);
            due = hop(id, 0).state.due;
            seen.push(operator(id, 0));
        }
        seen.dedup();
        assert_eq!(seen.len(), 3);
        assert_noop!(commit(stale), Error::OtherHop);
        events();
        block_at(due + 1);
        let told = events();
        assert!(told.contains(&Event::HopEscalated { transfer: id, hop: 0, arbiter: Some(account(9)) }));
        // Half of each slash is the harmed payer's.
        assert_eq!(free(SAGA), payer + 3 * 100);
        assert_noop!(complete(by(8), id, 0), Error::NotAuthorized);
        assert_noop!(complete(RuntimeOrigin::none(), id, 0), BadOrigin);
        assert_noop!(
            Bridge::complete_hop(by(9), id, 0, Digest::default(), 7, Digest::default()),
            Error::ReferenceMissing
        );
        let before = free(9);
        assert_ok!(complete(by(9), id, 0));
        assert_eq!(free(9), before + 5);
        assert_eq!(Bridge::phase(&id), Some(TransferPhase::Completed));
        assert!(Bridge::committed_digest(&id).is_some());
        assert_noop!(complete(by(9), id, 0), Error::AlreadyCommitted);
    });
}

#[test]
fn the_last_operator_can_still_do_it_and_governance_earns_nothing() {
    for by_governance in [false, true] {
        run(|| {
            staffed(0, &[1]);
            let id = decided(1);
            let payer = free(SAGA);
            block_at(COMMIT_BY + 1);
            assert!(hop(id, 0).state.escalated);
            assert_eq!(free(SAGA), payer + 100);
            if by_governance {
                assert_ok!(complete(RuntimeOrigin::root(), id, 0));
                // The fee that nobody earned goes back.
                assert_eq!(free(SAGA), payer + 105);
                assert_eq!(hop(id, 0).committed.unwrap().by, None);
            } else {
                let before = free(1);
                assert_ok!(commit(commit_receipt(id, 0)));
                assert_eq!(free(1), before + 5);
            }
            assert_eq!(hop(id, 0).state.phase, HopPhase::Committed);
        });
    }
}

#[test]
fn a_transfers_own_arbiter_comes_before_the_corridors() {
    run(|| {
        staffed(0, &[1]);
        assert_ok!(Bridge::name_arbiter(by(100), way(0), Some(account(9))));
        assert_ok!(Bridge::name_arbiter(by(101), way(0), Some(account(9))));
        let order = msez_traits::TransferOrder { arbiter: Some(account(8)), ..order(1) };
        let id = <Bridge as msez_traits::Bridge<AccountId>>::open(order).unwrap();
        all_prepare(id);
        assert_ok!(<Bridge as msez_traits::Bridge<AccountId>>::commit(&id));
        block_at(COMMIT_BY + 1);
        assert_noop!(complete(by(9), id, 0), Error::NotAuthorized);
        assert_ok!(complete(by(8), id, 0));
    });
}

#[test]
fn anybody_can_do_what_the_agenda_would() {
    run(|| {
        staffed(0, &[1, 2]);
        let id = opened(1);
        let first = operator(id, 0);
        assert_ok!(Bridge::poke(by(RELAYER), id));
        assert_eq!(operator(id, 0), first);
        at(START + 5 * MINUTE + 1);
        assert_ok!(Bridge::poke(by(RELAYER), id));
        assert_eq!(operator(id, 0), 3 - first);
        at(PREPARE_BY + 1);
        assert_ok!(Bridge::poke(by(RELAYER), id));
        assert_eq!(Diary::read(), [Told::Overdue(REFERENCE)]);
        assert_noop!(Bridge::poke(RuntimeOrigin::none(), id), BadOrigin);
        assert_noop!(Bridge::poke(by(RELAYER), SETTLEMENT), Error::NotFound);
    });
}

#[test]
fn what_is_over_is_forgotten_in_time() {
    run(|| {
        staffed(0, &[1, 2]);
        let id = decided(1);
        all_commit(id);
        let end = now() + RETENTION;
        block_at(end);
        assert!(Bridge::status(id).is_some());
        block_at(end + 1);
        assert_eq!(Bridge::status(id), None);
        assert_eq!(events().last(), Some(&Event::Forgotten { transfer: id }));
        assert_eq!(crate::Hops::<Test>::iter().count() + Agenda::<Test>::iter().count(), 0);
    });
}

#[test]
fn the_agenda_stays_within_the_weight_it_is_given() {
    run(|| {
        staffed(0, &[1, 2]);
        opened(1);
        at(START + 5 * MINUTE + 1);
        let (base, item) = (<()>::agenda_base(), agenda::item_weight::<Test>(true));
        for (limit, used) in [
            (base.saturating_sub(Weight::from_parts(1, 0)), Weight::zero()),
            (base, base),
            (base + item - Weight::from_parts(1, 0), base),
            (base + item * 10, base + item),
            (base + item * 10, base),
        ] {
            let mut meter = WeightMeter::with_limit(limit);
            Bridge::on_poll(System::block_number(), &mut meter);
            assert_eq!(meter.consumed(), used);
        }
    });
}

#[test]
fn a_thousand_deadlines_in_one_block_keep_to_its_budget() {
    run(|| {
        staffed(0, &[1]);
        let more = <Bonds as msez_traits::Bonds<AccountId>>::bond(
            msez_traits::Role::Operator,
            &account(1),
            100 * MINIMUM,
        );
        assert_ok!(more);
        for n in 0..1_000u32 {
            let reference = Digest(polkadot_sdk::sp_io::hashing::sha2_256(&n.to_le_bytes()));
            let order = msez_traits::TransferOrder { reference, ..order(1) };
            assert_ok!(<Bridge as msez_traits::Bridge<AccountId>>::open(order));
        }
        let limit = agenda::most_work::<Test>();
        let mut blocks = 0;
        at(PREPARE_BY + 1);
        while Agenda::<Test>::iter_keys().any(|key| key.due() < now()) {
            let mut meter = WeightMeter::with_limit(limit);
            let before = Diary::read().len();
            assert_eq!(before, 0);
            Bridge::on_poll(System::block_number(), &mut meter);
            assert!(meter.consumed().all_lte(limit));
            assert!(Diary::read().len() <= DUE_PER_BLOCK as usize);
            blocks += 1;
        }
        // A hop's turn and the transfer's end of each.
        assert_eq!(blocks, 500);
        for id in crate::Transfers::<Test>::iter_keys().collect::<Vec<_>>() {
            assert_ok!(Bridge::abort(&id, Perbill::one(), &[]));
        }
    });
}

#[test]
fn the_agenda_leaves_room_in_the_block() {
    run(Bridge::integrity_test);
}
