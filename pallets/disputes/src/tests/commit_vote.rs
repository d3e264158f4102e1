use crate::{mock::*, vote_commitment, Error, Event, Juries, Phase, Vote};
use msez_core::Digest;
use msez_test_support::{assert_event, assert_last_event};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok, dispatch::RawOrigin},
    sp_runtime::DispatchError::BadOrigin,
};

fn commitment(claim: Digest, juror: AccountId) -> Digest {
    vote_commitment(&claim, &juror, Vote::False, &salt(juror))
}

#[test]
fn a_commitment_takes_a_seat_with_the_weight_of_the_moment() {
    test(|| {
        let claim = challenged(0);
        assert_ok!(Disputes::commit_vote(signed(JUROR), claim, commitment(claim, JUROR)));
        assert_last_event::<Test>(Event::VoteCommitted {
            claim,
            juror: JUROR,
            weight: 100,
            commitment: commitment(claim, JUROR),
        });
        // What happens to his weight afterwards does not change his vote.
        Watchers::weigh(JUROR, 1);
        assert_eq!(Disputes::jury(claim)[0].weight, 100);
    })
}

#[test]
fn neither_side_nor_the_author_nor_a_stranger_sits_in_the_jury() {
    test(|| {
        for party in [AUTHOR, CLAIMANT, CHALLENGER] {
            Watchers::weigh(party, 500);
        }
        let claim = challenged(0);
        let commit = |who| Disputes::commit_vote(signed(who), claim, commitment(claim, who));
        for party in [AUTHOR, CLAIMANT, CHALLENGER] {
            assert_noop!(commit(party), Error::<Test>::IsParty);
        }
        assert_noop!(commit(NOBODY), Error::<Test>::NoWeight);
    })
}

#[test]
fn a_juror_commits_once_in_time_to_a_claim_that_is_before_the_jury() {
    test(|| {
        let open = filed(1);
        let claim = challenged(0);
        let commit = |who, claim| Disputes::commit_vote(signed(who), claim, commitment(claim, who));
        assert_noop!(Disputes::commit_vote(RawOrigin::None.into(), claim, claim), BadOrigin);
        assert_noop!(commit(JUROR, Digest([9; 32])), Error::<Test>::NotFound);
        assert_noop!(commit(JUROR, open), Error::<Test>::WrongPhase);
        assert_ok!(commit(JUROR, claim));
        assert_noop!(commit(JUROR, claim), Error::<Test>::AlreadyCommitted);
        System::set_block_number(case(claim).due);
        assert_noop!(commit(JUROR + 1, claim), Error::<Test>::Expired);
    })
}

#[test]
fn a_full_jury_makes_room_only_for_who_weighs_more() {
    test(|| {
        let claim = challenged(0);
        Watchers::weigh(JUROR + 3, 50);
        jurors(MAX_JURORS).for_each(|juror| commit(claim, juror, Vote::False));
        let late = JUROR + AccountId::from(MAX_JURORS);
        let try_late = || Disputes::commit_vote(signed(late), claim, commitment(claim, late));
        Watchers::weigh(late, 50);
        assert_noop!(try_late(), Error::<Test>::TooManyJurors);
        Watchers::weigh(late, 51);
        assert_ok!(try_late());
        assert_event::<Test>(Event::JurorDisplaced { claim, juror: JUROR + 3 });
        let jury = Juries::<Test>::get(claim);
        assert_eq!(jury.len() as u32, MAX_JURORS);
        assert!(jury.iter().any(|seat| seat.who == late) && jury.iter().all(|seat| seat.who != JUROR + 3));
        assert_eq!(case(claim).jurors, MAX_JURORS);
    })
}

#[test]
fn a_jury_that_somebody_joined_comes_to_reveal() {
    test(|| {
        let claim = challenged(0);
        commit(claim, JUROR, Vote::False);
        run_blocks(COMMIT);
        assert_eq!((phase(claim), case(claim).due), (Phase::Reveal, 1 + COMMIT + REVEAL));
        assert_last_event::<Test>(Event::RevealOpened { claim, jurors: 1, until: 1 + COMMIT + REVEAL });
    })
}
