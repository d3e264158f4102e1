//! What a jury's verdict does.

use crate::{mock::*, ByStatement, Decider, Event, HoldReason, Outcome, Phase, Settlement, Vote};
use msez_test_support::{assert_event, events_of};
use polkadot_sdk::frame_support::{assert_noop, assert_ok};

const GUILTY: [(AccountId, Vote); 4] =
    [(JUROR, Vote::False), (JUROR + 1, Vote::False), (JUROR + 2, Vote::False), (JUROR + 3, Vote::Stands)];

#[test]
fn an_upheld_claim_convicts_and_the_loser_pays_to_the_unit() {
    test(|| {
        let claim = challenged(0);
        judged(claim, &GUILTY);
        let record = case(claim);
        assert_eq!((record.outcome, record.decided_by), (Some(Outcome::Upheld), Some(Decider::Jury)));
        // Half of 1,001 and a tenth of the author's loss.
        assert_eq!(free(CLAIMANT), ENDOWMENT + 500 + ENDOWMENT / 20);
        assert_eq!(free(CHALLENGER), ENDOWMENT - BOND);
        assert_eq!((record.pool.total, in_pot()), (501, 501));
        let settlement = events_of::<Test, Event<Test>>().into_iter().find_map(|event| match event {
            Event::Decided { settlement, .. } => Some(settlement),
            _ => None,
        });
        let expected = Settlement { from_challenger: BOND, winner: 500, jurors: 501, ..Default::default() };
        assert_eq!(settlement, Some(expected));
        let told = [
            Told::Convict(statement(0), CLAIMANT),
            Told::Voted(JUROR, true),
            Told::Voted(JUROR + 1, true),
            Told::Voted(JUROR + 2, true),
            Told::Voted(JUROR + 3, false),
        ];
        assert_eq!(Watchers::told(), told);
        assert_eq!(Watchers::open_against(AUTHOR), 0);
    })
}

#[test]
fn an_upheld_statement_is_not_claimed_again() {
    test(|| {
        let claim = challenged(0);
        judged(claim, &GUILTY);
        assert_eq!(ByStatement::<Test>::get(statement(0)), Some(claim));
        Watchers::state(statement(0), AUTHOR);
        let again = Disputes::file_claim(signed(JUROR), statement(0), evidence());
        assert_noop!(again, crate::Error::<Test>::AlreadyExists);
    })
}

#[test]
fn a_rejected_claim_costs_the_claimant_his_bond() {
    test(|| {
        let claim = challenged(0);
        judged(
            claim,
            &GUILTY
                .map(|(juror, vote)| (juror, if vote == Vote::False { Vote::Stands } else { Vote::False })),
        );
        assert_eq!(case(claim).outcome, Some(Outcome::Rejected));
        assert_eq!((free(CLAIMANT), free(CHALLENGER)), (ENDOWMENT - BOND, ENDOWMENT + 500));
        assert_eq!(in_pot(), 501);
        assert_eq!(Watchers::told()[0], Told::Acquit(statement(0)));
        assert_eq!(Watchers::told()[4], Told::Voted(JUROR + 3, false));
        // Bound for a while, then free; another may claim meanwhile.
        assert_eq!((phase(claim), Watchers::open_against(AUTHOR)), (Phase::Cooling, 1));
        assert_eq!(ByStatement::<Test>::get(statement(0)), None);
        run_blocks(REFILE);
        assert_eq!(Watchers::open_against(AUTHOR), 0);
        assert_event::<Test>(Event::AuthorReleased { claim, author: AUTHOR });
    })
}

#[test]
fn a_tie_leaves_the_statement_as_it_is() {
    test(|| {
        let claim = challenged(0);
        let votes = [(JUROR, Vote::False), (JUROR + 1, Vote::Stands), (JUROR + 2, Vote::False)];
        Watchers::weigh(JUROR + 1, 200);
        judged(claim, &votes);
        assert_eq!(case(claim).outcome, Some(Outcome::Rejected));
    })
}

#[test]
fn weight_decides_and_not_heads() {
    test(|| {
        let claim = challenged(0);
        Watchers::weigh(JUROR + 3, 301);
        judged(claim, &GUILTY);
        assert_eq!(case(claim).outcome, Some(Outcome::Rejected));
    })
}

#[test]
fn too_few_votes_are_no_verdict_and_each_side_gets_its_bond_back_less_a_fee() {
    test(|| {
        let claim = challenged(0);
        commit(claim, JUROR, Vote::False);
        commit(claim, JUROR + 1, Vote::False);
        commit(claim, JUROR + 2, Vote::Stands);
        run_blocks(COMMIT);
        reveal(claim, JUROR, Vote::False);
        reveal(claim, JUROR + 2, Vote::Stands);
        run_blocks(REVEAL);
        let record = case(claim);
        assert_eq!((record.outcome, record.decided_by), (Some(Outcome::NoVerdict), Some(Decider::Nobody)));
        // A twentieth of 1,001, rounded up, from each, for those who spoke.
        assert_eq!((free(CLAIMANT), free(CHALLENGER)), (ENDOWMENT - 51, ENDOWMENT - 51));
        assert_eq!((record.pool.total, record.pool.weight, in_pot()), (102, 200, 102));
        // Only who kept silent has failed; nobody is convicted, nobody's name is cleared.
        assert_eq!(Watchers::told(), vec![Told::Voted(JUROR + 1, false)]);
        for juror in [JUROR, JUROR + 2] {
            assert_ok!(Disputes::claim_reward(signed(juror), claim));
            assert_eq!(free(juror), ENDOWMENT + 51);
        }
    })
}

#[test]
fn where_nobody_spoke_the_fees_are_the_treasurys() {
    test(|| {
        let claim = challenged(0);
        commit(claim, JUROR, Vote::False);
        run_blocks(COMMIT + REVEAL);
        assert_eq!(case(claim).outcome, Some(Outcome::NoVerdict));
        assert_eq!((free(TREASURY), in_pot()), (ED + 102, 0));
        assert_eq!(Watchers::told(), vec![Told::Voted(JUROR, false)]);
    })
}

#[test]
fn a_jury_that_nobody_joined_ends_at_once() {
    test(|| {
        let claim = challenged(0);
        run_blocks(COMMIT);
        assert_eq!((phase(claim), case(claim).outcome), (Phase::Cooling, Some(Outcome::NoVerdict)));
    })
}

#[test]
fn a_conviction_that_fails_leaves_the_verdict_and_is_seen() {
    test(|| {
        Watchers::refuse_convictions();
        let claim = challenged(0);
        judged(claim, &GUILTY);
        assert_eq!(case(claim).outcome, Some(Outcome::Upheld));
        let failed = events_of::<Test, Event<Test>>()
            .iter()
            .any(|event| matches!(event, Event::ConvictionFailed { author: AUTHOR, .. }));
        assert!(failed);
        assert_eq!(held(HoldReason::Claim, CLAIMANT) + held(HoldReason::Challenge, CHALLENGER), 0);
    })
}

#[test]
fn a_statement_that_got_out_of_reach_meanwhile_still_has_its_claim_decided() {
    test(|| {
        let claim = challenged(0);
        Watchers::forget(statement(0));
        judged(claim, &GUILTY);
        assert_eq!(case(claim).outcome, Some(Outcome::Upheld));
        assert_eq!(Watchers::open_against(AUTHOR), 0);
    })
}
