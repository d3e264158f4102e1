//! Random cases: whatever happens, every unit is somewhere, and in the end with somebody.

use crate::{mock::*, Agenda, Claims, Juries, OpenAgainst, OpenBy, Vote};
use msez_core::Digest;
use msez_traits::Balance;
use polkadot_sdk::frame_system;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
    File {
        by: AccountId,
        statement: u64,
    },
    Withdraw(usize),
    Challenge {
        by: AccountId,
        claim: usize,
    },
    Rule {
        claim: usize,
        vote: bool,
    },
    Commit {
        juror: u128,
        claim: usize,
        vote: bool,
    },
    /// Everybody commits who can, voting by the bits of a number.
    Sit {
        claim: usize,
        votes: u16,
    },
    /// Everybody reveals who can, but one.
    Reveal {
        but: u128,
    },
    /// Everybody fetches who can, but one.
    Fetch {
        but: u128,
        claim: usize,
    },
    Weigh {
        juror: u128,
        weight: Balance,
    },
    Forget(u64),
    Wait(u64),
}

const STATEMENTS: u64 = 4;

fn step() -> impl Strategy<Value = Step> {
    let party = || prop_oneof![AUTHOR..=ARBITER, Just(NOBODY), JUROR..JUROR + 12];
    let juror = || 0..14u128;
    let claim = || 0..STATEMENTS as usize;
    prop_oneof![
        5 => (party(), 0..STATEMENTS).prop_map(|(by, statement)| Step::File { by, statement }),
        1 => claim().prop_map(Step::Withdraw),
        5 => (party(), claim()).prop_map(|(by, claim)| Step::Challenge { by, claim }),
        2 => (claim(), any::<bool>()).prop_map(|(claim, vote)| Step::Rule { claim, vote }),
        4 => (juror(), claim(), any::<bool>())
            .prop_map(|(juror, claim, vote)| Step::Commit { juror, claim, vote }),
        6 => (claim(), any::<u16>()).prop_map(|(claim, votes)| Step::Sit { claim, votes }),
        8 => juror().prop_map(|but| Step::Reveal { but }),
        6 => (juror(), claim()).prop_map(|(but, claim)| Step::Fetch { but, claim }),
        2 => (juror(), prop_oneof![0..1_000u128, 0..u128::MAX >> 10])
            .prop_map(|(juror, weight)| Step::Weigh { juror, weight }),
        1 => (0..STATEMENTS).prop_map(Step::Forget),
        6 => (1..6u64).prop_map(Step::Wait),
    ]
}

/// What a juror votes on a claim follows from both, so that he can reveal it later.
fn take(step: Step, votes: &mut std::collections::BTreeMap<(Digest, AccountId), Vote>) {
    let claims: Vec<_> = Claims::<Test>::iter_keys().collect();
    let pick = |n: usize| claims.get(n % claims.len().max(1)).copied().unwrap_or(Digest([0; 32]));
    let vote = |is_false| if is_false { Vote::False } else { Vote::Stands };
    let _ = match step {
        Step::File { by, statement: n } => Disputes::file_claim(signed(by), statement(n), evidence()),
        Step::Withdraw(n) => {
            let by = Claims::<Test>::get(pick(n)).map_or(NOBODY, |claim| claim.claimant);
            Disputes::withdraw_claim(signed(by), pick(n))
        }
        Step::Challenge { by, claim } => Disputes::challenge(signed(by), pick(claim), evidence()),
        Step::Rule { claim, vote: is_false } => Disputes::rule(signed(ARBITER), pick(claim), vote(is_false)),
        Step::Commit { juror, claim, vote: is_false } => {
            let (id, who) = (pick(claim), JUROR + juror);
            let commitment = crate::vote_commitment(&id, &who, vote(is_false), &salt(who));
            let result = Disputes::commit_vote(signed(who), id, commitment);
            if result.is_ok() {
                votes.insert((id, who), vote(is_false));
            }
            result
        }
        Step::Sit { claim, votes: bits } => {
            for juror in 0..14 {
                take(Step::Commit { juror, claim, vote: bits >> juror & 1 == 1 }, votes);
            }
            Ok(())
        }
        Step::Reveal { but } => {
            for id in claims {
                for seat in Disputes::jury(id).iter().filter(|seat| seat.who != JUROR + but) {
                    let _ =
                        Disputes::reveal_vote(signed(seat.who), id, votes[&(id, seat.who)], salt(seat.who));
                }
            }
            Ok(())
        }
        Step::Fetch { but, claim } => {
            for juror in jurors(14).filter(|juror| *juror != JUROR + but) {
                let _ = Disputes::claim_reward(signed(juror), pick(claim));
            }
            Ok(())
        }
        Step::Weigh { juror, weight } => {
            Watchers::weigh(JUROR + juror, weight);
            Ok(())
        }
        Step::Forget(n) => {
            Watchers::forget(statement(n));
            Watchers::state(statement(n), AUTHOR);
            Ok(())
        }
        Step::Wait(blocks) => {
            run_blocks(blocks);
            Ok(())
        }
    };
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn every_history_keeps_every_unit_and_comes_to_an_end(
        steps in prop::collection::vec(step(), 1..150),
        arbiters in prop::collection::vec(prop::option::of(prop_oneof![Just(ARBITER), Just(CLAIMANT)]), STATEMENTS as usize),
    ) {
        externalities().execute_with(|| {
            for (n, arbiter) in arbiters.into_iter().enumerate() {
                if let Some(arbiter) = arbiter {
                    Watchers::name_arbiter(statement(n as u64), arbiter);
                }
            }
            let issuance = Balances::total_issuance();
            let mut votes = Default::default();
            for step in steps {
                take(step, &mut votes);
                assert_sound();
                assert_eq!(Balances::total_issuance(), issuance);
                assert_eq!(Watchers::open_against(AUTHOR), OpenAgainst::<Test>::get(AUTHOR).unwrap_or_default());
            }
            // Nobody does anything any more: every author is free, every bond is somebody's, and nothing is kept.
            run_blocks(CHALLENGE + ARBITRATION + COMMIT + REVEAL + REFILE + REWARD + 20);
            assert_sound();
            prop_assert_eq!(Claims::<Test>::iter().count() + Juries::<Test>::iter().count(), 0);
            prop_assert_eq!(Agenda::<Test>::iter().count(), 0);
            prop_assert_eq!(OpenBy::<Test>::iter().count() + OpenAgainst::<Test>::iter().count(), 0);
            prop_assert_eq!(Watchers::open_against(AUTHOR), 0);
            let held: Balance = frame_system::Account::<Test>::iter_values().map(|a| a.data.reserved).sum();
            prop_assert_eq!((held, in_pot()), (0, 0));
            prop_assert_eq!(Balances::total_issuance(), issuance);
            Ok(())
        })?;
    }
}

/// Hundreds of claims at once, with a jury each.
#[test]
fn hundreds_of_cases_side_by_side_conserve_every_unit() {
    test(|| {
        let mut next = 0x9e37_79b9_7f4a_7c15u64;
        let mut random = move |below: u64| {
            next ^= next << 13;
            next ^= next >> 7;
            next ^= next << 17;
            next % below
        };
        let issuance = Balances::total_issuance();
        let mut decided = 0;
        for round in 0..60u64 {
            let mut open = Vec::new();
            for n in 0..6 {
                let statement = statement(1_000 + round * 10 + n);
                Watchers::state(statement, JUROR + u128::from(random(20)));
                let claimant = JUROR + u128::from(random(20));
                if Disputes::file_claim(signed(claimant), statement, evidence()).is_ok() {
                    let claim = Disputes::claim_on(statement).unwrap();
                    let _ = Disputes::challenge(signed(JUROR + u128::from(random(20))), claim, evidence());
                    open.push(claim);
                }
            }
            for claim in &open {
                for juror in jurors(10) {
                    let vote = if random(2) == 0 { Vote::False } else { Vote::Stands };
                    let commitment = crate::vote_commitment(claim, &juror, vote, &salt(juror));
                    let _ = Disputes::commit_vote(signed(juror), *claim, commitment);
                }
            }
            run_blocks(COMMIT);
            for claim in &open {
                for juror in jurors(10) {
                    for vote in [Vote::False, Vote::Stands] {
                        let _ = Disputes::reveal_vote(signed(juror), *claim, vote, salt(juror));
                    }
                }
            }
            run_blocks(CHALLENGE);
            for claim in &open {
                decided += usize::from(!phase(*claim).is_open());
                for juror in jurors(10).filter(|_| random(4) > 0) {
                    let _ = Disputes::claim_reward(signed(juror), *claim);
                }
            }
            assert_sound();
            assert_eq!(Balances::total_issuance(), issuance);
        }
        run_blocks(200);
        assert!(decided > 200, "{decided}");
        assert_eq!((Claims::<Test>::iter().count(), in_pot()), (0, 0));
    })
}
