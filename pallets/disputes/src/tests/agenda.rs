use crate::{agenda, mock::*, Agenda, AgendaKey, Phase, WeightInfo};
use msez_core::Digest;
use polkadot_sdk::frame_support::{
    assert_ok,
    weights::{Weight, WeightMeter},
};

/// Three claims of each of so many claimants, all filed in block 1.
fn many(claimants: u64) -> Vec<Digest> {
    (0..claimants * u64::from(MAX_OPEN))
        .map(|n| {
            let claimant = JUROR + u128::from(n / u64::from(MAX_OPEN));
            assert_ok!(Disputes::file_claim(signed(claimant), statement(n), evidence()));
            Disputes::claim_on(statement(n)).unwrap()
        })
        .collect()
}

fn upheld(claims: &[Digest]) -> usize {
    claims.iter().filter(|claim| phase(**claim) == Phase::Closed).count()
}

#[test]
fn one_block_works_off_so_many_deadlines_and_the_next_goes_on() {
    test(|| {
        let claims = many(4);
        let each = MAX_DUE as usize;
        run_to_block(1 + CHALLENGE);
        assert_eq!(upheld(&claims), each);
        run_blocks(1);
        assert_eq!(upheld(&claims), 2 * each);
        run_blocks(1);
        assert_eq!(upheld(&claims), claims.len());
    })
}

#[test]
fn the_agenda_never_takes_more_than_the_meter_has() {
    test(|| {
        let claims = many(5);
        System::set_block_number(CHALLENGE);
        // Too little to look, enough to look but not to do anything, enough for one, and for two.
        let base = <() as WeightInfo>::agenda_base();
        let dearest = agenda::dearest::<Test>();
        let item = <() as WeightInfo>::due_unchallenged().saturating_add(CONVICTION);
        let mut done = 0;
        for (limit, more) in [
            (Weight::from_parts(1, 1), 0),
            (base.saturating_add(dearest).saturating_sub(Weight::from_parts(1, 1)), 0),
            (base.saturating_add(dearest), 1),
            (base.saturating_add(dearest).saturating_add(item), 2),
        ] {
            let mut meter = WeightMeter::with_limit(limit);
            next_block(&mut meter);
            assert!(meter.consumed().all_lte(limit));
            assert!(meter.consumed().all_gte(item.saturating_mul(more)), "each may be a conviction");
            done += more as usize;
            assert_eq!(upheld(&claims), done, "{limit:?}");
        }
    })
}

#[test]
fn what_was_late_comes_before_what_is_due_now() {
    test(|| {
        let first = filed(0);
        run_blocks(1);
        let second = filed(1);
        System::set_block_number(CHALLENGE + 1);
        let one = <() as WeightInfo>::agenda_base().saturating_add(agenda::dearest::<Test>());
        next_block(&mut WeightMeter::with_limit(one));
        assert_eq!((phase(first), phase(second)), (Phase::Closed, Phase::Filed));
    })
}

#[test]
fn jurors_have_their_whole_window_also_where_the_agenda_is_late() {
    test(|| {
        let claim = challenged(0);
        commit(claim, JUROR, crate::Vote::False);
        System::set_block_number(1 + COMMIT + 30);
        next_block(&mut WeightMeter::new());
        assert_eq!((phase(claim), case(claim).due), (Phase::Reveal, now() + REVEAL));
        reveal(claim, JUROR, crate::Vote::False);
    })
}

#[test]
fn an_entry_without_a_claim_is_swept_away() {
    test(|| {
        Agenda::<Test>::insert(AgendaKey::new(3u64, Digest([1; 32])), ());
        run_to_block(4);
        assert_eq!(Agenda::<Test>::iter().count(), 0);
    })
}

#[test]
fn a_thousand_deadlines_at_once_never_take_more_than_a_block_has() {
    use polkadot_sdk::frame_support::traits::fungible::Mutate;
    externalities().execute_with(|| {
        let claims: Vec<_> = (0..1_000)
            .map(|n| {
                let (claimant, statement) = (10_000 + u128::from(n / 3), statement(1_000 + n));
                if n % 3 == 0 {
                    assert_ok!(Balances::mint_into(&claimant, ENDOWMENT));
                }
                Watchers::state(statement, AUTHOR);
                assert_ok!(Disputes::file_claim(signed(claimant), statement, evidence()));
                Disputes::claim_on(statement).unwrap()
            })
            .collect();
        let most = agenda::most_work::<Test>();
        System::set_block_number(CHALLENGE);
        for block in 1..=1_000 / u64::from(MAX_DUE) {
            let mut meter = WeightMeter::new();
            next_block(&mut meter);
            assert!(meter.consumed().all_lte(most));
            if block % 50 == 0 {
                assert_eq!(upheld(&claims) as u64, block * u64::from(MAX_DUE));
            }
        }
        assert_eq!(upheld(&claims), claims.len());
        assert_sound();
    })
}

#[test]
fn a_step_that_fails_is_put_off_and_tried_again() {
    use crate::{Event, HoldReason, RETRY};
    use polkadot_sdk::frame_support::traits::{fungible::MutateHold, tokens::Precision};
    test(|| {
        let claim = filed(0);
        // Nothing else touches these holds: a defect.
        let reason = HoldReason::Claim.into();
        assert_ok!(Balances::release(&reason, &CLAIMANT, 1, Precision::Exact));
        run_to_block(1 + CHALLENGE);
        let until = now() + u64::from(RETRY);
        assert_eq!((phase(claim), case(claim).due), (Phase::Filed, until));
        let deferred = msez_test_support::events_of::<Test, Event<Test>>().into_iter().last();
        assert!(
            matches!(deferred, Some(Event::Deferred { claim: id, until: at, .. }) if id == claim && at == until)
        );
        assert_ok!(Balances::hold(&reason, &CLAIMANT, 1));
        run_to_block(until);
        assert_eq!(phase(claim), Phase::Closed);
    })
}
