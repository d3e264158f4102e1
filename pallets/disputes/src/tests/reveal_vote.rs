use crate::{mock::*, split::Tally, Error, Event, Vote};
use msez_core::Digest;
use msez_test_support::assert_last_event;
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok, dispatch::RawOrigin},
    sp_runtime::DispatchError::BadOrigin,
};

fn revealing() -> Digest {
    let claim = challenged(0);
    commit(claim, JUROR, Vote::False);
    commit(claim, JUROR + 1, Vote::Stands);
    run_blocks(COMMIT);
    claim
}

#[test]
fn a_revealed_vote_counts_with_its_weight() {
    test(|| {
        let claim = revealing();
        reveal(claim, JUROR, Vote::False);
        assert_last_event::<Test>(Event::VoteRevealed {
            claim,
            juror: JUROR,
            vote: Vote::False,
            weight: 100,
        });
        reveal(claim, JUROR + 1, Vote::Stands);
        assert_eq!(case(claim).tally, Tally { stands: 100, is_false: 100 });
    })
}

#[test]
fn only_what_was_committed_to_can_be_revealed() {
    test(|| {
        let claim = revealing();
        let reveal = |vote, salt| Disputes::reveal_vote(signed(JUROR), claim, vote, salt);
        assert_noop!(reveal(Vote::Stands, salt(JUROR)), Error::<Test>::CommitmentMismatch);
        assert_noop!(reveal(Vote::False, salt(JUROR + 1)), Error::<Test>::CommitmentMismatch);
        assert_ok!(reveal(Vote::False, salt(JUROR)));
        assert_noop!(reveal(Vote::False, salt(JUROR)), Error::<Test>::AlreadyRevealed);
    })
}

#[test]
fn a_copied_commitment_cannot_be_revealed() {
    test(|| {
        let claim = challenged(0);
        commit(claim, JUROR, Vote::False);
        let copied = Disputes::jury(claim)[0].commitment;
        assert_ok!(Disputes::commit_vote(signed(JUROR + 1), claim, copied));
        run_blocks(COMMIT);
        reveal(claim, JUROR, Vote::False);
        assert_noop!(
            Disputes::reveal_vote(signed(JUROR + 1), claim, Vote::False, salt(JUROR)),
            Error::<Test>::CommitmentMismatch
        );
    })
}

#[test]
fn votes_are_revealed_by_jurors_and_in_their_time() {
    test(|| {
        let reveal = |who, claim| Disputes::reveal_vote(signed(who), claim, Vote::False, salt(who));
        let early = challenged(1);
        commit(early, JUROR, Vote::False);
        assert_noop!(reveal(JUROR, early), Error::<Test>::WrongPhase);
        let claim = revealing();
        let none = Disputes::reveal_vote(RawOrigin::None.into(), claim, Vote::False, [0; 32]);
        assert_noop!(none, BadOrigin);
        assert_noop!(reveal(JUROR, Digest([9; 32])), Error::<Test>::NotFound);
        assert_noop!(reveal(JUROR + 2, claim), Error::<Test>::NotJuror);
        System::set_block_number(case(claim).due);
        assert_noop!(reveal(JUROR, claim), Error::<Test>::Expired);
    })
}
