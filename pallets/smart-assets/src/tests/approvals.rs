use super::*;
use crate::{Approvals, Assets};
use msez_asset::Family;
use msez_core::SubjectId;
use polkadot_sdk::frame_support::{assert_noop, assert_ok};
use proptest::prelude::*;

#[test]
fn the_last_agreement_makes_the_call_and_uses_the_others_up() {
    run(|| {
        let id = registered(board());
        events();
        assert_ok!(SmartAssets::bind(by(1), id, 1));
        assert!(!Assets::<Test>::get(id).unwrap().bound);
        let [Event::Approved { family: Family::Control, given: 1, needed: 2, version: 1, .. }] =
            &events()[..]
        else {
            panic!("one agreement of two")
        };
        assert_ok!(SmartAssets::bind(by(3), id, 1));
        assert!(Assets::<Test>::get(id).unwrap().bound);
        assert_eq!(Approvals::<Test>::iter().count(), 0);
        assert_noop!(SmartAssets::bind(by(2), id, 1), Error::StaleVersion);
    });
}

#[test]
fn nobody_agrees_twice_and_other_arguments_are_another_call() {
    run(|| {
        let id = registered(board());
        assert_ok!(SmartAssets::halt(by(1), id, Some(1)));
        assert_noop!(SmartAssets::halt(by(1), id, Some(1)), Error::AlreadyApproved);
        // The other agrees to something else: neither happens.
        assert_ok!(SmartAssets::bind(by(2), id, 1));
        assert_eq!(version(id), 1);
        assert_ok!(SmartAssets::halt(by(2), id, Some(1)));
        assert_eq!(version(id), 2);
    });
}

/// The agent for documents changes the asset, alone.
fn publish(id: SubjectId, n: u64) {
    let digest = msez_core::Digest([n as u8; 32]);
    let location = b"ipfs://terms".to_vec().try_into().unwrap();
    let kind = "terms".parse().unwrap();
    assert_ok!(SmartAssets::set_document(by(9), id, version(id), kind, digest, location));
}

#[test]
fn who_may_change_something_else_does_not_stop_what_others_agree_upon() {
    run(|| {
        let id = registered(board());
        assert_ok!(SmartAssets::bind(by(1), id, 1));
        publish(id, 1);
        publish(id, 2);
        assert_ok!(SmartAssets::bind(by(2), id, 1));
        assert!(Assets::<Test>::get(id).unwrap().bound);
        // Who acts alone looks again.
        let terms = "terms".parse().unwrap();
        assert_noop!(SmartAssets::remove_document(by(9), id, 1, terms), Error::StaleVersion);
        assert_noop!(SmartAssets::bind(by(1), id, version(id) + 1), Error::StaleVersion);
    });
}

#[test]
fn a_change_of_the_same_family_or_of_control_voids_what_was_agreed() {
    run(|| {
        let id = registered(board());
        for who in [1, 2] {
            assert_ok!(SmartAssets::bind(by(who), id, 1));
        }
        let before = version(id);
        assert_ok!(SmartAssets::halt(by(1), id, Some(before)));
        assert_ok!(SmartAssets::halt(by(100), id, None));
        assert_noop!(SmartAssets::halt(by(2), id, Some(before)), Error::StaleVersion);
        let before = version(id);
        assert_ok!(SmartAssets::create_units(by(1), id, before, msez_asset::UnitRules::OPEN));
        let offered = msez_asset::ControlRule::sole(account(5));
        for who in [1, 2] {
            assert_ok!(SmartAssets::offer_control(by(who), id, before, offered.clone()));
        }
        let units = SmartAssets::create_units(by(2), id, before, msez_asset::UnitRules::OPEN);
        assert_eq!(units, Err(Error::StaleVersion.into()));
    });
}

#[test]
fn nothing_agreed_before_it_could_be_done_is_done_after_it_was_undone() {
    run(|| {
        let id = registered(board());
        // Agreed to resume before anything is halted: halting comes between.
        assert_ok!(SmartAssets::resume(by(3), id, Some(1)));
        for who in [1, 2] {
            assert_ok!(SmartAssets::halt(by(who), id, Some(1)));
        }
        assert_noop!(SmartAssets::resume(by(1), id, Some(1)), Error::StaleVersion);
    });
}

/// What the model of the test below does.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// A controller agrees to halt (1) or resume (2), as decided so many versions ago.
    Agree(u8, Family, u64),
    /// The agent for documents acts alone.
    Publish,
    /// The authority halts or resumes.
    Authority(bool),
    /// A controller agrees to offer control to others.
    Offer(u8, u64),
}

fn any_step() -> impl Strategy<Value = Step> {
    let family = prop_oneof![Just(Family::Halt), Just(Family::Resume)];
    prop_oneof![
        4 => (1u8..4, family, 0u64..4).prop_map(|(who, family, ago)| Step::Agree(who, family, ago)),
        2 => Just(Step::Publish),
        1 => any::<bool>().prop_map(Step::Authority),
        1 => (1u8..4, 0u64..4).prop_map(|(who, ago)| Step::Offer(who, ago)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn what_was_agreed_is_done_once_and_only_while_its_family_and_control_are_the_same(
        steps in proptest::collection::vec(any_step(), 1..60),
    ) {
        run(|| {
            let id = registered(board());
            for who in [1, 2] {
                assert_ok!(SmartAssets::bind(by(who), id, 1));
            }
            // The version of the last change of halts, and of control.
            let (mut halts, mut control) = (1, version(id));
            let mut done = Vec::new();
            for (n, step) in (1..).zip(steps) {
                let before = version(id);
                let result = match step {
                    Step::Agree(who, Family::Halt, ago) => {
                        SmartAssets::halt(by(who), id, Some(before.saturating_sub(ago)))
                    }
                    Step::Agree(who, _, ago) => {
                        SmartAssets::resume(by(who), id, Some(before.saturating_sub(ago)))
                    }
                    Step::Publish => {
                        publish(id, n);
                        Ok(())
                    }
                    Step::Authority(true) => SmartAssets::halt(by(100), id, None),
                    Step::Authority(false) => SmartAssets::resume(by(100), id, None),
                    Step::Offer(who, ago) => {
                        let offered = msez_asset::ControlRule::sole(account(20));
                        SmartAssets::offer_control(by(who), id, before.saturating_sub(ago), offered)
                    }
                };
                let carried = version(id) > before;
                let (family, ago) = match step {
                    Step::Agree(_, family, ago) => (family, ago),
                    Step::Offer(_, ago) => (Family::Control, ago),
                    Step::Publish | Step::Authority(_) => {
                        if carried && !matches!(step, Step::Publish) {
                            halts = version(id);
                        }
                        continue;
                    }
                };
                let decided = before.saturating_sub(ago);
                let since = if family == Family::Control { control } else { halts.max(control) };
                if decided < since {
                    assert_eq!(result, Err(Error::StaleVersion.into()));
                } else {
                    assert_ne!(result, Err(Error::StaleVersion.into()));
                }
                if carried {
                    assert!(!done.contains(&(family, decided)), "twice");
                    done.push((family, decided));
                    *(if family == Family::Control { &mut control } else { &mut halts }) = version(id);
                }
            }
        });
    }
}

#[test]
fn a_last_agreement_to_what_is_refused_keeps_the_others() {
    run(|| {
        let id = registered(board());
        assert_ok!(SmartAssets::bind(by(1), id, 1));
        Cells::set_passing(id, false);
        assert_noop!(SmartAssets::bind(by(2), id, 1), Error::AssetNotCompliant);
        Cells::set_passing(id, true);
        assert_ok!(SmartAssets::bind(by(2), id, 1));
        assert_eq!(version(id), 2);
    });
}

#[test]
fn an_agreement_can_be_taken_back() {
    run(|| {
        let id = registered(board());
        assert_ok!(SmartAssets::bind(by(1), id, 1));
        assert_noop!(SmartAssets::withdraw_approval(by(2), id), Error::NothingToChange);
        assert_noop!(SmartAssets::withdraw_approval(RuntimeOrigin::none(), id), BAD);
        events();
        assert_ok!(SmartAssets::withdraw_approval(by(1), id));
        assert!(matches!(&events()[..], [Event::ApprovalWithdrawn { who, .. }] if *who == account(1)));
        assert_ok!(SmartAssets::bind(by(2), id, 1));
        assert!(!Assets::<Test>::get(id).unwrap().bound);
    });
}

#[test]
fn an_agent_for_documents_agrees_to_nothing_else() {
    run(|| {
        let id = registered(board());
        assert_noop!(SmartAssets::bind(by(9), id, 1), Error::NotAuthorized);
        assert_noop!(SmartAssets::halt(by(9), id, Some(1)), Error::NotAuthorized);
    });
}
