//! Nobody acts: every phase has an end.

use crate::{mock::*, Agenda, Claims, Decider, Event, HoldReason, Juries, Outcome, Phase, Vote};
use msez_test_support::assert_event;
use polkadot_sdk::frame_support::assert_ok;

#[test]
fn a_claim_that_nobody_challenges_is_upheld_at_its_deadline_and_not_before() {
    test(|| {
        let claim = filed(0);
        run_to_block(CHALLENGE);
        assert_eq!(phase(claim), Phase::Filed);
        run_blocks(1);
        let record = case(claim);
        assert_eq!((record.outcome, record.decided_by), (Some(Outcome::Upheld), Some(Decider::Nobody)));
        assert_eq!(Watchers::told(), vec![Told::Convict(statement(0), CLAIMANT)]);
        // The bond came back whole, with a tenth of what the author lost.
        assert_eq!(held(HoldReason::Claim, CLAIMANT), 0);
        assert_eq!(free(CLAIMANT), ENDOWMENT + ENDOWMENT / 20);
        assert_eq!(Watchers::open_against(AUTHOR), 0);
    })
}

#[test]
fn a_claim_cannot_bind_an_author_for_ever() {
    // Longest way: challenged in the last block, a silent arbiter, jurors who commit and do not reveal.
    test(|| {
        Watchers::name_arbiter(statement(0), ARBITER);
        let claim = filed(0);
        run_to_block(CHALLENGE);
        assert_ok!(Disputes::challenge(signed(CHALLENGER), claim, evidence()));
        run_blocks(ARBITRATION);
        commit(claim, JUROR, Vote::False);
        let longest = CHALLENGE + ARBITRATION + COMMIT + REVEAL + REFILE;
        run_to_block(longest - 1);
        assert_eq!(Watchers::open_against(AUTHOR), 1);
        run_to_block(longest);
        assert_eq!(Watchers::open_against(AUTHOR), 0);
    })
}

#[test]
fn a_decided_claim_is_forgotten_with_everything_that_was_kept_for_it() {
    for is_upheld in [true, false] {
        test(|| {
            let claim = challenged(0);
            let vote = if is_upheld { Vote::False } else { Vote::Stands };
            judged(claim, &[0, 1, 2].map(|n| (JUROR + n, vote)));
            assert_ok!(Disputes::claim_reward(signed(JUROR), claim));
            run_blocks(REFILE + REWARD);
            assert!(!Claims::<Test>::contains_key(claim) && !Juries::<Test>::contains_key(claim));
            assert_eq!(Agenda::<Test>::iter().count(), 0);
            assert_eq!(Disputes::claim_on(statement(0)), None);
            // What two of three did not fetch is the treasury's.
            assert_event::<Test>(Event::Forgotten { claim, unfetched: 334 });
            assert_eq!(in_pot(), 0);
        })
    }
}
