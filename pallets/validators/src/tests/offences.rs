use crate::{mock::*, Admitted, Candidates, Error, Event, Expelled, Punished};
use msez_test_support::{assert_event, events_of};
use msez_traits::{Bonds as _, Role};
use polkadot_sdk::{
    frame_support::{
        assert_noop, assert_ok,
        traits::{
            fungible::MutateHold,
            tokens::{Fortitude, Precision},
        },
    },
    pallet_offences,
    sp_runtime::Perbill,
    sp_staking::offence::{OffenceError, ReportOffence},
};

fn report(offence: Equivocation) -> Result<(), OffenceError> {
    Validators::report_offence(vec![REPORTER], offence)
}

fn at_stake(who: AccountId) -> u128 {
    Bonds::at_stake(Role::Validator, &who)
}

#[test]
fn an_offender_is_slashed_disabled_and_removed() {
    test(|| {
        report(equivocation(2, 56)).unwrap();
        assert_event::<Test>(Event::OffencePunished {
            offender: 2,
            kind: Some(EQUIVOCATION),
            session: 0,
            portion: Perbill::from_percent(56),
            slashed: 560,
        });
        assert_eq!(at_stake(2), BOND - 560);
        assert_eq!(Balances::free_balance(REPORTER), ED + 56);
        assert_eq!(Balances::free_balance(TREASURY), ED + 504);
        assert!(is_disabled(2));
        assert!(!Admitted::<Test>::contains_key(2));
        assert_eq!(Candidates::<Test>::get().into_inner(), vec![1, 3, 4]);
        assert_noop!(Validators::enlist(RuntimeOrigin::signed(2)), Error::<Test>::NotAdmitted);

        next_session();
        assert!(is_disabled(2), "until the set changes");
        next_session();
        assert_eq!(set(), vec![1, 3, 4]);
        assert!(Session::disabled_validators().is_empty());
        assert!(Expelled::<Test>::get().is_empty());
    })
}

#[test]
fn an_offender_whom_governance_admits_again_must_top_up_and_enlist() {
    test(|| {
        report(equivocation(2, 95)).unwrap();
        next_sessions(2);
        assert_ok!(Validators::admit(RuntimeOrigin::root(), 2));
        assert_noop!(Validators::enlist(RuntimeOrigin::signed(2)), Error::<Test>::BondTooLow);
        assert_ok!(Bonds::bond_extra(RuntimeOrigin::signed(2), Role::Validator, 50));
        assert_ok!(Validators::enlist(RuntimeOrigin::signed(2)));
        next_sessions(2);
        assert_eq!(set(), vec![1, 3, 4, 2]);
        assert!(!is_disabled(2));
    })
}

#[test]
fn one_admitted_again_before_he_was_out_is_set_free_with_a_new_set() {
    test(|| {
        report(equivocation(4, 20)).unwrap();
        assert_ok!(Validators::admit(RuntimeOrigin::root(), 4));
        assert_ok!(Validators::enlist(RuntimeOrigin::signed(4)));
        assert!(is_disabled(4));
        next_session();
        assert!(is_disabled(4));
        next_session();
        assert_eq!(set(), vec![1, 2, 3, 4]);
        assert!(!is_disabled(4));
    })
}

#[test]
fn an_offender_stays_disabled_when_another_change_takes_over_first() {
    test(|| {
        // A change is planned before the offence: the session pallet then forgets who was disabled.
        prepare(5);
        assert_ok!(Validators::enlist(RuntimeOrigin::signed(5)));
        next_session();
        report(equivocation(2, 20)).unwrap();
        next_session();
        assert_eq!(set(), vec![1, 2, 3, 4, 5]);
        assert!(is_disabled(2));
        next_session();
        assert_eq!(set(), vec![1, 3, 4, 5]);
        assert!(Expelled::<Test>::get().is_empty());
    })
}

#[test]
fn a_small_fraction_is_raised_to_the_floor() {
    test(|| {
        report(Equivocation { fraction: Perbill::from_parts(900_000), ..equivocation(2, 0) }).unwrap();
        assert_eq!(at_stake(2), BOND - 100);
    })
}

#[test]
fn the_same_offence_is_slashed_once() {
    test(|| {
        let offence = equivocation(2, 50);
        report(offence.clone()).unwrap();
        assert_eq!(report(offence.clone()), Err(OffenceError::DuplicateReport));
        assert_eq!(at_stake(2), BOND - 500);
        let known =
            <Validators as ReportOffence<_, _, Equivocation>>::is_known_offence(&[(2, ())], &offence.slot);
        assert!(known);
    })
}

#[test]
fn many_offences_in_a_session_cost_as_much_as_the_gravest() {
    test(|| {
        let offence = |slot, percent| Equivocation { slot, ..equivocation(2, percent) };
        report(offence(1, 20)).unwrap();
        report(offence(2, 20)).unwrap();
        report(offence(3, 15)).unwrap();
        assert_eq!(at_stake(2), 800);
        report(offence(4, 68)).unwrap();
        assert_eq!(at_stake(2), 320);
        assert_event::<Test>(Event::OffencePunished {
            offender: 2,
            kind: Some(EQUIVOCATION),
            session: 0,
            portion: Perbill::from_percent(68),
            slashed: 480,
        });
        // Another session is another incident.
        next_session();
        report(offence(5, 50)).unwrap();
        assert_eq!(at_stake(2), 160);
    })
}

#[test]
fn who_offended_at_the_same_time_is_not_slashed_again_with_the_next() {
    test(|| {
        // The offences pallet hands over everybody of the same slot each time.
        report(Equivocation { slot: 7, ..equivocation(2, 30) }).unwrap();
        report(Equivocation { slot: 7, ..equivocation(3, 30) }).unwrap();
        assert_eq!((at_stake(2), at_stake(3)), (700, 700));
        // But with more offenders the fraction grows for all.
        report(Equivocation { slot: 7, ..equivocation(4, 65) }).unwrap();
        assert_eq!((at_stake(2), at_stake(3), at_stake(4)), (350, 350, 350));
        assert_eq!(Candidates::<Test>::get().into_inner(), vec![1]);
    })
}

#[test]
fn an_offender_leaves_even_a_minimal_set() {
    test(|| {
        MinValidators::set(4);
        report(equivocation(2, 20)).unwrap();
        next_session();
        assert_event::<Test>(Event::TooFewRemain { session: 2, remaining: 3 });
        next_session();
        assert_eq!(set(), vec![1, 3, 4]);
        // Once, not in every session.
        next_sessions(3);
        let warnings = events_of::<Test, Event<Test>>()
            .into_iter()
            .filter(|event| matches!(event, Event::TooFewRemain { .. }))
            .count();
        assert_eq!(warnings, 1);
    })
}

#[test]
fn the_last_set_goes_on_when_nobody_remains() {
    test_with(1, || {
        report(equivocation(1, 20)).unwrap();
        next_sessions(3);
        assert_eq!(set(), vec![1], "a chain without authorities would stop for ever");
        assert_eq!(at_stake(1), 800);
        assert_event::<Test>(Event::TooFewRemain { session: 2, remaining: 0 });
        // He cannot take his bond out meanwhile, and is slashed again for what he does.
        assert!(Bonds::unbond(RuntimeOrigin::signed(1), Role::Validator, 800).is_err());
        report(equivocation(1, 50)).unwrap();
        assert_eq!(at_stake(1), 400);
        // As soon as there is another, he is out.
        prepare(5);
        assert_ok!(Validators::enlist(RuntimeOrigin::signed(5)));
        next_sessions(2);
        assert_eq!(set(), vec![5]);
    })
}

#[test]
fn the_only_validator_can_be_admitted_again() {
    test_with(1, || {
        report(equivocation(1, 20)).unwrap();
        next_session();
        assert_ok!(Validators::admit(RuntimeOrigin::root(), 1));
        assert_ok!(Validators::enlist(RuntimeOrigin::signed(1)));
        next_sessions(3);
        assert_eq!(set(), vec![1]);
    })
}

#[test]
fn a_planned_validator_who_offended_before_never_gets_to_work() {
    test(|| {
        assert_ok!(Validators::retire(RuntimeOrigin::signed(4)));
        let offence = equivocation(4, 20);
        next_sessions(2);
        assert_ok!(Validators::enlist(RuntimeOrigin::signed(4)));
        next_session();
        assert!(!set().contains(&4));
        report(offence).unwrap();
        next_session();
        assert_eq!(set(), vec![1, 2, 3, 4]);
        assert!(is_disabled(4));
        next_session();
        assert_eq!(set(), vec![1, 2, 3]);
    })
}

#[test]
fn an_offender_without_a_bond_is_removed_all_the_same() {
    test(|| {
        report(equivocation(2, 100)).unwrap();
        assert_eq!(at_stake(2), 0);
        next_session();
        report(equivocation(2, 100)).unwrap();
        assert_event::<Test>(Event::OffencePunished {
            offender: 2,
            kind: Some(EQUIVOCATION),
            session: 1,
            portion: Perbill::one(),
            slashed: 0,
        });
    })
}

/// What cannot happen: the balance does not hold what the ledger says. Debug builds stop there.
#[test]
#[cfg_attr(debug_assertions, should_panic(expected = "could not be slashed"))]
fn an_offender_is_removed_even_if_his_bond_were_gone() {
    externalities(4).execute_with(|| {
        let reason = pallet_bonds::HoldReason::Validator.into();
        assert_ok!(Balances::burn_held(&reason, &2, BOND, Precision::Exact, Fortitude::Force));
        report(equivocation(2, 50)).unwrap();
        let failed = events_of::<Test, Event<Test>>();
        assert!(failed.iter().any(|event| matches!(event, Event::SlashFailed { offender: 2, .. })));
        assert!(is_disabled(2) && !Admitted::<Test>::contains_key(2));
        assert_eq!(Candidates::<Test>::get().into_inner(), vec![1, 3, 4]);
        assert_eq!(Punished::<Test>::get(0, 2), None);
    })
}

#[test]
fn a_report_that_did_not_come_through_here_has_no_kind() {
    test(|| {
        pallet_offences::Pallet::<Test>::report_offence(vec![], equivocation(2, 50)).unwrap();
        assert_event::<Test>(Event::OffencePunished {
            offender: 2,
            kind: None,
            session: 0,
            portion: Perbill::from_percent(50),
            slashed: 500,
        });
    })
}

#[test]
fn records_of_punishment_are_forgotten_with_the_evidence() {
    test(|| {
        report(equivocation(2, 50)).unwrap();
        next_sessions(ACCOUNTABLE);
        assert_eq!(Punished::<Test>::get(0, 2), Some(Perbill::from_percent(50)));
        next_session();
        assert_eq!(Punished::<Test>::iter().count(), 0);
    })
}

#[test]
fn no_more_than_a_third_is_disabled_but_all_are_removed() {
    test(|| {
        report(Equivocation { offenders: vec![2, 3], ..equivocation(2, 30) }).unwrap();
        assert!(is_disabled(2) && !is_disabled(3));
        assert_eq!(Candidates::<Test>::get().into_inner(), vec![1, 4]);
        next_sessions(2);
        assert_eq!(set(), vec![1, 4]);
    })
}

#[test]
fn evidence_leads_from_key_to_slash() {
    test(|| {
        let proof = prove(3);
        next_session();
        let offender = owner(3, proof).unwrap();
        report(equivocation(offender, 50)).unwrap();
        assert_eq!(at_stake(3), BOND / 2);
    })
}
