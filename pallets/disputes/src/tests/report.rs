use crate::{mock::*, Refusal, Vote};
use msez_core::Digest;
use polkadot_sdk::frame_support::assert_ok;

#[test]
fn a_report_lists_every_reason_against_every_call() {
    test(|| {
        let claim = filed(0);
        let report = Disputes::report(claim, NOBODY).unwrap();
        assert_eq!(report.claim, case(claim));
        assert_eq!(report.withdraw_claim, vec![Refusal::NotAuthorized]);
        assert_eq!(report.challenge, vec![Refusal::FundsUnavailable]);
        assert_eq!(report.rule, vec![Refusal::NotAuthorized, Refusal::WrongPhase]);
        assert_eq!(report.commit_vote, vec![Refusal::WrongPhase, Refusal::NoWeight]);
        assert_eq!(report.reveal_vote, vec![Refusal::NotJuror, Refusal::WrongPhase]);
        assert_eq!(report.claim_reward, vec![Refusal::NotJuror, Refusal::WrongPhase]);
        assert_eq!(report.reward, 0);
        assert_eq!(Disputes::report(Digest([0; 32]), NOBODY), None);
    })
}

#[test]
fn a_call_is_refused_just_when_the_report_has_a_reason() {
    test(|| {
        Watchers::name_arbiter(statement(1), ARBITER);
        Watchers::weigh(CHALLENGER, 40);
        let (first, second) = (challenged(0), challenged(1));
        for juror in [JUROR, JUROR + 1, JUROR + 2] {
            commit(first, juror, Vote::False);
        }
        let third = filed(2);
        let everybody = [AUTHOR, CLAIMANT, CHALLENGER, ARBITER, NOBODY, JUROR, JUROR + 2, JUROR + 5];
        let mut possible = 0;
        for step in 0..12 {
            for claim in [first, second, third] {
                for who in everybody {
                    let Some(report) = Disputes::report(claim, who) else { continue };
                    let calls: [(bool, Box<dyn Fn() -> _>); 6] = [
                        (
                            report.withdraw_claim.is_empty(),
                            Box::new(|| Disputes::withdraw_claim(signed(who), claim)),
                        ),
                        (
                            report.challenge.is_empty(),
                            Box::new(|| Disputes::challenge(signed(who), claim, evidence())),
                        ),
                        (
                            report.rule.is_empty(),
                            Box::new(|| Disputes::rule(signed(who), claim, Vote::False)),
                        ),
                        (
                            report.commit_vote.is_empty(),
                            Box::new(|| Disputes::commit_vote(signed(who), claim, evidence())),
                        ),
                        (
                            report.reveal_vote.is_empty(),
                            Box::new(|| Disputes::reveal_vote(signed(who), claim, Vote::False, salt(who))),
                        ),
                        (
                            report.claim_reward.is_empty(),
                            Box::new(|| Disputes::claim_reward(signed(who), claim)),
                        ),
                    ];
                    for (expected, call) in calls {
                        let was = polkadot_sdk::frame_support::storage::with_transaction(|| {
                            use polkadot_sdk::sp_runtime::{DispatchError, TransactionOutcome};
                            let result: Result<(), DispatchError> = call();
                            TransactionOutcome::Rollback(Ok::<_, DispatchError>(result))
                        })
                        .unwrap();
                        assert_eq!(was.is_ok(), expected, "step {step}, {who}: {was:?} {report:?}");
                        possible += usize::from(expected);
                    }
                }
            }
            if case(first).phase == crate::Phase::Reveal && case(first).tally.revealed() == 0 {
                [JUROR, JUROR + 1, JUROR + 2].iter().for_each(|juror| reveal(first, *juror, Vote::False));
            }
            run_blocks(3);
        }
        assert!(possible > 50, "{possible}");
    })
}

#[test]
fn a_juror_sees_what_he_can_fetch() {
    test(|| {
        let claim = challenged(0);
        judged(claim, &[0, 1, 2].map(|n| (JUROR + n, Vote::Stands)));
        assert_eq!(Disputes::report(claim, JUROR).unwrap().reward, 167);
        assert_ok!(Disputes::claim_reward(signed(JUROR), claim));
        let report = Disputes::report(claim, JUROR).unwrap();
        assert_eq!((report.reward, report.claim_reward), (0, vec![Refusal::AlreadyPaid]));
    })
}

#[test]
fn the_rules_are_those_of_the_configuration() {
    test(|| {
        let rules = Disputes::rules();
        assert_eq!((rules.bond, rules.turnout, rules.challenge_window), (BOND, 300_000_000, CHALLENGE));
    })
}
