use crate::{mock::*, Error as E, Live};
use msez_core::Digest;
use msez_saga::State;
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::DispatchError,
};

type Error = E<Test>;

#[test]
fn what_holds_nothing_yet_is_called_off_and_all_fees_go_back() {
    test(|| {
        let before = money();
        let saga = gathering(1);
        assert_ok!(Migration::cancel(by(alice()), saga));
        assert_eq!(state(&saga), State::Cancelled);
        assert_eq!(moved(&before), []);
        let record = record(&saga);
        assert!(record.evidence.is_some());
        assert_eq!(Live::<Test>::get(record.request.asset), None);
        assert_noop!(Migration::cancel(by(alice()), saga), Error::NotCancellable);
    });
}

#[test]
fn as_many_call_it_off_as_began_it() {
    test(|| {
        require(
            &direct(),
            vec![requirement(msez_manifold::AttestationType::SourceOfFunds, msez_core::Domain::Aml)],
        );
        let request = request(asset_of(1, vec![alice(), bob()], 2));
        assert_ok!(Migration::start(by(bob()), request.clone(), none()));
        let saga = start(&request);
        assert_ok!(Migration::cancel(by(bob()), saga));
        assert_eq!(state(&saga), State::AttestationGathering);
        assert_ok!(Migration::cancel(by(alice()), saga));
        assert_eq!(state(&saga), State::Cancelled);
    });
}

#[test]
fn a_change_of_something_else_voids_no_agreement_to_cancel() {
    test(|| {
        require(
            &direct(),
            vec![requirement(msez_manifold::AttestationType::SourceOfFunds, msez_core::Domain::Aml)],
        );
        let id = asset_of(1, vec![alice(), bob()], 2);
        let request = request(id);
        assert_ok!(Migration::start(by(bob()), request.clone(), none()));
        let saga = start(&request);
        assert_ok!(Migration::cancel(by(bob()), saga));
        change(id, |asset| asset.version += 1);
        assert_ok!(Migration::cancel(by(alice()), saga));
        assert_eq!(state(&saga), State::Cancelled);
    });
}

#[test]
fn nobody_else_calls_it_off_and_not_once_the_asset_is_held() {
    test(|| {
        let saga = gathering(1);
        assert_noop!(Migration::cancel(by(carrier()), saga), DispatchError::BadOrigin);
        assert_noop!(Migration::cancel(RuntimeOrigin::root(), saga), DispatchError::BadOrigin);
        assert_noop!(Migration::cancel(by(alice()), Digest([1; 32])), Error::NotFound);
        require(&direct(), vec![]);
        for saga in [locked(2), under_way(3), decided(4)] {
            assert_noop!(Migration::cancel(by(alice()), saga), Error::NotCancellable);
        }
    });
}

#[test]
fn a_refund_that_fails_leaves_the_saga_as_it_is() {
    test(|| {
        let saga = gathering(1);
        set_broken("money", true);
        assert_noop!(Migration::cancel(by(alice()), saga), DispatchError::Other("money"));
        set_broken("money", false);
        assert_ok!(Migration::cancel(by(alice()), saga));
    });
}
