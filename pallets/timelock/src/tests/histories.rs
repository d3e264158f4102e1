use crate::{mock::*, Announcements, Stage};
use msez_traits::LockClass;
use polkadot_sdk::frame_support::assert_storage_noop;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
    Announce(Option<AccountId>, u128),
    Execute(u64, u128),
    Cancel(Option<AccountId>, u64),
    Wait(u64),
    Block(u64),
}

fn announcer() -> impl Strategy<Value = Option<AccountId>> {
    prop_oneof![Just(None), Just(Some(ALICE)), Just(Some(BOB))]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (announcer(), 0..3u128).prop_map(|(who, value)| Step::Announce(who, value)),
        4 => (0..12u64, 0..3u128).prop_map(|(id, value)| Step::Execute(id, value)),
        1 => (announcer(), 0..12u64).prop_map(|(who, id)| Step::Cancel(who, id)),
        2 => (1..80u64).prop_map(Step::Wait),
        1 => (1..80u64).prop_map(Step::Block),
    ]
}

fn origin(who: Option<AccountId>) -> RuntimeOrigin {
    who.map_or(RuntimeOrigin::root(), RuntimeOrigin::signed)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever happens in whatever order: nothing is carried out before its delay, after its window, or twice; refused
    /// calls change nothing; holds are what the announcements say.
    #[test]
    fn nothing_happens_out_of_its_time(steps in proptest::collection::vec(step(), 1..60)) {
        externalities().execute_with(|| {
            let mut executed = std::collections::BTreeSet::new();
            for step in steps {
                match step {
                    Step::Announce(who, value) => {
                        let call = pay(CARRIER, value);
                        let class = LockClass::Withdrawal;
                        let commitment = commitment(who, class, &call);
                        let room = Timelock::announced_by(who).len() < MOST as usize;
                        assert_eq!(Timelock::announce(origin(who), class, commitment).is_ok(), room);
                    }
                    Step::Execute(id, value) => {
                        let before = Announcements::<Test>::get(id);
                        let call = pay(CARRIER, value);
                        let stage = Timelock::stage(id);
                        let mut done = false;
                        let _ = polkadot_sdk::frame_support::storage::with_storage_layer(|| {
                            let result = execute(id, &call);
                            done = result.is_ok();
                            result.map(|_| ()).map_err(|fault| fault.error)
                        });
                        if done {
                            let before = before.unwrap();
                            assert_eq!(stage, Some(Stage::Due));
                            assert!(before.from <= now() && now() <= before.until);
                            assert!(executed.insert(id), "{id} was carried out twice");
                        }
                    }
                    Step::Cancel(who, id) => {
                        let is_own = Announcements::<Test>::get(id)
                            .is_some_and(|announcement| announcement.announcer().copied() == who);
                        if is_own {
                            Timelock::cancel(origin(who), id).unwrap();
                        } else {
                            assert_storage_noop!(assert!(Timelock::cancel(origin(who), id).is_err()));
                        }
                    }
                    Step::Wait(hours) => after(hours * HOUR),
                    Step::Block(hours) => block_at(now() + hours * HOUR),
                }
                assert_sound();
            }
        });
    }
}
