use crate::{mock::*, Error as E, Event as Ev, Pledges, MAX_PLEDGES};
use msez_core::{ComplianceState, Digest, Domain};
use msez_manifold::AttestationType;
use msez_saga::State;
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok, dispatch::DispatchResultWithPostInfo},
    sp_runtime::DispatchError,
};

type Error = E<Test>;

const KIND: AttestationType = AttestationType::AmlScreening;

fn pledge(saga: Digest, who: AccountId, domain: Domain) -> DispatchResultWithPostInfo {
    Migration::pledge(by(who), saga, domain, KIND, Digest([5; 32]), 365 * DAY)
}

/// One that waits because nobody in Astana has said anything about anti-money-laundering.
fn unknown_there(n: u64) -> Digest {
    let id = asset(n);
    cell(id, aifc(), Domain::Aml, ComplianceState::Unknown, None);
    let saga = start(&request(id));
    assert_eq!(state(&saga), State::AttestationGathering);
    accredit(&issuer(), aifc(), Domain::Aml, Some(2));
    saga
}

fn there(saga: &Digest) -> bool {
    let asset = record(saga).request.asset;
    Migration::look_without_pledges(&record(saga), aifc(), now()).0.is_empty() && the(asset).home == aifc()
}

#[test]
fn a_pledge_counts_on_the_way_and_enters_the_tensor_on_arrival() {
    test(|| {
        let saga = unknown_there(1);
        assert_ok!(pledge(saga, issuer(), Domain::Aml));
        assert_eq!(state(&saga), State::Transit);
        let look = || Migration::look_without_pledges(&record(&saga), aifc(), now()).0.len();
        assert_eq!(look(), 1, "nothing has entered the tensor");
        prepare(&saga);
        block_after(1_000);
        assert_eq!(record(&saga).verification.unwrap().pledges, 1);
        assert_eq!(look(), 1);
        commit(&saga);
        block_after(1_000);
        assert_eq!(state(&saga), State::Completed);
        assert!(there(&saga));
        assert_eq!(record(&saga).arrival.unwrap().pledges_entered, 1);
    });
}

#[test]
fn a_pledge_meets_a_requirement_of_its_kind() {
    test(|| {
        let saga = gathering(1);
        accredit(&issuer(), aifc(), Domain::Aml, Some(2));
        assert_ok!(pledge(saga, issuer(), Domain::Aml));
        assert_eq!(state(&saga), State::AttestationGathering, "it asks for another kind");
        let second = account(50);
        accredit(&second, aifc(), Domain::Aml, Some(2));
        assert_ok!(Migration::pledge(
            by(second),
            saga,
            Domain::Aml,
            AttestationType::SourceOfFunds,
            Digest([5; 32]),
            DAY
        ));
        assert_eq!(state(&saga), State::Transit);
    });
}

#[test]
fn a_pledge_is_void_when_everything_is_taken_back() {
    test(|| {
        let saga = unknown_there(1);
        assert_ok!(pledge(saga, issuer(), Domain::Aml));
        overdue(&saga);
        events();
        block_after(1_000);
        assert_eq!(state(&saga), State::Compensated);
        assert!(events().contains(&Ev::PledgesVoided { saga, count: 1 }));
        assert!(Pledges::<Test>::get(saga).iter().all(|pledge| pledge.attestation.is_none()));
        assert_eq!(Migration::look_without_pledges(&record(&saga), aifc(), now()).0.len(), 1);
    });
}

#[test]
fn only_issuers_of_the_destination_pledge_each_once_for_a_domain() {
    test(|| {
        let saga = gathering(1);
        assert_noop!(pledge(saga, issuer(), Domain::Aml), Error::NotAccredited);
        accredit(&issuer(), difc(), Domain::Aml, Some(2));
        assert_noop!(pledge(saga, issuer(), Domain::Aml), Error::NotAccredited);
        accredit(&issuer(), aifc(), Domain::Aml, Some(2));
        assert_noop!(pledge(saga, issuer(), Domain::Kyc), Error::NotAccredited);
        assert_noop!(
            Migration::pledge(by(issuer()), saga, Domain::Aml, KIND, Digest([5; 32]), 0),
            Error::TimeOutOfBounds
        );
        assert_noop!(
            Migration::pledge(RuntimeOrigin::root(), saga, Domain::Aml, KIND, Digest([5; 32]), 1),
            DispatchError::BadOrigin
        );
        assert_noop!(pledge(Digest([8; 32]), issuer(), Domain::Aml), Error::NotFound);
        assert_ok!(pledge(saga, issuer(), Domain::Aml));
        assert_noop!(pledge(saga, issuer(), Domain::Aml), Error::PledgeAlreadyMade);
    });
}

#[test]
fn there_are_not_too_many_and_none_after_the_decision() {
    test(|| {
        let saga = gathering(1);
        for n in 0..=u64::from(MAX_PLEDGES) {
            accredit(&account(200 + n), aifc(), Domain::Aml, Some(2));
            let pledged = pledge(saga, account(200 + n), Domain::Aml);
            if n < u64::from(MAX_PLEDGES) {
                assert_ok!(pledged);
            } else {
                assert_eq!(pledged.unwrap_err().error, Error::TooManyPledges.into());
            }
        }
        require(&direct(), vec![]);
        accredit(&issuer(), aifc(), Domain::Aml, Some(2));
        let decided = decided(2);
        assert_noop!(pledge(decided, issuer(), Domain::Aml), Error::TooLate);
    });
}

#[test]
fn the_pledge_of_an_issuer_who_lost_his_accreditation_stops_the_decision() {
    test(|| {
        let saga = unknown_there(1);
        assert_ok!(pledge(saga, issuer(), Domain::Aml));
        accredit(&issuer(), aifc(), Domain::Aml, None);
        prepare(&saga);
        block_after(1_000);
        // The corridor asks for compliance all the way.
        assert_eq!(state(&saga), State::Compensated);
    });
}

#[test]
fn a_pledge_that_cannot_enter_is_tried_again_and_in_the_end_holds_nothing_up() {
    test(|| {
        let saga = unknown_there(1);
        assert_ok!(pledge(saga, issuer(), Domain::Aml));
        prepare(&saga);
        block_after(1_000);
        commit(&saga);
        set_broken("tensor", true);
        block_after(1_000);
        assert_eq!((state(&saga), record(&saga).pledge_tries), (State::DestinationUnlock, 1));
        // A poke does not hurry it.
        assert_noop!(Migration::advance(by(carrier()), saga), Error::StillWaiting);
        set_broken("tensor", false);
        block_after(60_000);
        assert_eq!(state(&saga), State::Completed);
        assert!(there(&saga));

        let saga = unknown_there(2);
        assert_ok!(pledge(saga, issuer(), Domain::Aml));
        prepare(&saga);
        block_after(1_000);
        commit(&saga);
        set_broken("tensor", true);
        for _ in 0..8 {
            block_after(3_600_000);
        }
        assert_eq!(state(&saga), State::Completed);
        assert!(!there(&saga), "it has arrived, and does not pass");
        assert_eq!(record(&saga).arrival.unwrap().pledges_entered, 0);
    });
}
