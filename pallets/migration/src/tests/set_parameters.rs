use crate::{mock::*, Error as E, Governed, Parameters};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::DispatchError,
};

type Error = E<Test>;

#[test]
fn governance_sets_every_time_within_its_bounds() {
    test(|| {
        let mut parameters = Parameters::default();
        parameters.timeouts.source_lock = 6_000;
        assert_noop!(Migration::set_parameters(by(alice()), parameters), DispatchError::BadOrigin);
        assert_ok!(Migration::set_parameters(RuntimeOrigin::root(), parameters));
        assert_eq!(Governed::<Test>::get(), parameters);
        let wrong: [fn(&mut Parameters); 4] = [
            |p| p.timeouts.transit = 5_999,
            |p| p.timeouts.transit = 60 * DAY + 1,
            |p| p.poll = 0,
            |p| p.ruling = 61 * DAY,
        ];
        for change in wrong {
            let mut parameters = Parameters::default();
            change(&mut parameters);
            assert_noop!(
                Migration::set_parameters(RuntimeOrigin::root(), parameters),
                Error::TimeOutOfBounds
            );
        }
    });
}
